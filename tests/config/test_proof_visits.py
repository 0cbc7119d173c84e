"""The formulas of the proof say of every visit what the code says of it, and every solution of them is a visit."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import z3

from config.content import load
from config.proof.answers import holds, whole
from config.proof.census import Census, take_census
from config.proof.formulas import Day, Formula, Number, Term, Truth, Words, both, inverse
from config.proof.visits import Visits
from kiosk.calendar import PartialDate
from kiosk.guidance.content import Fact, FactType, Guide, Known, Value
from kiosk.guidance.facts import FOREIGNERS, arising, facts_for, with_newborn
from kiosk.people import Household, Person, Relation

GUIDE = load(Path(__file__).parents[2] / "config" / "aonami", date(2026, 11, 26)).guide
DAYS = (date(2027, 4, 1), date(2028, 2, 29))


def visits_of(guide: Guide, event: str, today: date) -> Visits:
    one = guide.events[event]
    return Visits(guide, event, take_census(guide, today, stayers=one.moving, newborn=one.newborn is not None))


def said(model: z3.ModelRef, term: Term) -> object:
    match term:
        case Truth(yes=yes, no=no):
            return True if holds(model, yes) else False if holds(model, no) else None
        case Number(value=value, known=known):
            return whole(model, value) if holds(model, known) else None
        case Day(year=year, month_day=month_day, known=known):
            month, day = divmod(whole(model, month_day), 100)
            return date(whole(model, year), month, day) if holds(model, known) else None
        case Words(holds=held, known=known):
            return {word for word, is_said in held.items() if holds(model, is_said)} if holds(model, known) else None


def as_said(value: Value | None) -> object:
    if isinstance(value, str):
        return {value} - {""}
    return set(value) if isinstance(value, frozenset) else value


def differences(visits: Visits, model: z3.ModelRef, known: Known, people: Household, today: date) -> list[str]:
    view = facts_for(GUIDE, visits.sight.event.id, known, people, today)
    facts = [fact for fact in GUIDE.facts.values() if fact.type is not FactType.PEOPLE]
    return [fact.id for fact in facts if said(model, visits.sight.look(fact.id)) != as_said(view[fact.id])]


def wishes(visits: Visits) -> Iterator[Formula]:
    """Something that can be wished of each fact."""
    for fact in GUIDE.facts:
        match visits.sight.look(fact):
            case Truth(yes=yes, no=no) as truth:
                yield from (yes, no, inverse(truth.known))
            case Number(value=value, known=known):
                yield from (both(known, value == 1), both(known, value > 1), inverse(known))
            case Day(known=known) as day:
                yield from (known, inverse(known), both(known, day.month_day == 401))
            case Words(holds=held, known=known):
                yield from (*held.values(), inverse(known))


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("event", GUIDE.events)
def test_every_solution_is_a_visit_that_the_code_sees_alike(event: str, today: date) -> None:
    visits, random = visits_of(GUIDE, event, today), Random(f"{event} {today}")
    open_wishes = [wish for wish in wishes(visits) if not isinstance(wish, bool)]
    for _ in range(2):
        kept: list[Formula] = []
        for wish in random.sample(open_wishes, min(20, len(open_wishes))):
            kept += [wish] if visits.can(*kept, wish) else []
        visits.solver.check(both(True, *kept))
        model = visits.solver.model()
        known, people = visits.sight.visit(model)
        assert differences(visits, model, known, people, today) == []


def some_day(random: Random, today: date, years: int) -> date:
    return today - timedelta(days=random.choice((0, 1, 364, 365, 366, random.randrange(years * 365))))


def somebody(random: Random, relation: Relation, today: date, *, stayers: bool) -> Person:
    day = some_day(random, today, 100)
    return Person(
        birth=random.choice((day, day, day, PartialDate(day.year, day.month), PartialDate(day.year), None)),
        relation=relation,
        moves=not stayers or random.random() < 0.7,
        foreign=random.choice((False, True, None, None)),
    )


def some_people(random: Random, today: date, *, stayers: bool) -> Household:
    others = [relation for relation in Relation if relation not in {Relation.SELF, Relation.SPOUSE}]
    relations = [
        Relation.SELF,
        *[Relation.SPOUSE] * random.randint(0, 1),
        *random.choices(others, k=random.randint(0, 4)),
    ]
    return tuple(somebody(random, relation, today, stayers=stayers) for relation in relations)


def some_answer(random: Random, fact: Fact, people: Household, today: date) -> Value | None:
    if random.random() < 0.15:
        return None
    match fact.type:
        case FactType.BOOL:
            return random.random() < 0.6
        case FactType.INT:
            return random.randint(0, 3)
        case FactType.DATE:
            return some_day(random, today, 8)
        case FactType.ENUM:
            return random.choice(fact.values)
        case FactType.SET:
            return frozenset(random.sample(fact.values, random.randint(0, 3)))
        case FactType.PEOPLE:
            return frozenset(str(number) for number in range(1, len(people) + 1) if random.random() < 0.5)


def some_visit(random: Random, event: str, today: date) -> tuple[dict[str, Value | None], Household]:
    """Answer whatever arises, screen by screen, as a visit does; what no longer arises in the end is forgotten."""
    people = some_people(random, today, stayers=GUIDE.events[event].moving)
    known: dict[str, Value | None] = {}
    questions = [GUIDE.questions[id_] for id_ in GUIDE.events[event].questions]
    for question in questions:
        for id_ in question.asks:
            if id_ in arising(question, facts_for(GUIDE, event, known, people, today)):
                known[id_] = some_answer(random, GUIDE.facts[id_], people, today)
    while True:
        view = facts_for(GUIDE, event, known, people, today)
        asked = {id_ for question in questions for id_ in arising(question, view)}
        if known.keys() <= asked:
            return known, people
        known = {id_: value for id_, value in known.items() if id_ in asked}


def as_formulas(visits: Visits, census: Census, known: Known, people: Household) -> Iterator[Formula]:
    """Fix all variables to one visit."""
    for id_, answer in visits.sight.answers.items():
        yield from _answered(answer.term, known.get(id_))
    groups = {_key(group.kind.one, census): group for group in visits.sight.household._groups}
    numbers = known.get(FOREIGNERS)
    told = numbers if isinstance(numbers, frozenset) else frozenset()
    counted = Counter((_key(person, census), person.foreign) for person in people)
    counted_foreign = Counter(
        _key(one, census) for n, one in enumerate(people, 1) if one.foreign is None and str(n) in told
    )
    for key, group in groups.items():
        japanese, foreign, open_ = (counted[key, nation] for nation in (False, True, None))
        if isinstance(group.foreign, int):
            yield group.japanese == japanese + foreign + open_
            continue
        yield from (group.japanese == japanese, group.foreign == foreign, group.open_ == open_)
        if isinstance(numbers, frozenset):
            yield group.as_foreign == counted_foreign[key]
    added = with_newborn(GUIDE, visits.sight.event.id, known, people, census.today) != people
    yield not visits.sight.household.born or z3.Or(*visits.sight.household.born) == added


def _answered(term: Term, value: Value | None) -> Iterator[Formula]:
    if value is None:
        yield inverse(term.known)
        return
    match term:
        case Truth(yes=yes, no=no):
            yield yes if value else no
        case Number(value=number, known=known):
            yield both(known, number == value)
        case Day(year=year, month_day=month_day, known=known):
            assert isinstance(value, date)
            yield both(known, year == value.year, month_day == value.month * 100 + value.day)
        case Words(holds=held, known=known):
            yield known
            words = as_said(value)
            assert isinstance(words, set)
            yield from (is_said if word in words else inverse(is_said) for word, is_said in held.items())


def _key(person: Person, census: Census) -> object:
    """What of a person the census tells apart."""
    verdicts = tuple(
        census.verdicts(Person(birth=person.birth, relation=person.relation, moves=person.moves, foreign=foreign))
        for foreign in (False, True, None)
    )
    born = next(
        (
            span.born
            for span in census.spans
            if isinstance(person.birth, date) and span.first <= person.birth < span.end
        ),
        -1,
    )
    is_told = any(kind.born != -1 for kind in census.kinds)
    alone = person.relation if person.relation in {Relation.SELF, Relation.SPOUSE} else None
    return verdicts, born if is_told else -1, alone


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("event", GUIDE.events)
def test_every_visit_is_a_solution_that_says_the_same(event: str, today: date) -> None:
    one = GUIDE.events[event]
    census = take_census(GUIDE, today, stayers=one.moving, newborn=one.newborn is not None)
    visits, random = Visits(GUIDE, event, census), Random(f"{event} {today}")
    for _ in range(4):
        known, people = some_visit(random, event, today)
        assert visits.can(*as_formulas(visits, census, known, people))
        assert differences(visits, visits.solver.model(), known, people, today) == []
