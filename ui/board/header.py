"""The top of the board: the city, what this is, and the time."""

from PySide6.QtCore import QLineF, QRectF

from kiosk.settings import Tokens
from ui.board.canvas import RIGHT, Canvas, text_width
from ui.board.panel import Panel
from ui.board.said import Bilingual

_MARGIN = 44
_TIME_WIDTH = 260


class Header(Panel):
    def __init__(self, city: str, said: Bilingual, tokens: Tokens) -> None:
        super().__init__(said, tokens)
        self._city = city
        self._time = ""

    def show_time(self, time: str) -> None:
        if time != self._time:
            self._time = time
            self.setAccessibleName(f"{self._city} {' '.join(self._said['title'])} {time}")
            self.update()

    def paint(self, on: Canvas, box: QRectF) -> None:
        on.block(box, "city")
        on.text(box.adjusted(_MARGIN, 0, 0, 0), self._city, 52, "on_city", bold=True)
        left = _MARGIN + text_width(self._city, 52, bold=True) + 36
        on.line(QLineF(left, 28, left, box.height() - 28), "on_city")
        on.pair(box.adjusted(left + 36, 0, -_TIME_WIDTH - 2 * _MARGIN, 0), self._said["title"], 44, "on_city")
        time = QRectF(box.right() - _TIME_WIDTH - _MARGIN, 0, _TIME_WIDTH, box.height())
        on.text(time, self._time, 76, "on_city", bold=True, align=RIGHT)
