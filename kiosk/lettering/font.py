"""A TrueType font as fontTools reads it: which glyph a character has, how wide it is, where its outline lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from struct import error as struct_error

from fontTools.ttLib import TTFont, TTLibError

from kiosk.errors import UsageError
from kiosk.lettering.gaiji import is_private_use


@dataclass(frozen=True)
class Font:
    """The tables that text needs (ISO/IEC 14496-22). Safe to share between threads and forks.

    ``characters`` (cmap) by code point, ``variants`` by selector and code point, where None is the glyph of the
    character alone. ``metrics`` (hmtx) by glyph: advance and left side bearing in parts of ``units_per_em``.
    ``outlines`` (loca): where in glyf the outline of each glyph begins, and where the last one ends.
    """

    path: Path
    units_per_em: int
    characters: Mapping[int, int] = field(repr=False)
    variants: Mapping[int, Mapping[int, int | None]] = field(repr=False)
    metrics: Mapping[int, tuple[int, int]] = field(repr=False)
    outlines: Sequence[int] = field(repr=False)

    def glyph(self, character: int, selector: int | None = None) -> int:
        """Return the glyph of a code point, or of its variation sequence; 0 when the font lacks it.

        What a font has at a private-use code is another character than the one that is meant.
        """
        if is_private_use(chr(character)):
            return 0
        glyph = None if selector is None else self.variants.get(selector, {}).get(character, 0)
        return self.characters.get(character, 0) if glyph is None else glyph

    def advance(self, glyph: int) -> float:
        """Return how far a glyph moves the pen, in 1/1000 em."""
        return self.metrics[glyph][0] * 1000 / self.units_per_em


def load_font(path: Path) -> Font:
    """Read one font file. Raises UsageError when it is no font that we can draw with."""
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return _read(font, path)
    except (OSError, TTLibError, KeyError, AttributeError, struct_error) as fault:
        raise UsageError(f"{path} is not a font with TrueType outlines.") from fault


def _read(font: TTFont, path: Path) -> Font:
    if "glyf" not in font:
        raise TTLibError("no outlines")
    # fontTools knows glyphs by their names; told that the numbers are the names, it need not make any up
    font.setGlyphOrder(range(font["maxp"].numGlyphs))
    sequences = font["cmap"].getcmap(0, 5)
    return Font(
        path=path,
        units_per_em=font["head"].unitsPerEm,
        characters=font.getBestCmap(),
        variants={selector: dict(rows) for selector, rows in sequences.uvsDict.items()} if sequences else {},
        metrics=font["hmtx"].metrics,
        outlines=font["loca"].locations,
    )
