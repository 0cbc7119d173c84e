"""The ways in which one screen of questions is answered: yes or no, ticks, one of several, a date, a number."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.guidance.content import Fact, FactType, Known, Value
from kiosk.lettering.glyphs import Face
from kiosk.words import Words
from ui.lobby.controls import Button, Choice, PrimaryButton, Tick, Triple
from ui.lobby.deck import Deck
from ui.lobby.icons import Icon
from ui.lobby.labels import Text
from ui.lobby.pads.date import DatePad
from ui.lobby.pads.digits import DigitPad
from ui.lobby.paging import PagedList
from ui.lobby.style import Style
from ui.lobby.tick_list import TickList, Ways


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

    def marked(self) -> Known | None:
        """Return what is marked and not answered yet, where a touch alone does not answer."""
        return None

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
        yes, no = (words[f"screen.question.{what}"] for what in ("yes", "no"))
        self._triple.say(yes, no, unknown_words(facts, words))
        self._triple.mark(given.get(facts[0].id), answered=facts[0].id in given)


def unknown_words(facts: tuple[Fact, ...], words: Words) -> str:
    """Say "I do not know"; of what is sensitive also "I would rather not say"."""
    return words[f"screen.question.{_way_out(facts)}"]


def _way_out(facts: tuple[Fact, ...]) -> str:
    return "rather_not" if any(fact.privacy for fact in facts) else "unknown"


class TicksAnswer(AnswerPart):
    """Several facts to tick, each of which may be not known, or one that is a set."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._list = TickList(style, lambda: Tick(style, "tick", height_px=104))
        self._list.chosen.connect(self._on_chosen)
        self._list.unknown.connect(lambda: self.answer_all(None))
        self.column.addWidget(self._list, 1)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        lines = _lines(facts, words)
        doubted = frozenset(fact.id for fact in facts if fact.id in given and given[fact.id] is None)
        ticks = self._list.offer([id_ for id_, _ in lines], _ticked_before(facts, given), doubted)
        for tick, (_, line) in zip(ticks, lines, strict=True):
            tick.say(line)
        self._list.speak(words, _ways(facts, words))

    def marked(self) -> Known:
        if self.facts[0].type is FactType.SET:
            return {self.facts[0].id: self._list.ticked()}
        return {**dict.fromkeys(self._list.doubted()), **dict.fromkeys(self._list.ticked(), True)}

    def _on_chosen(self, chosen: frozenset[str], unknown: frozenset[str]) -> None:
        if self.facts[0].type is FactType.SET:
            self.answer_all(chosen)
        else:
            known = {fact.id: fact.id in chosen for fact in self.facts if fact.id not in unknown}
            self.answered.emit({**dict.fromkeys(unknown), **known})


def _ways(facts: tuple[Fact, ...], words: Words) -> Ways:
    which = "" if len(facts) == 1 else words[f"screen.question.which_{_way_out(facts)}"]
    return Ways(words["screen.question.none"], unknown_words(facts, words), which)


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
    """One value of several: large ones below one another, many in two columns."""

    FEW = 6

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._few = _Values(style, "choice", columns=1)
        self._many = _Values(style, "text", columns=2)
        self._deck = Deck()
        for values in (self._few, self._many):
            self._deck.add(values)
            values.chosen.connect(self.answer_all)
        self._unknown = Choice(style, "unknown", Icon.QUESTION, height_px=132)
        self._unknown.clicked.connect(lambda: self.answer_all(None))
        self.column.addWidget(self._deck, 1)
        self.column.addWidget(self._unknown)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        fact = facts[0]
        values = self._few if len(fact.values) <= self.FEW else self._many
        values.offer(fact, given.get(fact.id), words)
        self._deck.turn_to(values)
        self._unknown.say(unknown_words(facts, words))
        self._unknown.choose(fact.id in given and given[fact.id] is None)


