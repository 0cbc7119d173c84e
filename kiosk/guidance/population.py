"""A population of invented visits, to see what a city's content does to many: seeded, so that everybody gets the same.

Every event has as many visitors as any other, whatever comes often in life. Their households follow the shares of the
census of 2020 (令和2年国勢調査): people living alone 38 %, couples 20 %, couples with children 25 %, one parent with
children 9 %, three generations 8 %. One in sixteen is foreign, three quarters own a My Number card. Most say yes to
one question in seven and do not know one in twenty; one visitor in ten says yes to most, one in twenty knows nothing.
Answers hang on the visitor and the fact alone: two versions of a city's content ask the same people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from random import Random

from kiosk.calendar import PartialDate
from kiosk.guidance.content import DateSpan, Fact, FactType, Guide, Known, Question, Value
from kiosk.guidance.facts import MY_NUMBER_CARD, NO_CARD
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question
from kiosk.people import Household, Person, Relation, Sex

SEED = 2026

_YEAR = timedelta(days=365.2425)


class Temper(Enum):
    """How somebody answers; the value is how many in twenty do."""

    MOST = 17
    YES = 2
    UNKNOWN = 1


@dataclass(frozen=True)
class Visitor:
    """One invented visit before anything is asked. ``number`` counts from 0."""

    number: int
    event: str
    household: Household = field(repr=False)
    temper: Temper = Temper.MOST
    seed: int = SEED


@dataclass(frozen=True)
class Walked:
    """What came of a visit: how many screens of questions it took, what was said on them, and the plan."""

    screens: int
    known: Known
    plan: Plan


def visitors(events: tuple[str, ...], count: int, today: date, *, seed: int = SEED) -> Iterator[Visitor]:
    """Yield the first ``count`` of the population, one event after the other."""
    tempers = [temper for temper in Temper for _ in range(temper.value)]
    for number in range(count):
        random = Random(f"{seed}/{number}")  # noqa: S311  invented people are no secret
        household = _household(random, today)
        yield Visitor(number, events[number % len(events)], household, random.choice(tempers), seed)


def walk(guide: Guide, visitor: Visitor, today: date) -> Walked:
    """Lead a visitor through all questions to the plan."""
    known: dict[str, Value | None] = dict(_told_by_cards(guide, visitor.household))
    events, screens = (visitor.event,), 0
    while question := next_question(guide, events, known, visitor.household, today):
        known |= {id_: answer(guide.facts[id_], question, visitor, today) for id_ in question.asks}
        screens += 1
    return Walked(screens, known, make_plan(guide, events, known, visitor.household, today))


def answer(fact: Fact, question: Question, visitor: Visitor, today: date) -> Value | None:
    """Return what a visitor says to a question; ``None`` is "I do not know"."""
    random = Random(f"{visitor.seed}/{visitor.number}/{fact.id}")  # noqa: S311  as above
    unknown = {Temper.MOST: 0.05, Temper.YES: 0.02, Temper.UNKNOWN: 1.0}[visitor.temper]
    if random.random() < unknown:
        return None
    return _CHOOSE[fact.type](random, fact, question, visitor, today)


def _told_by_cards(guide: Guide, household: Household) -> Known:
    owned = {person.has_my_number_card for person in household}
    if True in owned:
        return guide.cards.get(MY_NUMBER_CARD, {})
    return guide.cards.get(NO_CARD, {}) if owned == {False} else {}


# --- answers -------------------------------------------------------------------------------

_Choose = Callable[[Random, Fact, Question, Visitor, date], Value | None]


def _yes_or_no(random: Random, _fact: Fact, _question: Question, visitor: Visitor, _today: date) -> Value:
    return random.random() < (0.8 if visitor.temper is Temper.YES else 0.14)


def _number(random: Random, *_: object) -> Value:
    return random.randrange(4)


def _one(random: Random, fact: Fact, *_: object) -> Value:
    return random.choice(fact.values)


def _some(random: Random, fact: Fact, *_: object) -> Value:
    return frozenset(random.sample(fact.values, min(len(fact.values), random.choice((1, 1, 1, 2, 3)))))


def _people(random: Random, _fact: Fact, _question: Question, visitor: Visitor, _today: date) -> Value:
    numbers = [str(number) for number, _ in enumerate(visitor.household, start=1)]
    return frozenset(random.sample(numbers, random.randint(1, len(numbers))))


def _day(random: Random, fact: Fact, question: Question, _visitor: Visitor, today: date) -> Value:
    match question.span or fact.span:
        case DateSpan.PAST:
            return today - timedelta(days=random.choice((0, 1, 3, 7, 10, 13, 20, 40)))
        case DateSpan.NEAR:
            return today + timedelta(days=random.randint(-14, 14))
        case DateSpan.LIFE:
            return today - random.randint(30, 98) * _YEAR


_CHOOSE: dict[FactType, _Choose] = {
    FactType.BOOL: _yes_or_no,
    FactType.INT: _number,
    FactType.ENUM: _one,
    FactType.SET: _some,
    FactType.PEOPLE: _people,
    FactType.DATE: _day,
}


# --- households ----------------------------------------------------------------------------


def _household(random: Random, today: date) -> Household:
    shape = random.choices(("alone", "couple", "family", "one_parent", "generations"), (38, 20, 25, 9, 8))[0]
    parents = shape in {"family", "one_parent", "generations"}
    self_age = (
        random.triangular(22, 55, 36) if parents else random.choice((random.uniform(18, 40), random.uniform(40, 98)))
    )
    people = [(Relation.SELF, self_age)]
    if shape not in {"alone", "one_parent"}:
        people.append((Relation.SPOUSE, max(18.0, self_age + random.uniform(-6, 6))))
    if parents:
        oldest = random.uniform(0, max(0.5, self_age - 20))
        children = random.choices((1, 2, 3, 4), (45, 40, 12, 3))[0]
        people += [(Relation.CHILD, max(0.0, oldest - number * random.uniform(1.0, 4.0))) for number in range(children)]
    if shape == "generations":
        people.append((Relation.PARENT, self_age + random.uniform(20, 38)))
    foreign = random.random() < 1 / 16
    return tuple(_person(random, today, relation, age, foreign=foreign) for relation, age in people)


def _person(random: Random, today: date, relation: Relation, age: float, *, foreign: bool) -> Person:
    """Of one in four nobody told the nationality, of one in fifty only the year of birth is known."""
    birth = today - age * _YEAR
    person = Person(
        birth=PartialDate(birth.year) if random.random() < 0.02 else birth,
        sex=random.choice((Sex.MALE, Sex.FEMALE)),
        relation=relation,
        nationality=("ベトナム" if foreign else "日本") if random.random() < 0.75 else "",
        has_my_number_card=random.choices((True, False, None), (75, 15, 10))[0],
    )
    return replace(person, moves=False) if relation is not Relation.SELF and random.random() < 0.05 else person
