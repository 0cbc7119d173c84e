"""Calling by the dial, second calls, numbers taken ahead, and what the board and the estimate make of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import insert

from kiosk.errors import NobodyWaiting, UnknownTicket, WrongState
from kiosk.ports import Clock
from kiosk.queue.ticket import Called, LetterWaiting, Ticket, TicketState, Used
from kiosk.queue.waiting import FEWEST, Line, Service, Wait, wait_range
from kiosk.settings import Office, Queue
from kiosk.storage.database import Database
from kiosk.storage.schema import windows
from kiosk.storage.tickets import SqlTicketStore

Later = Callable[..., None]

FLOORS = {"shimin": "1階", "kokuho": "2階"}
LETTERS = {"shimin": "A", "kokuho": "C"}


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def store(database: Database, clock: Clock, office: Office) -> SqlTicketStore:
    return SqlTicketStore(database, clock, office, FLOORS, queue=Queue(minutes={"tennyu": 10}), letters=LETTERS)


def come(
    store: SqlTicketStore,
    *,
    priority: bool = False,
    route: tuple[str, ...] = ("shimin", "kokuho"),
    event: str | None = None,
) -> str:
    number = store.take("A", route, "k/1", priority=priority, event=event).number
    return store.publish(number, paper=True).number


# --- The dial ----------------------------------------------------------------------------------


def test_the_next_is_called_by_the_dial_and_history_remembers_it(store: SqlTicketStore) -> None:
    for priority in (False, False, False, True, True, True):
        come(store, priority=priority)
    order = [store.call_next(("shimin",), "1").number for _ in range(3)]
    order += [store.signed("sato").call_next(("shimin", "kokuho"), "2").number for _ in range(3)]
    assert order == ["A4", "A5", "A1", "A6", "A2", "A3"]


def test_a_call_again_is_no_turn_of_the_dial(store: SqlTicketStore) -> None:
    for priority in (False, True, True):
        come(store, priority=priority)
    store.call_next(("shimin",), "1")
    for _ in range(3):
        store.call("A2", "1")
    assert store.call_next(("shimin",), "1").number == "A3"


def test_whoever_has_waited_so_long_comes_first(store: SqlTicketStore, later: Later) -> None:
    come(store)
    later(minutes=40)
    come(store, priority=True)
    assert store.call_next(("shimin",), "1").number == "A1"


def test_one_window_calls_for_several_desks(store: SqlTicketStore) -> None:
    come(store, route=("kokuho",))
    come(store, route=("shimin",))
    come(store, route=("kodomo",))
    assert [store.call_next(("shimin", "kokuho"), "1").number for _ in range(2)] == ["A1", "A2"]
    with pytest.raises(NobodyWaiting):
        store.call_next(("shimin", "kokuho"), "1")


def test_who_is_at_the_window_stays_there_when_another_is_called(store: SqlTicketStore) -> None:
    come(store)
    come(store)
    store.call_next(("shimin",), "1")
    store.call_next(("shimin",), "1")
    assert [(ticket.state, ticket.window) for ticket in store.tickets()] == [(TicketState.CALLED, "1")] * 2


def test_priority_is_given_and_taken_away_without_losing_the_place(store: SqlTicketStore, later: Later) -> None:
    before = store.show(come(store))
    later(minutes=5)
    assert store.prioritise("A1", priority=True) == replace(before, priority=True)
    assert store.prioritise("A1", priority=False) == before


# --- Served, called again, called a second time -------------------------------------------------


def test_served_is_said_or_not(store: SqlTicketStore) -> None:
    come(store)
    come(store)
    store.call("A1", "1")
    assert store.serve("A1").window == "1"
    assert store.done("A1").state is TicketState.PASSED_ON
    store.call("A2", "1")
    assert store.done("A2").state is TicketState.PASSED_ON


def test_calls_are_counted_since_it_last_waited(store: SqlTicketStore) -> None:
    come(store)
    counts = [store.call("A1", "1").calls, store.call("A1", "1").calls, store.no_show("A1").calls]
    counts += [store.call("A1", "1").calls, store.pass_on("A1", "shimin").calls, store.call("A1", "1").calls]
    counts += [store.hold("A1").calls, store.second_call("A1", "1").calls, store.second_call("A1", "1").calls]
    assert counts == [1, 2, 2, 3, 0, 1, 0, 1, 2]


def test_what_was_done_elsewhere_since_it_was_seen_is_not_done_over(store: SqlTicketStore, later: Later) -> None:
    come(store)
    seen = store.show("A1")
    store.call("A1", "1")
    for act in (lambda mine: mine.call("A1", "2"), lambda mine: mine.hold("A1")):
        with pytest.raises(WrongState):
            act(store.as_seen(seen))
    later(minutes=1)
    assert store.as_seen(store.show("A1")).call("A1", "2").window == "2"


def test_calling_again_does_not_begin_a_new_wait(store: SqlTicketStore, clock: Clock, later: Later) -> None:
    come(store)
    called = store.call("A1", "1")
    later(minutes=1)
    again = store.call("A1", "2")
    assert (again.since, again.called, again.window) == (called.since, clock.now(), "2")


def test_a_second_call_hands_out_what_was_made(store: SqlTicketStore) -> None:
    come(store)
    with pytest.raises(WrongState):
        store.second_call("A1", "1")
    store.call("A1", "1")
    store.hold("A1")
    assert store.second_call("A1", "1").state is TicketState.SECOND_CALL
    assert store.board().called[0].second
    assert store.done("A1").at == "kokuho"


# --- The board ---------------------------------------------------------------------------------


def test_the_board_keeps_the_last_calls_of_who_is_served_or_done(store: SqlTicketStore, clock: Clock) -> None:
    for _ in range(3):
        come(store, route=("shimin",))
    for number in ("A1", "A2", "A3"):
        store.call(number, number[1:])
    store.serve("A1")
    store.done("A2")
    lines = [Called(f"A{n}", str(n), "1階", clock.now(), awaited=n == 3) for n in (3, 2, 1)]
    assert list(store.board().called) == lines


@pytest.mark.parametrize(
    "leave", [lambda store: store.hold("A1"), lambda store: store.no_show("A1"), lambda store: store.pass_on("A1", "a")]
)
def test_a_line_goes_with_who_is_not_to_come_any_more(
    store: SqlTicketStore, leave: Callable[[SqlTicketStore], Ticket]
) -> None:
    come(store)
    store.call("A1", "1")
    leave(store)
    assert store.board().called == ()


def test_every_number_is_shown_once_with_its_last_call(store: SqlTicketStore) -> None:
    come(store)
    store.call("A1", "1")
    store.done("A1")
    assert store.board().called == ()
    store.call("A1", "5")
    store.call("A1", "6")
    assert [(line.number, line.window, line.floor) for line in store.board().called] == [("A1", "6", "2階")]


def test_the_board_says_how_many_wait_per_letter_and_how_long(store: SqlTicketStore) -> None:
    for _ in range(3):
        come(store)
    store.call("A1", "1")
    waits = store.waits()
    assert waits["kokuho"] < waits["shimin"]
    assert store.board().letters == (LetterWaiting("A", 2, waits["shimin"]), LetterWaiting("C", 0, waits["kokuho"]))


# --- The estimate ------------------------------------------------------------------------------


def work(store: SqlTicketStore, later: Later, *, minutes: float, households: int = FEWEST) -> None:
    """Serve households of one event, each for so many minutes."""
    for _ in range(households):
        number = come(store, route=("shimin",), event="tenkyo")
        store.call(number, "1")
        later(minutes=minutes)
        store.done(number)


def test_the_estimate_learns_from_past_days(store: SqlTicketStore, office: Office, later: Later) -> None:
    work(store, later, minutes=1)
    before = [come(store, event="tenkyo") for _ in range(10)] and store.waits()["shimin"]
    later(days=1)
    quick = [come(store, event="tenkyo") for _ in range(10)] and store.waits()["shimin"]
    assert before == wait_range(Line((Service(office.minutes_per_ticket),) * 10))
    assert quick == wait_range(Line((Service(1, 0.0),) * 10))


def test_the_estimate_does_not_count_the_handing_out(store: SqlTicketStore, later: Later) -> None:
    for _ in range(FEWEST):
        come(store, route=("shimin",), event="tenkyo")
        number = store.serve(store.call_next(("shimin",), "1").number).number
        later(minutes=1)
        store.second_call(number, "1")
        later(minutes=30)
        store.done(number)
    later(days=1)
    for _ in range(10):
        come(store, event="tenkyo")
    assert store.waits()["shimin"] == wait_range(Line((Service(1, 0.0),) * 10))


def test_what_lies_weeks_back_counts_no_more(store: SqlTicketStore, office: Office, later: Later) -> None:
    work(store, later, minutes=1)
    later(days=29)
    for _ in range(10):
        come(store, event="tenkyo")
    assert store.waits()["shimin"] == wait_range(Line((Service(office.minutes_per_ticket),) * 10))


def test_open_windows_shorten_the_wait(store: SqlTicketStore, database: Database, clock: Clock, later: Later) -> None:
    for _ in range(12):
        come(store)
    one = store.waits()["shimin"]
    with database.writing() as connection:
        seat = {"desks": ["shimin"], "opened": clock.now(), "seen": clock.now()}
        connection.execute(insert(windows), [{"window": str(n), "who": f"clerk-{n}", **seat} for n in range(3)])
    assert store.waits()["shimin"].high_min < one.high_min
    later(minutes=10)
    assert store.waits()["shimin"] == one


def test_before_the_office_opens_the_wait_counts_from_then(store: SqlTicketStore, later: Later) -> None:
    assert store.waits()["shimin"].opens is None
    later(minutes=-31)
    assert store.waits()["shimin"] == Wait(0, 0, time(8, 30))


def test_priority_of_ones_own_changes_nothing_in_what_one_is_told(store: SqlTicketStore) -> None:
    for _ in range(4):
        come(store)
    before = store.waits()
    store.take("A", ("shimin",), "k/1", priority=True)
    assert store.waits() == before


def test_how_many_wait_at_a_desk_and_in_all(store: SqlTicketStore) -> None:
    come(store)
    come(store, route=("kokuho",))
    assert (store.people_waiting("shimin"), store.people_waiting()) == (1, 2)


# --- Numbers taken ahead -----------------------------------------------------------------------


def used(ticket: Ticket, waiting: datetime | None, **more: bool | str) -> Used:
    taken = ticket.taken + timedelta(minutes=1)
    return Used(ticket.day, ticket.number, ("shimin", "kokuho"), taken, waiting, **more)  # type: ignore[arg-type]


def test_reserved_numbers_are_nobodys_until_they_are_used(store: SqlTicketStore) -> None:
    ahead = store.reserve("A", 3, "kiosk-1")
    assert [ticket.number for ticket in ahead] == ["A1", "A2", "A3"]
    assert come(store) == "A4"
    assert store.void_abandoned("kiosk-1", "kiosk-1/next") == 0
    assert store.board().waiting == ("A4",)
    assert store.reserved("kiosk-1") == ahead
    assert store.reserved("kiosk-2") == ()


def test_what_became_of_a_reserved_number_is_told_later_with_its_times(store: SqlTicketStore, later: Later) -> None:
    first, second = store.reserve("A", 2, "kiosk-1")
    later(minutes=30)
    began = first.taken + timedelta(minutes=3)
    told = store.use(used(first, began, paper=False, event="tennyu", priority=True))
    assert (told.state, told.since, told.arrival) == (TicketState.WAITING, began, 1)
    assert (told.route, told.paper, told.event, told.priority) == (("shimin", "kokuho"), False, "tennyu", True)
    assert told.reference == first.reference
    assert store.use(used(first, began)) == told
    assert store.use(used(second, None)).state is TicketState.VOID
    assert store.reserved("kiosk-1") == ()


def test_who_is_told_late_comes_before_those_who_came_after_them(store: SqlTicketStore, later: Later) -> None:
    (ahead,) = store.reserve("A", 1, "kiosk-1")
    before = come(store)
    later(minutes=1)
    began = ahead.taken + timedelta(seconds=30)
    after = come(store)
    store.use(Used(ahead.day, ahead.number, ("shimin",), began, began))
    assert [ticket.number for ticket in store.tickets()] == [before, ahead.number, after]


def test_a_taken_number_of_which_nobody_heard_that_it_waits_is_told_as_well(
    store: SqlTicketStore, later: Later
) -> None:
    ticket = store.take("A", ("shimin",), "kiosk-1/1")
    later(minutes=5)
    told = store.use(Used(ticket.day, ticket.number, ("shimin",), ticket.taken, ticket.taken))
    assert (told.state, told.since) == (TicketState.WAITING, ticket.taken)


def test_numbers_of_a_day_that_is_over_are_told_and_stay_in_its_history(store: SqlTicketStore, later: Later) -> None:
    (late,) = store.reserve("A", 1, "kiosk-1")
    later(days=1)
    come(store)
    assert store.use(used(late, late.taken)).day == late.day
    assert [ticket.day for ticket in store.tickets()] == [late.day + timedelta(days=1)]
    with pytest.raises(NobodyWaiting):
        store.call_next(("kokuho",), "1")


# --- The turn of the day -----------------------------------------------------------------------


def test_who_waits_or_is_held_as_the_day_turns_stays_in_its_history_and_is_not_called_any_more(
    store: SqlTicketStore, later: Later
) -> None:
    come(store)
    come(store)
    store.hold("A2")
    later(days=1)
    assert (store.tickets(), store.people_waiting(), store.board().waiting) == ((), 0, ())
    with pytest.raises(NobodyWaiting):
        store.call_next(("shimin",), "1")
    with pytest.raises(UnknownTicket):
        store.call("A2", "1")
    assert come(store) == "A1"


def test_the_dial_begins_anew_with_the_day(store: SqlTicketStore, later: Later) -> None:
    for _ in range(2):
        come(store, priority=True)
        store.call_next(("shimin",), "1")
    later(days=1)
    come(store)
    come(store, priority=True)
    assert store.call_next(("shimin",), "1").number == "A2"
    assert store.show("A1").day == date(2026, 11, 21)
