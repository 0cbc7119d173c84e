"""Furigana on the screen: above its word, never parted from it, and nothing changes where there is none."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from kiosk.lettering.ruby import annotated, plain
from ui.lobby.controls import Chip
from ui.lobby.labels import LEADING, Text, TextBlock
from ui.lobby.style import Style

WORDS = annotated("{新|あたら}しい{住所|じゅうしょ}を{市役所|しやくしょ}に{知|し}らせます")
LEAST_READING_PX = 18


def ink_rows(block: TextBlock, width: int) -> list[int]:
    """Draw the text and return the rows that have ink."""
    image = QImage(width, round(block.height(width)) + 1, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    block.draw(painter, QRectF(image.rect()), QColor("black"), Qt.AlignmentFlag.AlignLeft)
    painter.end()
    return [y for y in range(image.height()) if any(image.pixelColor(x, y).black() > 128 for x in range(width))]


@pytest.mark.parametrize("size", ["small", "text", "choice", "title"])
def test_plain_words_are_drawn_as_ever(style: Style, size: str) -> None:
    block = TextBlock(style.font(size), "新しい住所")
    metrics = QFontMetricsF(style.font(size))
    assert block.line_height == metrics.height() * LEADING
    assert block.advance("新しい住所") == metrics.horizontalAdvance("新しい住所")


@pytest.mark.parametrize("size", ["small", "text", "choice", "title"])
def test_readings_stand_above_their_words_and_can_be_read(style: Style, size: str) -> None:
    font = style.font(size)
    read, bare = (ink_rows(TextBlock(font, text), 2000) for text in (annotated("{一|いち}"), "一"))
    above = [y for y in read if y < read[-1] - LEAST_READING_PX / 2]
    assert above
    assert above[-1] - above[0] >= LEAST_READING_PX / 2
    assert bare[-1] - bare[0] < LEAST_READING_PX


@pytest.mark.parametrize("enlarged", [1, 1.5, 2])
@pytest.mark.parametrize("width", [240, 480, 968])
def test_words_with_readings_stay_within_their_width(style: Style, width: int, enlarged: float) -> None:
    font = style.font("text")
    font.setPixelSize(round(font.pixelSize() * enlarged))
    block = TextBlock(font, WORDS, evenly=True)
    lines = block.lines(width)
    assert "".join(lines) == WORDS
    assert all(block.advance(line) <= width for line in lines)


def test_a_wide_reading_hangs_over_kana_but_not_over_another_reading(style: Style) -> None:
    block = TextBlock(style.font("text"))
    alone, between, beside = (
        block.advance(annotated(text)) - block.advance(plain(annotated(text)))
        for text in ("{表|おもて}", "の{表|おもて}を", "{表|おもて}{表|おもて}")
    )
    assert between < alone
    assert beside == pytest.approx(2 * alone)


def test_who_does_not_see_hears_no_reading(style: Style) -> None:
    text, chip = Text(style), Chip(style, "chip")
    text.say(WORDS)
    chip.say(WORDS)
    assert (text.text(), chip.accessibleName()) == (plain(WORDS), plain(WORDS))
