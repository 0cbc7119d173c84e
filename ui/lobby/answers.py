"""The ways in which one screen of questions is answered: yes or no, ticks, one of several, a date, a number."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.guidance.content import Fact, FactType, Known, Value
from kiosk.lettering.glyphs import Face
from kiosk.words import Words
from ui.lobby.controls import Button, Choice, PrimaryButton, Tick, Triple
from ui.lobby.icons import Icon
from ui.lobby.labels import Text
from ui.lobby.pads.date import DatePad
from ui.lobby.pads.digits import DigitPad
from ui.lobby.paging import PagedList
from ui.lobby.style import Style
from ui.lobby.tick_list import TickList


class AnswerPart(QWidget):
    """``answered`` carries a mapping of facts: a value each, or None for "I do not know"."""

    answered = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.look = style
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.space("m"))
        self.facts: tuple[Fact, ...] = ()

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        """Ask these facts, with what was answered before marked."""
        raise NotImplementedError

    def answer_all(self, value: Value | None) -> None:
        self.answered.emit({fact.id: value for fact in self.facts})


class YesNoAnswer(AnswerPart):
    """One fact that is yes or no."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._triple = Triple(style)
        self._triple.answered.connect(self.answer_all)
        self.column.addStretch(1)
        self.column.addWidget(self._triple)
        self.column.addSpacing(style.px(120))

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        self._triple.say(*(words[f"screen.question.{what}"] for what in ("yes", "no", "unknown")))
        self._triple.mark(given.get(facts[0].id), answered=facts[0].id in given)


class TicksAnswer(AnswerPart):
    """Several facts to tick, or one that is a set."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._list = TickList(style, lambda: Tick(style, "tick", height_px=120))
        self._list.chosen.connect(self._on_chosen)
        self._list.unknown.connect(lambda: self.answer_all(None))
        self.column.addWidget(self._list, 1)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        lines = _lines(facts, words)
        self._list.speak(words, words["screen.question.none"])
        ticks = self._list.offer([id_ for id_, _ in lines], _ticked_before(facts, given))
        for tick, (_, line) in zip(ticks, lines, strict=True):
            tick.say(line)

    def _on_chosen(self, chosen: frozenset[str]) -> None:
        if self.facts[0].type is FactType.SET:
            self.answer_all(chosen)
        else:
            self.answered.emit({fact.id: fact.id in chosen for fact in self.facts})


def _lines(facts: tuple[Fact, ...], words: Words) -> list[tuple[str, str]]:
    if facts[0].type is FactType.SET:
        return [(value, words[f"fact.{facts[0].id}.value.{value}"]) for value in facts[0].values]
    return [(fact.id, words[f"fact.{fact.id}.label"]) for fact in facts]


def _ticked_before(facts: tuple[Fact, ...], given: Known) -> frozenset[str]:
    before = given.get(facts[0].id)
    if isinstance(before, frozenset):
        return before
    return frozenset(fact.id for fact in facts if given.get(fact.id) is True)


class OneOfAnswer(AnswerPart):
    """One value of several."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._choices: list[Choice] = []
        self._list = PagedList(style)
        self._unknown = Choice(style, "unknown", Icon.QUESTION, height_px=148)
        self._unknown.clicked.connect(lambda: self.answer_all(None))
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._unknown)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        fact = facts[0]
        while len(self._choices) < len(fact.values):
            self._add()
        for choice, value in zip(self._choices, fact.values, strict=False):
            choice.setObjectName(f"choice:{value}")
            choice.say(words[f"fact.{fact.id}.value.{value}"])
            choice.choose(given.get(fact.id) == value)
        for n, choice in enumerate(self._choices):
            choice.setVisible(n < len(fact.values))
        self._unknown.say(words["screen.question.unknown"])
        self._unknown.choose(fact.id in given and given[fact.id] is None)
        self._list.pages.speak(words)
        self._list.pages.to_top()

    def _add(self) -> None:
        choice = Choice(self.look, "choice", height_px=132)
        choice.clicked.connect(lambda: self.answer_all(choice.objectName().removeprefix("choice:")))
        self._list.add(choice)
        self._choices.append(choice)


class DateAnswer(AnswerPart):
    """A day."""

    def __init__(self, style: Style, today: Callable[[], date]) -> None:
        super().__init__(style)
        self._pad = DatePad(style, today)
        self._pad.picked.connect(self.answer_all)
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=152)
        self._unknown.clicked.connect(lambda: self.answer_all(None))
        self._pad.foot.insertWidget(0, self._unknown, 1)
        self.column.addWidget(self._pad, 1)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        before = given.get(facts[0].id)
        self._pad.begin(before if isinstance(before, date) else None, facts[0].span)
        self._pad.speak(words)
        self._unknown.say(words["screen.question.unknown"])


class NumberAnswer(AnswerPart):
    """How many, typed with digits."""

    LONGEST = 2

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._typed = ""
        self._shown = Text(style, "display", face=Face.BOLD, align=Qt.AlignmentFlag.AlignHCenter)
        self._pad = DigitPad(style)
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=148)
        self._next = PrimaryButton(style, "next", height_px=148)
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        row.addWidget(self._unknown, 1)
        row.addWidget(self._next, 1)
        self.column.addStretch(1)
        self.column.addWidget(self._shown)
        self.column.addWidget(self._pad)
        self.column.addLayout(row)
        self._pad.typed.connect(lambda digit: self._keep((self._typed + digit)[: self.LONGEST]))
        self._pad.erased.connect(lambda: self._keep(self._typed[:-1]))
        self._pad.cleared.connect(lambda: self._keep(""))
        self._unknown.clicked.connect(lambda: self.answer_all(None))
        self._next.clicked.connect(lambda: self.answer_all(int(self._typed)))

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        before = given.get(facts[0].id)
        self._pad.speak(words)
        self._unknown.say(words["screen.question.unknown"])
        self._next.say(words["screen.question.next"])
        self._keep("" if before is None else str(before))

    def _keep(self, typed: str) -> None:
        self._typed = typed
        self._shown.say(typed or "―")
        self._next.setEnabled(bool(typed))
