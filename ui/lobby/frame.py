"""The frame that never moves: the city and where one is above, the aids and the three ways out below."""

import itertools
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.visit.steps import Stage
from kiosk.words import Words
from ui.lobby.controls import Chip
from ui.lobby.icons import Icon, draw_icon, icon_named
from ui.lobby.labels import Text, TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_STAGES = tuple(Stage)


_ROW_PX = 152


class Header(QWidget):
    """The crest, the city's name, and beside or below them four dots that say where one is."""

    def __init__(self, style: Style, crest: str) -> None:
        super().__init__()
        self._style = style
        self._crest = icon_named(crest)
        self._sizes = tuple(TextBlock(style.font(size, Face.BOLD)) for size in ("choice", "text"))
        self._city = self._sizes[0]
        self._labels = tuple(TextBlock(style.font("small", Face.BOLD)) for _ in _STAGES)
        self._stage: Stage | None = None
        self._stacked = False
        self.setFixedHeight(style.px(_ROW_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def stack(self, *, stacked: bool) -> None:
        """Put the dots below the city's name, or beside it."""
        self._stacked = stacked
        self.setFixedHeight(self._style.px(_ROW_PX * (2 if stacked else 1)))

    def present(self, stage: Stage | None, words: Words) -> None:
        """``stage`` None: the way has not begun, and no dots are shown."""
        self._stage = stage
        for label, one in zip(self._labels, _STAGES, strict=True):
            label.set_text(words[f"screen.frame.{one.value}"])
        self._city = self._fitting(words["screen.frame.city"])
        where = "" if stage is None else words.say("screen.frame.where", stage=words[f"screen.frame.{stage.value}"])
        self.setAccessibleName(plain(f"{self._city.text} {where}".strip()))
        self.update()

    def _fitting(self, city: str) -> TextBlock:
        """Return the city's name in the largest size that leaves the dots their room."""
        for block in self._sizes:
            block.set_text(city)
        room = self._style.px(220)
        return next((block for block in self._sizes if block.natural_width() <= room), self._sizes[-1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_city(painter)
        if self._stage is not None:
            self._draw_dots(painter, _STAGES.index(self._stage))

    def _draw_city(self, painter: QPainter) -> None:
        size = self._style.px(84)
        left, middle = self._style.space("margin"), self._style.px(_ROW_PX) / 2
        disc = QRectF(left, middle - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.colour("city"))
        painter.drawEllipse(disc)
        inset = size * 0.2
        draw_icon(painter, self._crest, disc.adjusted(inset, inset, -inset, -inset), self._style.colour("on_city"), 1.2)
        name = QRectF(
            disc.right() + self._style.space("s"), middle - self._city.line_height / 2, self.width() / 2, size
        )
        self._city.draw(painter, name, self._style.colour("ink"), Qt.AlignmentFlag.AlignLeft)

    def _draw_dots(self, painter: QPainter, present: int) -> None:
        margin = self._style.space("margin")
        pitch = (self.width() - 2 * margin) / len(_STAGES) if self._stacked else self._style.px(150)
        last = self.width() - margin - pitch / 2
        middle = self._style.px(50 + (_ROW_PX if self._stacked else 0))
        centres = [QPointF(last - (len(_STAGES) - 1 - n) * pitch, middle) for n in range(len(_STAGES))]
        for n, (left, right) in enumerate(itertools.pairwise(centres)):
            painter.setPen(QPen(self._style.colour("city" if n < present else "line"), self._style.px(5)))
            painter.drawLine(left, right)
        for n, (centre, label) in enumerate(zip(centres, self._labels, strict=True)):
            self._draw_dot(painter, centre, n - present)
            ink = self._style.colour("city" if n == present else "ink_soft")
            area = QRectF(centre.x() - pitch / 2, middle + self._style.px(36), pitch, label.line_height)
            label.draw(painter, area, ink, _CENTRE)

    def _draw_dot(self, painter: QPainter, centre: QPointF, ahead: int) -> None:
        radius = self._style.px(26 if ahead == 0 else 20)
        city = self._style.colour("city")
        painter.setPen(QPen(city if ahead <= 0 else self._style.colour("line"), self._style.px(5)))
        painter.setBrush(city if ahead < 0 else self._style.colour("surface"))
        painter.drawEllipse(centre, radius, radius)
        if ahead < 0:
            mark = radius * 0.62
            area = QRectF(centre.x() - mark, centre.y() - mark, 2 * mark, 2 * mark)
            draw_icon(painter, Icon.CHECK, area, self._style.colour("on_city"), 1.8)
        elif ahead == 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(city)
            painter.drawEllipse(centre, radius * 0.52, radius * 0.52)


class Aids(QWidget):
    """The slim row of aids: the language, at any time. ``chosen`` carries a language."""

    chosen = Signal(str)

    def __init__(self, style: Style, languages: Mapping[str, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space("margin"), 0, style.space("margin"), 0)
        row.setSpacing(style.space("s"))
        self._label = Text(style, "small", colour="ink_soft", align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        self._chips = {language: Chip(style, f"language:{language}") for language in languages}
        for language, chip in self._chips.items():
            chip.say(languages[language])
            chip.clicked.connect(lambda _checked, language=language: self.chosen.emit(language))
            row.addWidget(chip)
        self.setFixedHeight(style.px(108))

    def present(self, words: Words) -> None:
        self._label.say(words["screen.frame.language"])
        for language, chip in self._chips.items():
            chip.setChecked(language == words.language)


class WayButton(Touchable):
    """An icon over a word: one of the three ways that are always there."""

    def __init__(self, style: Style, name: str, icon: Icon) -> None:
        super().__init__(style, name, 136)
        self._icon = icon
        self._words = TextBlock(style.font("text", Face.BOLD))

    def say(self, words: str) -> None:
        self._words.set_text(words)
        self.name(words)
        self.update()

    def is_cut(self) -> bool:
        return self._words.natural_width() > self.width()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill = self.look.colour("city_tint" if self.isDown() else "sunken")
        draw_box(painter, area, fill, radius=self.look.radius("l"), edge=fill, edge_px=0)
        city = self.look.colour("city")
        size = self.look.px(46)
        words = self._words.line_height
        top = min(self.look.px(18), area.height() - self.look.px(52) - words)
        draw_icon(painter, self._icon, QRectF(area.center().x() - size / 2, top, size, size), city, 1.15)
        line = QRectF(area.left(), top + self.look.px(52), area.width(), words)
        self._words.draw(painter, line, city, _CENTRE)


class Footer(QWidget):
    """Back, start over, call a clerk: always in the same places, empty where there is no such way."""

    back = Signal()
    start_over = Signal()
    clerk = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._back = WayButton(style, "back", Icon.BACK)
        self._start_over = WayButton(style, "start_over", Icon.AGAIN)
        self._clerk = WayButton(style, "clerk", Icon.CLERK)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space("margin"), style.space("s"), style.space("margin"), style.space("m"))
        row.setSpacing(style.space("m"))
        for button, signal in ((self._back, self.back), (self._start_over, self.start_over), (self._clerk, self.clerk)):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.clicked.connect(signal)
            row.addWidget(button, 1)

    def present(self, words: Words, *, back: bool, start_over: bool) -> None:
        self._back.say(words["screen.frame.back"])
        self._start_over.say(words["screen.frame.start_over"])
        self._clerk.say(words["screen.frame.clerk"])
        self._back.setVisible(back)
        self._start_over.setVisible(start_over)
