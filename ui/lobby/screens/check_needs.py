"""What the form will say of the household if nobody objects; each line can be touched and changed."""

from collections.abc import Iterable, Iterator
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.calendar import PartialDate, say_day, say_partly
from kiosk.guidance.content import Country
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import Address, Person, Sex, known_name
from kiosk.visit.answers import ChangeAnswer, GoOn
from kiosk.visit.steps import CheckNeeds, Member, NeedLine
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton, draw_raised
from ui.lobby.glyphs import GlyphPen, RegisteredBlock
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Block, Heading, Help, TextBlock
from ui.lobby.members import who_is
from ui.lobby.paging import PagedList
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

_LEFT = Qt.AlignmentFlag.AlignLeft
_PEOPLE = frozenset({NeedKind.PERSON, NeedKind.PEOPLE})


class CheckNeedsScreen(Screen[CheckNeeds]):
    """``change:<key>`` emits ChangeAnswer, ``next`` GoOn."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, countries: Iterable[Country]) -> None:
        super().__init__(style)
        self._lettering = lettering
        self._pen = pen
        self._countries = {country.name: country.id for country in countries}
        self._heading = Heading(style)
        self._help = Help(style)
        self._lines: list[_Line] = []
        self._list = PagedList(style, "m")
        self._next = PrimaryButton(style, "next", height_px=160)
        self._next.clicked.connect(lambda: self.answered.emit(GoOn()))
        for widget in (self._heading, self._help):
            self.column.addWidget(widget)
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._next)

    def present(self, step: CheckNeeds, words: Words) -> None:
        self._heading.say(words["screen.check_needs.heading"])
        self._help.say(words["screen.check_needs.help"])
        self._next.say(words["screen.check_needs.next"])
        self._list.pages.speak(words)
        while len(self._lines) < len(step.lines):
            self._add()
        for shown, line in zip(self._lines, step.lines, strict=False):
            rows = tuple(self._rows(line, step.members, words))
            shown.become(line.key, words[f"need.{line.need}.label"], rows, words["screen.summary.change"])
        for n, shown in enumerate(self._lines):
            shown.setVisible(n < len(step.lines))
        self._list.pages.to_top()

    def _add(self) -> None:
        line = _Line(self.look)
        line.clicked.connect(lambda: self.answered.emit(ChangeAnswer(line.key)))
        self._list.add(line)
        self._lines.append(line)

    def _rows(self, line: NeedLine, members: Iterable[Member], words: Words) -> Iterator["_Row"]:
        """Say a value: people one below the other with who they are, everything else in words."""
        if line.value is None:
            yield _Row(TextBlock(self.look.font("text"), words["screen.check_needs.by_hand"], evenly=True))
        elif line.kind in _PEOPLE:
            for member in _chosen(line.value, members):
                who = TextBlock(self.look.font("text"), who_is(member, words))
                yield _Row(self._name_block(known_name(member.person)), who)
        elif isinstance(line.value, Name):
            yield _Row(self._name_block(known_name(Person(name=line.value.name, kana=line.value.kana))))
        elif isinstance(line.value, Address):
            yield from (_Row(self._words_block(part)) for part in _address_lines(line.value))
        else:
            yield _Row(self._words_block(self._value_words(line, line.value, words)))

    def _value_words(self, line: NeedLine, value: NeedValue, words: Words) -> str:
        if line.kind is NeedKind.COUNTRY and value in self._countries:
            return words[f"country.{self._countries[str(value)]}"]
        match value:
            case Sex():
                return words[f"screen.choose.sex.{value.value}"]
            case date():
                return say_day(value, words.language, weekday=False)
            case PartialDate():
                return say_partly(value, words.language)
        return str(value)

    def _words_block(self, text: str) -> TextBlock:
        return TextBlock(self.look.font("choice", Face.BOLD), text, evenly=True)

    def _name_block(self, name: str) -> RegisteredBlock:
        block = RegisteredBlock(self.look, self._lettering, self._pen, "choice")
        block.set_text(name)
        return block


def _chosen(value: NeedValue, members: Iterable[Member]) -> Iterator[Member]:
    numbers = value if isinstance(value, frozenset) else {value}
    return (member for member in members if member.number in numbers)


def _address_lines(address: Address) -> Iterator[str]:
    """Yield the parts where people break an address."""
    parts = (f"{address.prefecture}{address.city}", f"{address.town}{address.street}", address.building)
    return filter(None, parts)


class _Row:
    """One line of a value, with a remark after it, or beneath where it has no room."""

    def __init__(self, block: Block, remark: TextBlock | None = None) -> None:
        self._block = block
        self._remark = remark

    @property
    def spoken(self) -> str:
        return f"{self._block.text} {self._remark.text if self._remark else ''}".strip()

    def height(self, width: float) -> float:
        remark = self._remark.height(width) if self._remark and not self._stands_beside(width) else 0.0
        return self._block.height(width) + remark

    def draw(self, painter: QPainter, area: QRectF, style: Style) -> None:
        self._block.draw(painter, area, style.colour("ink"), _LEFT)
        if self._remark is None:
            return
        height = self._block.height(area.width())
        place = area.adjusted(0, height, 0, 0)
        if self._stands_beside(area.width()):
            left = self._block.natural_width() + style.space("l")
            place = area.adjusted(left, (height - self._remark.line_height) / 2, 0, 0)
        self._remark.draw(painter, place, style.colour("ink_soft"), _LEFT)

    def _stands_beside(self, width: float) -> bool:
        assert self._remark is not None
        return self._block.natural_width() + self._remark.natural_width() * 1.2 < width


class _Line(Touchable):
    """One need: its label, its value in large, and "change" at the right."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "change", 156)
        self.key = ""
        self._label = TextBlock(style.font("small"), evenly=True)
        self._rows: tuple[_Row, ...] = ()
        self._change = TextBlock(style.font("small", Face.BOLD))

    def become(self, key: str, label: str, rows: tuple[_Row, ...], change: str) -> None:
        self.key = key
        self.setObjectName(f"change:{key}")
        self._label.set_text(label)
        self._rows = rows
        self._change.set_text(change)
        self.name(" ".join((label, *(row.spoken for row in rows), change)))
        self.updateGeometry()
        self.update()

    def content_height(self, width: int) -> float:
        return self._text_height(self._text_width(width)) + self.look.px(52)

    def _text_height(self, inner: float) -> float:
        return self._label.height(inner) + sum(row.height(inner) for row in self._rows)

    def _text_width(self, width: float) -> float:
        return width - self.look.px(40) - self._change_width()

    def _change_width(self) -> float:
        return self._change.natural_width() + self.look.px(110)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        width = self._text_width(area.width())
        top = face.center().y() - self._text_height(width) / 2
        line = QRectF(face.left() + self.look.px(40), top, width, face.height())
        self._label.draw(painter, line, self.look.colour("ink_soft"), _LEFT)
        line.translate(0, self._label.height(width))
        for row in self._rows:
            row.draw(painter, line, self.look)
            line.translate(0, row.height(width))
        self._draw_change(painter, face)

    def _draw_change(self, painter: QPainter, face: QRectF) -> None:
        city, size = self.look.colour("city"), self.look.px(40)
        left = face.right() - self._change_width() + self.look.px(32)
        draw_icon(painter, Icon.PENCIL, QRectF(left, face.center().y() - size / 2, size, size), city, 1.2)
        top = face.center().y() - self._change.line_height / 2
        word = QRectF(left + size + self.look.px(10), top, self._change_width(), size)
        self._change.draw(painter, word, city, _LEFT)
