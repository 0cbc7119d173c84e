"""The facts of a visit as one event sees them: asked, counted over the household, or not in question at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.guidance.content import Event, Fact, FactType, Guide, Known, Question, Value
from kiosk.people import Household, Person, Relation, Sex, age, age_reached, fiscal_age, grade, possible_births

EVENT = "event"
"""The fact that is the chosen event itself."""

NOTIFY_DATE = "notify_date"
"""The day of the notification: today, unless somebody says otherwise."""

EVENT_DATE = "event_date"
"""The day of the event itself, where somebody gives it; each event has a date fact of its own for it, too."""

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
    "my_number_card": Fact("my_number_card", FactType.BOOL),
}
"""What a condition may say of a person."""

View = dict[str, Value | None]

Counts = Mapping[str, bool | None]
"""Of one person, which of the counted facts count them; ``None`` is unknown."""


@dataclass(frozen=True)
class Seen:
    """A visit as one event sees it.

    ``view``: every fact; ``None`` is unknown. ``arising``: of each question of the event the facts that arise.
    """

    view: View = field(repr=False)
    arising: Mapping[str, Sequence[str]] = field(repr=False)


def facts_for(guide: Guide, event: str, known: Known, household: Household | None, today: date) -> View:
    """Return every fact as this event sees it; ``None`` is unknown.

    What the event never asks, or does not ask because a ``given`` is false, is no, 0 or empty, whatever
    was answered before. Counted facts come from the household unless ``known`` has them.
    """
    known = with_foreigners(known, household)
    born = None if household is None else with_newborn(guide, event, known, household, today)
    counts = None if born is None else counts_of(guide, born, known, today)
    return seen_by(guide, event, known, counts, today).view


def seen_by(guide: Guide, event: str, known: Known, counts: tuple[Counts, ...] | None, today: date) -> Seen:
    """Look at a visit as one event does; ``counts`` of each person, ``None`` when nobody is known."""
    view = dict(guide.nothing)
    for id_ in guide.counts:
        view[id_] = known[id_] if id_ in known else _sum(id_, counts)
    for id_ in (*guide.ages, *guide.dates):
        view[id_] = known.get(id_)
    view |= {EVENT: event, NOTIFY_DATE: known.get(NOTIFY_DATE) or today}
    asked: dict[str, list[str]] = {}
    for question in map(guide.questions.__getitem__, guide.events[event].questions):
        asked[question.id] = []
        for id_ in arising(question, view):
            asked[question.id].append(id_)
            view[id_] = known.get(id_)
    _date(guide, guide.events[event], known, view, {id_ for asks in asked.values() for id_ in asks})
    return Seen(view, asked)


def no_for_the_rest(guide: Guide, known: Known, *, counted: bool) -> dict[str, Value | None]:
    """Return what is known with no, 0 and empty for all that is not; ``counted``: for what is counted of people, too.

    Dates stay unknown, as nothing is "no date".
    """
    nothing = {
        fact.id: 0 if fact.is_computed else fact.nothing
        for fact in guide.facts.values()
        if fact.type is not FactType.DATE and (counted or fact.count is None) and fact.age_of is None
    }
    return nothing | dict(known)


def with_newborn(guide: Guide, event: str, known: Known, household: Household, today: date) -> Household:
    """Add the child that was born, unless it is among the household already."""
    fact = guide.events[event].newborn
    if fact is None:
        return household
    told = known.get(fact)
    birth = told if isinstance(told, date) else today
    if any(_is_that_child(person, birth, sure=isinstance(told, date)) for person in household):
        return household
    return (*household, Person(birth=birth, relation=Relation.CHILD, foreign=False))


def _is_that_child(person: Person, birth: date, *, sure: bool) -> bool:
    if not isinstance(person.birth, date):
        return False
    return person.birth == birth if sure else age(person.birth, birth) < 1


def _date(guide: Guide, event: Event, known: Known, view: View, asked: set[str]) -> None:
    """A date that nobody is asked for has another stand in."""
    if event.event_date not in known and EVENT_DATE in known:
        view[event.event_date] = known[EVENT_DATE]
    for id_, otherwise in guide.dates.items():
        if otherwise is not None and id_ not in asked and view[id_] is None:
            view[id_] = view[otherwise]
    for id_, (birth, on) in guide.ages.items():
        if id_ not in known:
            view[id_] = _years(view[birth], view[on])


def _years(birth: Value | None, on: Value | None) -> int | None:
    return age(birth, on) if isinstance(birth, date) and isinstance(on, date) else None


def with_foreigners(known: Known, household: Household | None) -> Known:
    """Who is foreign need not be asked when nobody is, when nobody can say, or when there is only one person."""
    anybody = known.get(ANY_FOREIGN)
    if ANY_FOREIGN not in known or FOREIGNERS in known or (anybody and household is not None and len(household) > 1):
        return known
    return {**known, FOREIGNERS: None if anybody is None else frozenset({"1"} if anybody else ())}


def arising(question: Question, view: View) -> Iterator[str]:
    """Yield the facts of a question that arise, unless it is settled that they do not.

    One after the other: what the caller puts into ``view`` meanwhile decides about those after it on the same screen.
    """
    if question.given is not None and question.given.decide(view) is False:
        return
    for id_ in question.asks:
        if id_ not in question.only or question.only[id_].decide(view) is not False:
            yield id_


def asked_for(fact: Fact) -> tuple[str, ...]:
    """Return the facts to ask when this one is unknown: itself, or what it is computed from."""
    if fact.age_of is not None:
        return fact.age_of
    if fact.otherwise is not None:
        return (fact.id, fact.otherwise)
    if fact.count is None:
        return (fact.id,)
    return tuple(asked for asked, said in _SAID_BY.items() if not said.isdisjoint(fact.count.names()))


def start_of(event: Event, start: str | None) -> str:
    """Return the date fact that a deadline counts from."""
    return event.event_date if start is None or start == EVENT_DATE else start


def counts_of(guide: Guide, household: Household, known: Known, today: date) -> tuple[Counts, ...]:
    """Return who is counted, in the order of the household."""
    foreigners = with_foreigners(known, household).get(FOREIGNERS)
    said = foreigners if isinstance(foreigners, frozenset) else None
    people = (
        _told(person, None if said is None else str(number) in said) for number, person in enumerate(household, start=1)
    )
    return tuple(_counted(guide, tuple(attributes(person, today))) for person in people)


def _counted(guide: Guide, views: tuple[View, ...]) -> Counts:
    """Decide for one person; ``views``: one for each way in which the known part of their birth date can count."""
    if len(views) == 1:
        return {id_: counts.decide(views[0]) for id_, counts in guide.counts.items()}
    verdicts = {id_: {counts.decide(view) for view in views} for id_, counts in guide.counts.items()}
    return {id_: verdict.pop() if len(verdict) == 1 else None for id_, verdict in verdicts.items()}


def _sum(id_: str, people: tuple[Counts, ...] | None) -> int | None:
    """Count those of whom it is true; unknown as soon as one person is undecided, or nobody is known."""
    if people is None:
        return None
    verdicts = [counts[id_] for counts in people]
    return None if None in verdicts else sum(map(bool, verdicts))


def _told(person: Person, foreign: Value | None) -> Person:
    """Take what was answered of somebody of whom nothing better is known."""
    return replace(person, foreign=bool(foreign)) if person.foreign is None and foreign is not None else person


def attributes(person: Person, today: date) -> Iterator[View]:
    """Yield what counts may say of a person: once for each way in which the known part of their birth date counts."""
    fixed: View = {
        "foreign": is_foreign(person),
        "moves": person.moves,
        "sex": None if person.sex is None else person.sex.value,
        "relation": person.relation.value,
        "my_number_card": person.has_my_number_card,
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
