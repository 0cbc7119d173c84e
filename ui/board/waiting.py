"""Who waits: how many, about how long, and the numbers themselves."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.settings import Tokens
from ui.board.canvas import Canvas, canvas, text_width
from ui.board.said import Bilingual

WIDTH, HEIGHT = 588, 872
COLUMNS, ROWS = 3, 7

_PAD = 36
_INNER = WIDTH - 2 * _PAD
_GRID_TOP = 360
_CELL_WIDTH, _CELL_HEIGHT = _INNER / COLUMNS, 70
_GUTTER = 28
_NUMBER_PX = 54


class WaitingPanel(QWidget):
    """Shows as many numbers as there is room for, then how many more there are."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__()
        self._said = said
        self._tokens = tokens
        self._waiting: tuple[str, ...] = ()
        self._minutes = 0

    def show_waiting(self, waiting: tuple[str, ...], minutes: int) -> None:
        if (waiting, minutes) == (self._waiting, self._minutes):
            return
        self._waiting, self._minutes = waiting, minutes
        self.setAccessibleName(f"{' '.join(self._said['waiting'])} {len(waiting)}: {', '.join(waiting)}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with canvas(self, self._tokens, WIDTH) as on:
            on.block(QRectF(0, 0, WIDTH, HEIGHT), "sunken", radius=28)
            self._paint_count(on)
            self._paint_wait(on)
            on.line(QLineF(_PAD, _GRID_TOP - 20, WIDTH - _PAD, _GRID_TOP - 20), "line", 3)
            self._paint_numbers(on)

    def _paint_count(self, on: Canvas) -> None:
        on.pair(QRectF(_PAD, 20, _INNER, 64), self._said["waiting"], 46, "ink", soft="ink_soft")
        count = QRectF(_PAD, 84, _INNER, 136)
        on.text(count, str(len(self._waiting)), 130, "city", bold=True)
        left = text_width(str(len(self._waiting)), 130, bold=True) + 12
        on.pair(count.adjusted(left, 52, 0, 0), self._said["unit"], 50, "ink", soft="ink_soft")

    def _paint_wait(self, on: Canvas) -> None:
        box = QRectF(_PAD, 216, _INNER, 56)
        if not self._waiting:
            on.pair(box.translated(0, 24), self._said["no_wait"], 42, "ink", soft="ink_soft")
            return
        hours, minutes = divmod(self._minutes, 60)
        key = "hours" if hours else "minutes"
        on.pair(box, self._said["wait"], 34, "ink_soft", soft="ink_soft")
        on.pair(box.translated(0, 56), self._said.say(key, hours=hours, minutes=minutes), 48, "ink", soft="ink_soft")

    def _paint_numbers(self, on: Canvas) -> None:
        room = COLUMNS * ROWS
        shown = self._waiting if len(self._waiting) <= room else self._waiting[: room - COLUMNS]
        px = _common_size(shown)
        for place, number in enumerate(shown):
            row, column = divmod(place, COLUMNS)
            cell = QRectF(_PAD + column * _CELL_WIDTH, _GRID_TOP + row * _CELL_HEIGHT, _CELL_WIDTH, _CELL_HEIGHT)
            on.text(cell, number, px, "ink", bold=True)
        if len(shown) < len(self._waiting):
            more = self._said.say("more", count=len(self._waiting) - len(shown))
            bottom = QRectF(_PAD, _GRID_TOP + (ROWS - 1) * _CELL_HEIGHT, _INNER, _CELL_HEIGHT)
            on.pair(bottom, more, 40, "ink_soft", soft="ink_soft")


def _common_size(numbers: tuple[str, ...]) -> float:
    """Return the size at which the longest number leaves a gap before the next column."""
    widest = max((text_width(number, _NUMBER_PX, bold=True) for number in numbers), default=0.0)
    return _NUMBER_PX * min(1.0, (_CELL_WIDTH - _GUTTER) / widest) if widest else _NUMBER_PX
