"""What the history holds, row by row, as sums want it: numbers, desks and times; nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.handover.trace import Stage
from kiosk.queue.ticket import TicketState
from kiosk.queue.transition import Act
from kiosk.tally import Tallied


@dataclass(frozen=True)
class Change:
    """One act on one number. ``desk`` is where the number is after it; ``moment`` in the city's zone."""

    day: date
    number: str
    act: Act
    state: TicketState
    desk: str | None
    moment: datetime
    event: str | None = None
    priority: bool = False
    window: str | None = None


@dataclass(frozen=True)
class Mark:
    """One stage of one sheet, ticked when it was over. ``sheet`` tells sheets apart and says nothing else.

    ``opened``: when that sheet was first scanned; None where nobody knows.
    """

    sheet: str
    stage: Stage
    moment: datetime
    desk: str | None = None
    event: str | None = None
    opened: datetime | None = None


@dataclass(frozen=True)
class Counted:
    """A sum that lobbies counted on a day, over all events; ``key`` as ``Tallied`` says."""

    day: date
    what: Tallied
    key: str
    count: int


@dataclass(frozen=True)
class Record:
    """All that happened in some days; ``changes`` in the order in which they did."""

    changes: Sequence[Change] = ()
    marks: Sequence[Mark] = ()
    tallies: Sequence[Counted] = ()
