"""One page to look at: whole at first, larger by steps, moved with a finger."""

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.paperwork.sheet import Area, Page
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.sheet_painting import SheetPainter
from ui.lobby.style import Style

ZOOMS = (1.0, 1.6, 2.4)
"""Of the size at which the whole page is seen."""

_PULSE_MS = 1800


class SheetView(QWidget):
    """Shows one page; what the resident writes by hand glows. ``zoomed`` when the size changed."""

    zoomed = Signal()

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__()
        self._style = style
        self._pen = pen
        self._page: Page | None = None
        self._zoom = 0
        self._corner = QPointF()
        self._held: QPointF | None = None
        self._picture: QPixmap | None = None
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setKeyValueAt(0.5, 1.0)
        self._pulse.setEndValue(0.0)
        self._pulse.setDuration(_PULSE_MS)
        self._pulse.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._pulse.setLoopCount(-1)
        self._pulse.valueChanged.connect(self._on_pulse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, page: Page) -> None:
        """Show the whole of this page."""
        self._page = page
        self._zoom = 0
        self._corner = QPointF()
        self._change()
        self.zoomed.emit()

    def larger(self) -> None:
        self._zoom_to(self._zoom + 1)

    def smaller(self) -> None:
        self._zoom_to(self._zoom - 1)

    def can_grow(self) -> bool:
        return self._zoom < len(ZOOMS) - 1

    def can_shrink(self) -> bool:
        return self._zoom > 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(self.rect())
        sheet = QRectF(self._corner, self._extent())
        painter.drawPixmap(self._corner, self._painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area in self._page.own_hand if self._page else ():
            self._draw_glow(painter, area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.colour("line"), self._style.px(2)))
        painter.drawRect(sheet)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move_to(self._corner + event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._change()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pulse.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pulse.stop()

    def _zoom_to(self, zoom: int) -> None:
        """Keep what is in the middle in the middle; at first, the first place to be written by hand."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        at_mm = self._first_own_hand() if self._zoom == 0 else (middle - self._corner) / self._scale()
        self._zoom = min(max(zoom, 0), len(ZOOMS) - 1)
        self._change()
        self._move_to(middle - at_mm * self._scale())
        self.zoomed.emit()

    def _first_own_hand(self) -> QPointF:
        if self._page is None:
            return QPointF()
        if not self._page.own_hand:
            return QPointF(self._page.width_mm / 2, 0)
        return self._place(self._page.own_hand[0], 1.0).center()

    def _scale(self) -> float:
        """Return pixels per millimetre of paper."""
        if self._page is None:
            return 1.0
        whole = min(self.width() / self._page.width_mm, self.height() / self._page.height_mm)
        return whole * ZOOMS[self._zoom]

    def _move_to(self, corner: QPointF) -> None:
        """Put the sheet there, but never so that the ground shows where the sheet could."""
        size = self._extent()
        self._corner = QPointF(
            _held_in(corner.x(), size.width(), self.width()), _held_in(corner.y(), size.height(), self.height())
        )
        self.update()

    def _extent(self) -> QSizeF:
        """Return the size of the sheet in pixels."""
        if self._page is None:
            return QSizeF()
        scale = self._scale()
        return QSizeF(max(1, round(self._page.width_mm * scale)), max(1, round(self._page.height_mm * scale)))

    def _change(self) -> None:
        """Forget the picture; it is painted again when it is next seen, at the size it then has."""
        self._picture = None
        self._move_to(self._corner)

    def _painted(self) -> QPixmap:
        if self._picture is None:
            self._picture = QPixmap(self._extent().toSize())
            if self._page is not None:
                painter = QPainter(self._picture)
                SheetPainter(painter, self._pen, self._scale()).paint(self._page)
                painter.end()
        return self._picture

    def _place(self, area: Area, scale: float) -> QRectF:
        return QRectF(area.x_mm * scale, area.y_mm * scale, area.w_mm * scale, area.h_mm * scale)

    def _draw_glow(self, painter: QPainter, area: Area) -> None:
        strength = float(self._pulse.currentValue() or 0.0)
        place = self._place(area, self._scale()).translated(self._corner)
        for colour, opacity in (("accent_tint", 0.75), ("accent", 0.1 + 0.2 * strength)):
            fill = self._style.colour(colour)
            fill.setAlphaF(opacity)
            painter.fillRect(place, fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.colour("accent"), self._style.px(3) + self._style.px(3) * strength))
        painter.drawRect(place)
        self._draw_pencil(painter, place)

    def _draw_pencil(self, painter: QPainter, place: QRectF) -> None:
        """Draw a pencil inside the place, which is empty, so that it hides nothing."""
        size = min(self._style.px(44), place.height() * 0.8)
        spot = QRectF(place.left() + size * 0.3, place.center().y() - size / 2, size, size)
        draw_icon(painter, Icon.PENCIL, spot, self._style.colour("on_accent"), 1.4)

    def _on_pulse(self, _value: object) -> None:
        if self._page is not None and self._page.own_hand:
            self.update()


def _held_in(start: float, length: float, room: float) -> float:
    """Return where something of this length starts: in the middle when it fits, else covering all the room."""
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, start))
