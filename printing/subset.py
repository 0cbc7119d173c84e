"""A TrueType file that holds only some glyphs of a font, for embedding in a PDF (ISO 32000-1, 9.9)."""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from struct import Struct

from kiosk.lettering.sfnt import Sfnt

_COPIED = ("cvt ", "fpgm", "prep")
_CHECKSUM_OF_ALL = 0xB1B0AFBA
_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_XY_SCALE, _HAS_MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_U16 = Struct(">H")
_U32 = Struct(">I")


def subset_truetype(font: Sfnt, glyphs: Sequence[int]) -> bytes:
    """Return a font whose glyph ``i`` is ``glyphs[i]``; parts of composite glyphs follow after them."""
    outlines, used = _outlines(font, glyphs)
    padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
    offsets = [0, *accumulate(map(len, padded))]
    tables = {tag: bytes(font.table(tag)) for tag in _COPIED if tag in font}
    tables["glyf"] = b"".join(padded)
    tables["loca"] = Struct(f">{len(offsets)}I").pack(*offsets)
    tables["hmtx"] = b"".join(map(font.metrics, used))
    tables["hhea"] = _with(bytes(font.table("hhea")), 34, len(used))
    tables["maxp"] = _with(bytes(font.table("maxp")), 4, len(used))
    tables["head"] = _with(_without_checksum(bytes(font.table("head"))), 50, 1)
    return _file(tables)


def _outlines(font: Sfnt, glyphs: Sequence[int]) -> tuple[list[bytes], list[int]]:
    used = list(glyphs)
    outlines = []
    for glyph in used:
        outline = bytearray(font.outline(glyph))
        for place in _component_places(outline):
            part = _U16.unpack_from(outline, place)[0]
            if part not in used:
                used.append(part)
            _U16.pack_into(outline, place, used.index(part))
        outlines.append(bytes(outline))
    return outlines, used


def _component_places(outline: bytearray) -> list[int]:
    """Return where in a composite glyph the ids of its parts stand (OpenType, glyf, "Composite glyph description")."""
    places: list[int] = []
    if not outline or outline[0] < 0x80:
        return places
    place, flags = 10, _MORE
    while flags & _MORE:
        flags = _U16.unpack_from(outline, place)[0]
        places.append(place + 2)
        place += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        place += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_XY_SCALE else 8 if flags & _HAS_MATRIX else 0
    return places


def _with(table: bytes, offset: int, number: int) -> bytes:
    return table[:offset] + _U16.pack(number) + table[offset + 2 :]


def _without_checksum(head: bytes) -> bytes:
    return head[:8] + bytes(4) + head[12:]


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    log = count.bit_length() - 1
    header = Struct(">IHHHH").pack(0x00010000, count, 16 << log, log, 16 * (count - (1 << log)))
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        directory += Struct(">4sIII").pack(tag.encode(), _checksum(table), 12 + 16 * count + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    whole = bytearray(header + directory + body)
    head = whole.index(tables["head"], 12 + 16 * count)
    _U32.pack_into(whole, head + 8, (_CHECKSUM_OF_ALL - _checksum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(data: bytes | bytearray) -> int:
    numbers = array("I")
    numbers.frombytes(data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
