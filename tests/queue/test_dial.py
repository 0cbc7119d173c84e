"""Whose turn it is between those with priority and those without."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.queue.dial import called_before, next_for, remembered
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.settings import Queue

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
TWO_TO_ONE = Queue()
DESK = ("shimin",)

ratios = st.integers(1, 4)
waits = st.integers(0, 60)


def waiting(number: str, arrival: int, *, waited_min: float = 0, at: str = "shimin") -> Ticket:
    """A small letter has priority."""
    return Ticket(
        number=number.upper(),
        day=date(2026, 11, 20),
        state=TicketState.WAITING,
        route=(at,),
        at=at,
        window=None,
        priority=number.islower(),
        taken=NOW,
        called=None,
        reference="AAAAAAAAAAAAAAAA",
        since=NOW - timedelta(minutes=waited_min),
        arrival=arrival,
    )


def hall(numbers: str) -> list[Ticket]:
    return [waiting(number, arrival) for arrival, number in enumerate(numbers.split())]


def calls(tickets: Sequence[Ticket], queue: Queue, last: Sequence[bool] = ()) -> list[Ticket]:
    """Call until nobody is left, with nobody coming."""
    left, gone = list(tickets), list(last)
    called = []
    while (first := next_for(DESK, left, gone[: remembered(queue)], queue, NOW)) is not None:
        left.remove(first)
        called.append(first)
        gone.insert(0, first.priority)
    return called


@pytest.mark.parametrize(
    ("dial", "numbers", "order"),
    [
        ((2, 1), "A1 A2 a3 a4 a5 a6", "A3 A4 A1 A5 A6 A2"),
        ((1, 1), "A1 A2 a3 a4", "A3 A1 A4 A2"),
        ((1, 2), "A1 A2 A3 a4 a5", "A4 A1 A2 A5 A3"),
        ((3, 2), "A1 A2 a3 a4 a5 a6", "A3 A4 A5 A1 A2 A6"),
        ((2, 1), "A1 A2 A3", "A1 A2 A3"),
        ((2, 1), "a1 a2 a3 a4", "A1 A2 A3 A4"),
        ((2, 1), "A2 A1", "A2 A1"),
    ],
)
def test_so_many_with_priority_are_called_to_so_many_without(dial: tuple[int, int], numbers: str, order: str) -> None:
    queue = Queue(priority=dial[0], ordinary=dial[1])
    assert [ticket.number for ticket in calls(hall(numbers), queue)] == order.split()


@pytest.mark.parametrize(
    ("last", "called"),
    [((), "A2"), ((True,), "A2"), ((True, True), "A1"), ((False, True), "A2"), ((True, False), "A2")],
)
def test_the_dial_goes_on_from_the_last_calls(last: tuple[bool, ...], called: str) -> None:
    first = next_for(DESK, hall("A1 a2"), last, TWO_TO_ONE, NOW)
    assert first is not None
    assert first.number == called


@pytest.mark.parametrize(
    ("waited_min", "called"),
    [((39.9, 0), "A2"), ((40, 0), "A1"), ((40, 41), "A1"), ((0, 55), "A2"), ((90, 30), "A1")],
)
def test_whoever_has_waited_longest_comes_first(waited_min: tuple[float, float], called: str) -> None:
    tickets = [waiting("A1", 1, waited_min=waited_min[0]), waiting("a2", 2, waited_min=waited_min[1])]
    first = next_for(DESK, tickets, (), TWO_TO_ONE, NOW)
    assert first is not None
    assert first.number == called


def test_several_desks_are_one_line() -> None:
    tickets = [waiting("A1", 3, at="kokuho"), waiting("C1", 2), waiting("D1", 1, at="kodomo")]
    first = next_for(("shimin", "kokuho"), tickets, (), TWO_TO_ONE, NOW)
    assert first is not None
    assert first.number == "C1"


@pytest.mark.parametrize("state", [state for state in TicketState if state.value not in {"waiting", "passed_on"}])
def test_nobody_else_is_called_as_the_next(state: TicketState) -> None:
    assert next_for(DESK, [replace(waiting("A1", 1), state=state)], (), TWO_TO_ONE, NOW) is None


@given(priority=ratios, ordinary=ratios, start=st.lists(st.booleans(), max_size=8), rounds=st.integers(1, 5))
def test_neither_side_starves(priority: int, ordinary: int, start: list[bool], rounds: int) -> None:
    """While both wait, every round of calls has exactly as many of each as the city dials, wherever it begins."""
    queue = Queue(priority=priority, ordinary=ordinary)
    last = start[: remembered(queue)]
    length = priority + ordinary
    numbers = count(1)
    line = [waiting(letter, next(numbers)) for letter in "aA" * length * (rounds + 2)]
    went = [ticket.priority for ticket in calls(line, queue, last)][: length * (rounds + 1)]
    for begin in range(length, len(went) - length + 1):
        assert sum(went[begin : begin + length]) == priority


@given(
    sides=st.lists(st.tuples(st.booleans(), waits), max_size=25),
    last=st.lists(st.booleans(), max_size=3),
    priority=ratios,
    ordinary=ratios,
)
def test_who_is_ahead_of_a_newcomer_is_who_the_dial_would_call_before(
    sides: list[tuple[bool, int]], last: list[bool], priority: int, ordinary: int
) -> None:
    queue = Queue(priority=priority, ordinary=ordinary)
    gone = last[: remembered(queue)]
    line = [
        waiting("a" if favoured else "A", arrival, waited_min=waited)
        for arrival, (favoured, waited) in enumerate(sides)
    ]
    assume(len(gone) == len(last))
    newcomer = waiting("Z", len(line))
    order = calls([*line, newcomer], queue, gone)
    before = order[: order.index(newcomer)]
    ahead = called_before("shimin", line, gone, queue, NOW)
    assert {ticket.arrival for ticket in ahead} == {ticket.arrival for ticket in before}
