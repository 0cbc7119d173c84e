"""The lobby's own controls: choices, buttons, ticks, chips and the triple yes / no / I do not know."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Block, TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Choice(Touchable):
    """A large card that decides by one touch: an icon, a title in plain words, a small line beneath.

    ``choose`` marks it as what was answered before. ``soft`` is for events that are spoken of quietly.
    ``size`` is that of the title; ``title`` draws it where it is no plain words.
    """

    def __init__(
        self,
        style: Style,
        name: str,
        icon: Icon | None = None,
        *,
        height_px: float = 156,
        icon_px: float = 96,
        soft: bool = False,
        size: str = "choice",
        title: Block | None = None,
    ) -> None:
        super().__init__(style, name, height_px)
        self._icon_px = icon_px
        self._icon = icon
        self._tone = "quiet" if soft else "city"
        self._title = title or TextBlock(style.font(size, Face.BOLD), evenly=True)
        self._small = TextBlock(style.font("small"), evenly=True)
        self.setCheckable(True)

    def say(self, title: str, small: str = "") -> None:
        self._title.set_text(title)
        self._small.set_text(small)
        self.name(f"{title} {small}".strip())
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: Icon) -> None:
        self._icon = icon
        self.update()

    def choose(self, chosen: bool) -> None:  # noqa: FBT001 # a Qt setter in all but name
        self.setChecked(chosen)

    def nextCheckState(self) -> None:
        """A touch answers; what is marked is decided by the step shown."""

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        return self._title.height(inner) + self._small.height(inner) + self.look.px(48)

    def _text_width(self, width: float) -> float:
        return width - self._text_left() - self.look.space("l")

    def _text_left(self) -> float:
        return self.look.px(40 if self._icon is None else self._icon_px + 52)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=self.isChecked())
        if self._icon is not None:
            self._draw_icon(painter, face, self._icon)
        width = self._text_width(area.width())
        height = self._title.height(width) + self._small.height(width)
        top = face.center().y() - height / 2
        left = face.left() + self._text_left()
        self._title.draw(painter, QRectF(left, top, width, height), self.look.colour("ink"), _LEFT)
        below = QRectF(left, top + self._title.height(width), width, height)
        self._small.draw(painter, below, self.look.colour("ink_soft"), _LEFT)

    def _draw_icon(self, painter: QPainter, face: QRectF, icon: Icon) -> None:
        size = self.look.px(self._icon_px)
        disc = QRectF(face.left() + self.look.px(28), face.center().y() - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(f"{self._tone}_tint"))
        painter.drawEllipse(disc)
        inset = size * 0.22
        draw_icon(painter, icon, disc.adjusted(inset, inset, -inset, -inset), self.look.colour(self._tone))


def draw_raised(painter: QPainter, area: QRectF, style: Style, *, pressed: bool, chosen: bool) -> QRectF:
    """Paint a card that stands a little above the ground, and return where its face is now."""
    lift = style.px(6)
    radius = style.radius("l")
    face = area.adjusted(0, lift if pressed else 0, 0, 0 if pressed else -lift)
    edge = style.colour("city" if pressed or chosen else "line")
    if not pressed:
        draw_box(painter, area.adjusted(0, lift, 0, 0), edge, radius=radius, edge=edge, edge_px=0)
    fill = style.colour("city_tint" if pressed or chosen else "surface")
    draw_box(painter, face, fill, radius=radius, edge=edge, edge_px=style.px(4 if chosen else 2))
    return face


class Button(Touchable):
    """A button with one line of words and perhaps an icon before it."""

    FILL = ("surface", "city_tint")
    INK = "city"
    EDGE = "city"
    SIZE = "text"

    def __init__(self, style: Style, name: str, icon: Icon | None = None, *, height_px: float = 128) -> None:
        super().__init__(style, name, height_px)
        self._icon = icon
        self._words = TextBlock(style.font(self.SIZE, Face.BOLD), evenly=True)

    def say(self, words: str) -> None:
        self._words.set_text(words)
        self.name(words.replace("\n", " "))
        self.updateGeometry()
        self.update()

    def _icon_room(self) -> float:
        return self._words.line_height * 1.1 if self._icon is not None else 0.0

    def _text_width(self, width: float) -> float:
        return width - self._icon_room() - self.look.px(40)

    def content_height(self, width: int) -> float:
        return self._words.height(self._text_width(width)) + self.look.px(24)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        painter.setOpacity(1.0 if self.isEnabled() else 0.35)
        fill = self.look.colour(self.FILL[self.isDown()])
        draw_box(
            painter, area, fill, radius=self.look.radius("l"), edge=self.look.colour(self.EDGE), edge_px=self.look.px(3)
        )
        width = self._text_width(area.width())
        used = min(width, max(map(self._words.advance, self._words.lines(width)), default=0))
        height = self._words.height(width)
        left = area.center().x() - (used + self._icon_room()) / 2
        top = area.center().y() - height / 2
        ink = self.look.colour(self.INK)
        if self._icon is not None:
            size = self._words.line_height * 0.8
            draw_icon(painter, self._icon, QRectF(left, area.center().y() - size / 2, size, size), ink, 1.15)
        self._words.draw(painter, QRectF(left + self._icon_room(), top, used + 1, height), ink, _CENTRE)


class PrimaryButton(Button):
    """The one way on, where a touch alone does not decide."""

    FILL = ("city", "city_pressed")
    INK = "on_city"
    SIZE = "choice"


class QuietButton(Button):
    """A way that is open but not asked for: no fill, a thin edge."""

    FILL = ("ground", "city_tint")
    EDGE = "line"


class Chip(Touchable):
    """A small word to switch with, one of a few; checked is the present one."""

    def __init__(self, style: Style, name: str, *, height_px: float = 100) -> None:
        super().__init__(style, name, height_px)
        self._words = TextBlock(style.font("small", Face.BOLD))
        self.setCheckable(True)

    def say(self, words: str) -> None:
        self._words.set_text(words)
        self.name(words)
        self.setFixedWidth(max(self.look.px(184), round(self._words.natural_width()) + self.look.px(48)))
        self.update()

    def nextCheckState(self) -> None:
        """What is present is decided from outside."""

    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked() or self.isDown()
        edge = self.look.px(3)
        shape = area.adjusted(0, self.look.px(8), 0, -self.look.px(8))
        fill = self.look.colour("city" if on else "surface")
        draw_box(painter, shape, fill, radius=shape.height() / 2, edge=self.look.colour("city"), edge_px=edge)
        height = self._words.line_height
        line = QRectF(shape.left(), shape.center().y() - height / 2, shape.width(), height)
        self._words.draw(painter, line, self.look.colour("on_city" if on else "city"), _CENTRE)


class Tick(Touchable):
    """A line to tick, with its box at the left and perhaps a small line beneath. ``title`` draws what is no words.

    While ``touched_in_doubt``, a touch says that this is not known, instead of yes.
    """

    def __init__(self, style: Style, name: str, *, height_px: float = 124, title: Block | None = None) -> None:
        super().__init__(style, name, height_px)
        self._words = title or TextBlock(style.font("text", Face.BOLD), evenly=True)
        self._small = TextBlock(style.font("small"), evenly=True)
        self._doubted = False
        self.touched_in_doubt = False
        self.setCheckable(True)

    def say(self, words: str, small: str = "") -> None:
        self._words.set_text(words)
        self._small.set_text(small)
        self.name(f"{words} {small}".strip())
        self.updateGeometry()
        self.update()

    def is_doubted(self) -> bool:
        return self._doubted

    def doubt(self, doubted: bool) -> None:  # noqa: FBT001 # a Qt setter in all but name
        self._doubted = doubted
        self.setChecked(self.isChecked() and not doubted)
        self.setAccessibleDescription("？" if doubted else "")
        self.update()

    def nextCheckState(self) -> None:
        """Go on from yes or not known to nothing, from nothing to what a touch means now."""
        if self.touched_in_doubt or self._doubted:
            self.doubt(not self._doubted)
        else:
            super().nextCheckState()

    def content_height(self, width: int) -> float:
        return self._lines_height(self._text_width(width)) + self.look.px(36)

    def _lines_height(self, inner: float) -> float:
        return self._words.height(inner) + self._small.height(inner)

    def _text_width(self, width: float) -> float:
        return width - self.look.px(128) - self.look.space("m")

    def draw(self, painter: QPainter, area: QRectF) -> None:
        marked = self.isChecked() or self._doubted
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=marked)
        size = self.look.px(64)
        box = QRectF(face.left() + self.look.px(32), face.center().y() - size / 2, size, size)
        draw_tick_box(painter, box, self.look, on=marked, icon=Icon.QUESTION if self._doubted else Icon.CHECK)
        width = self._text_width(area.width())
        height = self._lines_height(width)
        line = QRectF(face.left() + self.look.px(128), face.center().y() - height / 2, width, height)
        self._words.draw(painter, line, self.look.colour("ink"), _LEFT)
        below = line.adjusted(0, self._words.height(width), 0, 0)
        self._small.draw(painter, below, self.look.colour("ink_soft"), _LEFT)


def draw_tick_box(painter: QPainter, box: QRectF, style: Style, *, on: bool, icon: Icon = Icon.CHECK) -> None:
    """Paint the square that is ticked, or marked otherwise."""
    fill, city = style.colour("city" if on else "surface"), style.colour("city")
    draw_box(painter, box, fill, radius=style.radius("s"), edge=city, edge_px=style.px(4))
    if on:
        inset = box.width() * 0.16
        draw_icon(painter, icon, box.adjusted(inset, inset, -inset, -inset), style.colour("on_city"), 1.7)


class Triple(QWidget):
    """Yes, no and I do not know, always in the same places. Objects ``yes``, ``no``, ``unknown``."""

    answered = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.yes = Choice(style, "yes", Icon.CHECK, height_px=232)
        self.no = Choice(style, "no", Icon.CROSS, height_px=232)
        self.unknown = Choice(style, "unknown", Icon.QUESTION, height_px=148)
        pair = QHBoxLayout()
        pair.setSpacing(style.space("m"))
        pair.addWidget(self.yes)
        pair.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addLayout(pair)
        column.addWidget(self.unknown)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for button, value in ((self.yes, True), (self.no, False), (self.unknown, None)):
            button.clicked.connect(lambda _checked, value=value: self.answered.emit(value))

    def say(self, yes: str, no: str, unknown: str) -> None:
        self.yes.say(yes)
        self.no.say(no)
        self.unknown.say(unknown)

    def mark(self, value: object, *, answered: bool) -> None:
        """Mark what was answered here before."""
        for button, means in ((self.yes, True), (self.no, False), (self.unknown, None)):
            button.choose(answered and value is means)
