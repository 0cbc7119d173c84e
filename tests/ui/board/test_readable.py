"""Whether the board is read across a hall: how high its digits are, and how they stand out from their ground."""

import math

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QImage

from config.content import Content
from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView, Called, LetterWaiting
from kiosk.queue.waiting import Wait
from ui.board.canvas import Canvas, fitted
from ui.board.card import LOOKS
from ui.board.gallery import poses
from ui.board.panel import Panel
from ui.board.window import BoardWindow

FROM_MM = 10_000
LEAST_ARC_MIN = 20
"""ISO 9241-303 recommends 20 to 22 minutes of arc."""

LEAST_MM = FROM_MM * math.tan(math.radians(LEAST_ARC_MIN / 60))
INCH_MM = 25.4
LEAST_CONTRAST = 7.0

CALLS = ("A12", "H999", "B400", "D388", "G305", "F208", "C777")


def height_mm(ink: QRect, screen: QSize, inches: float) -> float:
    return ink.height() * inches * INCH_MM / math.hypot(screen.width(), screen.height())


def inked(picture: QImage, field: QRect, colour: QColor) -> QRect:
    """The rectangle that the letters of this colour fill."""
    seen = [
        QPoint(x, y)
        for y in range(field.top(), field.bottom(), 2)
        for x in range(field.left(), field.right(), 4)
        if picture.pixelColor(x, y) == colour
    ]
    xs, ys = [at.x() for at in seen], [at.y() for at in seen]
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


def numbers_of(panel: Panel, places: int, columns: int) -> list[QRect]:
    """Where the numbers of the earlier calls stand: the left half of each card, within its border."""
    top = 64 + 284 + 12
    width, height = panel.width() / columns, (panel.height() - top) / (places / columns)
    return [
        QRectF(
            panel.x() + column * width + 8, panel.y() + top + row * height + 6, width * 0.57 - 8, height - 24
        ).toRect()
        for row in range(places // columns)
        for column in range(columns)
    ]


@pytest.mark.parametrize(("size", "columns", "places"), [((1920, 1080), 2, 6), ((1080, 1920), 1, 5)])
def test_every_called_number_is_read_from_ten_metres_on_43_inches(
    board: BoardWindow, clock: Clock, size: tuple[int, int], columns: int, places: int
) -> None:
    screen = QSize(*size)
    board.resize(screen)
    board.show_view(BoardView(tuple(Called(number, "18", "2階", clock.now()) for number in CALLS), ()))
    picture = board.grab().toImage()
    city = QColor(board._called._tokens.colours["city"])
    last = QRect(board._called.x() + 12, board._called.y() + 80, round(board._called.width() * 0.5), 250)
    heights = [
        height_mm(inked(picture, field, city), screen, 43)
        for field in (last, *numbers_of(board._called, places, columns))
    ]
    assert min(heights) >= LEAST_MM
    assert heights[0] > 1.5 * LEAST_MM


def test_who_is_to_be_handed_something_reads_it_from_ten_metres(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((Called("A12", "3", None, clock.now(), second=True),), ()))
    picture, panel = board.grab().toImage(), board._ready
    field = QRect(panel.x() + 30, panel.y() + 72, round(panel.width() * 0.5), 140)
    ink = inked(picture, field, QColor(panel._tokens.colours["city"]))
    assert height_mm(ink, board.size(), 43) >= LEAST_MM


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
        self._blocks: list[tuple[QRectF, str]] = []
        self._block, self._text = Canvas.block, Canvas._on_baseline
        monkeypatch.setattr(Canvas, "block", lambda on, *given, **named: self.block(on, *given, **named))
        monkeypatch.setattr(Canvas, "_on_baseline", lambda on, *given: self.text(on, *given))

    def block(self, on: Canvas, box: QRectF, fill: str, **named: object) -> None:
        if not box.topLeft().x() and not box.topLeft().y() and box.width() > 400:
            self._blocks.clear()
        self._blocks.append((QRectF(box), fill))
        self._block(on, box, fill, **named)  # type: ignore[arg-type]

    def text(self, on: Canvas, start: object, text: str, face: object, colour: str) -> None:
        at = QRectF(start.x() + 2, start.y() - 2, 1, 1)  # type: ignore[attr-defined]
        ground = next((fill for box, fill in reversed(self._blocks) if box.intersects(at)), "ground")
        ratio = contrast(on.tokens.colours[colour], on.tokens.colours[ground])
        if ratio < LEAST_CONTRAST:
            self.low.append((text, ratio))
        self._text(on, start, text, face, colour)  # type: ignore[arg-type]


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

        def text(on: Canvas, box: QRectF, text: str, px: float, colour: str, **named: object) -> None:
            face = fitted(text, px, box.width(), bold=bool(named.get("bold")))
            metrics = QFontMetricsF(face)
            if metrics.horizontalAdvance(text) > box.width() + 1 or metrics.tightBoundingRect(text).height() > max(
                box.height(), 40
            ):
                self.texts.append(text)
            original(on, box, text, px, colour, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Canvas, "text", text)
