"""Who can come: every household of this day, as so many people of each kind.

Ages change only on a few days, so that all days of birth fall into a few dozen classes which no counted fact can tell
apart; of each one person stands for all. A household is then a few whole numbers, and what is counted over it a sum.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, product

from kiosk.calendar import PartialDate
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide
from kiosk.guidance.expression import Constant, Junction, Node, Not, Operation
from kiosk.guidance.facts import PERSON_FACTS, attributes, counts_of
from kiosk.people import Person, Relation, Sex, age, possible_births

OLDEST = 120
"""Whole years. Nobody in Japan has become older (the one who did was French)."""

Verdicts = tuple[bool | None, ...]
"""Whether each counted fact counts somebody, in the order of the counts."""

_AGES = ("age", "age_reached", "grade", "fiscal_age")
_INFANT = Condition("age < 1")
"""Who may be the child that was just born (``facts.with_newborn``)."""

Birth = date | PartialDate | None


@dataclass(frozen=True)
class Kind:
    """People whom no counted fact can tell apart; ``one`` stands for them.

    ``japanese``, ``foreign`` and ``open_``: how they count when they are so, and while nobody told their nationality.
    ``born``: the class of births that those of a newborn are compared by; -1 where no whole day of birth is known.
    """

    one: Person
    japanese: Verdicts
    foreign: Verdicts
    open_: Verdicts
    born: int

    @property
    def is_told_apart(self) -> bool:
        """Whether it counts for anything of which nation they are."""
        return not self.japanese == self.foreign == self.open_


@dataclass(frozen=True)
class Span:
    """Days of birth from the ``first`` on, before ``end``, that count alike."""

    first: date
    end: date
    born: int


@dataclass(frozen=True)
class Census:
    """The kinds of people of a day, and the days on which a child can be born, up to that day."""

    guide: Guide = field(repr=False)
    kinds: tuple[Kind, ...]
    spans: tuple[Span, ...]
    infants: frozenset[int]
    today: date

    def verdicts(self, person: Person) -> Verdicts:
        return _verdicts(self.guide, person, self.today)


def take_census(guide: Guide, today: date, *, stayers: bool, newborn: bool) -> Census:
    """Sort everybody who can come by what is counted. ``stayers``: some may not move along."""
    conditions = tuple(guide.counts.values())
    days = tuple(_days(today))
    told = (*conditions, _INFANT) if newborn else conditions
    pieces = tuple(dict.fromkeys(piece for condition in told for piece in _pieces(condition.tree)))
    classes: dict[tuple[object, ...], int] = {}
    born = {day: classes.setdefault(_weighed(pieces, day, today), len(classes)) for day in days}
    kinds: dict[tuple[object, ...], Kind] = {}
    for birth in _births(pieces, days, today):
        for relation, moves, sex in product(_relations(conditions), (True, False)[: 1 + stayers], _sexes(conditions)):
            one = Person(birth=birth, relation=relation, moves=moves, sex=sex)
            class_ = born[birth] if newborn and isinstance(birth, date) else -1
            kind = _kind(guide, one, class_, today)
            key = (kind.japanese, kind.foreign, kind.open_, class_, relation if relation in _ALONE else None)
            kinds.setdefault(key, kind)
    ends = (*days[1:], date.fromordinal(today.toordinal() + 1))
    spans = tuple(Span(first, end, born[first]) for first, end in zip(days, ends, strict=True))
    infants = frozenset(born[day] for day in days if age(day, today) < 1)
    return Census(guide, tuple(kinds.values()), tuple(_joined(spans)), infants, today)


_ALONE = frozenset({Relation.SELF, Relation.SPOUSE})
"""Of whom there is one at most."""


def _joined(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Join neighbours that count alike."""
    first = spans[0].first
    for span, following in pairwise((*spans, Span(date.max, date.max, -1))):
        if span.born != following.born:
            yield Span(first, span.end, span.born)
            first = following.first


def _kind(guide: Guide, one: Person, born: int, today: date) -> Kind:
    japanese, foreign, open_ = (
        _verdicts(guide, replace(one, foreign=is_foreign), today) for is_foreign in (False, True, None)
    )
    return Kind(one, japanese, foreign, open_, born)


def _verdicts(guide: Guide, person: Person, today: date) -> Verdicts:
    [counts] = counts_of(guide, (person,), {}, today)
    return tuple(counts.values())


def _days(today: date) -> Iterator[date]:
    """Yield the days of birth at which an age changes, oldest first."""
    for year in range(today.year - OLDEST - 1, today.year + 1):
        for day in possible_births(PartialDate(year), today):
            if day <= today and age(day, today) <= OLDEST:
                yield day


def _births(pieces: tuple[Node, ...], days: tuple[date, ...], today: date) -> Iterator[Birth]:
    """Yield one birth for each way to count: known whole, by the month, by the year, or not at all."""
    years = range(days[0].year, today.year + 1)
    partly: Iterable[PartialDate] = (PartialDate(year, month) for year in years for month in (None, *range(1, 13)))
    every: tuple[Birth, ...] = (*reversed(days), *(part for part in partly if part.first <= today), None)
    found: dict[object, Birth] = {}
    for birth in every:
        weighed = _weighed(pieces, birth, today)
        found.setdefault((weighed, isinstance(birth, date)), birth)
    return iter(found.values())


def _weighed(pieces: tuple[Node, ...], birth: Birth, today: date) -> tuple[object, ...]:
    """What each piece says of a birth, for each way in which its unknown part can count."""
    views = attributes(Person(birth=birth), today)
    return tuple(sorted({tuple(str(piece.value(view)) for piece in pieces) for view in views}))


def _pieces(node: Node) -> Iterator[Node]:
    """Yield what hangs on nothing but the birth."""
    match node:
        case Not(part=part):
            yield from _pieces(part)
        case Junction(parts=parts):
            for part in parts:
                yield from _pieces(part)
        case Operation() if set(node.names()) & set(_AGES):
            yield node


def _words(conditions: tuple[Condition, ...], fact: str) -> frozenset[str]:
    """The values of a person that conditions name."""
    named = {str(value) for condition in conditions for value in _constants(condition.tree)}
    return frozenset(named & set(PERSON_FACTS[fact].values))


def _constants(node: Node) -> Iterator[object]:
    match node:
        case Constant(written=tuple() as written):
            yield from written
        case Constant(written=written):
            yield written
        case Not(part=part):
            yield from _constants(part)
        case Junction(parts=parts):
            for part in parts:
                yield from _constants(part)
        case Operation(left=left, right=right):
            yield from (*_constants(left), *_constants(right))


def _relations(conditions: tuple[Condition, ...]) -> list[Relation]:
    """Those alone of their kind, those that conditions name, and one for all others."""
    named = _words(conditions, "relation")
    told = [relation for relation in Relation if relation in _ALONE or relation.value in named]
    return told + [relation for relation in Relation if relation not in told][-1:]


def _sexes(conditions: tuple[Condition, ...]) -> list[Sex | None]:
    """All of them where a condition asks, since a card may say any of them or none."""
    asked = any("sex" in condition.names() for condition in conditions)
    return [*Sex, None] if asked else [None]
