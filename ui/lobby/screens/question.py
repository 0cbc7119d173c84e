"""One thought: a question to the person, why it is asked, how many are left, and the answers."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.guidance.content import FactType, Guide
from kiosk.lettering.lettering import Lettering
from kiosk.visit.answers import FactsAnswered
from kiosk.visit.steps import AskQuestion
from kiosk.words import Words
from ui.lobby.answers import AnswerPart, DateAnswer, NumberAnswer, OneOfAnswer, TicksAnswer, YesNoAnswer
from ui.lobby.controls import QuietButton
from ui.lobby.deck import Deck
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help, Text
from ui.lobby.panel import Note
from ui.lobby.people_answer import PeopleAnswer
from ui.lobby.screen import Screen
from ui.lobby.style import Style


class QuestionScreen(Screen[AskQuestion]):
    """Several facts on one screen are ticked; a single one is answered as its type wants.

    One that is left of several is ticked, too: the heading asks "what of this?", and only its line says what. The same
    step shown again (in another language) keeps what was ticked.
    """

    def __init__(
        self, style: Style, guide: Guide, lettering: Lettering, pen: GlyphPen, today: Callable[[], date]
    ) -> None:
        super().__init__(style)
        self._facts = guide.facts
        self._ticked = {id_ for id_, question in guide.questions.items() if len(question.asks) > 1}
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("s"), margin, style.space("m"))
        self._left = Text(style, "small", colour="ink_soft")
        self._why_button = QuietButton(style, "why", Icon.QUESTION, height_px=100)
        self._heading = Heading(style)
        self._help = Help(style)
        self._why = Note(style, Icon.QUESTION, "city")

        self._people = PeopleAnswer(style, lettering, pen, today)
        self._parts: Mapping[FactType, AnswerPart] = {
            FactType.BOOL: YesNoAnswer(style),
            FactType.SET: TicksAnswer(style),
            FactType.ENUM: OneOfAnswer(style),
            FactType.DATE: DateAnswer(style, today),
            FactType.INT: NumberAnswer(style),
            FactType.PEOPLE: self._people,
        }
        self._deck = Deck()
        for part in self._parts.values():
            self._deck.add(part)
            part.answered.connect(self._on_answered)
        top = QHBoxLayout()
        top.addWidget(self._left, 1, Qt.AlignmentFlag.AlignVCenter)
        self._why_button.setFixedWidth(style.px(400))
        top.addWidget(self._why_button)
        self.column.addLayout(top)
        for widget in (self._heading, self._help, self._why):
            self.column.addWidget(widget)
        self.column.addWidget(self._deck, 1)
        self._why_words = ""
        self._step: AskQuestion | None = None
        self._why_button.clicked.connect(self._on_why)

    def present(self, step: AskQuestion, words: Words) -> None:
        id_ = step.question.id
        self._left.say(
            words.say("screen.question.left", left=step.left) if step.left > 1 else words["screen.question.last"]
        )
        self._people.about(step.members)
        self._heading.say(words[f"question.{id_}.ask"])
        self._help.say(words.get(f"question.{id_}.help", ""))
        self._why_words = words[f"question.{id_}.why"]
        self._why_button.say(words["screen.question.why"])
        self._why.say("")
        facts = tuple(self._facts[fact] for fact in step.question.asks)
        part = self._parts[FactType.SET if id_ in self._ticked else facts[0].type]
        marked = part.marked() if step == self._step else None
        part.ask(facts, step.given if marked is None else marked, words)
        self._deck.turn_to(part)
        self._step = step

    def _on_why(self) -> None:
        self._why.say("" if self._why.isVisible() else self._why_words)

    def _on_answered(self, facts: object) -> None:
        assert isinstance(facts, Mapping)
        self.answered.emit(FactsAnswered(facts))
