"""People as the law sees them: a person, a household, and ages counted by statute."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from kiosk.calendar import PartialDate

_DAY = timedelta(days=1)


class Sex(Enum):
    """Codes of JIS X 0303 / ISO 5218, by name."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class Relation(Enum):
    """Who somebody is to the person whose errand it is, who is SELF."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER = "other"


NAME_GAP = "\u3000"
"""Parts family and given name, as cards and registers have it."""


@dataclass(frozen=True)
class Pictures:
    """What a card shows of its holder as pictures, each a PNG; empty where there is none.

    They stand beside what text cannot carry. ``front`` is the whole face of a residence card, ``photo`` the holder's.
    """

    name: bytes = field(default=b"", repr=False)
    address: bytes = field(default=b"", repr=False)
    front: bytes = field(default=b"", repr=False)
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Residence:
    """在留資格, as a residence card says it: ``status``, ``period`` and its last day (入管法 19条の4).

    A card of the second generation has a code of ten characters for its ``status``, one of the first generation only a
    picture; a certificate of special permanent residence is known to be one.
    """

    status: str = field(default="", repr=False)
    period: str = field(default="", repr=False)
    until: date | None = field(default=None, repr=False)
    card_number: str = field(default="", repr=False)


@dataclass(frozen=True)
class Person:
    """One person of the visit. What nobody told us is empty or ``None``.

    ``name`` is exactly what the card says, family and given name parted by U+3000; of a person entered by hand the
    part that nobody typed is empty. ``foreign`` is asked where neither ``nationality`` nor a card tells it;
    ``has_my_number_card`` says whether they own one, also where it was not put down. ``repr`` shows nothing of it, so
    that no log or traceback can.
    """

    name: str = field(default="", repr=False)
    kana: str = field(default="", repr=False)
    birth: date | PartialDate | None = field(default=None, repr=False)
    sex: Sex | None = field(default=None, repr=False)
    address: str = field(default="", repr=False)
    relation: Relation = field(default=Relation.SELF, repr=False)
    nationality: str = field(default="", repr=False)
    """As the city writes it. Straight from a card it is a code of three letters (ISO 3166-1), which the visit replaces
    by the city's name for it, and keeps where the city has none, so that it is not lost.
    """
    moves: bool = field(default=True, repr=False)
    foreign: bool | None = field(default=None, repr=False)
    has_my_number_card: bool | None = field(default=None, repr=False)
    residence: Residence | None = field(default=None, repr=False)
    pictures: Pictures = field(default_factory=Pictures, repr=False)


Household = tuple[Person, ...]
"""Everybody whose errand it is, SELF first; who stands at the window for them is not among them."""


def surname(person: Person) -> str:
    """Return the family name as it is registered; empty where none is known or the name is one whole."""
    family, gap, _ = person.name.partition(NAME_GAP)
    return family if gap else ""


def known_name(person: Person) -> str:
    """Return the registered name where it is known whole, else how it is read."""
    return person.name if person.name and all(person.name.split(NAME_GAP)) else person.kana


def is_same(one: Person, other: Person) -> bool:
    """Say whether two cards are of one person: all that a card says is the same."""
    return _said_by_card(one) == _said_by_card(other)


def _said_by_card(person: Person) -> tuple[object, ...]:
    """Pictures count only where they are all there is of a name: not every secret opens them."""
    pictures = Pictures() if person.name else person.pictures
    return (person.name, person.birth, person.sex, person.address, person.residence, pictures)


def age(birth: date, on: date) -> int:
    """Whole years from the birthday itself (75 for 後期高齢者医療)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_reached(birth: date, on: date) -> int:
    """Age as the law counts it: reached on the day before the birthday (年齢計算ニ関スル法律)."""
    return age(birth, on + _DAY)


def fiscal_age(birth: date, on: date) -> int:
    """Age reached by the 31 March that ends the fiscal year; 1 April belongs to the older ones."""
    return _fiscal_year(on) - _school_cohort(birth)


def grade(birth: date, on: date) -> int:
    """School grade: 1 to 6 primary, 7 to 9 lower secondary, 10 to 12 upper secondary; 0 or less before school."""
    return fiscal_age(birth, on) - 6


def possible_births(birth: date | PartialDate, on: date) -> tuple[date, ...]:
    """Return the days of birth that count differently on this day; one that is known whole stands alone.

    Ages change only with a birthday that has just passed or comes tomorrow, and with the school year: between two
    of the days returned no age, grade or fiscal age changes.
    """
    if isinstance(birth, date):
        return (birth,)
    turns = (_after(on, birth.year), _after(on + _DAY, birth.year), date(birth.year, 4, 2))
    return tuple(sorted({birth.first, *(turn for turn in turns if birth.first < turn <= birth.last)}))


def _after(day: date, year: int) -> date:
    """Return the first birthday in that year that lies after this day of the year."""
    leap_day_missing = (day.month, day.day) == (2, 29) and not _is_leap(year)
    return date(year, 3, 1) if leap_day_missing else day.replace(year=year) + _DAY


def _is_leap(year: int) -> bool:
    return (date(year, 3, 1) - _DAY).day == 29


def _fiscal_year(on: date) -> int:
    return on.year if on.month >= 4 else on.year - 1


def _school_cohort(birth: date) -> int:
    """The year whose 2 April begins the cohort (School Education Act art. 17: 4/2 to the next 4/1)."""
    return birth.year if (birth.month, birth.day) > (4, 1) else birth.year - 1


@dataclass(frozen=True)
class Address:
    """An address in Japan: ``postal`` is seven digits or empty, the parts are as officially written.

    ``town`` is 町字 with 丁目, ``street`` 番地 or 番・号, ``building`` 方書.
    """

    postal: str = field(default="", repr=False)
    prefecture: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    town: str = field(default="", repr=False)
    street: str = field(default="", repr=False)
    building: str = field(default="", repr=False)
