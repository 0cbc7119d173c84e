"""The case: all that one visit knows, from which its sheets are written; and what a form may still need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Known
from kiosk.guidance.plan import Plan
from kiosk.people import Address, Household


class NeedKind(Enum):
    """What kind of thing is typed, and so which pad fills it."""

    KANA = "kana"
    TEXT = "text"
    PHONE = "phone"
    ADDRESS = "address"
    DATE = "date"


OWN_KANA = "kana"
"""The need that says how the visitor's own name is read."""

NeedValue = str | date | Address


@dataclass(frozen=True)
class Need:
    """Something that a form needs and neither card nor answers give. ``optional`` may be left to the hand."""

    id: str
    kind: NeedKind
    optional: bool = False
    given: Condition | None = None


@dataclass(frozen=True)
class Case:
    """``needs`` by id, only what was filled in. ``ticket`` None until a number is taken. ``made`` is aware."""

    events: tuple[str, ...]
    people: Household = field(repr=False)
    known: Known = field(repr=False)
    needs: Mapping[str, NeedValue] = field(repr=False)
    plan: Plan = field(repr=False)
    made: datetime
    language: str
    ticket: str | None = None
