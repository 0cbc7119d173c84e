"""The content of a city as types: what the YAML says, validated. Code knows no procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from kiosk.calendar import OpeningDays
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.expression import Operand
from kiosk.guidance.floors import Floor

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


VALUE_TYPES: Mapping[FactType, Any] = {
    FactType.BOOL: bool,
    FactType.INT: int,
    FactType.ENUM: str,
    FactType.SET: frozenset[str],
    FactType.DATE: date,
    FactType.PEOPLE: frozenset[str],
}
"""What a value of each type is, for whoever reads one: as type hints, since a set says of what."""

_NOTHING: Mapping[FactType, Value | None] = {
    FactType.BOOL: False,
    FactType.INT: 0,
    FactType.ENUM: "",
    FactType.SET: frozenset(),
    FactType.DATE: None,
    FactType.PEOPLE: frozenset(),
}


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

    def limits(self, today: date) -> tuple[date, date]:
        """Return the first and the last day: whole years back and, where a date may lie ahead, forth."""
        back, forth = _YEARS[self]
        return date(today.year - back, 1, 1), date(today.year + forth, 12, 31) if forth else today


_YEARS = {DateSpan.PAST: (10, 0), DateSpan.LIFE: (120, 0), DateSpan.NEAR: (10, 1)}


@dataclass(frozen=True)
class Fact:
    """One thing known about the visit: asked, counted over the household (``count``), or an age (``age_of``).

    ``span`` says of a date which days are offered. ``otherwise``: the date that stands in for one that nobody was
    asked for. ``age_of``: the whole years from one date fact to another.
    """

    id: str
    type: FactType
    values: tuple[str, ...] = ()
    count: PersonCondition | None = None
    privacy: Privacy | None = None
    span: DateSpan = DateSpan.PAST
    otherwise: str | None = None
    age_of: tuple[str, str] | None = None

    @property
    def is_computed(self) -> bool:
        """Whether it follows from something else, so that nobody is asked for it."""
        return self.count is not None or self.age_of is not None

    @property
    def nothing(self) -> Value | None:
        """What it is where nobody is asked for it, because it does not arise: no, 0, empty."""
        return _NOTHING[self.type]


@dataclass(frozen=True)
class Question:
    """One screen: the facts it asks, for which events, and when (``given``; ``None`` means always).

    ``only``: the facts of it that are asked only when their condition is not false. ``span``: which days are offered,
    where it is not as the date says itself.
    """

    id: str
    asks: tuple[str, ...]
    events: tuple[str, ...]
    given: Condition | None = None
    only: Mapping[str, Condition] = field(default_factory=dict)
    span: DateSpan | None = None

    def gates(self, fact: str) -> tuple[Condition, ...]:
        """The conditions on which it hangs whether one of its facts is asked."""
        return tuple(gate for gate in (self.given, self.only.get(fact)) if gate is not None)


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
    """One thing to be done. ``form`` None: no sheet of ours; ``fee_yen`` 0: free.

    ``fee`` names one of the city's fees, from which ``fee_yen`` comes; ``fee_varies``: the counter says how much.
    ``basis`` is the law behind it, for staff; without a ``sourced`` one nobody has looked that up yet, and residents
    are never shown it. ``covered_by``: whoever does one of these has done this, too. ``not_before``: the date fact
    before which it cannot be done.
    """

    id: str
    events: tuple[str, ...]
    when: Condition
    desk: str
    kind: ProcedureKind
    form: str | None = None
    bring: tuple[str, ...] = ()
    due: Due = Due()
    fee: str | None = None
    fee_yen: int = 0
    fee_varies: bool = False
    optional: bool = False
    privacy: Privacy | None = None
    basis: str = ""
    sourced: bool = True
    covered_by: tuple[str, ...] = ()
    not_before: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether what others can see may name it."""
        return self.privacy is not Privacy.STAFF_ONLY


