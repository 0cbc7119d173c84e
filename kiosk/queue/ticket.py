"""A ticket: one household's number for one service day, with its route over desks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class TicketState(Enum):
    """Where a ticket stands.

    TAKEN: numbered, paper not out yet, not on the board. PASSED_ON: has been at one desk, waits for another.
    HELD: put aside, called by its number only. SECOND_CALL: called once more, to be handed what was made (交付).
    VOID: its visit died before its paper was out, or it was reserved and not used.
    """

    TAKEN = "taken"
    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    HELD = "held"
    PASSED_ON = "passed_on"
    SECOND_CALL = "second_call"
    DONE = "done"
    NO_SHOW = "no_show"
    VOID = "void"


@dataclass(frozen=True)
class Ticket:
    """``number`` as printed ("A12"); times are aware and in the city's zone.

    ``at`` is the desk where it waits or is called, ``window`` only set while it is called.
    ``reference`` is the opaque text of the slip's QR. ``paper`` is False when the
    printer failed and the resident took the number from the screen. ``arrival`` counts
    up in the order in which tickets began to wait; None before. ``since`` is when the present
    state began, ``calls`` how often it was called since it last waited. ``event`` is the first of
    its events that is nothing discreet, for the city's medians; None: no such event.
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
    since: datetime
    paper: bool = True
    arrival: int | None = None
    event: str | None = None
    calls: int = 0


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
