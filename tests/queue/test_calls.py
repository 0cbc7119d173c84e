"""Which calls are new, and what is still to be said."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.queue.calls import CallsToSay, new_calls
from kiosk.queue.ticket import BoardView, Called

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


def call(number: str, minute: int = 0, *, awaited: bool = True) -> Called:
    return Called(number, "1", None, NINE + timedelta(minutes=minute), awaited=awaited)


def view(*called: Called) -> BoardView:
    return BoardView(called, ())


@pytest.fixture
def calls() -> CallsToSay:
    """A board that has seen an empty queue."""
    calls = CallsToSay()
    calls.see(view())
    return calls


def said(calls: CallsToSay) -> list[str]:
    numbers = []
    while (line := calls.take()) is not None:
        numbers.append(line.number)
    return numbers


def test_nothing_is_new_to_a_board_that_was_just_switched_on() -> None:
    assert new_calls(None, view(call("A1"))) == ()


def test_new_calls_come_in_the_order_in_which_they_were_made(calls: CallsToSay) -> None:
    calls.see(view(call("A1")))
    calls.see(view(call("C1", 2), call("B1", 1), call("A1")))
    assert said(calls) == ["A1", "B1", "C1"]


def test_each_call_is_said_once(calls: CallsToSay) -> None:
    for _ in range(3):
        calls.see(view(call("A1")))
    assert said(calls) == ["A1"]
    calls.see(view(call("A1")))
    assert said(calls) == []


def test_call_that_is_over_before_it_was_said_is_dropped(calls: CallsToSay) -> None:
    calls.see(view(call("B1", 1), call("A1")))
    calls.see(view(call("B1", 1), call("A1", awaited=False)))
    assert said(calls) == ["B1"]


def test_call_that_was_taken_back_before_it_was_said_is_dropped(calls: CallsToSay) -> None:
    calls.see(view(call("A1")))
    calls.see(view())
    assert said(calls) == []


def test_number_called_again_is_said_again(calls: CallsToSay) -> None:
    calls.see(view(call("A1")))
    assert said(calls) == ["A1"]
    calls.see(view(call("A1", 1)))
    assert said(calls) == ["A1"]


def test_number_called_again_before_it_was_said_is_said_once(calls: CallsToSay) -> None:
    calls.see(view(call("A1")))
    calls.see(view(call("A1", 1)))
    assert said(calls) == ["A1"]


def test_who_came_before_anybody_saw_the_call_is_not_called(calls: CallsToSay) -> None:
    calls.see(view(call("A1", awaited=False)))
    assert said(calls) == []
