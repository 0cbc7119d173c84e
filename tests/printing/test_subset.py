from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from kiosk.lettering.sfnt import Sfnt
from printing.subset import subset_truetype

NAMES = [".notdef", "a", "acute", "aacute", "two", "deep"]


def square(size: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, size), (size, size), (size, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def of_parts(*parts: tuple[str, tuple[float, ...]]) -> Glyph:
    pen = TTGlyphPen(dict.fromkeys(NAMES))
    for name, matrix in parts:
        pen.addComponent(name, matrix)
    return pen.glyph()


@pytest.fixture
def composite_font(tmp_path: Path) -> Sfnt:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({0x61: "a", 0xE1: "aacute", 0x10000: "deep"})
    glyphs = [
        square(10),
        square(20),
        square(30),
        of_parts(("a", (1, 0, 0, 1, 0, 0)), ("acute", (1, 0, 0, 1, 300, 0))),
        of_parts(("acute", (0.5, 0, 0, 0.5, 0, 0)), ("a", (0.5, 0, 0, 0.25, 0, 0))),
        of_parts(("aacute", (0.5, 0.1, 0.1, 0.5, 0, 0)), ("two", (1, 0, 0, 1, 1, 1))),
    ]
    builder.setupGlyf(dict(zip(NAMES, glyphs, strict=True)))
    builder.setupHorizontalMetrics({name: (500 + place, 0) for place, name in enumerate(NAMES)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    builder.save(tmp_path / "composite.ttf")
    return Sfnt(tmp_path / "composite.ttf")


def parts(subset: TTFont, code: int) -> list[str]:
    return list(subset["glyf"][subset.getGlyphName(code)].getComponentNames(subset["glyf"]))


@pytest.mark.parametrize(
    ("glyphs", "all_glyphs"), [([0, 3], [0, 3, 1, 2]), ([0, 5], [0, 5, 3, 4, 1, 2]), ([0, 1, 1], [0, 1, 1])]
)
def test_parts_of_a_glyph_come_along(composite_font: Sfnt, glyphs: list[int], all_glyphs: list[int]) -> None:
    with TTFont(BytesIO(subset_truetype(composite_font, glyphs)), checkChecksums=2) as subset:
        widths = [subset["hmtx"][name][0] - 500 for name in subset.getGlyphOrder()]
    assert widths == all_glyphs


def test_a_composite_glyph_names_its_parts_by_their_new_numbers(composite_font: Sfnt) -> None:
    with TTFont(BytesIO(subset_truetype(composite_font, [0, 5]))) as subset:
        named = {code: [subset.getGlyphID(part) for part in parts(subset, code)] for code in range(6)}
    assert named == {0: [], 1: [2, 3], 2: [4, 5], 3: [5, 4], 4: [], 5: []}
