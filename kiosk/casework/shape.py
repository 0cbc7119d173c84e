"""What kind of value stands under each key of a handover, and so what a clerk may put in its place."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kiosk.calendar import day_from_iso
from kiosk.errors import CorrectionRefused
from kiosk.guidance.content import Fact, FactType, Guide
from kiosk.handover.record import Handover, Plain
from kiosk.paperwork.case import Need, NeedKind
from kiosk.people import NAME_GAP, Relation, Sex

YES, NO = "yes", "no"
_YES_NO: Mapping[str, Plain] = {YES: True, NO: False}
_ADDRESS_PARTS = 6
_MOST_LETTERS = 500
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})


class ShapeKind(Enum):
    """How it is typed. DAY is a whole date, BIRTH also a year, or a year and a month."""

    TEXT = "text"
    KANA = "kana"
    DIGITS = "digits"
    NUMBER = "number"
    DAY = "day"
    BIRTH = "birth"
    ADDRESS = "address"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class Shape:
    """``choices``: what can be chosen, by the name under which it is typed. ``unknown``: it can be "not known"."""

    kind: ShapeKind
    choices: Mapping[str, Plain] = field(default_factory=dict)
    unknown: bool = False

    def typed(self, value: Plain) -> tuple[str, ...]:
        """Return a value as it would be typed; empty where nothing is known."""
        if value is None:
            return ()
        if self.kind in {ShapeKind.ONE, ShapeKind.SEVERAL}:
            chosen = value if isinstance(value, list) else [value]
            return tuple(id_ for id_, choice in self.choices.items() if choice in chosen)
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)

    def value(self, typed: tuple[str, ...]) -> Plain:
        """Return what was typed; ``None`` for nothing. Raises CorrectionRefused for what cannot stand there."""
        told = [text.strip() for text in typed]
        if not any(told):
            return None
        if self.kind is ShapeKind.ADDRESS:
            return [*map(_short, _exactly(told, _ADDRESS_PARTS))]
        if self.kind is ShapeKind.SEVERAL:
            known = _known(told, self.choices)
            return [choice for id_, choice in sorted(self.choices.items()) if id_ in known]
        [text] = _exactly(told, 1)
        if self.kind is ShapeKind.ONE:
            [text] = _known([text], self.choices)
            return self.choices[text]
        return _WRITTEN[self.kind](text)


PERSON: Mapping[str, Shape] = {
    "name": Shape(ShapeKind.TEXT),
    "kana": Shape(ShapeKind.KANA),
    "birth": Shape(ShapeKind.BIRTH),
    "sex": Shape(ShapeKind.ONE, {sex.value: sex.value for sex in Sex}),
    "address": Shape(ShapeKind.TEXT),
    "relation": Shape(ShapeKind.ONE, {relation.value: relation.value for relation in Relation}),
    "nationality": Shape(ShapeKind.TEXT),
    "moves": Shape(ShapeKind.ONE, _YES_NO),
    "foreign": Shape(ShapeKind.ONE, _YES_NO),
    "has_card": Shape(ShapeKind.ONE, _YES_NO),
    "residence.status": Shape(ShapeKind.TEXT),
    "residence.period": Shape(ShapeKind.TEXT),
    "residence.until": Shape(ShapeKind.DAY),
    "residence.card_number": Shape(ShapeKind.TEXT),
}
"""What is known of a person, by its key in a handover; behind the dot what stands in a thing of its own."""


@dataclass(frozen=True)
class Shapes:
    """All that a handover of this city can hold. ``needs`` by their ids."""

    guide: Guide
    needs: Mapping[str, Need]

    def of(self, what: str, handover: Handover) -> Shape:
        """Return what stands under a key (as in ``Change.what``). Raises CorrectionRefused where nothing can."""
        match what.split(":"):
            case ["fact", fact] if fact in self.guide.facts and not self.guide.facts[fact].is_computed:
                return _of_fact(self.guide.facts[fact], handover)
            case ["need", need] if need in self.needs:
                return _of_need(self.needs[need], handover)
            case ["need", need, number] if need in self.needs and number in {"0", *_numbers(handover)}:
                return _of_need(self.needs[need], handover)
            case ["person", number, part] if part in PERSON and number in _numbers(handover):
                return PERSON[part]
            case ["proxy", part] if part in PERSON and handover.proxy is not None:
                return PERSON[part]
        raise CorrectionRefused


def _numbers(handover: Handover) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, len(handover.people) + 1))


def _of_fact(fact: Fact, handover: Handover) -> Shape:
    match fact.type:
        case FactType.BOOL:
            return Shape(ShapeKind.ONE, _YES_NO, unknown=True)
        case FactType.INT:
            return Shape(ShapeKind.NUMBER, unknown=True)
        case FactType.DATE:
            return Shape(ShapeKind.DAY, unknown=True)
        case FactType.ENUM:
            return Shape(ShapeKind.ONE, {value: value for value in fact.values}, unknown=True)
        case FactType.SET:
            return Shape(ShapeKind.SEVERAL, {value: value for value in fact.values}, unknown=True)
    return Shape(ShapeKind.SEVERAL, {number: number for number in _numbers(handover)}, unknown=True)


def _of_need(need: Need, handover: Handover) -> Shape:
    people: Mapping[str, Plain] = {number: int(number) for number in _numbers(handover)}
    kinds = {
        NeedKind.KANA: Shape(ShapeKind.KANA),
        NeedKind.PHONE: Shape(ShapeKind.DIGITS),
        NeedKind.ADDRESS: Shape(ShapeKind.ADDRESS),
        NeedKind.DATE: Shape(ShapeKind.DAY),
        NeedKind.PERSON: Shape(ShapeKind.ONE, people),
        NeedKind.PEOPLE: Shape(ShapeKind.SEVERAL, people),
    }
    return kinds.get(need.kind, Shape(ShapeKind.TEXT))


def _exactly(told: list[str], number: int) -> list[str]:
    if len(told) != number:
        raise CorrectionRefused
    return told


def _known(told: list[str], choices: Collection[str]) -> list[str]:
    if not set(told) <= set(choices):
        raise CorrectionRefused
    return told


def _short(text: str) -> str:
    """Return a text of one line. What only a card knows is private use, and may stay."""
    if len(text) > _MOST_LETTERS or any(unicodedata.category(letter) in _CONTROLS for letter in text):
        raise CorrectionRefused
    return text


def _name(text: str) -> str:
    """Part the names as registers do, whichever blank was typed."""
    return _short(NAME_GAP.join(text.split()))


def _kana(text: str) -> str:
    """Return it in katakana of full width."""
    wide = unicodedata.normalize("NFKC", text)
    return _name("".join(chr(ord(one) + 0x60) if "ぁ" <= one <= "ゖ" else one for one in wide))


def _digits(text: str) -> str:
    digits = unicodedata.normalize("NFKC", text).translate(dict.fromkeys(map(ord, "-‐−–ー() 　")))
    if not digits.isdecimal():
        raise CorrectionRefused
    return _short(digits)


def _number(text: str) -> int:
    digits = _digits(text)
    if len(digits) > 9:
        raise CorrectionRefused
    return int(digits)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CorrectionRefused from None


def _birth(text: str) -> str:
    try:
        return day_from_iso(text).isoformat()
    except ValueError:
        raise CorrectionRefused from None


_WRITTEN: Mapping[ShapeKind, Callable[[str], Plain]] = {
    ShapeKind.TEXT: _short,
    ShapeKind.KANA: _kana,
    ShapeKind.DIGITS: _digits,
    ShapeKind.NUMBER: _number,
    ShapeKind.DAY: _day,
    ShapeKind.BIRTH: _birth,
}
