"""What crosses the counter: the contents of one visit, as plain values that CBOR can carry."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.calendar import PartialDate, day_from_iso
from kiosk.guidance.content import FactType, Guide, Value
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.paperwork.case import Case, NeedKind, NeedValue
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.form import Form
from kiosk.paperwork.wanted import forms_of
from kiosk.people import Address, Person, Relation, Residence, Sex

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What CBOR and JSON both carry."""


IDENTITY = "identity"
"""What a clerk recorded to have seen: the ids of the documents."""

PROCEDURE = "procedure:"


@dataclass(frozen=True)
class Change:
    """One thing that a clerk changed: what it was before stays beside what it is now.

    ``what``: ``fact:<id>``, ``need:<key>``, ``person:<number>:<field>``, ``proxy:<field>``, ``procedure:<id>`` (struck
    is ``False``, added ``True``) or ``identity``. ``why`` is one of the city's reasons, ``note`` in the clerk's words.
    """

    what: str
    before: Plain = field(repr=False)
    after: Plain = field(repr=False)
    why: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Revision:
    """What one clerk changed before a corrected sheet was printed. ``who`` is the name of their account."""

    who: str
    window: str | None
    made: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Handover:
    """One visit for the counter. ``needs`` is what was told for the forms.

    ``sheet`` says in how many symbols it came: "1/1", "2/2". Nothing is opened before all of them are there.
    ``revisions``: what counters corrected, oldest first; everything else is as it stands after the last one, but
    ``kiosk`` and ``made`` are those of the first sheet.

    Neither the plan nor the boxes of the forms are carried: ``case_of`` brings back the case, from which both are
    decided again. With them, a household of six would not fit into one symbol that a scanner reads from paper.
    """

    city: str
    kiosk: str
    ticket: str | None
    made: datetime
    events: tuple[str, ...]
    people: tuple[Mapping[str, Plain], ...] = field(repr=False)
    facts: Mapping[str, Plain] = field(repr=False)
    needs: Mapping[str, Plain] = field(repr=False)
    proxy: Mapping[str, Plain] | None = field(default=None, repr=False)
    sheet: str = "1/1"
    revisions: tuple[Revision, ...] = field(default=(), repr=False)

    @property
    def issued(self) -> datetime:
        """When this sheet was made: by the kiosk, or by the last counter that corrected it."""
        return self.revisions[-1].made if self.revisions else self.made

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, oldest first."""
        return tuple(change for revision in self.revisions for change in revision.changes)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents by which somebody made sure who it is; none while nobody has."""
        seen = next((change.after for change in reversed(self.changes) if change.what == IDENTITY), None)
        return tuple(map(str, seen)) if isinstance(seen, list) else ()

    @property
    def decided(self) -> Mapping[str, bool]:
        """The procedures that clerks struck (``False``) or added (``True``)."""
        decisions = (change for change in self.changes if change.what.startswith(PROCEDURE))
        return {change.what.removeprefix(PROCEDURE): change.after is True for change in decisions}


def handover_of(case: Case, *, city: str, kiosk: str) -> Handover:
    """Gather what the counter needs of a case."""
    return Handover(
        city=city,
        kiosk=kiosk,
        ticket=case.ticket,
        made=case.made.replace(microsecond=0),
        events=case.events,
        people=tuple(_plain_person(person) for person in case.people),
        facts={fact: _plain_value(value) for fact, value in case.known.items()},
        needs={need: _plain_need(value) for need, value in case.needs.items()},
        proxy=_plain_person(case.proxy) if case.proxy else None,
    )


def case_of(handover: Handover, guide: Guide, forms: Mapping[str, Form]) -> Case:
    """Bring back the case, its plan decided again for the day of the sheet.

    What the city has dropped or changed is left out.
    """
    known = dict(_known(handover.facts, guide))
    events = tuple(event for event in handover.events if event in guide.events)
    people = tuple(map(_person, handover.people))
    return Case(
        events=events,
        people=people,
        known=known,
        needs=dict(_needs(handover.needs, {need.id: need.kind for form in forms.values() for need in form.needs})),
        plan=make_plan(guide, events, known, people, handover.issued.date(), decided=handover.decided),
        made=handover.issued,
        language="ja",
        ticket=handover.ticket,
        proxy=_person(handover.proxy) if handover.proxy else None,
    )


def boxes_of(case: Case, guide: Guide, forms: Mapping[str, Form]) -> dict[str, Mapping[str, str]]:
    """Return what each box of each form of a case says."""
    filled = fill_forms(forms_of(guide, forms, case), case, guide, forms)
    return {one.name: one.values for one in filled}


