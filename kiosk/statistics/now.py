"""How it stands at this moment: who waits where, for how long, and how many windows are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import AT_WINDOW, QUEUED
from kiosk.queue.waiting import Wait
from kiosk.queue.windows import SEEN_LATELY, OpenWindow


@dataclass(frozen=True)
class DeskNow:
    """``longest_min`` is how long the one has waited who waits longest, 0 when nobody does. ``wait`` for newcomers."""

    desk: str
    waiting: int
    longest_min: int
    windows: int
    wait: Wait | None


@dataclass(frozen=True)
class Now:
    """``came``: numbers of the day that began to wait. ``desks``: where somebody waits or a window is open."""

    waiting: int
    longest_min: int
    windows: int
    at_windows: int
    came: int
    desks: tuple[DeskNow, ...] = field(default=())


def now_at(
    moment: datetime, tickets: tuple[Ticket, ...], windows: Iterable[OpenWindow], waits: Mapping[str, Wait]
) -> Now:
    """Return the queue as it stands. ``waits`` by desk, in the order in which desks are named."""
    open_ = _open(moment, tickets, windows)
    lines = (_desk(desk, moment, tickets, open_, wait) for desk, wait in waits.items())
    return Now(
        waiting=sum(ticket.state in QUEUED for ticket in tickets),
        longest_min=_longest(moment, tickets),
        windows=len(open_),
        at_windows=sum(ticket.state in AT_WINDOW for ticket in tickets),
        came=sum(ticket.arrival is not None for ticket in tickets),
        desks=tuple(line for line in lines if line.waiting or line.windows),
    )


_Desks = frozenset[str | None]


def _open(moment: datetime, tickets: Iterable[Ticket], windows: Iterable[OpenWindow]) -> Mapping[str, _Desks]:
    """Return the open windows, each with the desks for which it calls; also those that are used without the page."""
    used = {ticket.window: _Desks({ticket.at}) for ticket in tickets if ticket.window and ticket.state in AT_WINDOW}
    seen = (window for window in windows if window.window in used or moment - window.seen < SEEN_LATELY)
    return {**used, **{window.window: _Desks(window.desks) for window in seen}}


def _desk(desk: str, moment: datetime, tickets: Iterable[Ticket], windows: Mapping[str, _Desks], wait: Wait) -> DeskNow:
    here = [ticket for ticket in tickets if ticket.state in QUEUED and ticket.at == desk]
    calling = sum(desk in desks for desks in windows.values())
    return DeskNow(desk, len(here), _longest(moment, here), calling, wait)


def _longest(moment: datetime, tickets: Iterable[Ticket]) -> int:
    waited = (moment - ticket.since for ticket in tickets if ticket.state in QUEUED)
    return int(max(waited, default=timedelta()) / timedelta(minutes=1))
