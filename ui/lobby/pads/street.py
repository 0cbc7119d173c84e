"""An address while it is chosen and typed: the numbers of a place, and the whole as far as it is known."""

import re
from dataclasses import dataclass, field, replace

from kiosk.people import Address
from kiosk.postal import Town, spell_street, town_with_chome

HYPHEN = "-"
_NUMBERS = re.compile(r"|[1-9]\d{0,4}(-[1-9]\d{0,4}){0,3}-?")


def may_stand(typed: str) -> bool:
    """Say whether this can be, or become, the numbers of a place: up to four, none beginning with 0."""
    return _NUMBERS.fullmatch(typed) is not None


def numbers_of(typed: str) -> tuple[str, ...]:
    """Return the numbers typed so far: ``2-3`` and ``2-3-`` are both 2 and 3."""
    return tuple(filter(None, typed.split(HYPHEN)))


@dataclass(frozen=True)
class Draft:
    """An address in the making. ``numbers`` empty: left to the hand."""

    town: Town | None = field(default=None, repr=False)
    chome: int | None = field(default=None, repr=False)
    numbers: tuple[str, ...] = field(default=(), repr=False)
    building: str = field(default="", repr=False)

    def at(self, town: Town) -> "Draft":
        """Choose the town; what was said of another one is gone."""
        return self if town == self.town else Draft(town)

    def in_chome(self, chome: int) -> "Draft":
        return replace(self, chome=chome)

    def numbered(self, numbers: tuple[str, ...]) -> "Draft":
        return replace(self, numbers=numbers)

    def in_building(self, building: str) -> "Draft":
        return replace(self, building=building)

    def address(self) -> Address:
        """Return what is known, each part as it is officially written."""
        if self.town is None:
            return Address()
        return Address(
            postal=self.town.postal,
            prefecture=self.town.prefecture,
            city=self.town.city,
            town=town_with_chome(self.town, self.chome),
            street=spell_street(self.town.style, self.numbers),
            building=self.building,
        )
