"""What a clerk sees of the queue from a window, and what can be done there. Pure; the page shows it, forms do it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kiosk.guidance.content import Desk
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.transition import AT_WINDOW, LEGAL, QUEUED, Act
from kiosk.queue.windows import OpenWindow
from kiosk.settings import Queue
from ui.counter.live import View

_ASIDE = (TicketState.HELD, TicketState.NO_SHOW)

_LONG = 0.5
"""Of the longest wait: from then on a wait stands out."""


@dataclass(frozen=True)
class Row:
    """A ticket as it is shown. ``minutes``: in its present state; ``can``: what the clerk may do with it now."""

    ticket: Ticket
    minutes: int
    is_long: bool
    is_overdue: bool
    can: frozenset[Act]
    following: str | None

    @property
    def stamp(self) -> str:
        return stamp(self.ticket)


@dataclass(frozen=True)
class DeskLine:
    """How many wait at a desk of others, and how long the one who waits longest."""

    desk: str
    waiting: int
    minutes: int


@dataclass(frozen=True)
class AtWindow:
    """``here`` are at this window, the one called last first: mostly one. ``waiting`` for its desks, ``aside`` of them.

    ``calls_left``: so many calls before nobody needs to wait for them.
    """

    window: OpenWindow
    here: tuple[Row, ...]
    waiting: tuple[Row, ...]
    aside: tuple[Row, ...]
    elsewhere: tuple[DeskLine, ...]
    others: tuple[tuple[OpenWindow, tuple[Ticket, ...]], ...]
    calls_left: int

    @property
    def is_free(self) -> bool:
        return not self.here


@dataclass(frozen=True)
class Rules:
    """What the city says about its queue, and its desks in their order."""

    queue: Queue
    desks: Mapping[str, Desk]


def at_window(view: View, window: OpenWindow, rules: Rules, now: datetime) -> AtWindow:
    """Return what is seen from this window."""
    here = [ticket for ticket in view.tickets if ticket.state in AT_WINDOW and ticket.window == window.window]
    here.sort(key=lambda ticket: ticket.called or ticket.taken, reverse=True)
    rows = tuple(_row(ticket, rules.queue, now, is_free=True) for ticket in here)
    return AtWindow(
        window=window,
        here=rows,
        waiting=_rows(view.tickets, QUEUED, window, rules.queue, now, is_free=not here),
        aside=_rows(view.tickets, _ASIDE, window, rules.queue, now, is_free=not here),
        elsewhere=tuple(_elsewhere(view.tickets, window, rules.desks, now)),
        others=tuple(
            (other, _at(view.tickets, other))
            for other in view.windows
            if other.window != window.window and not other.is_left(now)
        ),
        calls_left=max(0, rules.queue.calls_before_no_show - here[0].calls) if here else 0,
    )


def stamp(ticket: Ticket) -> str:
    """Return what tells whether anything was done with a ticket since a page showed it."""
    seen = (ticket.state.value, ticket.since, ticket.at, ticket.window, ticket.called, ticket.calls, ticket.priority)
    return sha256(repr(seen).encode()).hexdigest()[:16]


def minutes_between(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds()) // 60)


def _rows(
    tickets: Iterable[Ticket],
    states: Iterable[TicketState],
    window: OpenWindow,
    queue: Queue,
    now: datetime,
    *,
    is_free: bool,
) -> tuple[Row, ...]:
    wanted = frozenset(states)
    mine = (ticket for ticket in tickets if ticket.state in wanted and ticket.at in window.desks)
    return tuple(_row(ticket, queue, now, is_free=is_free) for ticket in mine)


def _row(ticket: Ticket, queue: Queue, now: datetime, *, is_free: bool) -> Row:
    minutes = minutes_between(ticket.since, now)
    waits = ticket.state in QUEUED
    return Row(
        ticket=ticket,
        minutes=minutes,
        is_long=waits and minutes >= queue.longest_wait_min * _LONG,
        is_overdue=waits and minutes >= queue.longest_wait_min,
        can=possible(ticket, queue, is_free=is_free),
        following=_following(ticket),
    )


def possible(ticket: Ticket, queue: Queue, *, is_free: bool) -> frozenset[Act]:
    """Return what may be done with it from a window; calls only to one that ``is_free``."""
    acts = {act for act, states in LEGAL.items() if ticket.state in states}
    if ticket.state in AT_WINDOW:
        acts.discard(Act.CALL)
    if not is_free:
        acts -= {Act.CALL, Act.SECOND_CALL}
    if ticket.calls < queue.calls_before_no_show:
        acts.discard(Act.NO_SHOW)
    return frozenset(acts)


def _following(ticket: Ticket) -> str | None:
    if ticket.at not in ticket.route:
        return None
    return next(iter(ticket.route[ticket.route.index(ticket.at) + 1 :]), None)


def _elsewhere(
    tickets: Iterable[Ticket], window: OpenWindow, desks: Mapping[str, Desk], now: datetime
) -> Iterable[DeskLine]:
    waiting = [ticket for ticket in tickets if ticket.state in QUEUED and ticket.at not in window.desks]
    count = Counter(ticket.at for ticket in waiting)
    for desk in desks:
        if count[desk]:
            longest = min(ticket.since for ticket in waiting if ticket.at == desk)
            yield DeskLine(desk, count[desk], minutes_between(longest, now))


def _at(tickets: Iterable[Ticket], window: OpenWindow) -> tuple[Ticket, ...]:
    return tuple(ticket for ticket in tickets if ticket.state in AT_WINDOW and ticket.window == window.window)