@dataclass(frozen=True)
class Fee:
    """What something costs; ``yen`` None: it depends, and the counter says how much."""

    id: str
    yen: int | None = None


@dataclass(frozen=True)
class Thing:
    """Something to bring. Not wanted where ``when`` is false. ``forms``: what is printed for those who lack it."""

    id: str
    when: Condition | None = None
    forms: tuple[str, ...] = ()


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
    ``order`` counts on the first screen; ``rare``: it stands behind "something else" there; ``quiet``: it is spoken
    of softly. ``moving``: somebody of the household may not move along. ``newborn``: the date fact of a child's birth,
    who counts among the household. ``also``: the events that this one takes along when their condition is true.
    ``otherwise``: the desk for those of whom nothing is required.
    """

    id: str
    questions: tuple[str, ...]
    event_date: str
    icon: str
    forms: tuple[str, ...] = ()
    order: int = 0
    rare: bool = False
    quiet: bool = False
    moving: bool = False
    newborn: str | None = None
    also: Mapping[str, Condition] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True)
class Guide:
    """All that guidance knows of a city. Mappings keep the order of the YAML.

    ``desks`` are in the order in which a household walks.
    ``bring`` in the order of lists.
    ``cards``: what a card of that kind says, fact id to value: one that was read, and ``my_number`` also one that is
    owned; ``no_card``, that nobody owns a My Number card.
    ``parties``: what it says who came.
    ``form_conditions``: what each form hangs on, by its id; a fact that it prints is a condition of one name.
    ``opening``: the days on which a deadline can end.
    ``floors``: the map of the city hall; empty where there is none.
    ``priority_if``: who is called before others; ``None``: nobody.
    """

    facts: Mapping[str, Fact]
    questions: Mapping[str, Question]
    procedures: Mapping[str, Procedure]
    events: Mapping[str, Event]
    desks: Mapping[str, Desk]
    bring: Mapping[str, Thing]
    cards: Mapping[str, Mapping[str, Value]]
    parties: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    form_conditions: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    residence_statuses: Mapping[str, ResidenceStatus] = field(default_factory=dict)
    opening: OpeningDays = field(default_factory=OpeningDays)
    floors: Mapping[str, Floor] = field(default_factory=dict)
    priority_if: Condition | None = None

    @cached_property
    def procedures_of(self) -> Mapping[str, tuple[Procedure, ...]]:
        """The procedures of each event, short conditions first: what they name need not be looked for in long ones."""
        by_length = sorted(self.procedures.values(), key=lambda one: len(one.when.names()))
        return {event: tuple(one for one in by_length if event in one.events) for event in self.events}

    @cached_property
    def printed(self) -> tuple[tuple[Condition, frozenset[str]], ...]:
        """What forms hang on, each condition once, with the forms that do."""
        forms: dict[Condition, set[str]] = {}
        for form, conditions in self.form_conditions.items():
            for condition in conditions:
                forms.setdefault(condition, set()).add(form)
        return tuple((condition, frozenset(ids)) for condition, ids in forms.items())

    @cached_property
    def nothing(self) -> Mapping[str, Value | None]:
        """All facts as they are where nobody is asked for anything; what is computed is not known."""
        return {fact.id: None if fact.is_computed else fact.nothing for fact in self.facts.values()}

    @cached_property
    def counts(self) -> Mapping[str, Condition]:
        """What is counted over the household, by fact."""
        return {fact.id: fact.count for fact in self.facts.values() if fact.count is not None}

    @cached_property
    def dates(self) -> Mapping[str, str | None]:
        """The date facts, each with the one that stands in for it."""
        return {fact.id: fact.otherwise for fact in self.facts.values() if fact.type is FactType.DATE}

    @cached_property
    def ages(self) -> Mapping[str, tuple[str, str]]:
        """The ages that follow from two dates, by fact."""
        return {fact.id: fact.age_of for fact in self.facts.values() if fact.age_of is not None}
