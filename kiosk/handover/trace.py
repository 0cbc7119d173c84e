"""What a counter keeps of a sheet: when and by whom it was scanned and ticked. Never what is on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Stage(Enum):
    """The way of a case: 受付, 審査, 照合, 交付."""

    RECEIVED = "received"
    EXAMINED = "examined"
    COMPARED = "compared"
    HANDED_OUT = "handed_out"


@dataclass(frozen=True)
class Scan:
    """``who`` is the name of an account."""

    who: str
    window: str | None
    moment: datetime


@dataclass(frozen=True)
class Mark:
    """A stage that was ticked."""

    stage: Stage
    who: str
    window: str | None
    moment: datetime


@dataclass(frozen=True)
class Trace:
    """All that is known of one sheet, oldest first."""

    scans: tuple[Scan, ...] = ()
    marks: tuple[Mark, ...] = ()
