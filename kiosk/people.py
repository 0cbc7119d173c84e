"""People as the law sees them: a person, a household, and ages counted by statute."""

from dataclasses import dataclass, field
from datetime import date
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
