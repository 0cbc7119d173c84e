"""The case: all that one visit knows, from which its sheets are written; and what a form may still need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from kiosk.calendar import PartialDate
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Known
from kiosk.guidance.plan import Plan
from kiosk.paperwork.signature import Signature
from kiosk.people import Address, Household, Person, Relation, Sex


class NeedKind(Enum):
    """What kind of thing is told, and so which pad fills it. Names, births and sexes are only ever a person's own."""

    KANA = "kana"
    TEXT = "text"
    PHONE = "phone"
    ADDRESS = "address"
    DATE = "date"
    COUNTRY = "country"
    PERSON = "person"
    PEOPLE = "people"
    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"


class Each(Enum):
    """Of whom a need is told, one by one.

    NOTIFIER is who stands at the window for the household, if somebody does; EVERYBODY they and all who move;
    FOREIGNER who moves and is no Japanese national.
    """

    EVERYBODY = "everybody"
    FOREIGNER = "foreigner"
    NOTIFIER = "notifier"


class Default(Enum):
    """What is taken unless somebody changes it: the one whose errand it is, or that it is left to the hand."""

    SELF = "self"
    HAND = "hand"


@dataclass(frozen=True)
class Name:
    """A name as it was typed. ``name`` as Person has it, ``kana`` in katakana; one of the two may be empty."""

    name: str = field(repr=False)
    kana: str = field(default="", repr=False)


NeedValue = str | date | PartialDate | Address | Name | Sex | int | frozenset[int]
"""A PERSON is told by their number in the household from 1, PEOPLE by theirs."""

NEED_VALUES = (str, date, PartialDate, Address, Name, Sex, int, frozenset)
"""The types of NeedValue, to tell one from what is none."""


@dataclass(frozen=True)
class Need:
    """Something that a form needs and neither card nor answers give. ``optional`` may be left to the hand.

    Told once, or of ``each`` separately. Asked when ``given`` is not false, nothing of ``unless`` (dotted names, as in
    a box) is known, and the need ``after`` has been filled in. With a ``default`` it is not asked but shown, to be
    changed; a single person that could be chosen is never a default. ``others``: it can be somebody who is not here.
    ``building`` False: of an address only the place.
    """

    id: str
    kind: NeedKind
    optional: bool = False
    given: Condition | None = None
    each: Each | None = None
    unless: tuple[str, ...] = ()
    after: str | None = None
    default: Default | None = None
    others: bool = False
    building: bool = True


@dataclass(frozen=True)
class Case:
    """``events`` as they were chosen. ``needs`` by id, only what was filled in. ``in_hand``: what was brought today.

    ``ticket`` None until a number is taken. ``made`` is aware.
    ``proxy`` stands at the window in place of the household; ``None`` when one of them does.
    ``signature``: what who stands at the window signed on the screen.
    """

    events: tuple[str, ...]
    people: Household = field(repr=False)
    known: Known = field(repr=False)
    needs: Mapping[str, NeedValue] = field(repr=False)
    plan: Plan = field(repr=False)
    made: datetime
    language: str
    ticket: str | None = None
    proxy: Person | None = field(default=None, repr=False)
    signature: Signature | None = field(default=None, repr=False)
    in_hand: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def all_events(self) -> tuple[str, ...]:
        """Those chosen, and what they take along."""
        return tuple(dict.fromkeys((*self.events, *self.plan.events)))

    def row(self, number: int) -> int | None:
        """Return the row of one of the household on a form, counted from 1; ``None`` for who does not move."""
        people = self.people[:number]
        return sum(person.moves for person in people) if people[-1].moves else None

    @property
    def self_(self) -> Person:
        """The person whose errand it is; somebody unknown while nobody is."""
        return next((person for person in self.people if person.relation is Relation.SELF), Person())

    @property
    def notifier(self) -> Person:
        """Who stands at the window."""
        return self.proxy or self.self_
