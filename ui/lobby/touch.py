"""What every control of the lobby has in common: its size, its pressed state, its focus ring and its names."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.lettering.ruby import plain
from ui.lobby.glyphs import spoken
from ui.lobby.style import Style

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Touchable(QAbstractButton):
    """A thing to touch. Its object name is stable and tells tests and the scripted resident what it is."""

    def __init__(self, style: Style, name: str, height_px: float = 140, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = style
        self.setObjectName(name)
        self._least = style.px(height_px)
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def name(self, text: str) -> None:
        """Say what this is to those who cannot see it."""
        self.setAccessibleName(plain(spoken(text)))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Paint everything but the focus ring."""

    def content_height(self, _width: int) -> float:
        """Return what the content needs; the control is at least as high as its design."""
        return 0.0

    def is_cut(self) -> bool:
        """Say whether the control is too small for its words."""
        return self.content_height(self.width()) > self.height() + 1

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._least, round(self.content_height(width) + 0.5))

    def sizeHint(self) -> QSize:
        return QSize(self._least * 2, self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, self._least)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _TAB
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the large key of a keypad do what the space bar does."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))
        if self._ring and self.hasFocus():
            self._draw_ring(painter)

    def _draw_ring(self, painter: QPainter) -> None:
        outer = self.look.px(6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for inset, colour in ((outer / 2, "focus_outer"), (outer * 1.5, "focus_inner")):
            painter.setPen(QPen(self.look.colour(colour), outer))
            area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            radius = max(1.0, self.look.radius("m") - inset)
            painter.drawRoundedRect(area, radius, radius)


def draw_box(painter: QPainter, area: QRectF, fill: QColor, *, radius: float, edge: QColor, edge_px: float) -> None:
    """Paint a rounded box whose edge lies inside ``area``."""
    half = edge_px / 2
    painter.setPen(QPen(edge, edge_px) if edge_px else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(fill)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)
