"""The way over the floors of a city hall."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.guidance.floors import Floor, route

GROUND = Floor(
    "1",
    size=(40, 20),
    aisle=((5, 10), (35, 10), (35, 18)),
    windows={"a": (5, 4), "b": (15, 4), "c": (38, 16)},
    lift=(30, 14),
    kiosk=(20, 16),
)
UPPER = Floor("2", (40, 20), ((5, 10), (35, 10)), {"d": (5, 4), "e": (25, 4)}, lift=(30, 14), stairs=((33, 4),))
FLOORS = {"1": GROUND, "2": UPPER}


def test_one_walks_to_the_aisle_along_it_and_to_the_window() -> None:
    assert GROUND.walk((20, 16), (5, 4)) == ((20, 16), (20, 10), (5, 10), (5, 4))


def test_the_corners_of_the_aisle_are_on_the_way_forth_and_back() -> None:
    there = GROUND.walk((5, 4), (38, 16))
    assert there == ((5, 4), (5, 10), (35, 10), (35, 16), (38, 16))
    assert GROUND.walk((38, 16), (5, 4)) == there[::-1]


def test_another_floor_is_reached_by_the_lift() -> None:
    first, up, second = route(FLOORS, ["a", "d"])
    assert first.points[0] == GROUND.kiosk
    assert (up.floor, up.desk, up.points[-1]) == ("1", None, GROUND.lift)
    assert (second.floor, second.points[0], second.points[-1]) == ("2", UPPER.lift, (5, 4))


def test_without_a_lift_the_stairs_are_the_way_up() -> None:
    assert Floor("3", (40, 20), ((5, 10), (35, 10)), {}, stairs=((33, 4),)).way_up == (33, 4)


def test_a_desk_that_stands_nowhere_is_left_out() -> None:
    assert [leg.desk for leg in route(FLOORS, ["a", "elsewhere", "b"])] == ["a", "b"]


def test_where_no_kiosk_stands_the_way_begins_at_the_first_window() -> None:
    upper = {"2": UPPER}
    first, second = route(upper, ["d", "e"])
    assert first.points == ((5, 4),)
    assert second.points[0] == (5, 4)


@given(st.permutations(["a", "b", "c", "d", "e"]), st.integers(0, 5))
def test_every_desk_is_reached_once_in_the_order_given_without_a_jump(desks: list[str], many: int) -> None:
    legs = route(FLOORS, desks[:many])
    assert [leg.desk for leg in legs if leg.desk] == desks[:many]
    assert [leg.number for leg in legs if leg.desk] == list(range(1, many + 1))
    for before, after in pairwise(legs):
        jumps = before.floor != after.floor
        start = FLOORS[after.floor].way_up if jumps else before.points[-1]
        assert after.points[0] == start
