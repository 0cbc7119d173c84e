"""What can happen to a ticket, as one table, and what each act makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from kiosk.errors import WrongState
from kiosk.queue.ticket import Ticket, TicketState


class Act(Enum):
    """What is done to a ticket; TAKE makes it."""

    TAKE = "take"
    PUBLISH = "publish"
    CALL = "call"
    DONE = "done"
    HOLD = "hold"
    PASS = "pass"  # noqa: S105 a word of the queue
    NO_SHOW = "noshow"
    VOID = "void"


_S = TicketState

LEGAL: Mapping[Act, frozenset[TicketState]] = {
    Act.TAKE: frozenset(),
    Act.PUBLISH: frozenset({_S.TAKEN}),
    Act.CALL: frozenset({_S.WAITING, _S.CALLED, _S.HELD, _S.NO_SHOW}),
    Act.DONE: frozenset({_S.CALLED}),
    Act.HOLD: frozenset({_S.WAITING, _S.CALLED}),
    Act.PASS: frozenset({_S.WAITING, _S.CALLED, _S.HELD, _S.NO_SHOW}),
    Act.NO_SHOW: frozenset({_S.CALLED}),
    Act.VOID: frozenset({_S.TAKEN, _S.WAITING, _S.HELD}),
}
"""The states from which each act is possible."""


def publish(ticket: Ticket, *, paper: bool, arrival: int) -> Ticket:
    """Let it wait at its first desk, in this place of the order of arrival."""
    _require(ticket, Act.PUBLISH)
    first = ticket.route[0] if ticket.route else None
    return replace(ticket, state=_S.WAITING, at=first, paper=paper, arrival=arrival)


def call(ticket: Ticket, window: str, moment: datetime) -> Ticket:
    """Call it to a window: the first time, again, out of hold, or after a no-show."""
    _require(ticket, Act.CALL)
    return replace(ticket, state=_S.CALLED, window=window, called=moment)


def done(ticket: Ticket) -> Ticket:
    """Finish at the present desk; it waits for the next one in its old place, or is done."""
    _require(ticket, Act.DONE)
    following = _following(ticket)
    state = _S.WAITING if following else _S.DONE
    return replace(ticket, state=state, at=following, window=None)


def hold(ticket: Ticket) -> Ticket:
    """Put it aside: nobody calls it as the next, but by its number."""
    _require(ticket, Act.HOLD)
    return replace(ticket, state=_S.HELD, window=None)


def pass_on(ticket: Ticket, desk: str) -> Ticket:
    """Let it wait at this desk, in its old place; with the present desk it is put back in the queue."""
    _require(ticket, Act.PASS)
    return replace(ticket, state=_S.WAITING, at=desk, window=None, route=_rerouted(ticket, desk))


def no_show(ticket: Ticket) -> Ticket:
    _require(ticket, Act.NO_SHOW)
    return replace(ticket, state=_S.NO_SHOW, window=None)


def void(ticket: Ticket) -> Ticket:
    _require(ticket, Act.VOID)
    return replace(ticket, state=_S.VOID, at=None)


def next_for(desk: str, tickets: tuple[Ticket, ...]) -> Ticket | None:
    """Return who waits for this desk and arrived first; ``None``: nobody."""
    here = (ticket for ticket in tickets if ticket.state is _S.WAITING and ticket.at == desk)
    return min(here, key=by_arrival, default=None)


def by_arrival(ticket: Ticket) -> tuple[bool, int]:
    """Sort key: those who wait in the order in which they began to, then those who never did."""
    return ticket.arrival is None, ticket.arrival or 0


def _require(ticket: Ticket, act: Act) -> None:
    if ticket.state not in LEGAL[act]:
        raise WrongState(f"Ticket {ticket.number} is {ticket.state.value}; {act.value} is not possible now.")


def _following(ticket: Ticket) -> str | None:
    if ticket.at is None:
        return None
    left = ticket.route[ticket.route.index(ticket.at) + 1 :]
    return left[0] if left else None


def _rerouted(ticket: Ticket, desk: str) -> tuple[str, ...]:
    if desk == ticket.at:
        return ticket.route
    others = [each for each in ticket.route if each != desk]
    place = others.index(ticket.at) + 1 if ticket.at else 0
    return (*others[:place], desk, *others[place:])
