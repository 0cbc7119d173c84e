"""The household of one event as the variables of a solver, and what is counted over it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import z3

from config.proof.answers import holds, whole
from config.proof.census import Census, Kind, Span
from config.proof.formulas import Day, Formula, Number, Truth, Whole, both, day_number, either, inverse, total
from kiosk.people import Household as People
from kiosk.people import Person, Relation

LARGEST = 15
"""More people than that come in one visit of none."""


@dataclass(frozen=True)
class _Group:
    """How many of a kind there are: of known nationality, and of those whom nobody told (``open_``) as they count
    after who is foreign was asked: Japanese, foreign, or still not known.
    """

    kind: Kind
    japanese: z3.ArithRef
    foreign: Whole = 0
    open_: Whole = 0
    as_japanese: Whole = 0
    as_foreign: Whole = 0
    as_open: Whole = 0

    @property
    def people(self) -> Whole:
        return self.japanese + self.foreign + self.open_

    def counted(self, at: int, verdict: bool | None) -> Iterator[Whole]:  # noqa: FBT001  a verdict
        """Yield how many of them the count ``at`` counts so."""
        kind = self.kind
        if kind.japanese[at] is verdict:
            yield self.japanese + self.as_japanese
        if kind.foreign[at] is verdict:
            yield self.foreign + self.as_foreign
        if kind.open_[at] is verdict:
            yield self.as_open


class Household:
    """``limits`` say who can come, ``following`` what follows from answers: who is foreign, and a child that was born.

    ``told_by_answers`` and ``born`` are the variables of that: another answer makes them others, while those who came
    stay the same.
    """

    def __init__(self, census: Census, *, anybody: Truth | None, who: Formula, birth: Day | None) -> None:
        """``anybody``: whether anybody is foreign, where that is asked; ``who``: whether it was told who is."""
        self._census = census
        self._groups = [
            _group(f"#{number}", kind, asked=anybody is not None) for number, kind in enumerate(census.kinds)
        ]
        self._children = {} if birth is None else {span.born: census.verdicts(_child(span)) for span in census.spans}
        self._born = {class_: z3.Bool(f"#born{class_}") for class_ in self._children}
        self.told_by_answers = tuple(
            variable
            for group in self._groups
            for variable in (group.as_japanese, group.as_foreign, group.as_open)
            if anybody is not None and group.kind.is_told_apart and isinstance(variable, z3.ArithRef)
        )
        self.born = tuple(self._born.values())
        self.size = total([group.people for group in self._groups])
        self.limits = tuple(self._people())
        self.following = (*self._told(anybody, who), *(() if birth is None else self._newborn(birth)))

    @property
    def is_plain(self) -> Formula:
        """Whether everything is known of everybody."""
        vague = [group.people for group in self._groups if not isinstance(group.kind.one.birth, date)]
        return both(total(vague) == 0, total([group.open_ for group in self._groups]) == 0)

    def counted(self, id_: str) -> Number:
        """Count somebody; unknown as soon as somebody is undecided (``facts._count``)."""
        at = list(self._census.guide.counts).index(id_)
        undecided = total([part for group in self._groups for part in group.counted(at, None)])
        known = undecided == 0
        return Number(
            total([*(part for group in self._groups for part in group.counted(at, True)), *self._infants(at)]), known
        )

    def _infants(self, at: int) -> Iterator[z3.ArithRef]:
        for class_, added in self._born.items():
            if self._children[class_][at]:
                yield z3.If(added, 1, 0)

    def _people(self) -> Iterator[Formula]:
        for group in self._groups:
            yield from (part >= 0 for part in (group.japanese, group.foreign, group.open_) if not isinstance(part, int))
        for relation, least in ((Relation.SELF, 1), (Relation.SPOUSE, 0)):
            those = total([group.people for group in self._groups if group.kind.one.relation is relation])
            yield those >= least
            yield those <= 1
        yield self.size <= LARGEST

    def _told(self, anybody: Truth | None, who: Formula) -> Iterator[Formula]:
        """Whom the answers make what (``facts.with_foreigners``)."""
        if anybody is None:
            return
        nobody = both(inverse(who), anybody.no)
        alone = both(inverse(who), anybody.yes, self.size == 1)
        for group in self._groups:
            if isinstance(group.as_open, int):
                continue
            said = (group.as_japanese, group.as_foreign, group.as_open)
            yield from (part >= 0 for part in said)
            yield z3.Sum(said) == group.open_
            yield either(inverse(either(who, nobody, alone)), group.as_open == 0)
            yield either(who, nobody, group.as_japanese == 0)
            yield either(who, alone, group.as_foreign == 0)

    def _newborn(self, birth: Day) -> Iterator[Formula]:
        """A child of that day is among them, or counts besides (``facts.with_newborn``)."""
        yield z3.AtMost(*self._born.values(), 1)
        for class_, added in self._born.items():
            there = total([group.people for group in self._groups if group.kind.born == class_]) > 0
            days = either(*(_within(birth, span) for span in self._census.spans if span.born == class_))
            yield either(inverse(both(birth.known, days)), added, there)
            yield either(inverse(both(birth.known, inverse(days))), inverse(added))
        today = next(span.born for span in self._census.spans if span.end > self._census.today)
        infants = total([group.people for group in self._groups if group.kind.born in self._census.infants]) > 0
        added_today = self._born[today]
        yield either(birth.known, either(both(added_today, inverse(infants)), both(inverse(added_today), infants)))
        yield from (either(birth.known, inverse(added)) for class_, added in self._born.items() if class_ != today)

    def people(self, model: z3.ModelRef, born: date | None) -> tuple[People, frozenset[str]]:
        """Return the people of a solution, SELF first, and the numbers of those who were told to be foreign.

        ``born``: the day that was told of a birth.
        """
        found = [member for group in self._groups for member in _members(group, model)]
        if born is not None:
            found = self._with_days(found, born, added=any(holds(model, added) for added in self.born))
        found.sort(key=lambda member: list(Relation).index(member.person.relation))
        numbers = (str(number) for number, member in enumerate(found, start=1) if member.told_foreign)
        return tuple(member.person for member in found), frozenset(numbers)

    def _with_days(self, found: "list[_Member]", born: date, *, added: bool) -> "list[_Member]":
        """Give those who count like the child another day of birth; one of them that day where nobody was added."""
        class_ = next(span.born for span in self._census.spans if span.first <= born < span.end)
        spans = [span for span in self._census.spans if span.born == class_]
        others = (day for span in spans for day in (span.first, span.end - timedelta(days=1)) if day != born)
        other = next(others, born)
        days = iter([other if added else born])
        return [
            replace(member, person=replace(member.person, birth=next(days, other))) if member.born == class_ else member
            for member in found
        ]


def _child(span: Span) -> Person:
    """Who is added where nobody of that day is there yet."""
    return Person(birth=span.first, relation=Relation.CHILD, foreign=False)


def _within(birth: Day, span: Span) -> Formula:
    number = birth.number.value
    return both(number >= day_number(span.first), number < day_number(span.end))


def _group(name: str, kind: Kind, *, asked: bool) -> _Group:
    japanese = z3.Int(name)
    if not kind.is_told_apart:
        return _Group(kind, japanese)
    foreign, open_ = z3.Int(f"{name}f"), z3.Int(f"{name}o")
    if not asked:
        return _Group(kind, japanese, foreign, open_, as_open=open_)
    said = (z3.Int(f"{name}o{way}") for way in ("j", "f", "o"))
    return _Group(kind, japanese, foreign, open_, *said)


@dataclass(frozen=True)
class _Member:
    """Somebody of a solution. ``told_foreign``: an answer says so."""

    person: Person
    born: int
    told_foreign: bool = False


def _members(group: _Group, model: z3.ModelRef) -> Iterator[_Member]:
    one, born = group.kind.one, group.kind.born
    for is_foreign, number in ((False, group.japanese), (True, group.foreign)):
        yield from (_Member(replace(one, foreign=is_foreign), born) for _ in range(whole(model, number)))
    foreign = whole(model, group.as_foreign)
    yield from (_Member(one, born, number < foreign) for number in range(whole(model, group.open_)))
