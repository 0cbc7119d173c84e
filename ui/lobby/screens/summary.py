"""Everything that was answered, as sentences; each can be touched and changed while the rest is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.guidance.content import Fact, Party, Privacy
from kiosk.guidance.sentences import fact_sentence
from kiosk.lettering.lettering import Lettering
from kiosk.visit.answers import ChangeAnswer, GoOn
from kiosk.visit.steps import Summary, SummaryLine
from kiosk.words import Words
from ui.lobby.change_mark import ChangeMark
from ui.lobby.controls import PrimaryButton, draw_raised
from ui.lobby.glyphs import GlyphPen
from ui.lobby.labels import Heading, Help, TextBlock
from ui.lobby.paging import Pages
from ui.lobby.people_line import PeopleLine
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

_LEFT = Qt.AlignmentFlag.AlignLeft


class SummaryScreen(Screen[Summary]):
    def __init__(
        self,
        style: Style,
        facts: Mapping[str, Fact],
        lettering: Lettering,
        pen: GlyphPen,
        today: Callable[[], date],
    ) -> None:
        super().__init__(style)
        self._facts = facts
        self._heading = Heading(style)
        self._help = Help(style)
        self._party = _Answer(style)
        self._event = _Answer(style)
        self._people = PeopleLine(style, lettering, pen, today)
        self._first = (self._party, self._event, self._people)
        self._lines: list[_Answer] = []
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(style.space("s"))
        for line in self._first:
            self._list.addWidget(line)
        self._list.addStretch(1)
        self._pages = Pages(style, content)
        self._next = PrimaryButton(style, "next", height_px=160)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._next)
        self._next.clicked.connect(lambda: self.answered.emit(GoOn()))
        self._party.clicked.connect(lambda: self.answered.emit(ChangeAnswer("party")))
        self._event.clicked.connect(lambda: self.answered.emit(ChangeAnswer("event")))
        self._people.clicked.connect(lambda: self.answered.emit(ChangeAnswer(self._people.key)))

    def present(self, step: Summary, words: Words) -> None:
        self._heading.say(words["screen.summary.heading"])
        self._help.say(words["screen.summary.help"])
        self._next.say(words["screen.summary.next"])
        self._pages.speak(words)
        self._say_first(step, words)
        self._say_lines(step.lines, words)
        self._pages.to_top()

    def _say_first(self, step: Summary, words: Words) -> None:
        """Say who came, what for, and for whom."""
        change = words["screen.summary.change"]
        party = words.say("screen.summary.party", party=words[f"screen.party.{step.party.value}.name"])
        events = words["screen.summary.join"].join(words[f"event.{event}.everyday"] for event in step.events)
        event = words.say("screen.summary.event", event=events)
        self._party.become("party", (party,), change)
        self._event.become("event", (event,), change)
        several = len(step.members) > 1 or step.party is not Party.SELF
        self._people.become("members" if several else "card:1", step.members, words)
        self._people.setVisible(bool(step.members))

    def _say_lines(self, lines: Sequence[SummaryLine], words: Words) -> None:
        while len(self._lines) < len(lines):
            self._add()
        for shown, line in zip(self._lines, lines, strict=False):
            shown.become(line.key, self._sentences(line, words), words["screen.summary.change"])
        for n, shown in enumerate(self._lines):
            shown.setVisible(n < len(lines))

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
        self._list.insertWidget(len(self._first) + len(self._lines), line)
        self._lines.append(line)


class _Answer(Touchable):
    """The sentences of one answer, with "change" at the right."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "change", 124)
        self.key = ""
        self._sentences: tuple[TextBlock, ...] = ()
        self._change = ChangeMark(style)

    def become(self, key: str, sentences: tuple[str, ...], change: str) -> None:
        self.key = key
        self.setObjectName(f"change:{key}")
        font = self.look.font("text")
        self._sentences = tuple(TextBlock(font, sentence, evenly=True) for sentence in sentences)
        self._change.say(change)
        self.name(f"{' '.join(sentences)} {change}")
        self.updateGeometry()
        self.update()

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        return sum(block.height(inner) for block in self._sentences) + self.look.px(52)

    def _text_width(self, width: float) -> float:
        return width - self.look.px(40) - self._change.width()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        self._change.draw(painter, face)
        width = self._text_width(area.width())
        top = face.center().y() - sum(block.height(width) for block in self._sentences) / 2
        for block in self._sentences:
            line = QRectF(face.left() + self.look.px(40), top, width, face.height())
            block.draw(painter, line, self.look.colour("ink"), _LEFT)
            top += block.height(width)
