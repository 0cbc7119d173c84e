"""One area of the board."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.settings import Tokens
from ui.board.canvas import Canvas, canvas
from ui.board.said import Bilingual


class Panel(QWidget):
    """Draws itself in design pixels, whatever its size on the screen."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__()
        self._said = said
        self._tokens = tokens
        self._design = QRectF(0, 0, 1, 1)

    def lay(self, place: QRect, scale: float, left: float, top: float) -> None:
        """Stand at this place of a design that is drawn so large, and begins so far from the window's corner."""
        self._design = QRectF(0, 0, place.width(), place.height())
        self.setGeometry(
            round(left + place.x() * scale),
            round(top + place.y() * scale),
            round(place.width() * scale),
            round(place.height() * scale),
        )
        self.setVisible(not place.isEmpty())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with canvas(self, self._tokens, self._design.width()) as on:
            self.paint(on, self._design)

    def paint(self, on: Canvas, box: QRectF) -> None:
        raise NotImplementedError
