"""People as the law sees them: a person, a household, and ages counted by statute."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum


class Sex(Enum):
    """Codes of JIS X 0303 / ISO 5218, by name."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Person:
    """One person of the visit. What nobody told us is empty or ``None``.

    ``name`` is exactly what the card says, family and given name parted by U+3000.
    ``repr`` shows nothing of it, so that no log or traceback can.
    """

    name: str = field(default="", repr=False)
    kana: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: Sex | None = field(default=None, repr=False)
    address: str = field(default="", repr=False)
    relation: str = field(default="self", repr=False)
    nationality: str = field(default="", repr=False)
    moves: bool = field(default=True, repr=False)


Household = tuple[Person, ...]


def age(birth: date, on: date) -> int:
    """Whole years from the birthday itself (75 for 後期高齢者医療)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_reached(birth: date, on: date) -> int:
    """Age as the law counts it: reached on the day before the birthday (年齢計算ニ関スル法律)."""
    return age(birth, on + timedelta(days=1))


def fiscal_age(birth: date, on: date) -> int:
    """Age reached by the 31 March that ends the fiscal year; 1 April belongs to the older ones."""
    return _fiscal_year(on) - _school_cohort(birth)


def grade(birth: date, on: date) -> int:
    """School grade: 1 to 6 primary, 7 to 9 lower secondary, 10 to 12 upper secondary; 0 or less before school."""
    return fiscal_age(birth, on) - 6


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
