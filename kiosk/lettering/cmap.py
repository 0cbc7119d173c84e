"""Which glyph a character has: the cmap table of OpenType, formats 12 (code points) and 14 (variation sequences)."""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct

_ENCODING = Struct(">HHI")
_SELECTOR = Struct(">BHII")
_RANGE = Struct(">BHB")
_MAPPING = Struct(">BHH")
_U16 = Struct(">H")
_U32 = Struct(">I")


class CharacterMap:
    """The cmap of one font. ``ValueError`` for a table without format 12."""

    def __init__(self, table: memoryview) -> None:
        subtables = {_U16.unpack_from(part)[0]: part for part in _subtables(table)}
        if 12 not in subtables:
            raise ValueError("no cmap subtable of format 12")
        self._starts, self._ends, self._glyphs = _groups(subtables[12])
        self._selectors = _selectors(subtables[14]) if 14 in subtables else {}

    def glyph(self, character: int, selector: int | None = None) -> int:
        """Return the glyph of a code point, or of its variation sequence; 0 when the font lacks it."""
        if selector is None:
            return self._plain(character)
        variants = self._selectors.get(selector)
        if variants is None:
            return 0
        if variants.default(character):
            return self._plain(character)
        return variants.glyphs.get(character, 0)

    def _plain(self, character: int) -> int:
        place = bisect_right(self._starts, character) - 1
        if place < 0 or character > self._ends[place]:
            return 0
        return self._glyphs[place] + character - self._starts[place]


@dataclass(frozen=True)
class _Variants:
    """What one selector does: ranges that look as without it, and characters with a glyph of their own."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    glyphs: dict[int, int]

    def default(self, character: int) -> bool:
        place = bisect_right(self.starts, character) - 1
        return place >= 0 and character <= self.ends[place]


def _subtables(table: memoryview) -> list[memoryview]:
    count = _U16.unpack_from(table, 2)[0]
    return [table[offset:] for _, _, offset in _ENCODING.iter_unpack(table[4 : 4 + 8 * count])]


def _groups(subtable: memoryview) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    numbers = array("I")
    numbers.frombytes(subtable[16 : 16 + 12 * _U32.unpack_from(subtable, 12)[0]])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers[0::3], numbers[1::3], numbers[2::3]


def _selectors(subtable: memoryview) -> dict[int, _Variants]:
    count = _U32.unpack_from(subtable, 6)[0]
    return {
        high << 16 | low: _Variants(*_default_ranges(subtable, default), _own_glyphs(subtable, own))
        for high, low, default, own in _SELECTOR.iter_unpack(subtable[10 : 10 + 11 * count])
    }


def _default_ranges(subtable: memoryview, offset: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = [(high << 16 | low, more) for high, low, more in _RANGE.iter_unpack(_records(subtable, offset, 4))]
    return tuple(start for start, _ in rows), tuple(start + more for start, more in rows)


def _own_glyphs(subtable: memoryview, offset: int) -> dict[int, int]:
    rows = _MAPPING.iter_unpack(_records(subtable, offset, 5))
    return {high << 16 | low: glyph for high, low, glyph in rows}


def _records(subtable: memoryview, offset: int, size: int) -> memoryview:
    """Return the rows that follow a 32-bit count; an offset of 0 means that there are none."""
    if offset == 0:
        return subtable[:0]
    start = offset + 4
    return subtable[start : start + size * _U32.unpack_from(subtable, offset)[0]]
