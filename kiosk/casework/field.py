"""One value of a handover in the words of the clerk: what it is called, what it says, how it is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.calendar import PartialDate, day_from_iso, say_day, say_partly
from kiosk.casework.characters import Run, runs
from kiosk.casework.correction import first_value, value_of
from kiosk.casework.shape import NO, YES, Shape, ShapeKind
from kiosk.guidance.content import Guide, Privacy
from kiosk.guidance.sentences import label as fact_label
from kiosk.guidance.sentences import unknown_sentence
from kiosk.handover.record import IDENTITY, PROCEDURE, Change, Handover, Plain
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.words import Words


@dataclass(frozen=True)
class Choice:
    """What can be chosen: ``id`` is sent, ``label`` is read."""

    id: str
    label: str = field(repr=False)


@dataclass(frozen=True)
class Field:
    """One value that is seen, copied and corrected.

    ``what`` as in ``Change``. ``typed``: as an editor shows it. ``runs``: the text, parted at characters to be checked.
    ``first``: what it said before it was corrected; ``None`` where it was not.
    """

    what: str
    label: str = field(repr=False)
    shape: Shape
    typed: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    choices: tuple[Choice, ...] = field(default=(), repr=False)
    first: str | None = field(default=None, repr=False)
    privacy: Privacy | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The choices by id."""
        return {choice.id: choice.label for choice in self.choices}


@dataclass(frozen=True)
class Naming:
    """Says the values of one handover."""

    guide: Guide
    words: Words
    lettering: Lettering
    handover: Handover

    def field(self, what: str, shape: Shape) -> Field:
        value, first = value_of(self.handover, what), first_value(self.handover, what)
        choices = tuple(Choice(id_, self._choice(what, id_)) for id_ in shape.choices)
        text = self._text(shape, value, choices)
        return Field(
            what=what,
            label=self.label(what),
            shape=shape,
            typed=shape.typed(value),
            text=text,
            runs=runs(text, self.lettering),
            choices=choices,
            first=None if first == value else self._text(shape, first, choices),
            privacy=self._privacy(what),
        )

    def label(self, what: str) -> str:
        """Name a value of a handover, by its key."""
        match what.split(":"):
            case ["fact", fact] if fact in self.guide.facts:
                return self.plain(fact_label(fact, self.words))
            case ["need", need, *of]:
                return "　".join((self.say(f"need.{need}.label", need), *map(self.person, map(int, of))))
            case ["person", _, part] | ["proxy", part]:
                return self.say(f"casework.person.{part}", part)
            case ["procedure", procedure]:
                return self.say(f"procedure.{procedure}.name", procedure)
        return self.say(f"casework.{what}", what)

    def before_and_after(self, change: Change) -> tuple[str, str]:
        """Say what a change was from and to."""
        before, after = (self._said(change.what, value) for value in (change.before, change.after))
        return before, after

    def person(self, number: int) -> str:
        """Name one of the household, 0 who stands at the window for them, as far as a name is known."""
        people: Mapping[int, Mapping[str, Plain]] = dict(enumerate((self.handover.proxy or {}, *self.handover.people)))
        known = people.get(number, {})
        return str(known.get("name") or known.get("kana") or number)

    def unknown(self, fact: str) -> str:
        return self.plain(unknown_sentence(fact, self.words))

    def say(self, key: str, default: str) -> str:
        """Return a word without its readings; what the city has no word for is said by its id."""
        return plain(self.words.get(key, default))

    @staticmethod
    def plain(text: str) -> str:
        return plain(text)

    def _said(self, what: str, value: Plain) -> str:
        if value is None:
            return ""
        if what == IDENTITY and isinstance(value, list):
            return "、".join(self.say(f"casework.document.{one}", str(one)) for one in value)
        if what.startswith(PROCEDURE):
            return self.say(f"casework.{'added' if value else 'struck'}", str(value))
        chosen = value if isinstance(value, list) else [value]
        return "、".join(filter(None, (self._one(what, one) for one in chosen)))

    def _one(self, what: str, value: Plain) -> str:
        if isinstance(value, bool):
            return self._choice(what, YES if value else NO)
        return self._choice(what, str(value)) if self._has_choices(what) else _day_or(str(value), self.words.language)

    def _has_choices(self, what: str) -> bool:
        match what.split(":"):
            case ["fact", fact]:
                return bool(fact in self.guide.facts and self.guide.facts[fact].values)
            case [*_, "sex" | "relation"]:
                return True
        return False

    def _text(self, shape: Shape, value: Plain, choices: tuple[Choice, ...]) -> str:
        typed = shape.typed(value)
        if shape.kind in {ShapeKind.ONE, ShapeKind.SEVERAL}:
            return "、".join(choice.label for choice in choices if choice.id in typed)
        if shape.kind in {ShapeKind.DAY, ShapeKind.BIRTH}:
            return _day_or("".join(typed), self.words.language)
        if shape.kind is ShapeKind.ADDRESS and len(typed) == 6:
            postal, *parts = typed
            return "　".join(
                filter(None, (f"〒{postal[:3]}-{postal[3:]}" if postal else "", "".join(parts[:4]), parts[4]))
            )
        text = "".join(typed)
        status = self.guide.residence_statuses.get(text)
        return status.name if status else text

    def _choice(self, what: str, id_: str) -> str:
        match what.split(":"):
            case _ if id_ in {YES, NO}:
                return self.say(f"casework.{id_}", id_)
            case ["fact", fact] if self.guide.facts[fact].values:
                return self.say(f"fact.{fact}.value.{id_}", id_)
            case ["fact" | "need", *_]:
                return self.person(int(id_)) if id_.isdecimal() else id_
            case [*_, part]:
                return self.say(f"casework.{part}.{id_}", id_)
        return id_

    def _privacy(self, what: str) -> Privacy | None:
        fact = self.guide.facts.get(what.removeprefix("fact:"))
        return fact.privacy if fact and what.startswith("fact:") else None


def _day_or(text: str, language: str) -> str:
    """Say a day; anything else as it stands."""
    try:
        day = day_from_iso(text)
    except ValueError:
        return text
    return say_partly(day, language) if isinstance(day, PartialDate) else say_day(day, language, weekday=False)
