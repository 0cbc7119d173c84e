"""10,000 invented names, as cards may say them: the glyphs that the screen draws, and the text of the PDF."""

import random
import subprocess
import unicodedata
from collections.abc import Iterator

import pytest
import uharfbuzz as hb

from kiosk.lettering.clusters import clusters
from kiosk.lettering.debian import FONTS
from kiosk.lettering.gaiji import GAIJI, LACKING
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.sheet import Document, Media, Page, Run
from kiosk.ports import Render

SEED, HOW_MANY = 20261126, 10_000
ON_A_PAGE = 250
COMPATIBILITY = [chr(code) for code in range(0xFA0E, 0xFA2E)]
BEYOND = "𠮷𡈽𡌛𡑮𡢽𠮟𡱖𡸴𡵅𣇄𣗄𣜿𣝣𣳾𤟱𥒎𥔎𥝱𥧄𥶡𦫿𦹀𧃴𧚄𨉷𨏍𪆐"
NO_FONT = "\U00031350\U0002ebf0"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンヴーヵヶ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŁŠŽ"


@pytest.fixture(scope="module")
def names(lettering: Lettering) -> list[str]:
    """Return names of every kind, the same every time."""
    return list(_names(lettering))


def _names(lettering: Lettering) -> Iterator[str]:
    pick = random.Random(SEED)  # names, no secrets
    font = lettering.fonts[Face.NAME]
    kanji = [chr(code) for code in font.characters if 0x4E00 <= code <= 0x9FFF]
    variants = [
        chr(code) + chr(selector) for selector, rows in font.variants.items() if selector >= 0xE0100 for code in rows
    ]

    def some(letters: list[str] | str, least: int, most: int) -> str:
        return "".join(pick.choice(letters) for _ in range(pick.randint(least, most)))

    kinds = (
        lambda: f"{some(kanji, 1, 4)}　{some(kanji, 1, 4)}",
        lambda: f"{some(variants, 1, 2)}{some(kanji, 0, 2)}　{some(variants, 1, 2)}",
        lambda: f"{some(BEYOND, 1, 1)}{some(kanji, 1, 2)}　{some(kanji + list(BEYOND), 1, 3)}",
        lambda: f"{some(kanji, 1, 2)}{some(COMPATIBILITY, 1, 1)}　{some(COMPATIBILITY, 1, 2)}",
        lambda: " ".join(some(LATIN, 4, 14) for _ in range(pick.randint(2, 7))),
        lambda: f"{some(LATIN + ACCENTED, 3, 12)} {some(LATIN + ACCENTED, 3, 12)}",
        lambda: f"{some(KANA, 2, 8)}　{some(KANA, 2, 8)}",
        lambda: f"{some(kanji, 1, 2)}{some(NO_FONT, 1, 1)}　{some(kanji, 1, 2)}",
        lambda: f"{some(kanji, 1, 2)}　{some([*GAIJI, LACKING], 1, 1)}{some(kanji, 0, 1)}",
        lambda: f"{some(kanji, 40, 60)}　{some(variants, 20, 40)}",
    )
    yield from (kinds[number % len(kinds)]() for number in range(HOW_MANY))


def drawn(name: str, lettering: Lettering) -> list[tuple[Face, Glyph]]:
    return [(face, glyph) for face, glyphs in lettering.shape(name, Face.NAME) for glyph in glyphs]


def test_every_name_is_drawn_whole_and_in_its_own_characters(names: list[str], lettering: Lettering) -> None:
    for name in names:
        assert "".join(glyph.text for _, glyph in drawn(name, lettering)) == name


def test_every_glyph_is_the_one_that_harfbuzz_takes(names: list[str], lettering: Lettering) -> None:
    """HarfBuzz reads the same fonts by itself, variation sequences and all."""
    fonts = {face: hb.Font(hb.Face(hb.Blob.from_file_path(str(path)))) for face, path in FONTS.items()}
    pairs = {(face, glyph.text): glyph.id for name in names for face, glyph in drawn(name, lettering) if glyph.id}
    for (face, text), glyph in pairs.items():
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(fonts[face], buffer, {"liga": False, "ccmp": True, "locl": False})
        assert buffer.glyph_infos[0].codepoint == glyph, (face, text)


def test_a_frame_stands_only_for_what_no_font_has(names: list[str], lettering: Lettering) -> None:
    missing = {glyph.text for name in names for _, glyph in drawn(name, lettering) if not glyph.id}
    assert missing >= set(NO_FONT) | {GAIJI[0], LACKING}
    for text in missing:
        code, *selector = map(ord, text)
        assert not any(font.glyph(code, *selector) for font in lettering.fonts.values())


def test_the_pdf_says_every_name_as_the_card_did(names: list[str], lettering: Lettering, render: Render) -> None:
    """What no font has is a framed blank and says nothing; spaces are told as spaces of any width."""
    pages = [
        Page(1200, 1200, tuple(_lines(names[first : first + ON_A_PAGE], lettering)))
        for first in range(0, len(names), ON_A_PAGE)
    ]
    pdf = render(Document("names", Media.A4, tuple(pages)))
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()
    read = [squeezed(line) for line in said.replace("\f", "\n").split("\n") if line.strip()]
    told = ["".join(glyph.text for _, glyph in drawn(name, lettering) if glyph.id) for name in names]
    assert read == [squeezed(name) for name in told]


def _lines(names: list[str], lettering: Lettering) -> Iterator[Run]:
    for number, name in enumerate(names):
        x = 10.0
        for face, glyphs in lettering.shape(name, Face.NAME):
            yield Run(x, 10 + number * 4.6, face, 9, glyphs)
            x += sum(glyph.advance for glyph in glyphs) / 1000 * 9 * 25.4 / 72


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_nothing_is_normalised(names: list[str], lettering: Lettering) -> None:
    """NFKC, or even NFC, would write another character for some of these names."""
    changed = [name for name in names if unicodedata.normalize("NFC", name) != name]
    assert changed
    assert all("".join(clusters(name)) == name for name in names)
