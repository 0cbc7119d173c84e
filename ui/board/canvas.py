"""A painter in the board's own pixels: a design of 1920x1080, at whatever size it is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kiosk.settings import Tokens
from ui.board.said import Pair

FAMILY = "BIZ UDPGothic"

_SECOND = 0.72
_GAP = 0.45
_HALF_HEIGHT = 0.39
_LINE_PX = 2

_NARROWEST = 0.7
"""Digits keep their height, by which they are read from afar, as long as they are more than half as wide as high."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def font(px: float, *, bold: bool) -> QFont:
    face = QFont(FAMILY)
    face.setPixelSize(max(1, round(px)))
    face.setBold(bold)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def text_width(text: str, px: float, *, bold: bool) -> float:
    return QFontMetricsF(font(px, bold=bold)).horizontalAdvance(text)


@dataclass(frozen=True)
class Canvas:
    """Draws with the city's colours; all lengths are design pixels."""

    painter: QPainter
    tokens: Tokens

    def colour(self, name: str) -> QColor:
        return QColor(self.tokens.colours[name])

    def text(
        self, box: QRectF, text: str, px: float, colour: str, *, bold: bool = False, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        """Draw one line; narrower if it would not fit the box, and only then smaller."""
        face = fitted(text, px, box.width(), bold=bold)
        wide = QFontMetricsF(face).horizontalAdvance(text)
        left = {LEFT: box.left(), CENTRE: box.center().x() - wide / 2, RIGHT: box.right() - wide}[align]
        self._on_baseline(QPointF(left, _baseline(box, face)), text, face, colour)

    def pair(self, box: QRectF, pair: Pair, px: float, colour: str) -> None:
        """Draw Japanese in bold and the other language beside it, smaller, on the same baseline; both fit the box."""
        first, second = pair
        wide = text_width(first, px, bold=True) + px * _GAP + text_width(second, px * _SECOND, bold=False)
        fitting = px * min(1.0, box.width() / wide)
        face = font(fitting, bold=True)
        baseline = _baseline(box, face)
        self._on_baseline(QPointF(box.left(), baseline), first, face, colour)
        left = box.left() + text_width(first, fitting, bold=True) + fitting * _GAP
        self._on_baseline(QPointF(left, baseline), second, font(fitting * _SECOND, bold=False), colour)

    def block(
        self, box: QRectF, fill: str, *, radius: float = 0, border: str | None = None, border_px: float = 2
    ) -> None:
        inset = border_px / 2 if border else 0
        self.painter.setPen(QPen(self.colour(border), border_px) if border else Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(fill))
        self.painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def line(self, line: QLineF, colour: str) -> None:
        self.painter.setPen(QPen(self.colour(colour), _LINE_PX))
        self.painter.drawLine(line)

    def arrow(self, centre: QPointF, height: float, colour: str) -> None:
        """Draw a solid arrowhead that points right."""
        half, length = height / 2, height * 0.62
        tip = [(-length / 2, -half), (length / 2, 0), (-length / 2, half)]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(colour))
        self.painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in tip]))

    def _on_baseline(self, start: QPointF, text: str, face: QFont, colour: str) -> None:
        self.painter.setFont(face)
        self.painter.setPen(self.colour(colour))
        self.painter.drawText(start, text)


def fitted(text: str, px: float, room: float, *, bold: bool) -> QFont:
    """Return the font of this size, narrowed, and then made smaller, until the text has room."""
    face = font(px, bold=bold)
    fit = room / max(1.0, text_width(text, px, bold=bold))
    if fit < 1:
        face.setStretch(int(100 * max(fit, _NARROWEST)))
        face.setPixelSize(max(1, int(px * min(1.0, fit / _NARROWEST))))
    return face


def _baseline(box: QRectF, face: QFont) -> float:
    """Return where a line of letters stands that is in the middle of the box."""
    return box.center().y() + face.pixelSize() * _HALF_HEIGHT


@contextmanager
def canvas(widget: QWidget, tokens: Tokens, design_width: float) -> Iterator[Canvas]:
    """Paint on a widget that is so many design pixels wide."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    scale = widget.width() / design_width
    painter.scale(scale, scale)
    try:
        yield Canvas(painter, tokens)
    finally:
        painter.end()
