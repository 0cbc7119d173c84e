"""The rules of the queue without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import WrongState
from kiosk.queue import transition
from kiosk.queue.day import service_day
from kiosk.queue.ticket import Ticket, TicketState, Used
from kiosk.queue.transition import LEGAL, Act
from kiosk.settings import Office

OFFICE = Office(time(8, 30), time(17, 15), "Asia/Tokyo", (5, 6), (), time(4, 0), 4)
TOKYO = ZoneInfo("Asia/Tokyo")
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)

TICKET = Ticket(
    number="A1",
    day=date(2026, 11, 20),
    state=TicketState.TAKEN,
    route=("shimin", "kokuho"),
    at=None,
    window=None,
    priority=False,
    taken=NINE,
    called=None,
    reference="AAAAAAAAAAAAAAAA",
    since=NINE,
)
WAITING = replace(TICKET, state=TicketState.WAITING, at="shimin", arrival=1)

ACTS = {
    Act.USE: lambda ticket: transition.use(ticket, Used(ticket.day, ticket.number, ("shimin",), NINE, NINE)),
    Act.PUBLISH: lambda ticket: transition.publish(ticket, paper=True, arrival=1),
    Act.CALL: lambda ticket: transition.call(ticket, "1", NINE),
    Act.AGAIN: lambda ticket: transition.call_again(ticket, "1", NINE),
    Act.SERVE: transition.serve,
    Act.SECOND_CALL: lambda ticket: transition.second_call(ticket, "1", NINE),
    Act.PRIORITISE: lambda ticket: transition.prioritise(ticket, priority=True),
    Act.DONE: transition.done,
    Act.HOLD: transition.hold,
    Act.PASS: lambda ticket: transition.pass_on(ticket, "kokuho"),
    Act.NO_SHOW: transition.no_show,
    Act.VOID: transition.void,
}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 20, 4, 0, tzinfo=TOKYO), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 3, 59, 59, tzinfo=TOKYO), date(2026, 11, 20)),
        (datetime(2027, 1, 1, 0, 0, tzinfo=TOKYO), date(2026, 12, 31)),
        (datetime(2026, 11, 19, 18, 59, tzinfo=UTC), date(2026, 11, 19)),
        (datetime(2026, 11, 19, 19, 0, tzinfo=UTC), date(2026, 11, 20)),
    ],
)
def test_service_day_turns_at_the_offices_hour_in_its_zone(moment: datetime, day: date) -> None:
    assert service_day(moment, OFFICE) == day


@pytest.mark.parametrize("state", TicketState)
@pytest.mark.parametrize("act", ACTS)
def test_only_the_table_decides_what_is_possible(act: Act, state: TicketState) -> None:
    ticket = replace(WAITING, state=state)
    if state in LEGAL[act]:
        assert ACTS[act](ticket).number == "A1"
    else:
        with pytest.raises(WrongState, match=f"A1 is {state.value}"):
            ACTS[act](ticket)


@pytest.mark.parametrize("state", [TicketState.DONE, TicketState.VOID])
def test_what_is_over_stays_over(state: TicketState) -> None:
    assert not any(state in states for states in LEGAL.values())


@pytest.mark.parametrize(
    ("route", "at", "desk", "after"),
    [
        (("a", "b", "c"), "a", "c", ("a", "c", "b")),
        (("a", "b", "c"), "b", "a", ("b", "a", "c")),
        (("a", "b"), "a", "x", ("a", "x", "b")),
        (("a", "b"), "a", "a", ("a", "b")),
        ((), None, "x", ("x",)),
    ],
)
def test_desk_it_is_passed_to_comes_next_and_once(
    route: tuple[str, ...], at: str | None, desk: str, after: tuple[str, ...]
) -> None:
    assert transition.pass_on(replace(WAITING, route=route, at=at), desk).route == after


def test_ticket_without_a_desk_is_done_after_its_call() -> None:
    alone = transition.publish(replace(TICKET, route=()), paper=True, arrival=1)
    assert transition.done(transition.call(alone, "1", NINE)).state is TicketState.DONE