class _Values(PagedList):
    """The values of a fact; ``chosen`` carries one."""

    chosen = Signal(object)

    def __init__(self, style: Style, size: str, *, columns: int) -> None:
        super().__init__(style)
        self._style = style
        self._size = size
        self._choices: list[Choice] = []
        self.set_columns(columns)

    def offer(self, fact: Fact, before: object, words: Words) -> None:
        """Show the values of this fact, with what was answered before marked."""
        while len(self._choices) < len(fact.values):
            self._add()
        for choice, value in zip(self._choices, fact.values, strict=False):
            choice.setObjectName(f"choice:{value}")
            choice.say(words[f"fact.{fact.id}.value.{value}"])
            choice.choose(before == value)
        for n, choice in enumerate(self._choices):
            choice.setVisible(n < len(fact.values))
        self.pages.speak(words)
        self.pages.to_top()

    def _add(self) -> None:
        choice = Choice(self._style, "choice", height_px=132, size=self._size)
        choice.clicked.connect(lambda: self.chosen.emit(choice.objectName().removeprefix("choice:")))
        self.add(choice)
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
        self._unknown.say(unknown_words(facts, words))


class NumberAnswer(AnswerPart):
    """How many: a few by one touch, more are typed with digits."""

    FEW = 4

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._numbers = tuple(_Number(style, f"number:{n}", height_px=212) for n in range(self.FEW))
        self._more = Button(style, "more", height_px=148)
        self._digits = _Digits(style)
        self._deck = Deck()
        self._few = QWidget()
        for part in (self._few, self._digits):
            self._deck.add(part)
        self._unknown = Choice(style, "unknown", Icon.QUESTION, height_px=148)
        self._lay_out(style)
        for n, number in enumerate(self._numbers):
            number.clicked.connect(lambda _checked, n=n: self.answer_all(n))
        self._more.clicked.connect(lambda: self._deck.turn_to(self._digits))
        self._digits.typed.connect(self.answer_all)
        self._unknown.clicked.connect(lambda: self.answer_all(None))

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        before = given.get(facts[0].id)
        for n, number in enumerate(self._numbers):
            number.say(str(n))
        self._more.say(words.say("screen.question.or_more", number=self.FEW))
        self._digits.begin(before if isinstance(before, int) else None, words)
        self._unknown.say(unknown_words(facts, words))
        self._deck.turn_to(self._digits if isinstance(before, int) and before >= self.FEW else self._few)

    def _lay_out(self, style: Style) -> None:
        grid = QGridLayout(self._few)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.space("m"))
        grid.setRowStretch(0, 1)
        for n, number in enumerate(self._numbers):
            grid.addWidget(number, 1 + n // 2, n % 2)
        grid.addWidget(self._more, 3, 0, 1, 2)
        self.column.addWidget(self._deck, 1)
        self.column.addWidget(self._unknown)


class _Number(Button):
    SIZE = "title"


class _Digits(QWidget):
    """A number typed with digits; ``typed`` carries it."""

    LONGEST = 2

    typed = Signal(int)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._typed = ""
        self._shown = Text(style, "display", face=Face.BOLD, align=Qt.AlignmentFlag.AlignHCenter)
        self._pad = DigitPad(style)
        self._next = PrimaryButton(style, "next", height_px=148)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addStretch(1)
        for widget in (self._shown, self._pad, self._next):
            column.addWidget(widget)
        self._pad.typed.connect(lambda digit: self._keep((self._typed + digit)[: self.LONGEST]))
        self._pad.erased.connect(lambda: self._keep(self._typed[:-1]))
        self._pad.cleared.connect(lambda: self._keep(""))
        self._next.clicked.connect(lambda: self.typed.emit(int(self._typed)))

    def begin(self, before: int | None, words: Words) -> None:
        self._pad.speak(words)
        self._next.say(words["screen.question.next"])
        self._keep("" if before is None else str(before))

    def _keep(self, typed: str) -> None:
        self._typed = typed
        self._shown.say(typed or "―")
        self._next.setEnabled(bool(typed))
