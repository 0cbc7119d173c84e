"""A TrueType file as it lies on disk: its tables, which glyph a character has, how wide a glyph is.

Read in place (mmap): three faces load in a few milliseconds and forked visits share every page. fontTools would
name every glyph first, which takes 0.2 s and 30 MB.
"""

from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from struct import error as struct_error

from kiosk.errors import UsageError
from kiosk.lettering.cmap import CharacterMap

_TABLE = Struct(">4sIII")
_BOX = Struct(">4h")
_ASCENT_DESCENT = Struct(">2h")
_U16 = Struct(">H")


class Sfnt:
    """One font file with TrueType outlines (ISO/IEC 14496-22). Safe to share between threads and forks.

    ``box`` (xMin, yMin, xMax, yMax), ``ascent`` and ``descent`` are in 1/1000 em.
    """

    def __init__(self, path: Path) -> None:
        """Raise UsageError when the file is no font that we can draw with."""
        self.name = path.stem
        try:
            with path.open("rb") as file:
                self._data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
            self._tables = self._directory()
            self._characters = CharacterMap(self.table("cmap"))
            self.units_per_em = self.number("head", 18)
            self.box = tuple(map(self._em, _BOX.unpack_from(self.table("head"), 36)))
            self.ascent, self.descent = map(self._em, _ASCENT_DESCENT.unpack_from(self.table("hhea"), 4))
            self._long_metrics = self.number("hhea", 34)
            self._wide_loca = self.number("head", 50) == 1
            self._hmtx, self._loca, self._glyf = map(self.table, ("hmtx", "loca", "glyf"))
        except (OSError, ValueError, KeyError, struct_error) as fault:
            raise UsageError(f"{path} is not a font with TrueType outlines.") from fault

    def _directory(self) -> dict[str, tuple[int, int]]:
        rows = _TABLE.iter_unpack(self._data[12 : 12 + 16 * _U16.unpack_from(self._data, 4)[0]])
        return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in rows}

    def __contains__(self, tag: str) -> bool:
        return tag in self._tables

    def table(self, tag: str) -> memoryview:
        """Return the bytes of one table, without copying. Raises KeyError."""
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def number(self, tag: str, offset: int) -> int:
        """Return the unsigned 16-bit number at this offset of a table."""
        return int(_U16.unpack_from(self.table(tag), offset)[0])

    def glyph(self, character: int, selector: int | None = None) -> int:
        """Return the glyph of a code point, or of its variation sequence; 0 when the font lacks it."""
        return self._characters.glyph(character, selector)

    def advance(self, glyph: int) -> float:
        """Return how far a glyph moves the pen, in 1/1000 em."""
        (width,) = _U16.unpack_from(self._hmtx, 4 * min(glyph, self._long_metrics - 1))
        return self._em(width)

    def _em(self, units: int) -> float:
        return units * 1000 / self.units_per_em

    def metrics(self, glyph: int) -> bytes:
        """Return advance and left side bearing of a glyph as they stand in hmtx."""
        last = self._long_metrics - 1
        if glyph <= last:
            return bytes(self._hmtx[4 * glyph : 4 * glyph + 4])
        bearing = 4 * (last + 1) + 2 * (glyph - last - 1)
        return bytes(self._hmtx[4 * last : 4 * last + 2]) + bytes(self._hmtx[bearing : bearing + 2])

    def outline(self, glyph: int) -> bytes:
        """Return the glyf entry of a glyph, empty for a blank one."""
        size, code, unit = (4, ">II", 1) if self._wide_loca else (2, ">HH", 2)
        start, end = Struct(code).unpack_from(self._loca, size * glyph)
        return bytes(self._glyf[start * unit : end * unit])
