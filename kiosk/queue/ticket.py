"""A ticket: one household's number for one service day, with its route over desks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from kiosk.queue.waiting import Wait


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

    ``at`` is the desk where it waits or is called, ``window`` only set while it is called or served.
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
class Used:
    """What became of a number while the queue was away, with the times at which things happened.

    It was reserved, or taken and its publishing not heard of. ``taken`` and ``waiting`` are aware. ``waiting`` is when
    it began to wait, with or without ``paper``; None: nobody got it, or its visit died before, and it becomes void.
    """

    day: date
    number: str
    route: tuple[str, ...]
    taken: datetime
    waiting: datetime | None
    paper: bool = True
    event: str | None = None
    priority: bool = False


@dataclass(frozen=True)
class Called:
    """One line of the board: a number and the window it is called to.

    ``second``: to be handed what was made (交付). ``awaited``: nobody has said yet that they came.
    """

    number: str
    window: str
    floor: str | None
    at: datetime
    second: bool = False
    awaited: bool = True


@dataclass(frozen=True)
class LetterWaiting:
    """How many numbers of a letter wait, and about how long somebody waits who takes one now."""

    letter: str
    waiting: int
    wait: Wait


@dataclass(frozen=True)
class BoardView:
    """All that a board shows; no desks, no people.

    ``called``: the calls of the day, the last one first, also of who was served or is done meanwhile; not of who was
    held, put back or did not come. Each number once, LAST_CALLS at most. ``waiting``: by number. ``letters``: those
    that the city gives, and those that wait, in order. ``kiosks_calling`` are the kiosks at which somebody pressed
    "call a clerk".
    """

    called: tuple[Called, ...]
    waiting: tuple[str, ...]
    kiosks_calling: tuple[str, ...] = ()
    letters: tuple[LetterWaiting, ...] = ()


LAST_CALLS = 30
"""More than a city has windows, so that whoever is awaited is among them."""
