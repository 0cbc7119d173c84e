"""The content of a city as types: what the YAML says, validated. Code knows no procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kiosk.calendar import OpeningDays
from kiosk.guidance.condition import Condition
from kiosk.guidance.expression import Operand

Value = Operand
"""What a fact can be. ``None`` in its place means "not known"."""

Known = Mapping[str, Value | None]
"""Facts by id: a value, or ``None`` for "I do not know"; an id that is missing was never asked."""


class FactType(Enum):
    BOOL = "bool"
    INT = "int"
    ENUM = "enum"
    SET = "set"
    DATE = "date"
    PEOPLE = "people"
    """Some of the household, by their numbers from 1; of a single person it is asked as yes or no."""


class Party(Enum):
    """Who came, and for whom: for themselves, with the family, in place of somebody else, with a helper beside them."""

    SELF = "self"
    FAMILY = "family"
    PROXY = "proxy"
    HELPED = "helped"


class Privacy(Enum):
    """Who may see a sensitive thing: nobody but staff, or the resident alone, never in public."""

    STAFF_ONLY = "staff_only"
    DISCREET = "discreet"


class DateSpan(Enum):
    """Where a date can lie: in the last years, anywhere in a life, or in the last years and the next."""

    PAST = "past"
    LIFE = "life"
    NEAR = "near"


@dataclass(frozen=True)
class Fact:
    """One thing known about the visit: asked, or counted over the household (``count``).

    ``span`` says of a date which days are offered.
    """

    id: str
    type: FactType
    values: tuple[str, ...] = ()
    count: Condition | None = None
    privacy: Privacy | None = None
    span: DateSpan = DateSpan.PAST


@dataclass(frozen=True)
class Question:
    """One screen: the facts it asks, for which events, and when (``given``; ``None`` means always).

    ``only``: the facts of it that are asked only when their condition is not false.
    """

    id: str
    asks: tuple[str, ...]
    events: tuple[str, ...]
    given: Condition | None = None
    only: Mapping[str, Condition] = field(default_factory=dict)


class DueKind(Enum):
    LEGAL = "legal"
    CLAIM = "claim"
    BENEFIT = "benefit"
    NONE = "none"


class Unit(Enum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class FirstDay(Enum):
    """Whether the first day counts (Civil Code art. 140, Family Register Act art. 43)."""

    INCLUDED = "incl"
    EXCLUDED = "excl"


@dataclass(frozen=True)
class Due:
    """A deadline: ``n`` units from the date fact ``start``; ``n`` None when it cannot be counted.

    ``start`` None or ``event_date`` is the event's own date.
    """

    kind: DueKind = DueKind.NONE
    n: int | None = None
    unit: Unit = Unit.DAY
    start: str | None = None
    first: FirstDay = FirstDay.EXCLUDED


class ProcedureKind(Enum):
    """Who acts: the resident with a form, the staff alone, or somebody elsewhere."""

    FORM = "form"
    STAFF = "staff"
    GUIDE = "guide"


@dataclass(frozen=True)
class Procedure:
    """One thing to be done. ``form`` None: no sheet of ours; ``fee_yen`` 0: free."""

    id: str
    events: tuple[str, ...]
    when: Condition
    desk: str
    kind: ProcedureKind
    form: str | None = None
    bring: tuple[str, ...] = ()
    due: Due = Due()
    fee_yen: int = 0
    optional: bool = False
    privacy: Privacy | None = None


@dataclass(frozen=True)
class Thing:
    """Something to bring. Not wanted where ``when`` is false."""

    id: str
    when: Condition | None = None


@dataclass(frozen=True)
class Country:
    """A nationality to choose from. ``name`` is what the register writes (国籍・地域).

    ``id`` is its code of ISO 3166-1 in two letters, ``alpha3`` that in three.
    """

    id: str
    name: str
    alpha3: str = ""


@dataclass(frozen=True)
class ResidenceStatus:
    """A status of residence (在留資格, 入管法 別表): ``id`` is its code on cards, ``name`` what their face says."""

    id: str
    name: str


@dataclass(frozen=True)
class Desk:
    """An office. ``window`` and ``letter`` are None outside the city hall; ``floor`` as on the signs."""

    id: str
    window: str | None = None
    letter: str | None = None
    floor: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Event:
    """What happened in a life. ``questions`` in the order in which people are asked.

    ``event_date`` is the date fact that deadlines "from the event" count from.
    ``forms`` are those always printed for it.
    """

    id: str
    questions: tuple[str, ...]
    event_date: str
    icon: str
    forms: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True)
class Guide:
    """All that guidance knows of a city. Mappings keep the order of the YAML.

    ``desks`` are in the order in which a household walks.
    ``bring`` in the order of lists.
    ``cards``: what a card of that kind says, fact id to value: one that was read, and ``my_number`` also one that is
    owned; ``no_card``, that nobody owns a My Number card.
    ``parties``: what it says who came.
    ``opening``: the days on which a deadline can end.
    """

    facts: Mapping[str, Fact]
    questions: Mapping[str, Question]
    procedures: Mapping[str, Procedure]
    events: Mapping[str, Event]
    desks: Mapping[str, Desk]
    bring: Mapping[str, Thing]
    cards: Mapping[str, Mapping[str, Value]]
    parties: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    residence_statuses: Mapping[str, ResidenceStatus] = field(default_factory=dict)
    opening: OpeningDays = field(default_factory=OpeningDays)
