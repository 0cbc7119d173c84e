"""The facts of a visit as one event sees them: asked, counted over the household, or not in question at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Event, Fact, FactType, Guide, Known, Question, Value
from kiosk.people import Household, Person, Relation, Sex, age, age_reached, fiscal_age, grade, possible_births

NOTHING: dict[FactType, Value | None] = {
    FactType.BOOL: False,
    FactType.INT: 0,
    FactType.ENUM: "",
    FactType.SET: frozenset(),
    FactType.DATE: None,
    FactType.PEOPLE: frozenset(),
}
"""What a fact is that nobody was asked for, because it does not arise: no, 0, empty."""

EVENT = "event"
"""The fact that is the chosen event itself."""

NOTIFY_DATE = "notify_date"
"""The day of the notification: today, unless somebody says otherwise."""

MY_NUMBER_CARD = "my_number"
NO_CARD = "no_card"
"""Stand among the kinds of cards: for one that is owned, also unused, and for nobody owning one."""

ANY_FOREIGN = "any_foreign"
FOREIGNERS = "foreigners"
"""Whether anybody is a foreign national, and of several people who: asked where nobody told their nationality."""

_SAID_BY = {ANY_FOREIGN: {"foreign"}, FOREIGNERS: {"foreign"}}
"""What the answer to a question says of each person, and so of what is counted."""

JAPANESE = frozenset({"日本", "日本国", "JPN", "JP", "Japan", "Japanese"})

PERSON_FACTS = {
    "age": Fact("age", FactType.INT),
    "age_reached": Fact("age_reached", FactType.INT),
    "grade": Fact("grade", FactType.INT),
    "fiscal_age": Fact("fiscal_age", FactType.INT),
    "foreign": Fact("foreign", FactType.BOOL),
    "moves": Fact("moves", FactType.BOOL),
    "sex": Fact("sex", FactType.ENUM, tuple(sex.value for sex in Sex)),
    "relation": Fact("relation", FactType.ENUM, tuple(relation.value for relation in Relation)),
}
"""What the expression of a counted fact may say of a person."""

View = dict[str, Value | None]


def facts_for(guide: Guide, event: str, known: Known, household: Household | None, today: date) -> View:
    """Return every fact as this event sees it; ``None`` is unknown.

    What the event never asks, or does not ask because a ``given`` is false, is no, 0 or empty, whatever
    was answered before. Counted facts come from the household unless ``known`` has them.
    """
    known = with_foreigners(known, household)
    view: View = {fact.id: NOTHING[fact.type] for fact in guide.facts.values()}
    people = None if household is None else person_views(household, known, today)
    view |= _counted(guide, known, people)
    view |= {EVENT: event, NOTIFY_DATE: known.get(NOTIFY_DATE) or today}
    for question in map(guide.questions.__getitem__, guide.events[event].questions):
        view.update({id_: known.get(id_) for id_ in arising(question, view) if guide.facts[id_].count is None})
    return view


def with_foreigners(known: Known, household: Household | None) -> Known:
    """Who is foreign need not be asked when nobody is, when nobody can say, or when there is only one person."""
    anybody = known.get(ANY_FOREIGN)
    if ANY_FOREIGN not in known or FOREIGNERS in known or (anybody and household is not None and len(household) > 1):
        return known
    return {**known, FOREIGNERS: None if anybody is None else frozenset({"1"} if anybody else ())}


def arising(question: Question, view: View) -> tuple[str, ...]:
    """Return the facts of a question that arise, unless it is settled that they do not."""
    if question.given is not None and question.given.decide(view) is False:
        return ()
    return tuple(
        id_ for id_ in question.asks if id_ not in question.only or question.only[id_].decide(view) is not False
    )


def asked_for(fact: Fact) -> tuple[str, ...]:
    """Return the facts to ask when this one is unknown: itself, or what its count hangs on."""
    if fact.count is None:
        return (fact.id,)
    return tuple(asked for asked, said in _SAID_BY.items() if not said.isdisjoint(fact.count.names()))


def start_of(event: Event, start: str | None) -> str:
    """Return the date fact that a deadline counts from."""
    return event.event_date if start in {None, "event_date"} else start


PersonViews = tuple[View, ...]
"""One person, once for each way in which the known part of their birth date can count: a single one for most."""


def person_views(household: Household, known: Known, today: date) -> tuple[PersonViews, ...]:
    """Return what the expression of a counted fact may say of each person, in the order of the household."""
    foreigners = with_foreigners(known, household).get(FOREIGNERS)
    said = foreigners if isinstance(foreigners, frozenset) else None
    return tuple(
        tuple(_attributes(_told(person, None if said is None else str(number) in said), today))
        for number, person in enumerate(household, start=1)
    )


def is_counted(counts: Condition, person: PersonViews) -> bool | None:
    """Say whether a counted fact counts this person, however the unknown part of their birth date is."""
    verdicts = {counts.decide(view) for view in person}
    return verdicts.pop() if len(verdicts) == 1 else None


def _counted(guide: Guide, known: Known, people: tuple[PersonViews, ...] | None) -> View:
    return {
        fact.id: known[fact.id] if fact.id in known else _count(fact.count, people)
        for fact in guide.facts.values()
        if fact.count is not None
    }


def _count(counts: Condition, people: tuple[PersonViews, ...] | None) -> int | None:
    """Count those for whom it is true; unknown as soon as one person is undecided, or nobody is known."""
    if people is None:
        return None
    verdicts = [is_counted(counts, person) for person in people]
    return None if None in verdicts else sum(map(bool, verdicts))


def _told(person: Person, foreign: Value | None) -> Person:
    """Take what was answered of somebody of whom nothing better is known."""
    return replace(person, foreign=bool(foreign)) if person.foreign is None and foreign is not None else person


def _attributes(person: Person, today: date) -> Iterator[View]:
    fixed: View = {
        "foreign": is_foreign(person),
        "moves": person.moves,
        "sex": None if person.sex is None else person.sex.value,
        "relation": person.relation.value,
    }
    if person.birth is None:
        yield fixed | dict.fromkeys(("age", "age_reached", "grade", "fiscal_age"))
        return
    for birth in possible_births(person.birth, today):
        yield fixed | {
            "age": age(birth, today),
            "age_reached": age_reached(birth, today),
            "grade": grade(birth, today),
            "fiscal_age": fiscal_age(birth, today),
        }


def is_foreign(person: Person) -> bool | None:
    """Say whether a person is a foreign national; ``None`` when neither nationality nor answer tells."""
    return person.nationality not in JAPANESE if person.nationality else person.foreign
