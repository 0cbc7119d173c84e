"""Our reader of fonts agrees with fontTools, glyph for glyph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from kiosk.errors import UsageError
from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face
from kiosk.lettering.sfnt import Sfnt


@pytest.fixture(scope="module", params=[Face.NAME, Face.TEXT])
def both(request: pytest.FixtureRequest) -> Iterator[tuple[Sfnt, Any]]:
    path = FONTS[request.param]
    with TTFont(path, lazy=True) as theirs:
        yield Sfnt(path), theirs


def test_every_character_has_the_same_glyph(both: tuple[Sfnt, Any]) -> None:
    ours, theirs = both
    cmap = theirs.getBestCmap()
    assert {code: ours.glyph(code) for code in cmap} == {code: theirs.getGlyphID(name) for code, name in cmap.items()}


def test_a_character_outside_the_font_has_glyph_0(both: tuple[Sfnt, Any]) -> None:
    ours, theirs = both
    absent = {code for code in range(0x30000) if code not in theirs.getBestCmap()}
    assert not any(map(ours.glyph, absent))


def test_every_variation_sequence_has_the_same_glyph(both: tuple[Sfnt, Any]) -> None:
    ours, theirs = both
    cmap = theirs.getBestCmap()
    (sequences,) = (table.uvsDict for table in theirs["cmap"].tables if table.format == 14)
    expected = {
        (code, selector): theirs.getGlyphID(name or cmap[code])
        for selector, rows in sequences.items()
        for code, name in rows
    }
    assert {key: ours.glyph(*key) for key in expected} == expected


def test_an_unknown_variation_sequence_has_glyph_0(both: tuple[Sfnt, Any]) -> None:
    ours, _ = both
    assert ours.glyph(ord("花"), 0xE01EF) == 0


def test_widths_and_outlines_are_the_same(both: tuple[Sfnt, Any]) -> None:
    ours, theirs = both
    order = theirs.getGlyphOrder()
    for glyph in range(0, len(order), 97):
        width, bearing = theirs["hmtx"][order[glyph]]
        assert ours.advance(glyph) == pytest.approx(width * 1000 / 2048)
        assert int.from_bytes(ours.metrics(glyph)[2:], "big", signed=True) == bearing
        assert len(ours.outline(glyph)) == theirs["loca"][glyph + 1] - theirs["loca"][glyph]


@pytest.mark.parametrize("content", [b"", b"\0", b"%PDF-1.7 this is no font", b"\0\1\0\0\0\1" + bytes(22)])
def test_a_file_that_is_no_font_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is not a font"):
        Sfnt(path)


def test_a_missing_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a font"):
        Sfnt(tmp_path / "nothing.ttf")
