"""Everything that was answered, as sentences; each can be touched and changed while the rest is kept."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.guidance.content import Fact, Privacy
from kiosk.guidance.sentences import fact_sentence
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.visit.steps import ChangeAnswer, GoOn, Summary, SummaryLine
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton, draw_raised
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Heading, Help, TextBlock
from ui.lobby.paging import Pages
from ui.lobby.person_panel import PersonPanel
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

_LEFT = Qt.AlignmentFlag.AlignLeft


class SummaryScreen(Screen[Summary]):
    def __init__(self, style: Style, facts: Mapping[str, Fact], lettering: Lettering, pen: GlyphPen) -> None:
        super().__init__(style)
        self._facts = facts
        self._heading = Heading(style)
        self._help = Help(style)
        self._person = PersonPanel(style, lettering, pen, "title")
        self._event = _Answer(style)
        self._lines: list[_Answer] = []
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(style.space("s"))
        self._list.addWidget(self._person)
        self._list.addWidget(self._event)
        self._list.addStretch(1)
        self._pages = Pages(style, content)
        self._next = PrimaryButton(style, "next", height_px=160)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._next)
        self._next.clicked.connect(lambda: self.answered.emit(GoOn()))
        self._event.clicked.connect(lambda: self.answered.emit(ChangeAnswer("event")))

    def present(self, step: Summary, words: Words) -> None:
        self._heading.say(words["screen.summary.heading"])
        self._help.say(words["screen.summary.help"])
        self._next.say(words["screen.summary.next"])
        self._pages.speak(words)
        self._person.setVisible(step.person is not None)
        if step.person is not None:
            self._person.present(step.person, words)
        change = words["screen.summary.change"]
        self._event.become(
            "event", (words.say("screen.summary.event", event=words[f"event.{step.event}.everyday"]),), change
        )
        while len(self._lines) < len(step.lines):
            self._add()
        for shown, line in zip(self._lines, step.lines, strict=False):
            shown.become(line.key, self._sentences(line, words), change)
        for n, shown in enumerate(self._lines):
            shown.setVisible(n < len(step.lines))
        self._pages.to_top()

    def _sentences(self, line: SummaryLine, words: Words) -> tuple[str, ...]:
        """Say what was answered on one screen; ticks that were left empty are one sentence."""
        if any(self._facts[fact].privacy is Privacy.STAFF_ONLY for fact in line.facts):
            return (words["screen.summary.private"],)
        if len(line.facts) == 1:
            ((fact, value),) = line.facts.items()
            return (fact_sentence(self._facts[fact], value, words),)
        if all(value is None for value in line.facts.values()):
            return (words.say("screen.summary.unknown", fact=words[f"question.{line.question}.ask"]),)
        told = {fact: value for fact, value in line.facts.items() if value is not False}
        if not told:
            return (words.say("screen.summary.none", question=words[f"question.{line.question}.ask"]),)
        return tuple(fact_sentence(self._facts[fact], value, words) for fact, value in told.items())

    def _add(self) -> None:
        line = _Answer(self.look)
        line.clicked.connect(lambda: self.answered.emit(ChangeAnswer(line.key)))
        self._list.insertWidget(2 + len(self._lines), line)
        self._lines.append(line)


class _Answer(Touchable):
    """The sentences of one answer, with "change" at the right."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "change", 124)
        self.key = ""
        self._sentences: tuple[TextBlock, ...] = ()
        self._change = TextBlock(style.font("small", Face.BOLD))

    def become(self, key: str, sentences: tuple[str, ...], change: str) -> None:
        self.key = key
        self.setObjectName(f"change:{key}")
        font = self.look.font("text")
        self._sentences = tuple(TextBlock(font, sentence, evenly=True) for sentence in sentences)
        self._change.set_text(change)
        self.name(f"{' '.join(sentences)} {change}")
        self.updateGeometry()
        self.update()

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        return sum(block.height(inner) for block in self._sentences) + self.look.px(52)

    def _text_width(self, width: float) -> float:
        return width - self.look.px(40) - self._change_width()

    def _change_width(self) -> float:
        return self._change.natural_width() + self.look.px(110)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        width = self._text_width(area.width())
        top = face.center().y() - sum(block.height(width) for block in self._sentences) / 2
        for block in self._sentences:
            block.draw(
                painter,
                QRectF(face.left() + self.look.px(40), top, width, face.height()),
                self.look.colour("ink"),
                _LEFT,
            )
            top += block.height(width)
        city = self.look.colour("city")
        size = self.look.px(40)
        left = face.right() - self._change_width() + self.look.px(32)
        draw_icon(painter, Icon.PENCIL, QRectF(left, face.center().y() - size / 2, size, size), city, 1.2)
        word = QRectF(
            left + size + self.look.px(10), face.center().y() - self._change.line_height / 2, self._change_width(), size
        )
        self._change.draw(painter, word, city, _LEFT)
