from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from kiosk.errors import UsageError
from kiosk.lettering.debian import FONTS
from kiosk.lettering.font import load_font
from kiosk.lettering.gaiji import is_private_use
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering


def test_glyphs_are_the_numbers_that_stand_in_the_file(lettering: Lettering) -> None:
    font = lettering.fonts[Face.TEXT]
    with TTFont(FONTS[Face.TEXT], lazy=True) as named:
        numbers = named.getReverseGlyphMap()
        assert dict(font.characters) == {code: numbers[name] for code, name in named.getBestCmap().items()}
        assert [font.metrics[glyph] for glyph in numbers.values()] == [named["hmtx"][name] for name in numbers]


@pytest.mark.parametrize(
    ("face", "sequence", "same_as_alone"),
    [
        (Face.NAME, "辻\U000e0102", False),
        (Face.NAME, "神\ufe00", False),
        (Face.TEXT, "亜\U000e0100", True),
    ],
)
def test_a_variation_sequence_has_its_glyph_or_that_of_its_character(
    face: Face, sequence: str, same_as_alone: bool, lettering: Lettering
) -> None:
    font = lettering.fonts[face]
    character, selector = map(ord, sequence)
    glyph = font.glyph(character, selector)
    assert glyph != 0
    assert (glyph == font.glyph(character)) == same_as_alone


@pytest.mark.parametrize(("character", "selector"), [(ord("花"), 0xE01EF), (ord("花"), 0xFE0F), (0xE000, None)])
def test_what_a_font_lacks_has_glyph_0(character: int, selector: int | None, lettering: Lettering) -> None:
    assert lettering.fonts[Face.NAME].glyph(character, selector) == 0


def test_what_a_font_has_in_private_use_is_none_of_ours(lettering: Lettering) -> None:
    font = lettering.fonts[Face.NAME]
    private = [code for code in font.characters if is_private_use(chr(code))]
    assert private
    assert {font.glyph(code) for code in private} == {0}
    assert {font.glyph(code, 0xE0100) for code in private} == {0}


def test_widths_are_thousandths_of_an_em(lettering: Lettering) -> None:
    font = lettering.fonts[Face.NAME]
    assert font.advance(font.glyph(ord("花"))) == 1000
    assert font.advance(font.glyph(ord("ｱ"))) == 500


@pytest.mark.parametrize("content", [b"", b"\0", b"%PDF-1.7 this is no font", b"\0\1\0\0\0\1" + bytes(22)])
def test_a_file_that_is_no_font_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is not a font"):
        load_font(path)


def test_a_font_without_truetype_outlines_is_refused_in_one_sentence(tmp_path: Path) -> None:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupPost()
    builder.save(tmp_path / "font.ttf")
    with pytest.raises(UsageError, match="is not a font"):
        load_font(tmp_path / "font.ttf")


def test_a_missing_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a font"):
        load_font(tmp_path / "nothing.ttf")
