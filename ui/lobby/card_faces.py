"""Faces of cards with the places from which a number is copied: what is typed stands where the card has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Group:
    """Characters that stand together: how many, and what is printed after them."""

    length: int
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One of the things to copy: ``key`` names its words, ``groups`` are its parts from left to right."""

    key: str
    groups: tuple[Group, ...]

    @property
    def length(self) -> int:
        return sum(group.length for group in self.groups)


MY_NUMBER_LINES = (
    Line("birth", (Group(2, "年"), Group(2, "月"), Group(2, "日"))),
    Line("expiry", (Group(4, "年"),)),
    Line("code", (Group(4),)),
)
"""照合番号B: day of birth with two digits of the year, year of expiry, security code."""

CARD_NUMBER_LINE = Line("number", (Group(2), Group(8), Group(2)))


class _Slots:
    """Draws one line of places: each character in a box of its own, the next one lit."""

    def __init__(self, style: Style, box_px: float, height_px: float) -> None:
        self._style = style
        self._box = style.px(box_px)
        self._height = style.px(height_px)
        self._gap = style.px(5)
        self._letter = TextBlock(style.font("choice", Face.BOLD))
        self._unit = TextBlock(style.font("small"))

    def width(self, line: Line) -> float:
        return sum(self._group_width(group) for group in line.groups)

    def draw(self, painter: QPainter, start: QPointF, line: Line, typed: str, here: int) -> None:
        """Draw from the left middle; ``here`` is the place that is typed next, -1 for none of this line."""
        x, at = start.x(), 0
        for group in line.groups:
            for place in range(at, at + group.length):
                box = QRectF(x, start.y() - self._height / 2, self._box, self._height)
                self._draw_box(painter, box, typed[place : place + 1], lit=place == here)
                x += self._box + self._gap
            at += group.length
            self._say(painter, self._unit, group.unit, QRectF(x, start.y(), self._style.px(60), 0), _LEFT)
            x += self._after(group)

    def _group_width(self, group: Group) -> float:
        return group.length * (self._box + self._gap) + self._after(group)

    def _after(self, group: Group) -> float:
        return self._style.px(44 if group.unit else 16)

    def _draw_box(self, painter: QPainter, box: QRectF, character: str, *, lit: bool) -> None:
        edge = self._style.colour("accent" if lit else "city" if character else "line")
        edge_px = self._style.px(5 if lit else 2)
        radius = self._style.radius("s")
        draw_box(painter, box, self._style.colour("surface"), radius=radius, edge=edge, edge_px=edge_px)
        middle = QRectF(box.left(), box.center().y(), box.width(), 0)
        self._say(painter, self._letter, character, middle, _CENTRE)

    def _say(self, painter: QPainter, block: TextBlock, text: str, place: QRectF, align: Qt.AlignmentFlag) -> None:
        """Write in the middle of where ``place`` begins."""
        block.set_text(text)
        area = QRectF(place.left(), place.top() - block.line_height / 2, place.width(), block.line_height)
        block.draw(painter, area, self._style.colour("ink"), align)


