"""Everybody of the visit in one line of the summary, to be touched and changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.lettering.lettering import Lettering
from kiosk.visit.steps import Member
from kiosk.words import Words
from ui.lobby.change_mark import ChangeMark
from ui.lobby.controls import draw_raised
from ui.lobby.glyphs import GlyphPen, RegisteredBlock
from ui.lobby.labels import TextBlock
from ui.lobby.members import about, briefly, name_in_full, name_to_call, who_and_sex
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

_LEFT = Qt.AlignmentFlag.AlignLeft
_NAME_SHARE = 0.6
"""How much of the line names may take before the rest goes below them."""


@dataclass(frozen=True)
class _Row:
    """One person: the registered name, who they are, and of a single one also where they live."""

    name: RegisteredBlock
    told: TextBlock
    address: RegisteredBlock

    def stacked_height(self, width: float) -> float:
        return sum(block.height(width) for block in (self.name, self.told, self.address))


class PeopleLine(Touchable):
    """Several people are a line each where their names leave room for the rest, else they take two."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, today: Callable[[], date]) -> None:
        super().__init__(style, "change", 124)
        self._block: Callable[[], RegisteredBlock] = lambda: RegisteredBlock(style, lettering, pen, "text")
        self._today = today
        self._change = ChangeMark(style)
        self._rows: tuple[_Row, ...] = ()
        self.key = ""

    def become(self, key: str, members: Sequence[Member], words: Words) -> None:
        """Show these people; ``key`` is what is changed."""
        self.key = key
        self.setObjectName(f"change:{key}")
        make = self._row if len(members) > 1 else self._only_row
        self._rows = tuple(make(member, words) for member in members)
        self._change.say(words["screen.summary.change"])
        told = " ".join(f"{row.name.spoken} {row.told.text}" for row in self._rows)
        self.name(f"{told} {self._change.text}")
        self.updateGeometry()
        self.update()

    def _row(self, member: Member, words: Words) -> _Row:
        return self._blocks(name_to_call(member.person), briefly(member, words, self._today()))

    def _only_row(self, member: Member, words: Words) -> _Row:
        told = filter(None, (who_and_sex(member, words), about(member, words, self._today())))
        return self._blocks(name_in_full(member.person), "\u3000".join(told), member.person.address)

    def _blocks(self, name: str, told: str, address: str = "") -> _Row:
        row = _Row(self._block(), TextBlock(self.look.font("small"), told), self._block())
        row.name.set_text(name)
        row.address.set_text(address)
        return row

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        return sum(self._height(row, inner) for row in self._rows) + self.look.px(52)

    def _text_width(self, width: float) -> float:
        return width - self.look.px(40) - self._change.width()

    def _told_from(self, width: float) -> float:
        """Return where the second column begins; 0 where there is no room for one."""
        if len(self._rows) < 2:
            return 0
        column = max(row.name.natural_width() for row in self._rows) + self.look.space("m")
        return column if column <= width * _NAME_SHARE else 0

    def _height(self, row: _Row, width: float) -> float:
        column = self._told_from(width)
        if column:
            return max(row.name.line_height, row.told.height(width - column)) + self.look.px(8)
        return row.stacked_height(width) + self.look.px(14 if len(self._rows) > 1 else 0)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        self._change.draw(painter, face)
        width = self._text_width(area.width())
        top = face.center().y() - sum(self._height(row, width) for row in self._rows) / 2
        for row in self._rows:
            self._draw_row(painter, row, QRectF(face.left() + self.look.px(40), top, width, face.height()))
            top += self._height(row, width)

    def _draw_row(self, painter: QPainter, row: _Row, area: QRectF) -> None:
        ink, soft = self.look.colour("ink"), self.look.colour("ink_soft")
        row.name.draw(painter, area, ink)
        column = self._told_from(area.width())
        below = area.adjusted(column, self.look.px(4) if column else row.name.height(area.width()), 0, 0)
        row.told.draw(painter, below, soft, _LEFT)
        row.address.draw(painter, below.translated(0, row.told.height(area.width())), ink)
