"""Drawings of what a resident handles here: the card, the reader, the questions, the paper."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.lobby.icons import Icon, draw_icon
from ui.lobby.style import Style


def draw_card(painter: QPainter, area: QRectF, style: Style) -> None:
    """A plastic card, 85.6 x 54 mm in proportion: a portrait, lines of text and a chip."""
    unit = area.width() / 86
    painter.setPen(QPen(style.colour("city"), 1.2 * unit))
    painter.setBrush(style.colour("surface"))
    painter.drawRoundedRect(area, 4 * unit, 4 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("city_tint"))
    portrait = QRectF(area.right() - 27 * unit, area.top() + 13 * unit, 20 * unit, 27 * unit)
    painter.drawRoundedRect(portrait, 2 * unit, 2 * unit)
    face = QRectF(portrait.left() + 2 * unit, portrait.top() + 5 * unit, 16 * unit, 16 * unit)
    draw_icon(painter, Icon.PERSON, face, style.colour("city"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("city"))
    painter.drawRoundedRect(
        QRectF(area.left() + 7 * unit, area.top() + 7 * unit, 30 * unit, 4 * unit), 2 * unit, 2 * unit
    )
    painter.setBrush(style.colour("line"))
    for n, length in enumerate((38, 44, 32)):
        top = area.top() + (18 + n * 8) * unit
        painter.drawRoundedRect(QRectF(area.left() + 7 * unit, top, length * unit, 3 * unit), 1.5 * unit, 1.5 * unit)


def draw_reader(painter: QPainter, area: QRectF, style: Style, *, lit: float | None) -> None:
    """The reader from above; its field is lit from 0 to 1, or dark when it is away (None)."""
    unit = area.width() / 120
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("line"))
    painter.drawRoundedRect(area.translated(0, 3 * unit), 9 * unit, 9 * unit)
    painter.setBrush(style.colour("ink"))
    painter.drawRoundedRect(area, 9 * unit, 9 * unit)
    glow = QColor(style.colour("ink_soft" if lit is None else "accent"))
    edge = QColor(glow)
    field = area.adjusted(9 * unit, 9 * unit, -9 * unit, -9 * unit)
    glow.setAlphaF(0.18 + 0.5 * (lit or 0))
    painter.setBrush(glow)
    painter.setPen(QPen(edge, 1.4 * unit))
    painter.drawRoundedRect(field, 6 * unit, 6 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = field.center()
    for n in range(3):
        radius = (7 + 6 * n) * unit
        wave = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(wave, 45 * 16, 90 * 16)


def draw_arrow_up(painter: QPainter, area: QRectF, style: Style) -> None:
    """A stout arrow: this way, off the reader."""
    middle, neck = area.center().x(), area.top() + area.width() * 0.9
    stem = area.width() * 0.2
    head = [QPointF(area.left(), neck), QPointF(middle, area.top()), QPointF(area.right(), neck)]
    painter.setPen(QPen(style.colour("accent"), area.width() * 0.12, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(style.colour("accent"))
    painter.drawPolygon(head)
    painter.drawRect(QRectF(middle - stem, neck, 2 * stem, area.bottom() - neck))


def draw_questions(painter: QPainter, area: QRectF, style: Style, *, ticked: float) -> None:
    """Three answers, ticked one after another as ``ticked`` goes from 0 to 1."""
    unit = area.width() / 86
    row = 17 * unit
    for n in range(3):
        line = QRectF(area.left(), area.top() + n * (row + 5 * unit), area.width(), row)
        on = ticked * 3 > n
        painter.setPen(QPen(style.colour("city" if on else "line"), 1.2 * unit))
        painter.setBrush(style.colour("city_tint" if on else "surface"))
        painter.drawRoundedRect(line, 4 * unit, 4 * unit)
        box = QRectF(line.left() + 4 * unit, line.top() + 4 * unit, 9 * unit, 9 * unit)
        painter.setBrush(style.colour("city" if on else "surface"))
        painter.drawRoundedRect(box, 2 * unit, 2 * unit)
        if on:
            draw_icon(painter, Icon.CHECK, box.adjusted(unit, unit, -unit, -unit), style.colour("on_city"), 2.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("city" if on else "line"))
        painter.drawRoundedRect(
            QRectF(line.left() + 19 * unit, line.top() + 7 * unit, (50 - 9 * n) * unit, 3 * unit),
            1.5 * unit,
            1.5 * unit,
        )


def draw_sheet(painter: QPainter, area: QRectF, style: Style) -> None:
    """A filled sheet with a place to sign."""
    unit = area.width() / 60
    painter.setPen(QPen(style.colour("city"), 1.2 * unit))
    painter.setBrush(style.colour("surface"))
    painter.drawRoundedRect(area, 2 * unit, 2 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("city"))
    painter.drawRoundedRect(
        QRectF(area.left() + 8 * unit, area.top() + 8 * unit, 26 * unit, 4 * unit), 2 * unit, 2 * unit
    )
    painter.setBrush(style.colour("line"))
    for n in range(4):
        line = QRectF(area.left() + 8 * unit, area.top() + (20 + n * 8) * unit, 44 * unit, 3 * unit)
        painter.drawRoundedRect(line, 1.5 * unit, 1.5 * unit)
    sign = QRectF(area.left() + 8 * unit, area.top() + 56 * unit, 44 * unit, 13 * unit)
    painter.setPen(QPen(style.colour("accent"), 1.4 * unit, Qt.PenStyle.DashLine))
    painter.setBrush(style.colour("accent_tint"))
    painter.drawRoundedRect(sign, 2 * unit, 2 * unit)


def draw_printer(painter: QPainter, area: QRectF, style: Style, *, out: float) -> None:
    """A printer from which a sheet comes out as ``out`` goes from 0 to 1."""
    unit = area.width() / 120
    slot = area.top() + 40 * unit
    sheet = QRectF(area.center().x() - 30 * unit, slot - 76 * unit * (1 - out), 60 * unit, 76 * unit)
    painter.save()
    painter.setClipRect(QRectF(area.left(), slot, area.width(), area.height()))
    draw_sheet(painter, sheet, style)
    painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("ink"))
    painter.drawRoundedRect(QRectF(area.left(), area.top(), area.width(), 44 * unit), 8 * unit, 8 * unit)
    painter.setBrush(style.colour("accent"))
    painter.drawEllipse(QPointF(area.right() - 14 * unit, area.top() + 14 * unit), 3 * unit, 3 * unit)
    painter.setPen(QPen(style.colour("accent"), 2 * unit))
    painter.drawLine(QPointF(area.left() + 22 * unit, slot), QPointF(area.right() - 22 * unit, slot))
