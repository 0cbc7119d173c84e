"""A pencil and a word at the right of a line: it can be changed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.lettering.glyphs import Face
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style


class ChangeMark:
    """Drawn on the face of a control; takes ``width`` of its right side."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._word = TextBlock(style.font("small", Face.BOLD))

    @property
    def text(self) -> str:
        return self._word.text

    def say(self, word: str) -> None:
        self._word.set_text(word)

    def width(self) -> float:
        return self._word.natural_width() + self._style.px(110)

    def draw(self, painter: QPainter, face: QRectF) -> None:
        city = self._style.colour("city")
        size = self._style.px(40)
        left = face.right() - self.width() + self._style.px(32)
        draw_icon(painter, Icon.PENCIL, QRectF(left, face.center().y() - size / 2, size, size), city, 1.2)
        line = left + size + self._style.px(10), face.center().y() - self._word.line_height / 2
        self._word.draw(painter, QRectF(*line, self.width(), size), city, Qt.AlignmentFlag.AlignLeft)
