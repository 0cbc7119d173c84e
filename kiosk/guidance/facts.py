"""The facts of a visit as one event sees them: asked, counted over the household, or not in question at all."""

from datetime import date
from typing import cast

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Event, Fact, FactType, Guide, Known, Question, Value
from kiosk.people import Household, Person, Sex, age, age_reached, fiscal_age, grade

NOTHING: dict[FactType, Value | None] = {
    FactType.BOOL: False,
    FactType.INT: 0,
    FactType.ENUM: "",
    FactType.SET: frozenset(),
    FactType.DATE: None,
}
"""What a fact is that nobody was asked for, because it does not arise: no, 0, empty."""

EVENT = "event"
"""The fact that is the chosen event itself."""

NOTIFY_DATE = "notify_date"
"""The day of the notification: today, unless somebody says otherwise."""

VISITOR_BIRTH = "visitor_birth"
VISITOR_FOREIGN = "visitor_foreign"
"""Asked of the person in front of us where no card says it; the count expressions then know them too."""

_SAID_BY = {VISITOR_FOREIGN: {"foreign"}, VISITOR_BIRTH: {"age", "age_reached", "grade", "fiscal_age"}}

JAPANESE = frozenset({"日本", "日本国", "JPN", "JP", "Japan", "Japanese"})

PERSON_FACTS = {
    "age": Fact("age", FactType.INT),
    "age_reached": Fact("age_reached", FactType.INT),
    "grade": Fact("grade", FactType.INT),
    "fiscal_age": Fact("fiscal_age", FactType.INT),
    "foreign": Fact("foreign", FactType.BOOL),
    "moves": Fact("moves", FactType.BOOL),
    "sex": Fact("sex", FactType.ENUM, tuple(sex.value for sex in Sex)),
    "relation": Fact("relation", FactType.ENUM),
}
"""What the expression of a counted fact may say of a person."""

View = dict[str, Value | None]


def facts_for(guide: Guide, event: str, known: Known, household: Household | None, today: date) -> View:
    """Return every fact as this event sees it; ``None`` is unknown.

    What the event never asks, or does not ask because a ``given`` is false, is no, 0 or empty, whatever
    was answered before. Counted facts come from the household unless ``known`` has them.
    """
    view: View = {fact.id: NOTHING[fact.type] for fact in guide.facts.values()}
    people = None if household is None else tuple(_attributes(person, known, today) for person in household)
    view |= _counted(guide, known, people)
    view |= {EVENT: event, NOTIFY_DATE: known.get(NOTIFY_DATE) or today}
    for question in map(guide.questions.__getitem__, guide.events[event].questions):
        view.update({id_: known.get(id_) for id_ in arising(question, view) if guide.facts[id_].count is None})
    return view


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


def _counted(guide: Guide, known: Known, people: tuple[View, ...] | None) -> View:
    return {
        fact.id: known[fact.id] if fact.id in known else _count(fact.count, people)
        for fact in guide.facts.values()
        if fact.count is not None
    }


def _count(counts: Condition, people: tuple[View, ...] | None) -> int | None:
    """Count those for whom it is true; unknown as soon as one person is undecided, or nobody is known."""
    if people is None:
        return None
    verdicts = [counts.decide(person) for person in people]
    return None if None in verdicts else sum(map(bool, verdicts))


def _attributes(person: Person, known: Known, today: date) -> View:
    birth, foreign = person.birth, _is_foreign(person)
    if person.relation == "self":
        birth = birth or cast("date | None", known.get(VISITOR_BIRTH))
        foreign = known.get(VISITOR_FOREIGN) if foreign is None else foreign
    return {
        "age": None if birth is None else age(birth, today),
        "age_reached": None if birth is None else age_reached(birth, today),
        "grade": None if birth is None else grade(birth, today),
        "fiscal_age": None if birth is None else fiscal_age(birth, today),
        "foreign": foreign,
        "moves": person.moves,
        "sex": None if person.sex is None else person.sex.value,
        "relation": person.relation,
    }


def _is_foreign(person: Person) -> Value | None:
    return person.nationality not in JAPANESE if person.nationality else None
