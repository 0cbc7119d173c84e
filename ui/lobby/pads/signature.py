"""A place to sign with a finger."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.paperwork.signature import Signature
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_INK_PX = 9
_LEAST_STEP_PX = 2.0


class SignaturePad(QWidget):
    """What the finger draws is painted at once. ``changed`` when there is more of it, or nothing any more.

    Strokes are kept in shares of the pad's height, so that a turned screen changes nothing.
    """

    changed = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._look = style
        self._strokes: list[list[tuple[float, float]]] = []
        self.setObjectName("signature")
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, on=False)  # touches come as mouse events
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(style.px(420))

    @property
    def signature(self) -> Signature | None:
        """Return what was signed so far."""
        return Signature(tuple(map(tuple, self._strokes))) if self._strokes else None

    def show_signature(self, signature: Signature | None) -> None:
        self._strokes = [list(stroke) for stroke in signature.strokes] if signature else []
        self._change()

    def clear(self) -> None:
        self.show_signature(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._share(event.position())
        self._strokes.append([point, point])  # a dot is a line, too
        self._change()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._strokes:
            return
        (x, y), last = self._share(event.position()), self._strokes[-1][-1]
        if abs(x - last[0]) + abs(y - last[1]) > _LEAST_STEP_PX / self.height():
            self._strokes[-1].append((x, y))
            self.update()

    def _share(self, point: QPointF) -> tuple[float, float]:
        """Return a point of the pad; a finger that leaves it goes along its edge."""
        height = self.height()
        x, y = min(max(point.x(), 0), self.width()), min(max(point.y(), 0), height)
        return (x / height, y / height)

    def _change(self) -> None:
        self.update()
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, look = QRectF(self.rect()), self._look
        edge = look.colour("accent")
        draw_box(painter, area, look.colour("surface"), radius=look.radius("l"), edge=edge, edge_px=look.px(4))
        self._draw_line(painter, area)
        pen = QPen(look.colour("ink"), look.px(_INK_PX), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        for stroke in self._strokes:
            painter.strokePath(self._path(stroke), pen)

    def _draw_line(self, painter: QPainter, area: QRectF) -> None:
        """Paint the line on which one signs, with a pencil at its beginning."""
        look, margin = self._look, self._look.px(48)
        y = area.bottom() - look.px(96)
        painter.setPen(QPen(look.colour("line"), look.px(3)))
        painter.drawLine(QPointF(margin, y), QPointF(area.right() - margin, y))
        size = look.px(44)
        draw_icon(painter, Icon.PENCIL, QRectF(margin, y + look.px(14), size, size), look.colour("ink_soft"))

    def _path(self, stroke: list[tuple[float, float]]) -> QPainterPath:
        height = self.height()
        (x, y), *others = stroke
        path = QPainterPath(QPointF(x * height, y * height))
        for point in others:
            path.lineTo(point[0] * height, point[1] * height)
        return path
