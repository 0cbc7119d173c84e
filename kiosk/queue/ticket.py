"""A ticket: one household's number for one service day, with its route over desks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class TicketState(Enum):
    """TAKEN: numbered, paper not out yet, not on the board. VOID: its visit died before either."""

    TAKEN = "taken"
    WAITING = "waiting"
    CALLED = "called"
    HELD = "held"
    DONE = "done"
    NO_SHOW = "no_show"
    VOID = "void"


@dataclass(frozen=True)
class Ticket:
    """``number`` as printed ("A12"); times are aware and in the city's zone.

    ``at`` is the desk where it waits or is called, ``window`` only set while it is called.
    ``reference`` is the opaque text of the slip's QR. ``paper`` is False when the
    printer failed and the resident took the number from the screen. ``arrival`` counts
    up in the order in which tickets began to wait; None before.
    """

    number: str
    day: date
    state: TicketState
    route: tuple[str, ...]
    at: str | None
    window: str | None
    priority: bool
    taken: datetime
    called: datetime | None
    reference: str
    paper: bool = True
    arrival: int | None = None


@dataclass(frozen=True)
class Called:
    """One line of the board: a number and the window it is called to."""

    number: str
    window: str
    floor: str | None
    at: datetime


@dataclass(frozen=True)
class BoardView:
    """All that a board shows: last called first, then who waits, by number; no desks, no people.

    ``kiosks_calling`` are the kiosks at which somebody pressed "call a clerk".
    """

    called: tuple[Called, ...]
    waiting: tuple[str, ...]
    kiosks_calling: tuple[str, ...] = ()
