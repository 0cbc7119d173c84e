"""One procedure of the plan as a card: its window in its colour, plain words, the facts of it, and why it is here."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kiosk.lettering.glyphs import Face
from ui.lobby.controls import draw_raised
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class EntryWords:
    """All that the card says; empty words take no room. ``colour`` is the desk's (#rrggbb).

    ``details`` are shown when it is unfolded: headings with their lines.
    """

    window: str
    floor: str
    colour: str
    title: str
    subtitle: tuple[str, ...]
    whom: str
    due: str
    bring: str
    fee: str
    more: str
    details: tuple[tuple[str, tuple[str, ...]], ...]


class EntryCard(Touchable):
    """A touch unfolds the details, another folds them."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "entry", 184)
        self._title = TextBlock(style.font("text", Face.BOLD), evenly=True)
        self._subtitle = TextBlock(style.font("small"))
        self._subtitles = TextBlock(style.font("small"))
        self._facts: list[tuple[Icon, TextBlock]] = []
        self._more = TextBlock(style.font("small", Face.BOLD))
        self._details: list[TextBlock] = []
        self._window = TextBlock(style.font("choice", Face.BOLD))
        self._floor = TextBlock(style.font("small"))
        self._desk_colour = style.colour("quiet")
        self._open = False
        self.clicked.connect(self._on_clicked)

    def become(self, id_: str, words: EntryWords) -> None:
        self.setObjectName(f"why:{id_}")
        small = self.look.font("small")
        self._open = False
        self._window.set_text(words.window)
        self._floor.set_text(words.floor)
        self._desk_colour = QColor(words.colour) if words.colour else self.look.colour("quiet")
        self._title.set_text(words.title)
        self._subtitle.set_text("\u3000".join(words.subtitle))
        self._subtitles.set_text("\n".join(words.subtitle))
        self._more.set_text(words.more)
        lines = ((Icon.PEOPLE, words.whom), (Icon.CALENDAR, words.due), (Icon.BAG, words.bring), (Icon.YEN, words.fee))
        self._facts = [(icon, TextBlock(small, line)) for icon, line in lines if line]
        self._details = [block for heading, lines in words.details for block in self._part(heading, lines)]
        told = (words.title, self._subtitle.text, words.whom, words.window, words.floor, words.due, words.bring)
        self.name(" ".join(filter(None, (*told, words.more))))
        self.updateGeometry()
        self.update()

    def _part(self, heading: str, lines: tuple[str, ...]) -> list[TextBlock]:
        """A heading and its lines; nothing when there are none."""
        bold, small = self.look.font("small", Face.BOLD), self.look.font("small")
        return [TextBlock(bold, heading), *(TextBlock(small, f"・{line}") for line in lines)] if lines else []

    def content_height(self, width: int) -> float:
        return self._body_height(width) + (self._details_height(width) if self._open else 0) + self.look.px(62)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        self._draw_window(painter, face)
        self._draw_more(painter, face)
        left, width = face.left() + self._left(), self._width(area.width())
        top = face.top() + self.look.px(26)
        head = width - self._more_width()
        for block, colour, room in ((self._title, "ink", head), (self._below_title(width), "ink_soft", width)):
            block.draw(painter, QRectF(left, top, room, face.height()), self.look.colour(colour), _LEFT)
            top += block.height(room)
        top += self.look.px(6)
        for icon, block in self._facts:
            size = self.look.px(34)
            mark = QRectF(left, top + (block.line_height - size) / 2, size, size)
            draw_icon(painter, icon, mark, self.look.colour("city"), 1.1)
            indent = self.look.px(50)
            block.draw(
                painter, QRectF(left + indent, top, width - indent, face.height()), self.look.colour("ink"), _LEFT
            )
            top += block.height(width - indent)
        if self._open:
            self._draw_details(painter, QRectF(left, top + self.look.px(12), width, self._details_height(area.width())))

    def _below_title(self, width: float) -> TextBlock:
        """Return the procedure's name and its office on one line, or on a line each."""
        return self._subtitle if self._subtitle.natural_width() <= width else self._subtitles

    def _left(self) -> float:
        return self.look.px(140)

    def _width(self, width: float) -> float:
        return width - self._left() - self.look.px(32)

    def _more_width(self) -> float:
        return self._more.natural_width() + self.look.px(76)

    def _body_height(self, width: float) -> float:
        inner = self._width(width)
        head = inner - self._more_width()
        facts = sum(block.height(inner - self.look.px(50)) for _, block in self._facts)
        return self._title.height(head) + self._below_title(inner).height(inner) + facts + self.look.px(6)

    def _details_height(self, width: float) -> float:
        inner = self._width(width) - self.look.px(48)
        return sum(block.height(inner) for block in self._details) + self.look.px(44)

    def _draw_window(self, painter: QPainter, face: QRectF) -> None:
        size = self.look.px(88)
        box = QRectF(face.left() + self.look.px(28), face.top() + self.look.px(28), size, size)
        draw_box(painter, box, self._desk_colour, radius=self.look.radius("m"), edge=self._desk_colour, edge_px=0)
        white = self.look.colour("on_city")
        if not self._window.text:
            inset = size * 0.24
            draw_icon(painter, Icon.FORWARD, box.adjusted(inset, inset, -inset, -inset), white)
            return
        line = QRectF(box.left(), box.center().y() - self._window.line_height / 2, size, size)
        self._window.draw(painter, line, white, _CENTRE)
        below = QRectF(box.left() - size / 4, box.bottom() + self.look.px(4), size * 1.5, size)
        self._floor.draw(painter, below, self.look.colour("ink_soft"), _CENTRE)

    def _draw_more(self, painter: QPainter, face: QRectF) -> None:
        width, height = self._more.natural_width() + self.look.px(84), self.look.px(60)
        chip = QRectF(face.right() - width - self.look.px(24), face.top() + self.look.px(24), width, height)
        city = self.look.colour("city")
        tint = self.look.colour("city_tint")
        draw_box(painter, chip, tint, radius=height / 2, edge=tint, edge_px=0)
        line = chip.adjusted(self.look.px(24), (height - self._more.line_height) / 2, 0, 0)
        self._more.draw(painter, line, city, _LEFT)
        size = self.look.px(26)
        mark = QRectF(chip.right() - self.look.px(46), chip.center().y() - size / 2, size, size)
        draw_icon(painter, Icon.UP if self._open else Icon.DOWN, mark, city, 1.6)

    def _draw_details(self, painter: QPainter, area: QRectF) -> None:
        tint = self.look.colour("city_tint")
        draw_box(painter, area, tint, radius=self.look.radius("m"), edge=tint, edge_px=0)
        top = area.top() + self.look.px(20)
        for block in self._details:
            line = QRectF(area.left() + self.look.px(28), top, area.width() - self.look.px(48), area.height())
            block.draw(painter, line, self.look.colour("ink"), _LEFT)
            top += block.height(line.width())

    def _on_clicked(self) -> None:
        self._open = not self._open
        self.updateGeometry()
        self.update()
