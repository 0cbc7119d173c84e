"""How the history of a number is read: its waits, its calls, its times at a window."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.queue.ticket import TicketState as S
from kiosk.queue.transition import Act
from kiosk.statistics.record import Change
from kiosk.statistics.stops import Stop, stops_of

DAY = date(2026, 11, 20)
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def changes(*acts: tuple[float, Act, S, str | None], number: str = "A1") -> Iterator[Change]:
    for minute, act, state, desk in acts:
        yield Change(DAY, number, act, state, desk, NINE + timedelta(minutes=minute), "tennyu", window="1")


def stops(*acts: tuple[float, Act, S, str | None]) -> tuple[Stop, ...]:
    return stops_of(changes(*acts))


COMES = ((0, Act.TAKE, S.TAKEN, None), (1, Act.PUBLISH, S.WAITING, "shimin"))


def test_a_household_waits_is_served_and_waits_again_at_its_next_desk() -> None:
    first, second = stops(
        *COMES,
        (11, Act.CALL, S.CALLED, "shimin"),
        (12, Act.SERVE, S.SERVED, "shimin"),
        (20, Act.DONE, S.PASSED_ON, "kokuho"),
        (25, Act.CALL, S.CALLED, "kokuho"),
        (30, Act.DONE, S.DONE, None),
    )
    assert (first.desk, first.wait_min, first.service_min, first.arrives) == ("shimin", 10, 9, True)
    assert (second.desk, second.wait_min, second.service_min, second.arrives) == ("kokuho", 5, 5, False)


def test_calling_again_makes_no_wait_longer() -> None:
    (stop,) = stops(
        *COMES,
        (5, Act.CALL, S.CALLED, "shimin"),
        (7, Act.AGAIN, S.CALLED, "shimin"),
        (10, Act.DONE, S.DONE, None),
    )
    assert (stop.wait_min, stop.service_min) == (4, 5)


def test_who_never_comes_is_a_no_show_and_took_no_service() -> None:
    (stop,) = stops(*COMES, (5, Act.CALL, S.CALLED, "shimin"), (8, Act.NO_SHOW, S.NO_SHOW, "shimin"))
    assert stop.no_show
    assert stop.service_min is None


def test_who_comes_after_all_is_no_no_show() -> None:
    first, later = stops(
        *COMES,
        (5, Act.CALL, S.CALLED, "shimin"),
        (8, Act.NO_SHOW, S.NO_SHOW, "shimin"),
        (30, Act.CALL, S.CALLED, "shimin"),
        (35, Act.DONE, S.DONE, None),
    )
    assert not first.no_show
    assert not later.no_show
    assert later.wait_min is None, "nobody knows how long they were away"
    assert later.service_min == 5


def test_held_before_a_call_still_counts_as_having_come() -> None:
    (stop,) = stops(*COMES, (5, Act.HOLD, S.HELD, "shimin"))
    assert stop.arrives
    assert stop.wait_min is None


def test_handing_out_is_no_service() -> None:
    served, handed = stops(
        *COMES,
        (5, Act.CALL, S.CALLED, "shimin"),
        (6, Act.SERVE, S.SERVED, "shimin"),
        (15, Act.SECOND_CALL, S.SECOND_CALL, "shimin"),
        (18, Act.DONE, S.DONE, None),
    )
    assert served.service_min == 10
    assert handed.second
    assert handed.service_min is None


def test_who_still_waits_has_no_wait_yet() -> None:
    (stop,) = stops(*COMES)
    assert (stop.wait_min, stop.service_min, stop.left) == (None, None, None)


def test_a_void_number_never_came() -> None:
    assert stops((0, Act.TAKE, S.TAKEN, None), (1, Act.VOID, S.VOID, None)) == ()
