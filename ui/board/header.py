"""The top of the board: the city, what this is, and the time."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.settings import Tokens
from ui.board.canvas import RIGHT, canvas, text_width
from ui.board.said import Bilingual

WIDTH, HEIGHT = 1920, 112
_MARGIN = 56


class Header(QWidget):
    def __init__(self, city: str, said: Bilingual, tokens: Tokens) -> None:
        super().__init__()
        self._city = city
        self._title = said["title"]
        self._tokens = tokens
        self._time = ""

    def show_time(self, time: str) -> None:
        if time != self._time:
            self._time = time
            self.setAccessibleName(f"{self._city} {' '.join(self._title)} {time}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with canvas(self, self._tokens, WIDTH) as on:
            on.block(QRectF(0, 0, WIDTH, HEIGHT), "city")
            on.text(QRectF(_MARGIN, 0, 600, HEIGHT), self._city, 52, "on_city", bold=True)
            left = _MARGIN + text_width(self._city, 52, bold=True) + 40
            on.line(QLineF(left, 32, left, HEIGHT - 32), "on_city")
            on.pair(QRectF(left + 40, 0, 1000, HEIGHT), self._title, 44, "on_city", soft="city_tint")
            on.text(QRectF(WIDTH - 460, 0, 460 - _MARGIN, HEIGHT), self._time, 76, "on_city", bold=True, align=RIGHT)
