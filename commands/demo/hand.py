"""What a persona touches, step by step, as the names of controls."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commands.demo.persona import Companion, Persona
from kiosk.calendar import PartialDate, to_wareki
from kiosk.guidance.content import Fact, FactType, Question
from kiosk.paperwork.case import NeedKind
from kiosk.people import NAME_GAP, Sex, surname
from kiosk.visit.steps import (
    AskQuestion,
    Attract,
    AwaitCard,
    CheckNeeds,
    ChooseEvent,
    ChooseParty,
    ConfirmPerson,
    EnterPin,
    FillNeed,
    Finished,
    GatherHousehold,
    Preview,
    ShowPlan,
    Step,
    Summary,
)

_MARKS = {"\u3099": ("key:dakuten",), "\u309a": ("key:dakuten", "key:dakuten")}
_SMALL = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
_HIRAGANA_OFFSET = ord("ア") - ord("あ")
_WESTERN = "W"


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
            case ChooseParty():
                yield f"choice:{self.persona.party.value}"
            case ChooseEvent():
                yield from self._choose(step)
            case AskQuestion():
                yield from self._answer(step.question)
            case FillNeed():
                yield from self._fill(step)
            case Summary() | ShowPlan() | CheckNeeds() | Preview():
                yield "next"
            case Finished():
                yield "leave"
            case _:
                yield from self._present(step)

    def _choose(self, step: ChooseEvent) -> Iterator[str]:
        """One touch for one event; several, and rarer ones beside others, are ticked."""
        events = self.persona.events
        if len(events) > 1:
            yield "several"
        elif events[0] in step.rare:
            yield "way:others"
        yield from (f"choice:{event}" for event in events)
        if len(events) > 1:
            yield "next"

    def _present(self, step: Step) -> Iterator[str]:
        """Say who is here."""
        match step:
            case AwaitCard():
                companion = self.persona.companion(step.whom.number)
                if companion.card is None:
                    yield "card_not_used" if companion.owned else "no_card"
            case EnterPin():
                yield from _keys(self.persona.pin)
                yield "next"
            case ConfirmPerson():
                yield "yes"
            case GatherHousehold():
                yield self._another(step)

    def _another(self, step: GatherHousehold) -> str:
        there = len(step.members)
        if there == len(self.persona.people):
            return "next"
        companion = self.persona.people[there]
        sex = companion.sex if (companion.relation, companion.sex) in step.offers else None
        return f"add:{companion.relation.value}:{sex.value if sex else 'any'}"

    def _answer(self, question: Question) -> Iterator[str]:
        facts = [self.facts[fact] for fact in question.asks]
        if facts[0].type is FactType.DATE:
            if facts[0].id in self.persona.dates:
                yield from self._choose_day(self.today - self.persona.dates[facts[0].id])
            else:
                yield "unknown"
        elif facts[0].type is FactType.PEOPLE:
            yield from self._tick([f"tick:{number}" for number in self.persona.ticked.get(facts[0].id, ())])
        elif facts[0].id in self.persona.chosen:
            yield self.persona.chosen[facts[0].id]
        elif len(facts) == 1:
            yield "yes" if facts[0].id in self.persona.yes else "no"
        else:
            yield from self._tick([f"tick:{fact.id}" for fact in facts if fact.id in self.persona.yes])

    def _tick(self, ticks: list[str]) -> Iterator[str]:
        yield from ticks
        yield "next" if ticks else "none"

    def _choose_day(self, day: date) -> Iterator[str]:
        while not self.offers(f"day:{day.isoformat()}"):
            yield "key:previous"
        yield f"day:{day.isoformat()}"
        yield "next"

    def _fill(self, need: FillNeed) -> Iterator[str]:
        match need.kind:
            case NeedKind.NAME | NeedKind.KANA:
                yield from self._spell(need)
            case NeedKind.TEXT:
                yield from _kana_keys(self.persona.people[0].kana)
                yield "next"
            case NeedKind.PHONE:
                yield from _keys(self.persona.phone)
                yield "next"
            case NeedKind.DATE:
                yield from self._choose_day(self.today)
            case NeedKind.ADDRESS:
                yield from self._find_home(need)
            case NeedKind.BIRTH:
                yield from self._tell_birth(need)
            case NeedKind.SEX:
                yield f"choice:{(self._companion(need).sex or Sex.UNKNOWN).value}"
            case NeedKind.COUNTRY | NeedKind.PERSON | NeedKind.PEOPLE:
                yield self.persona.chosen.get(need.need, "skip")

    def _companion(self, need: FillNeed) -> Companion:
        return self.persona.companion(need.whom.number) if need.whom else self.persona.people[0]

    def _spell(self, need: FillNeed) -> Iterator[str]:
        """Type what is not there yet: the reading of a family name that was taken over may be."""
        companion = self._companion(need)
        if need.kind is NeedKind.NAME and companion.latin:
            if not self.offers("key:A"):
                yield "key:switch"
            yield from _keys(companion.latin)
            yield "next"
            return
        if need.kind is NeedKind.NAME and need.surnames and not companion.takes_name:
            yield "key:surname:other"
        yield from _kana_keys(companion.kana.split(NAME_GAP)[-1] if self._is_prefilled(need) else companion.kana)
        yield "next"

    def _is_prefilled(self, need: FillNeed) -> bool:
        readings = dict(need.surnames)
        if need.kind is NeedKind.NAME:
            return self._companion(need).takes_name and bool(next(iter(readings.values()), ""))
        return bool(need.whom and readings.get(surname(need.whom.person)))

    def _tell_birth(self, need: FillNeed) -> Iterator[str]:
        birth = self._companion(need).birth
        if birth is None:
            yield "skip"
            return
        wareki = to_wareki(birth if isinstance(birth, date) else birth.middle)
        yield f"key:era:{wareki.era.letter if wareki else _WESTERN}"
        yield from _keys(str(wareki.year if wareki else birth.year))
        month = f"key:month:{birth.month or 'unknown'}"
        if not self.offers(month):
            yield "next"
        yield month
        if birth.month is not None:
            yield f"key:day:{'unknown' if isinstance(birth, PartialDate) else birth.day}"

    def _find_home(self, need: FillNeed) -> Iterator[str]:
        if need.need not in self.persona.homes:
            yield "skip"
            return
        postal, chome, numbers = self.persona.homes[need.need]
        yield from _keys(postal)
        if self.offers("town:0"):
            yield "town:0"
        if chome is not None:
            yield f"key:chome:{chome}"
        yield from _keys(numbers)
        yield "next"
        if need.building:
            yield "skip"
        yield "next"


def _keys(typed: str) -> Iterator[str]:
    yield from ("key:space" if character == " " else f"key:{character}" for character in typed)


def _kana_keys(kana: str) -> Iterator[str]:
    """Take each kana apart into the keys of the pad: ば is は and the mark, ゃ is や made small."""
    for character in kana:
        if character in {NAME_GAP, "ー"}:
            yield "key:space" if character == NAME_GAP else "key:ー"
            continue
        base, *marks = list(unicodedata.normalize("NFD", _SMALL.get(character, character)))
        yield f"key:{chr(ord(base) - _HIRAGANA_OFFSET)}"
        for mark in marks:
            yield from _MARKS[mark]
        if character in _SMALL:
            yield "key:small"
