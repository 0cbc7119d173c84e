"""A page of paper on the screen, mark by mark as the PDF has it: the layout decided everything."""

from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from kiosk.paperwork.sheet import Frame, Ink, Mark, Page, Ring, Rule, Run, Symbol, Tick
from ui.lobby.glyphs import GlyphPen

_MM_PER_PT = 25.4 / 72
_DASHES_MM = (0.7, 0.6)
_INK = QColor("black")
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform
_SHARP_PX = 2.0
"""Modules at least so large need no grey between them."""


class SheetPainter:
    """Paints marks at ``px_per_mm``, with the top left corner of the page at the painter's origin."""

    def __init__(self, painter: QPainter, pen: GlyphPen, px_per_mm: float) -> None:
        self._painter = painter
        self._pen = pen
        self._scale = px_per_mm
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, page: Page) -> None:
        whole = self._rect(0, 0, page.width_mm, page.height_mm)
        self._painter.fillRect(whole, QColor("white"))
        if page.original is not None:
            self._painter.setRenderHint(_SMOOTH)
            self._painter.drawImage(whole, QImage.fromData(page.original.picture))
        for mark in page.marks:
            self._draw(mark)

    def _draw(self, mark: Mark) -> None:
        match mark:
            case Run():
                self._run(mark)
            case Rule():
                self._rule(mark)
            case Frame():
                self._frame(mark)
            case Ring():
                self._ring(mark)
            case Tick():
                self._tick(mark)
            case Symbol():
                self._symbol(mark)
            case Ink():
                self._ink(mark)
            case _:
                assert_never(mark)

    def _run(self, run: Run) -> None:
        self._painter.setPen(_grey(run.grey))
        start = self._point(run.x_mm, run.y_mm)
        self._pen.draw(self._painter, start, run.face, run.size_pt * _MM_PER_PT * self._scale, run.glyphs)

    def _rule(self, rule: Rule) -> None:
        self._stroke(rule.width_pt, dashed=rule.dashed)
        self._painter.drawLine(self._point(rule.x1_mm, rule.y1_mm), self._point(rule.x2_mm, rule.y2_mm))

    def _frame(self, frame: Frame) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        if frame.stroke_pt is not None:
            self._stroke(frame.stroke_pt, dashed=frame.dashed)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if frame.colour is not None:
            self._painter.setBrush(QColor(frame.colour))
        elif frame.fill_grey is not None:
            self._painter.setBrush(_grey(frame.fill_grey))
        radius = frame.radius_mm * self._scale
        self._painter.drawRoundedRect(self._rect(frame.x_mm, frame.y_mm, frame.w_mm, frame.h_mm), radius, radius)

    def _ring(self, ring: Ring) -> None:
        self._stroke(ring.stroke_pt)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(self._rect(ring.x_mm, ring.y_mm, ring.w_mm, ring.h_mm))

    def _tick(self, tick: Tick) -> None:
        self._stroke(tick.stroke_pt)
        path = QPainterPath(self._point(tick.x_mm, tick.y_mm + 0.5 * tick.h_mm))
        path.lineTo(self._point(tick.x_mm + 0.36 * tick.w_mm, tick.y_mm + tick.h_mm))
        path.lineTo(self._point(tick.x_mm + tick.w_mm, tick.y_mm))
        self._painter.strokePath(path, self._painter.pen())

    def _ink(self, ink: Ink) -> None:
        self._stroke(ink.width_pt)
        pen = self._painter.pen()
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        (x, y), *others = ink.points
        path = QPainterPath(self._point(x, y))
        for point in others:
            path.lineTo(self._point(*point))
        self._painter.strokePath(path, pen)

    def _symbol(self, symbol: Symbol) -> None:
        """Draw the modules as a picture of one pixel each: no seams between them, and hundreds of times faster."""
        width, height = len(symbol.rows[0]), len(symbol.rows)
        modules = bytes(0 if dark else 255 for row in symbol.rows for dark in row)
        picture = QImage(modules, width, height, width, QImage.Format.Format_Grayscale8)
        module = symbol.module_mm
        self._painter.setRenderHint(_SMOOTH, on=module * self._scale < _SHARP_PX)
        self._painter.drawImage(self._rect(symbol.x_mm, symbol.y_mm, width * module, height * module), picture)

    def _stroke(self, width_pt: float, *, dashed: bool = False) -> None:
        width_mm = width_pt * _MM_PER_PT
        pen = QPen(_INK, width_mm * self._scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([length / width_mm for length in _DASHES_MM])
        self._painter.setPen(pen)

    def _point(self, x_mm: float, y_mm: float) -> QPointF:
        return QPointF(x_mm * self._scale, y_mm * self._scale)

    def _rect(self, x_mm: float, y_mm: float, w_mm: float, h_mm: float) -> QRectF:
        return QRectF(x_mm * self._scale, y_mm * self._scale, w_mm * self._scale, h_mm * self._scale)


def _grey(level: float) -> QColor:
    return QColor.fromRgbF(level, level, level)