class MyNumberFace(QWidget):
    """The face of a My Number card with 照合番号B; the line that is being typed glows."""

    HEIGHT_PX = 330

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._typed = ""
        self._slots = _Slots(style, 48, 62)
        self._labels = tuple(TextBlock(style.font("small", Face.BOLD)) for _ in MY_NUMBER_LINES)
        self.setFixedHeight(style.px(self.HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, spoken: str, labels: Sequence[str]) -> None:
        """Letter the lines as the card does; ``spoken`` names the picture."""
        self.setAccessibleName(plain(spoken))
        for block, label in zip(self._labels, labels, strict=True):
            block.set_text(label)
        self.update()

    def show_typed(self, typed: str) -> None:
        self._typed = typed
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _centred(self, self._style.px(968))
        _draw_plastic(painter, card, self._style)
        self._draw_holder(painter, card)
        step = self._style.px(84)
        top = card.top() + self._style.px(64)
        start = 0
        for n, line in enumerate(MY_NUMBER_LINES):
            band = QRectF(card.left() + self._style.px(190), top + n * step, card.width() - self._style.px(206), step)
            self._draw_line(painter, band, n, line, start)
            start += line.length

    def _draw_holder(self, painter: QPainter, card: QRectF) -> None:
        """What is printed there besides: a name and an address above, the photo at the left."""
        px, line = self._style.px, self._style.colour("line")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        for left, width in ((40, 300), (380, 480)):
            bar = QRectF(card.left() + px(left), card.top() + px(28), px(width), px(16))
            painter.drawRoundedRect(bar, px(8), px(8))
        photo = QRectF(card.left() + px(32), card.top() + px(76), px(136), px(196))
        _draw_photo(painter, photo, self._style)

    def _draw_line(self, painter: QPainter, band: QRectF, number: int, line: Line, start: int) -> None:
        here = len(self._typed) - start
        lit = 0 <= here < line.length
        px = self._style.px
        if lit:
            glow = band.adjusted(0, px(3), 0, -px(3))
            tint, accent = self._style.colour("accent_tint"), self._style.colour("accent")
            draw_box(painter, glow, tint, radius=self._style.radius("m"), edge=accent, edge_px=px(4))
        label = self._labels[number]
        width = px(280)
        height = label.height(width)
        area = QRectF(band.left() + px(14), band.center().y() - height / 2, width, height)
        label.draw(painter, area, self._style.colour("ink"), _LEFT)
        typed = self._typed[max(0, start) : start + line.length]
        start_of_slots = QPointF(band.left() + px(304), band.center().y())
        self._slots.draw(painter, start_of_slots, line, typed, here if lit else -1)


class ResidenceFace(QWidget):
    """The face of a residence card, or of a special permanent resident certificate, with its number at the top right.

    Where the number stands glows on the card, which is drawn small; what is typed is shown large beneath.
    """

    HEIGHT_PX = 316

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._typed = ""
        self._slots = _Slots(style, 62, 84)
        self._title = TextBlock(style.font("small", Face.BOLD))
        self._number = TextBlock(style.font("small"), "AB12345678CD")
        self.setFixedHeight(style.px(self.HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, spoken: str, title: str) -> None:
        """Say what card it is, as it says itself; ``spoken`` names the picture."""
        self.setAccessibleName(plain(spoken))
        self._title.set_text(title)
        self.update()

    def show_typed(self, typed: str) -> None:
        self._typed = typed
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._style.px
        card = _centred(self, px(720))
        card.setHeight(px(212))
        _draw_plastic(painter, card, self._style)
        self._draw_card(painter, card)
        width = self._slots.width(CARD_NUMBER_LINE)
        start = QPointF(self.width() / 2 - width / 2 + px(8), self.height() - px(46))
        here = len(self._typed) if len(self._typed) < CARD_NUMBER_LINE.length else -1
        self._slots.draw(painter, start, CARD_NUMBER_LINE, self._typed, here)

    def _draw_card(self, painter: QPainter, card: QRectF) -> None:
        px, colour = self._style.px, self._style.colour
        title = QRectF(card.left() + px(28), card.top() + px(12), px(320), px(48))
        self._title.draw(painter, title, colour("ink"), _LEFT)
        number = QRectF(card.right() - px(354), card.top() + px(10), px(338), px(56))
        draw_box(
            painter,
            number,
            colour("accent_tint"),
            radius=self._style.radius("s"),
            edge=colour("accent"),
            edge_px=px(5),
        )
        self._number.draw(painter, number.adjusted(0, px(4), 0, 0), colour("ink"), _CENTRE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        for n, width in enumerate((300, 400, 240)):
            bar = QRectF(card.left() + px(28), card.top() + px(84 + n * 40), px(width), px(16))
            painter.drawRoundedRect(bar, px(8), px(8))
        _draw_photo(painter, QRectF(card.right() - px(140), card.top() + px(80), px(104), px(118)), self._style)


def _centred(widget: QWidget, width: float) -> QRectF:
    width = min(width, widget.width())
    return QRectF((widget.width() - width) / 2, 0, width, widget.height()).adjusted(1, 1, -1, -1)


def _draw_plastic(painter: QPainter, card: QRectF, style: Style) -> None:
    fill, edge = style.colour("surface"), style.colour("city")
    draw_box(painter, card, fill, radius=style.radius("l"), edge=edge, edge_px=style.px(3))


def _draw_photo(painter: QPainter, photo: QRectF, style: Style) -> None:
    tint = style.colour("city_tint")
    draw_box(painter, photo, tint, radius=style.radius("s"), edge=tint, edge_px=0)
    side = photo.width() * 0.7
    person = QRectF(photo.center().x() - side / 2, photo.center().y() - side / 2, side, side)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    draw_icon(painter, Icon.PERSON, person, style.colour("city"))
