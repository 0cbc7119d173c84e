"""What the screen draws for a registered character is the outline that the font has for exactly that character."""

import random

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QRawFont

from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face
from ui.lobby.assembly import ScreenParts

HOW_MANY = 600
EM_PX = 2048
TOLERANCE_PX = 16
"""The corner points of a curve that Qt does not count to its outline."""


@pytest.mark.usefixtures("qapp")
def test_the_outline_on_the_screen_is_that_of_the_variant(screen_parts: ScreenParts) -> None:
    font = screen_parts.lettering.fonts[Face.NAME]
    variants = [(code, selector) for selector, rows in sorted(font.variants.items()) for code in rows]
    texts = [chr(code) + chr(selector) for code, selector in random.Random(7).sample(variants, HOW_MANY)]
    raw = QRawFont(str(FONTS[Face.NAME]), EM_PX, QFont.HintingPreference.PreferNoHinting)
    with TTFont(FONTS[Face.NAME], lazy=True) as file:
        outlines, names = file["glyf"], file.getGlyphOrder()
        for text in (*texts, "𠮷", "﨑"):
            ((_, (glyph,)),) = screen_parts.lettering.shape(text, Face.NAME)
            drawn = raw.pathForGlyph(glyph.id).boundingRect()
            assert _near(drawn, outlines[names[glyph.id]], EM_PX / file["head"].unitsPerEm), text


def _near(drawn: QRectF, outline: object, scale: float) -> bool:
    """Compare where an outline lies; Qt's y axis points down."""
    left, bottom, right, top = (getattr(outline, side) * scale for side in ("xMin", "yMin", "xMax", "yMax"))
    pairs = ((drawn.left(), left), (drawn.right(), right), (-drawn.bottom(), bottom), (-drawn.top(), top))
    return all(abs(one - other) < TOLERANCE_PX for one, other in pairs)
