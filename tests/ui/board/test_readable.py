"""Whether the board is read across a hall: how high its digits are, and how they stand out from their ground."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from config.content import Content
from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView, Called, LetterWaiting
from kiosk.queue.waiting import Wait
from ui.board.canvas import Canvas, fitted
from ui.board.card import LOOKS, span
from ui.board.gallery import poses
from ui.board.panel import Panel
from ui.board.window import BoardWindow

FROM_MM = 10_000
LEAST_ARC_MIN = 20
"""ISO 9241-303 recommends 20 to 22 minutes of arc."""

LEAST_MM = FROM_MM * math.tan(math.radians(LEAST_ARC_MIN / 60))
INCH_MM = 25.4
LEAST_CONTRAST = 7.0

CALLS = ("A11", "H444", "E117", "H411", "F144", "T474", "H717")
"""Letters and digits without curves: a curve is a little higher than what the standard measures."""


def ink_height_px(picture: QImage, field: QRectF) -> int:
    """How high the letters in this part of the picture are: rows in which there is more ink than ground."""
    grey = picture.copy(field.toRect()).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [y for y in range(grey.height()) if any(grey.pixelColor(x, y).red() < 160 for x in range(grey.width()))]
    return rows[-1] - rows[0] + 1


def height_mm(height_px: int, screen: QSize, inches: float) -> float:
    return height_px * inches * INCH_MM / math.hypot(screen.width(), screen.height())


def inside(panel: Panel, box: QRectF) -> QRectF:
    """The left part of a call, where its number stands, without its border, in the window's pixels."""
    return span(box, (0.02, 0.56)).adjusted(0, 9, 0, -9).translated(panel.x(), panel.y())


@pytest.mark.parametrize("screen", [QSize(1920, 1080), QSize(1080, 1920)])
def test_every_called_number_is_read_from_ten_metres_on_43_inches(
    board: BoardWindow, clock: Clock, screen: QSize
) -> None:
    board.resize(screen)
    board.show_view(BoardView(tuple(Called(number, "18", "2階", clock.now()) for number in CALLS), ()))
    picture, panel = board.grab().toImage(), board._called
    last = inside(panel, QRectF(0, 64, panel.width() * 0.95, 284))
    earlier = [inside(panel, panel._card(panel._design, place)) for place in range(panel._earlier)]
    heights = [height_mm(ink_height_px(picture, field), screen, 43) for field in (last, *earlier)]
    assert min(heights) >= LEAST_MM
    assert heights[0] > 1.5 * LEAST_MM


def test_who_is_to_be_handed_something_reads_it_from_ten_metres(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((Called("A12", "3", None, clock.now(), second=True),), ()))
    picture, panel = board.grab().toImage(), board._ready
    height_px = ink_height_px(picture, inside(panel, QRectF(12, 64, panel.width() - 24, 150)))
    assert height_mm(height_px, board.size(), 43) >= LEAST_MM


def test_twice_the_pixels_are_the_same_picture_twice_as_fine(board: BoardWindow, clock: Clock) -> None:
    view = poses(clock.now())["april-ready"].views[-1]
    coarse, fine = (at_size(board, view, QSize(1920, 1080) * factor) for factor in (1, 2))
    small = fine.scaled(coarse.size()).convertToFormat(QImage.Format.Format_Grayscale8)
    first = coarse.convertToFormat(QImage.Format.Format_Grayscale8)
    different = sum(
        abs(first.pixelColor(x, y).red() - small.pixelColor(x, y).red()) > 128
        for x in range(0, 1920, 8)
        for y in range(0, 1080, 8)
    )
    assert different < 1920 * 1080 / 64 * 0.005


def at_size(board: BoardWindow, view: BoardView, size: QSize) -> QImage:
    board.resize(size)
    board.show_view(view)
    return board.grab().toImage()


def test_long_numbers_become_narrower_before_they_become_smaller(qapp: object) -> None:
    assert fitted("A999", 148, 400, bold=True).pixelSize() == 148
    assert fitted("A999", 148, 350, bold=True).pixelSize() == 148
    assert fitted("A99999", 148, 350, bold=True).pixelSize() < 148


# --- contrast ------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_calls_stand_out_from_their_ground(city: Content) -> None:
    colours = city.settings.tokens.colours
    for look in LOOKS.values():
        assert contrast(colours[look.ink], colours[look.ground]) >= LEAST_CONTRAST
        assert contrast(colours[look.on_badge], colours[look.badge]) >= LEAST_CONTRAST


class Drawn:
    """Watches what is drawn: every text must stand out from the last block that was drawn beneath it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.low: list[tuple[str, float]] = []
        self._on: Canvas | None = None
        self._blocks: list[tuple[QRectF, str]] = []
        draw_block, draw_text = Canvas.block, Canvas._on_baseline

        def block(on: Canvas, box: QRectF, fill: str, **border: Any) -> None:
            self._begin(on)
            self._blocks.append((QRectF(box), fill))
            draw_block(on, box, fill, **border)

        def text(on: Canvas, start: QPointF, text: str, face: QFont, colour: str) -> None:
            self._begin(on)
            self._compare(start, text, on.tokens.colours, colour)
            draw_text(on, start, text, face, colour)

        monkeypatch.setattr(Canvas, "block", block)
        monkeypatch.setattr(Canvas, "_on_baseline", text)

    def _begin(self, on: Canvas) -> None:
        """Each area is drawn on a canvas of its own."""
        if on is not self._on:
            self._on = on
            self._blocks.clear()

    def _compare(self, start: QPointF, text: str, colours: Mapping[str, str], ink: str) -> None:
        ground = next((fill for box, fill in reversed(self._blocks) if box.contains(start)), "ground")
        ratio = contrast(colours[ink], colours[ground])
        if ratio < LEAST_CONTRAST:
            self.low.append((text, ratio))


def test_every_text_stands_out_from_its_ground(
    board: BoardWindow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawn(monkeypatch)
    for pose in poses(clock.now()).values():
        for view in pose.views:
            board.show_view(view)
            board.grab()
    assert drawn.low == []


# --- nothing runs over ------------------------------------------------------------------------


def test_nothing_overflows_with_eight_letters_and_five_hundred_waiting(
    board: BoardWindow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = tuple(LetterWaiting(letter, 500, Wait(120, 240)) for letter in "ABCDEFGH")
    numbers = tuple(f"{letter}{serial}" for letter in "ABCDEFGH" for serial in range(500, 1000))
    ready = tuple(Called(f"H{n}", "18", "2階", clock.now(), second=True) for n in range(990, 999))
    called = tuple(Called(f"W{n}", "18", "2階", clock.now()) for n in range(880, 889))
    over = Overflow(monkeypatch)
    for view in (BoardView(called, numbers, (), letters), BoardView((*called, *ready), numbers, (), letters)):
        for size in (QSize(1920, 1080), QSize(1080, 1920)):
            at_size(board, view, size)
    assert over.texts == []


class Overflow:
    """Watches what is drawn: no text leaves the box that it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        original = Canvas.text

        def text(on: Canvas, box: QRectF, text: str, px: float, colour: str, **how: Any) -> None:
            face = fitted(text, px, box.width(), bold=how.get("bold", False))
            drawn = QFontMetricsF(face).tightBoundingRect(text)
            if drawn.width() > box.width() + 1 or drawn.height() > box.height() + 1:
                self.texts.append(text)
            original(on, box, text, px, colour, **how)

        monkeypatch.setattr(Canvas, "text", text)
