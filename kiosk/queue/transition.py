"""What can happen to a ticket, as one table, and what each act makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from kiosk.errors import WrongState
from kiosk.queue.ticket import Ticket, TicketState, Used


class Act(Enum):
    """What is done to a ticket; TAKE makes it, and so does RESERVE, ahead of the household that will USE it.

    AGAIN is a call of who is called already, SECOND_CALL one to hand out what was made (交付). SERVE: the household
    stands at the window; nobody has to say so. PRIORITISE gives or takes priority and leaves the state as it is.
    """

    TAKE = "take"
    RESERVE = "reserve"
    USE = "use"
    PUBLISH = "publish"
    CALL = "call"
    AGAIN = "again"
    SERVE = "serve"
    SECOND_CALL = "second"
    PRIORITISE = "prioritise"
    DONE = "done"
    HOLD = "hold"
    PASS = "pass"  # noqa: S105 a word of the queue
    NO_SHOW = "noshow"
    VOID = "void"


_S = TicketState

QUEUED = frozenset({_S.WAITING, _S.PASSED_ON})
"""Those who wait to be called as the next."""

CALLED = frozenset({_S.CALLED, _S.SECOND_CALL})
"""Those who are awaited at a window."""

AT_WINDOW = CALLED | {_S.SERVED}
"""Those who have a window."""

LEGAL: Mapping[Act, frozenset[TicketState]] = {
    Act.TAKE: frozenset(),
    Act.RESERVE: frozenset(),
    Act.USE: frozenset({_S.TAKEN}),
    Act.PUBLISH: frozenset({_S.TAKEN}),
    Act.CALL: QUEUED | {_S.SERVED, _S.HELD, _S.NO_SHOW},
    Act.AGAIN: frozenset({_S.CALLED}),
    Act.SERVE: CALLED,
    Act.SECOND_CALL: frozenset({_S.SERVED, _S.HELD, _S.NO_SHOW, _S.SECOND_CALL}),
    Act.PRIORITISE: QUEUED | AT_WINDOW | {_S.TAKEN, _S.HELD, _S.NO_SHOW},
    Act.DONE: AT_WINDOW,
    Act.HOLD: QUEUED | AT_WINDOW,
    Act.PASS: QUEUED | AT_WINDOW | {_S.HELD, _S.NO_SHOW},
    Act.NO_SHOW: CALLED,
    Act.VOID: QUEUED | {_S.TAKEN, _S.HELD},
}
"""The states from which each act is possible."""


def use(ticket: Ticket, used: Used) -> Ticket:
    """Give a reserved number to the household that got it while the queue was away."""
    _require(ticket, Act.USE)
    route = tuple(dict.fromkeys(used.route))
    return replace(ticket, route=route, taken=used.taken, event=used.event, priority=used.priority)


def publish(ticket: Ticket, *, paper: bool, arrival: int) -> Ticket:
    """Let it wait at its first desk, in this place of the order of arrival."""
    _require(ticket, Act.PUBLISH)
    first = ticket.route[0] if ticket.route else None
    return replace(ticket, state=_S.WAITING, at=first, paper=paper, arrival=arrival)


def call(ticket: Ticket, window: str, moment: datetime) -> Ticket:
    """Call it to a window: for the first time, out of hold, or after a no-show.

    Who is at that window already stays there: nobody is done because somebody else is called.
    """
    _require(ticket, Act.CALL)
    return _called(ticket, _S.CALLED, window, moment)


def call_again(ticket: Ticket, window: str, moment: datetime) -> Ticket:
    """Call who is called already, to the same window or another."""
    _require(ticket, Act.AGAIN)
    return _called(ticket, _S.CALLED, window, moment)


def second_call(ticket: Ticket, window: str, moment: datetime) -> Ticket:
    """Call once more who was served or put aside, to be handed what was made for them (交付)."""
    _require(ticket, Act.SECOND_CALL)
    return _called(ticket, _S.SECOND_CALL, window, moment)


def serve(ticket: Ticket) -> Ticket:
    """Note that they stand at the window to which they were called."""
    _require(ticket, Act.SERVE)
    return replace(ticket, state=_S.SERVED)


def prioritise(ticket: Ticket, *, priority: bool) -> Ticket:
    _require(ticket, Act.PRIORITISE)
    return replace(ticket, priority=priority)


def done(ticket: Ticket) -> Ticket:
    """Finish at the present desk; it waits for the next one in its old place, or is done."""
    _require(ticket, Act.DONE)
    following = _following(ticket)
    state = _S.PASSED_ON if following else _S.DONE
    return replace(ticket, state=state, at=following, window=None, calls=0)


def hold(ticket: Ticket) -> Ticket:
    """Put it aside: nobody calls it as the next, but by its number."""
    _require(ticket, Act.HOLD)
    return replace(ticket, state=_S.HELD, window=None, calls=0)


def pass_on(ticket: Ticket, desk: str) -> Ticket:
    """Let it wait at this desk, in its old place; with the present desk it is put back in the queue."""
    _require(ticket, Act.PASS)
    route = _rerouted(ticket, desk)
    state = _S.WAITING if desk == route[0] else _S.PASSED_ON
    return replace(ticket, state=state, at=desk, window=None, route=route, calls=0)


def no_show(ticket: Ticket) -> Ticket:
    _require(ticket, Act.NO_SHOW)
    return replace(ticket, state=_S.NO_SHOW, window=None)


def void(ticket: Ticket) -> Ticket:
    _require(ticket, Act.VOID)
    return replace(ticket, state=_S.VOID, at=None)


def by_arrival(ticket: Ticket) -> tuple[bool, int]:
    """Sort key: those who wait in the order in which they began to, then those who never did."""
    return ticket.arrival is None, ticket.arrival or 0


def _called(ticket: Ticket, state: TicketState, window: str, moment: datetime) -> Ticket:
    goes_on = ticket.state in {state, _S.NO_SHOW}
    return replace(ticket, state=state, window=window, called=moment, calls=ticket.calls * goes_on + 1)


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
