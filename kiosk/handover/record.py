"""What crosses the counter: the contents of one visit, as plain values that CBOR can carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.guidance.content import Fact, FactType, Guide, Value
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.paperwork.case import Case, NeedValue
from kiosk.people import Address, Person, Sex

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What CBOR and JSON both carry."""


@dataclass(frozen=True)
class Handover:
    """One visit for the counter. ``needs`` is what was typed for the forms, ``forms`` what each box of each
    form says; ``sheet`` is "1/1".

    The plan is not carried: ``plan_of`` decides it again from the facts, the people and the day. With it, somebody
    who answers "I do not know" to everything would not fit into one symbol.
    """

    city: str
    kiosk: str
    ticket: str | None
    made: datetime
    events: tuple[str, ...]
    people: tuple[Mapping[str, Plain], ...] = field(repr=False)
    facts: Mapping[str, Plain] = field(repr=False)
    needs: Mapping[str, Plain] = field(repr=False)
    forms: Mapping[str, Mapping[str, str]] = field(repr=False)
    sheet: str = "1/1"


def handover_of(case: Case, forms: Mapping[str, Mapping[str, str]], *, city: str, kiosk: str) -> Handover:
    """Gather what the counter needs of a case."""
    return Handover(
        city=city,
        kiosk=kiosk,
        ticket=case.ticket,
        made=case.made.replace(microsecond=0),
        events=case.events,
        people=tuple(plain_person(person) for person in case.people),
        facts={fact: plain_value(value) for fact, value in case.known.items()},
        needs={need: _plain_need(value) for need, value in case.needs.items()},
        forms=forms,
    )


def plan_of(handover: Handover, guide: Guide) -> Plan:
    """Decide again what the visit's facts led to on its day. Facts that the city has dropped are left out."""
    known = {id_: _value(guide.facts[id_], plain) for id_, plain in handover.facts.items() if id_ in guide.facts}
    events = tuple(event for event in handover.events if event in guide.events)
    people = tuple(map(_person, handover.people))
    return make_plan(guide, events, known, people, handover.made.date())


def _value(fact: Fact, plain: Plain) -> Value | None:
    if isinstance(plain, str):
        return date.fromisoformat(plain) if fact.type is FactType.DATE else plain
    if isinstance(plain, list):
        return frozenset(map(str, plain))
    return plain if isinstance(plain, bool | int) else None


def _person(plain: Mapping[str, Plain]) -> Person:
    birth, sex = plain.get("birth"), plain.get("sex")
    return Person(
        name=str(plain.get("name", "")),
        kana=str(plain.get("kana", "")),
        birth=date.fromisoformat(birth) if isinstance(birth, str) else None,
        sex=Sex(sex) if isinstance(sex, str) else None,
        address=str(plain.get("address", "")),
        relation=str(plain.get("relation", "")),
        nationality=str(plain.get("nationality", "")),
        moves=bool(plain.get("moves", True)),
    )


def plain_person(person: Person) -> dict[str, Plain]:
    """Return the fields that say something."""
    every: dict[str, Plain] = {
        "name": person.name,
        "kana": person.kana,
        "birth": person.birth.isoformat() if person.birth else None,
        "sex": person.sex.value if person.sex else None,
        "address": person.address,
        "relation": person.relation,
        "nationality": person.nationality,
        "moves": person.moves,
    }
    return {key: value for key, value in every.items() if value not in ("", None)}


def plain_value(value: Value | None) -> Plain:
    """Return a fact's value: dates in ISO form, sets as sorted lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return [*sorted(value)]
    return value


def plain_plan(plan: Plan) -> dict[str, Plain]:
    """Return the plan in the shape that ``kakanai plan --json`` prints."""
    entries = [*plan.required, *plan.confirm, *plan.optional]
    return {
        "required": _ids(plan.required),
        "confirm": _ids(plan.confirm),
        "optional": _ids(plan.optional),
        "bring": [*plan.bring],
        "because": {entry.procedure.id: [*entry.because] for entry in entries},
        "deadlines": {entry.procedure.id: entry.deadline.isoformat() if entry.deadline else None for entry in entries},
        "desks": [*plan.desks],
        "fees_yen": plan.fees_yen,
        "ask": [*plan.ask],
    }


def _ids(entries: tuple[Entry, ...]) -> list[Plain]:
    return [entry.procedure.id for entry in entries]


def _plain_need(value: NeedValue) -> Plain:
    if isinstance(value, Address):
        parts = (value.postal, value.prefecture, value.city, value.town, value.street, value.building)
        return [*parts]
    return value.isoformat() if isinstance(value, date) else value