def _known(plain: Mapping[str, Plain], guide: Guide) -> Iterator[tuple[str, Value | None]]:
    """Yield the facts that the city still has, unless what they were does not fit their type any more."""
    for id_, told in plain.items():
        value = _value(guide.facts[id_].type, told) if id_ in guide.facts else None
        if value is not None or (told is None and id_ in guide.facts):
            yield id_, value


def _value(type_: FactType, plain: Plain) -> Value | None:
    match type_, plain:
        case FactType.DATE, str():
            return _day(plain)
        case FactType.ENUM, str(told):
            return told
        case FactType.BOOL, bool(told):
            return told
        case FactType.INT, int(told) if not isinstance(told, bool):
            return told
        case ((FactType.SET | FactType.PEOPLE), [*several]):
            return frozenset(map(str, several))
        case _:
            return None


def _day(plain: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(plain)
    return None


def _person(plain: Mapping[str, Plain]) -> Person:
    birth, sex, foreign, has_card = (plain.get(key) for key in ("birth", "sex", "foreign", "has_card"))
    return Person(
        name=str(plain.get("name", "")),
        kana=str(plain.get("kana", "")),
        birth=day_from_iso(birth) if isinstance(birth, str) else None,
        sex=Sex(sex) if isinstance(sex, str) else None,
        address=str(plain.get("address", "")),
        relation=Relation(plain.get("relation", Relation.OTHER.value)),
        nationality=str(plain.get("nationality", "")),
        moves=bool(plain.get("moves", True)),
        foreign=foreign if isinstance(foreign, bool) else None,
        has_my_number_card=has_card if isinstance(has_card, bool) else None,
        residence=_residence(plain.get("residence")),
    )


def _residence(plain: Plain) -> Residence | None:
    """Bring back what a residence card said; of who has none nothing is carried."""
    if not isinstance(plain, dict):
        return None
    until = plain.get("until")
    return Residence(
        status=str(plain.get("status", "")),
        period=str(plain.get("period", "")),
        until=date.fromisoformat(until) if isinstance(until, str) else None,
        card_number=str(plain.get("card_number", "")),
    )


def _needs(plain: Mapping[str, Plain], kinds: Mapping[str, NeedKind]) -> Iterator[tuple[str, NeedValue]]:
    for key, value in plain.items():
        match kinds.get(key.partition(":")[0]), value:
            case None, _:
                continue
            case NeedKind.ADDRESS, [_, _, _, _, _, _] as parts:
                yield key, Address(*map(str, parts))
            case NeedKind.PEOPLE, [*numbers]:
                yield key, frozenset(number for number in numbers if isinstance(number, int))
            case NeedKind.DATE, str():
                if (day := _day(value)) is not None:
                    yield key, day
            case _, str() | int():
                yield key, value


def _plain_person(person: Person) -> dict[str, Plain]:
    """Return the fields that say something; pictures stay behind. ``has_card``: a My Number card."""
    every: dict[str, Plain] = {
        "name": person.name,
        "kana": person.kana,
        "birth": person.birth.isoformat() if person.birth else None,
        "sex": person.sex.value if person.sex else None,
        "address": person.address,
        "relation": person.relation.value,
        "nationality": person.nationality,
        "moves": person.moves,
        "foreign": person.foreign,
        "has_card": person.has_my_number_card,
        "residence": _plain_residence(person.residence) if person.residence else None,
    }
    return _telling(every)


def _plain_residence(residence: Residence) -> dict[str, Plain]:
    return _telling(
        {
            "status": residence.status,
            "period": residence.period,
            "until": residence.until.isoformat() if residence.until else None,
            "card_number": residence.card_number,
        }
    )


def _telling(every: Mapping[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in every.items() if value not in ("", None)}


def _plain_value(value: Value | None) -> Plain:
    """Return a fact's value: dates in ISO form, sets as sorted lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return [*sorted(value)]
    return value


def plain_plan(plan: Plan) -> dict[str, Plain]:
    """Return the plan as the counter is told it: ids, days, yen. ``kakanai plan --json`` says it in the same keys."""
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
    match value:
        case Address():
            return [value.postal, value.prefecture, value.city, value.town, value.street, value.building]
        case date() | PartialDate():
            return value.isoformat()
        case frozenset():
            return [*sorted(value)]
        case str() | int():
            return value
    raise TypeError(type(value).__name__)  # names, births and sexes belong to people
