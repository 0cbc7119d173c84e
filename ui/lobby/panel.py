"""Panels: a quiet card that holds texts, and a tinted note that says one thing."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Text
from ui.lobby.style import Style
from ui.lobby.touch import draw_box


class Panel(QWidget):
    """White paper on the ground; put widgets into ``column``."""

    def __init__(self, style: Style, fill: str = "surface", edge: str = "line") -> None:
        super().__init__()
        self._style = style
        self._fill = style.colour(fill)
        self._edge = style.colour(edge)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[style.space("l")] * 4)
        self.column.setSpacing(style.space("s"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, edge_px = self._style.radius("l"), self._style.px(2)
        draw_box(painter, QRectF(self.rect()), self._fill, radius=radius, edge=self._edge, edge_px=edge_px)


class Note(QWidget):
    """One sentence on a tint, with an icon: ``accent`` for look here, ``danger``, ``done``, ``city`` for a reason."""

    def __init__(self, style: Style, icon: Icon, tone: str) -> None:
        super().__init__()
        self._style = style
        self._icon = icon
        self._tone = tone
        self._text = Text(style, "text", evenly=True)
        column = QVBoxLayout(self)
        gap = style.space("m")
        column.setContentsMargins(style.px(112), gap, style.space("l"), gap)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(style.px(104))
        self.hide()

    def become(self, icon: Icon, tone: str) -> None:
        self._icon, self._tone = icon, tone

    def say(self, text: str) -> None:
        """Say it; an empty text hides the note."""
        self._text.say(text)
        self.updateGeometry()
        self.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = self._style.colour(f"{self._tone}_tint")
        draw_box(painter, QRectF(self.rect()), tint, radius=self._style.radius("m"), edge=tint, edge_px=0)
        size = self._style.px(52)
        place = QRectF(self._style.px(36), self.height() / 2 - size / 2, size, size)
        ink = self._style.colour(self._tone)
        draw_icon(painter, self._icon, place, ink, 1.2)
