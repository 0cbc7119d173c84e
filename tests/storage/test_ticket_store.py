"""What every TicketStore keeps, whatever database stands behind it."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.errors import NobodyWaiting, UnknownTicket, UsageError, WrongState
from kiosk.ports import Clock, TicketStore
from kiosk.queue.ticket import Ticket, TicketState

ROUTE = ("juumin", "hoken")
Later = Callable[..., None]


def waiting(store: TicketStore, letter: str = "A", route: tuple[str, ...] = ROUTE) -> Ticket:
    return store.publish(store.take(letter, route, "kiosk-1/visit").number, paper=True)


def test_first_number_of_a_letter_is_one(store: TicketStore) -> None:
    assert [store.take(letter, ROUTE, "k/1").number for letter in "AABA"] == ["A1", "A2", "B1", "A3"]


def test_taken_ticket_belongs_to_the_service_day_in_the_citys_zone(store: TicketStore, clock: Clock) -> None:
    ticket = store.take("A", ROUTE, "k/1")
    assert (ticket.day, ticket.taken, ticket.state) == (date(2026, 11, 20), clock.now(), TicketState.TAKEN)
    assert ticket.taken.utcoffset() == clock.now().utcoffset()


def test_reference_is_opaque_and_its_own(store: TicketStore) -> None:
    references = {store.take("A", ROUTE, "k/1").reference for _ in range(20)}
    assert len(references) == 20
    assert all(len(text) == 16 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for text in references)


@pytest.mark.parametrize("letter", ["", "a", "AB", "1", "あ"])
def test_letter_is_one_capital(store: TicketStore, letter: str) -> None:
    with pytest.raises(UsageError):
        store.take(letter, ROUTE, "k/1")


def test_desk_is_visited_once(store: TicketStore) -> None:
    assert store.take("A", ("juumin", "hoken", "juumin"), "k/1").route == ROUTE


def test_taken_ticket_is_not_on_the_board_until_published(store: TicketStore) -> None:
    number = store.take("A", ROUTE, "k/1").number
    assert (store.board().waiting, store.people_waiting()) == ((), 0)
    store.publish(number, paper=True)
    assert (store.board().waiting, store.people_waiting()) == (("A1",), 1)


def test_number_taken_from_the_screen_has_no_paper(store: TicketStore) -> None:
    ticket = store.publish(store.take("A", ROUTE, "k/1").number, paper=False)
    assert (ticket.paper, ticket.state, ticket.at) == (False, TicketState.WAITING, "juumin")
    assert store.show("A1") == ticket


def test_who_arrived_first_is_called_first_whatever_the_number(store: TicketStore) -> None:
    first, second = store.take("A", ROUTE, "k/1"), store.take("A", ROUTE, "k/2")
    store.publish(second.number, paper=True)
    store.publish(first.number, paper=True)
    assert [store.call_next(("juumin",), "3").number for _ in range(2)] == ["A2", "A1"]


def test_order_of_arrival_survives_a_clock_set_back(store: TicketStore, later: Later) -> None:
    waiting(store)
    later(hours=-1)
    waiting(store)
    assert store.call_next(("juumin",), "3").number == "A1"


def test_call_next_takes_only_who_waits_for_that_desk(store: TicketStore) -> None:
    waiting(store, route=("hoken",))
    with pytest.raises(NobodyWaiting):
        store.call_next(("juumin",), "3")
    assert store.call_next(("hoken",), "5").number == "A1"


def test_called_ticket_stands_on_the_board_with_window_and_floor(
    store: TicketStore, clock: Clock, later: Later
) -> None:
    waiting(store)
    later(minutes=5)
    called = store.call("A1", "3")
    assert (called.window, called.called) == ("3", clock.now())
    (line,) = store.board().called
    assert (line.number, line.window, line.floor, line.at) == ("A1", "3", "1F", clock.now())


def test_board_shows_the_last_call_first_and_waiting_numbers_in_order(store: TicketStore, later: Later) -> None:
    for _ in range(12):
        waiting(store)
    for number in ("A2", "A1"):
        later(minutes=1)
        store.call(number, "3")
    board = store.board()
    assert [line.number for line in board.called] == ["A1", "A2"]
    assert board.waiting == ("A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12")


def test_calling_again_renews_the_call(store: TicketStore, clock: Clock, later: Later) -> None:
    waiting(store)
    store.call("A1", "3")
    later(minutes=2)
    assert store.call("A1", "4").called == clock.now()


def test_done_leads_to_the_next_desk_and_then_ends(store: TicketStore) -> None:
    waiting(store)
    store.call_next(("juumin",), "3")
    between = store.done("A1")
    assert (between.state, between.at, between.window) == (TicketState.PASSED_ON, "hoken", None)
    store.call_next(("hoken",), "5")
    assert (store.done("A1").state, store.show("A1").at) == (TicketState.DONE, None)


def test_next_desk_keeps_the_order_of_arrival(store: TicketStore) -> None:
    waiting(store)
    waiting(store, route=("hoken",))
    store.call_next(("juumin",), "3")
    store.done("A1")
    assert store.call_next(("hoken",), "5").number == "A1"


def test_held_ticket_is_called_by_its_number_only(store: TicketStore) -> None:
    waiting(store)
    assert store.hold("A1").state is TicketState.HELD
    with pytest.raises(NobodyWaiting):
        store.call_next(("juumin",), "3")
    assert store.call("A1", "3").state is TicketState.CALLED


def test_passed_on_ticket_keeps_number_and_place(store: TicketStore) -> None:
    waiting(store)
    waiting(store, route=("kodomo",))
    store.call("A1", "3")
    passed = store.pass_on("A1", "kodomo")
    assert (passed.state, passed.at, passed.route) == (TicketState.PASSED_ON, "kodomo", ("juumin", "kodomo", "hoken"))
    assert store.call_next(("kodomo",), "7").number == "A1"


def test_passing_to_the_present_desk_puts_back_in_the_queue(store: TicketStore) -> None:
    waiting(store)
    store.call("A1", "3")
    back = store.pass_on("A1", "juumin")
    assert (back.state, back.at, back.route) == (TicketState.WAITING, "juumin", ROUTE)


def test_no_show_leaves_the_board_and_can_be_called_again(store: TicketStore) -> None:
    waiting(store)
    store.call("A1", "3")
    store.no_show("A1")
    assert store.board().called == ()
    assert store.call("A1", "3").state is TicketState.CALLED


def test_abandoned_numbers_of_this_kiosk_become_void(store: TicketStore) -> None:
    store.take("A", ROUTE, "kiosk-1/old")
    store.take("A", ROUTE, "kiosk-1/now")
    store.take("A", ROUTE, "kiosk-10/old")
    waiting(store)
    assert store.void_abandoned("kiosk-1", "kiosk-1/now") == 1
    assert [ticket.state.value for ticket in store.tickets()] == ["waiting", "void", "taken", "taken"]


def test_void_number_is_not_given_again(store: TicketStore) -> None:
    store.void(store.take("A", ROUTE, "k/1").number)
    assert store.take("A", ROUTE, "k/1").number == "A2"


def test_what_a_ticket_cannot_do_now_is_refused_and_changes_nothing(store: TicketStore) -> None:
    store.take("A", ROUTE, "k/1")
    with pytest.raises(WrongState):
        store.call("A1", "3")
    assert store.show("A1").state is TicketState.TAKEN


@pytest.mark.parametrize("number", ["A9", "A0", "9", "", "A1x", "Ａ１"])
def test_unknown_number_is_refused(store: TicketStore, number: str) -> None:
    waiting(store)
    with pytest.raises(UnknownTicket):
        store.show(number)


def test_number_may_be_typed_in_small_letters(store: TicketStore) -> None:
    waiting(store)
    assert store.show(" a1 ").number == "A1"


def test_tickets_come_in_order_of_arrival_and_those_not_published_last(store: TicketStore) -> None:
    for _ in range(3):
        store.take("A", ROUTE, "k/1")
    store.publish("A3", paper=True)
    store.publish("A1", paper=True)
    assert [ticket.number for ticket in store.tickets()] == ["A3", "A1", "A2"]


def test_numbers_begin_anew_when_the_service_day_turns(store: TicketStore, later: Later) -> None:
    waiting(store)
    later(hours=18, minutes=59)
    assert store.take("A", ROUTE, "k/1").number == "A2"
    later(minutes=1)
    assert store.take("A", ROUTE, "k/1").number == "A1"
    assert [ticket.day for ticket in store.tickets()] == [date(2026, 11, 21)]


def test_clock_set_back_never_gives_a_number_twice(store: TicketStore, later: Later) -> None:
    waiting(store)
    later(days=-3)
    ticket = store.take("A", ROUTE, "k/1")
    assert (ticket.number, ticket.day) == ("A2", date(2026, 11, 20))
    assert store.board().waiting == ("A1",)


def test_kiosk_calls_a_clerk_until_one_came(store: TicketStore, later: Later) -> None:
    store.call_clerk("kiosk-2")
    later(seconds=5)
    store.call_clerk("kiosk-1")
    store.call_clerk("kiosk-2")
    assert store.kiosks_calling() == store.board().kiosks_calling == ("kiosk-2", "kiosk-1")
    store.clerk_came("kiosk-2")
    store.clerk_came("kiosk-9")
    assert store.kiosks_calling() == store.board().kiosks_calling == ("kiosk-1",)
