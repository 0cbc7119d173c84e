"""Of whom in the household something is so: people to tick, or yes and no where there is only one."""

from collections.abc import Callable
from datetime import date

from kiosk.guidance.content import Fact, Known
from kiosk.lettering.lettering import Lettering
from kiosk.visit.steps import Member
from kiosk.words import Words
from ui.lobby.answers import AnswerPart, YesNoAnswer, unknown_words
from ui.lobby.controls import Tick
from ui.lobby.deck import Deck
from ui.lobby.glyphs import GlyphPen, RegisteredBlock
from ui.lobby.members import household_of, name_to_call, who_and_age
from ui.lobby.style import Style
from ui.lobby.tick_list import TickList, Ways


class PeopleAnswer(AnswerPart):
    """One fact that is so of some of the household; the answer is their numbers."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, today: Callable[[], date]) -> None:
        super().__init__(style)
        self._today = today
        self._members: tuple[Member, ...] = ()
        self._one = YesNoAnswer(style)
        self._list = TickList(style, lambda: Tick(style, "tick", title=RegisteredBlock(style, lettering, pen)))
        self._deck = Deck()
        for part in (self._one, self._list):
            self._deck.add(part)
        self._one.answered.connect(self._on_one_answered)
        self._list.chosen.connect(lambda chosen, _unknown: self.answer_all(chosen))
        self._list.unknown.connect(lambda: self.answer_all(None))
        self.column.addWidget(self._deck, 1)

    def about(self, members: tuple[Member, ...]) -> None:
        """Say of whom the next fact is asked; who stands at the window for them is not meant."""
        self._members = household_of(members)

    def ask(self, facts: tuple[Fact, ...], given: Known, words: Words) -> None:
        self.facts = facts
        fact = facts[0].id
        if len(self._members) < 2:
            before = {fact: None if given[fact] is None else bool(given[fact])} if fact in given else {}
            self._one.ask(facts, before, words)
            self._deck.turn_to(self._one)
        else:
            self._ask_all(given.get(fact), words)
            self._deck.turn_to(self._list)

    def marked(self) -> Known | None:
        return {self.facts[0].id: self._list.ticked()} if len(self._members) > 1 else None

    def _ask_all(self, given: object, words: Words) -> None:
        ticked = given if isinstance(given, frozenset) else frozenset()
        ticks = self._list.offer([str(member.number) for member in self._members], ticked)
        for tick, member in zip(ticks, self._members, strict=True):
            tick.say(name_to_call(member.person), who_and_age(member, words, self._today()))
        self._list.speak(words, Ways(words["screen.question.nobody"], unknown_words(self.facts, words)))

    def _on_one_answered(self, facts: Known) -> None:
        (value,) = facts.values()
        number = str(self._members[0].number) if self._members else "1"
        self.answer_all(None if value is None else frozenset({number} if value else ()))
