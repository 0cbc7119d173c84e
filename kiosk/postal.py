"""Towns by postal code, and how a place inside a town is officially written."""

from dataclasses import dataclass
from enum import Enum

from kiosk.people import Address

_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


class TownStyle(Enum):
    """How a town counts its places: by block and house (住居表示), or by lot (地番)."""

    JUKYO = "jukyo"
    CHIBAN = "chiban"


@dataclass(frozen=True)
class Town:
    """One 町字. ``name`` is empty where the postal code covers a whole city.

    ``chome`` is the number of 丁目, 0 for none, ``None`` where only the postal
    data speaks for the town and it does not count them. ``style`` None: not known.
    """

    postal: str
    prefecture: str
    city: str
    name: str
    kana: str = ""
    chome: int | None = 0
    style: TownStyle | None = None


def town_with_chome(town: Town, chome: int | None) -> str:
    """Return 町字 with its 丁目, which is part of the name and so written in kanji: 中央二丁目."""
    return town.name if chome is None else f"{town.name}{_kanji(chome)}丁目"


def _kanji(number: int) -> str:
    """Write a number from 1 to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]


def spell_street(style: TownStyle | None, numbers: tuple[str, ...]) -> str:
    """Write the numbers of a place as its town does: 2番3号, 12番地3; by hyphens where the style is not known."""
    if not numbers:
        return ""
    first, *rest = numbers
    tail = "-".join(rest)
    match style:
        case TownStyle.JUKYO:
            return f"{first}番{tail}号" if tail else f"{first}番"
        case TownStyle.CHIBAN:
            return f"{first}番地{tail}"
        case _:
            return "-".join(numbers)


def complete_numbers(style: TownStyle | None, numbers: tuple[str, ...]) -> bool:
    """Whether these numbers can name a place: 住居表示 wants a block and a house, a lot wants one number."""
    least = 2 if style is TownStyle.JUKYO else 1
    return len(numbers) >= least and all(numbers)


def spell_address(address: Address) -> str:
    """Return the address on one line, without its postal code; the building after U+3000."""
    place = f"{address.prefecture}{address.city}{address.town}{address.street}"
    return f"{place}　{address.building}" if address.building else place


def spell_postal(postal: str) -> str:
    """Return the seven digits as 〒000-0000."""
    return f"〒{postal[:3]}-{postal[3:]}"
