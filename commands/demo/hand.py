"""What a persona touches, step by step, as the names of controls."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commands.demo.persona import Persona
from kiosk.guidance.content import Fact, FactType, Question
from kiosk.paperwork.case import NeedKind
from kiosk.visit.steps import (
    AskQuestion,
    Attract,
    ChooseEvent,
    ConfirmPerson,
    EnterPin,
    FillNeed,
    Finished,
    Preview,
    ShowPlan,
    Step,
    Summary,
)

_MARKS = {"\u3099": ("key:dakuten",), "\u309a": ("key:dakuten", "key:dakuten")}
_SMALL = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
_HIRAGANA_OFFSET = ord("ア") - ord("あ")


@dataclass(frozen=True)
class Hand:
    """``offers`` says whether a control can be touched now: what is not on the screen is not touched."""

    persona: Persona
    facts: Mapping[str, Fact]
    today: date
    offers: Callable[[str], bool]

    def touches(self, step: Step) -> Iterator[str]:
        """Yield what to touch until the step is done; nothing where one only waits."""
        match step:
            case Attract():
                yield "begin:ja"
            case ChooseEvent():
                yield f"choice:{self.persona.event}"
            case EnterPin():
                yield from _keys(self.persona.pin)
                yield "next"
            case ConfirmPerson():
                yield "yes"
            case AskQuestion():
                yield from self._answer(step.question)
            case FillNeed():
                yield from self._fill(step)
            case Summary() | ShowPlan() | Preview():
                yield "next"
            case Finished():
                yield "leave"

    def _answer(self, question: Question) -> Iterator[str]:
        facts = [self.facts[fact] for fact in question.asks]
        if facts[0].type is FactType.DATE:
            yield from self._choose_day(self.today - self.persona.dates[facts[0].id])
        elif len(facts) == 1:
            yield "yes" if facts[0].id in self.persona.yes else "no"
        else:
            ticks = [f"tick:{fact.id}" for fact in facts if fact.id in self.persona.yes]
            yield from ticks
            yield "next" if ticks else "none"

    def _choose_day(self, day: date) -> Iterator[str]:
        while not self.offers(f"day:{day.isoformat()}"):
            yield "key:previous"
        yield f"day:{day.isoformat()}"
        yield "next"

    def _fill(self, need: FillNeed) -> Iterator[str]:
        match need.kind:
            case NeedKind.KANA | NeedKind.TEXT:
                yield from _kana_keys(self.persona.kana)
                yield "next"
            case NeedKind.PHONE:
                yield from _keys(self.persona.phone)
                yield "next"
            case NeedKind.DATE:
                yield from self._choose_day(self.today)
            case NeedKind.ADDRESS:
                yield from self._find_home()

    def _find_home(self) -> Iterator[str]:
        yield from _keys(self.persona.postal)
        yield "town:0"
        yield f"key:chome:{self.persona.chome}"
        yield from _keys(self.persona.numbers)
        yield "next"
        yield "skip"
        yield "next"


def _keys(typed: str) -> Iterator[str]:
    yield from (f"key:{character}" for character in typed)


def _kana_keys(kana: str) -> Iterator[str]:
    """Take each kana apart into the keys of the pad: ば is は and the mark, ゃ is や made small."""
    for character in kana:
        if character in {"\u3000", "ー"}:
            yield "key:space" if character == "\u3000" else "key:ー"
            continue
        base, *marks = list(unicodedata.normalize("NFD", _SMALL.get(character, character)))
        yield f"key:{chr(ord(base) - _HIRAGANA_OFFSET)}"
        for mark in marks:
            yield from _MARKS[mark]
        if character in _SMALL:
            yield "key:small"
