"""Filling a form: which text each box takes from a case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.calendar import say_day
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide
from kiosk.guidance.facts import JAPANESE, View, facts_for
from kiosk.paperwork.case import OWN_KANA, Case
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Form, Over, Placed, Section
from kiosk.people import Address, Person, grade

_SCHOOLS = {**dict.fromkeys(range(1, 7), "elementary"), **dict.fromkeys(range(7, 10), "junior_high")}


@dataclass(frozen=True)
class FilledForm:
    """What one visit writes on one form.

    ``values`` by box: text as printed, a choice as the ids of its options parted by spaces; boxes without a
    value are missing. People beyond the rows of a sheet are in it too. ``by_hand`` are the boxes left to the
    resident, ``people`` how many rows are in use.
    """

    form: str
    values: Mapping[str, str] = field(repr=False)
    by_hand: tuple[str, ...]
    people: int


def fill_form(form: Form, case: Case, guide: Guide) -> FilledForm:
    """Fill what is known. What must be written by hand never gets a value, whatever is known."""
    filler = _Filler(case, guide)
    boxes = tuple(_boxes(form, case))
    values = {placed.name(box): filler.value(box, person) for placed, box, person in boxes}
    known = {name: value for name, value in values.items() if value}
    left = (placed.name(box) for placed, box, _ in boxes if box.own_hand and placed.name(box) not in known)
    return FilledForm(form.id, known, tuple(left), max((placed.row or 0 for placed, _, _ in boxes), default=0))


def _boxes(form: Form, case: Case) -> Iterator[tuple[Placed, Box, Person]]:
    visitor = _visitor(case)
    for section in form.sections:
        people = (visitor,) if section.rows is None else _people(section, case)
        for number, person in enumerate(people, start=1):
            placed = Placed(section, *section.at, None if section.rows is None else number)
            yield from ((placed, box, person) for box in section.boxes)


def _people(section: Section, case: Case) -> tuple[Person, ...]:
    """Return those of the rows, the visitor with what was typed; without a card one row of somebody unknown."""
    visitor = _visitor(case)
    people = tuple(visitor if person.relation == visitor.relation else person for person in case.people) or (visitor,)
    if section.rows and section.rows.over is Over.MOVING:
        return tuple(person for person in people if person.moves)
    return people


def _visitor(case: Case) -> Person:
    visitor = next((person for person in case.people if person.relation == "self"), Person())
    kana = case.needs.get(OWN_KANA)
    return replace(visitor, kana=kana) if isinstance(kana, str) and not visitor.kana else visitor


class _Filler:
    """Looks values up by their dotted names and decides conditions for the events of a case."""

    def __init__(self, case: Case, guide: Guide) -> None:
        self._case = case
        self._visitor = _visitor(case)
        today = case.made.date()
        self._views: tuple[View, ...] = tuple(
            facts_for(guide, event, case.known, case.people or None, today) for event in case.events
        )

    def value(self, box: Box, person: Person) -> str:
        if box.kind in BY_HAND:
            return ""
        if box.kind is BoxKind.CHOICE:
            return self._chosen(box, person)
        return self._first(box, person)

    def _chosen(self, box: Box, person: Person) -> str:
        value = self._first(box, person)
        chosen = (
            option.id
            for option in box.options
            if (option.id == value if option.when is None else self._holds(option.when))
        )
        return " ".join(chosen)

    def _first(self, box: Box, person: Person) -> str:
        return next(filter(None, (self._look_up(name, person) for name in self._names(box))), "")

    def _names(self, box: Box) -> tuple[str, ...]:
        if box.when is None:
            return box.value
        verdict = self._holds(box.when)
        return () if verdict is None else box.value if verdict else box.otherwise

    def _holds(self, condition: Condition) -> bool | None:
        """Say whether it is true for any of the events; no only when it is for all."""
        verdicts = {condition.decide(view) for view in self._views}
        return True if True in verdicts else None if None in verdicts else False

    def _look_up(self, name: str, person: Person) -> str:
        match name.split("."):
            case ["today"]:
                return say_day(self._case.made.date(), weekday=False)
            case ["ticket"]:
                return self._case.ticket or ""
            case ["visitor", attribute]:
                return self._of_person(self._visitor, attribute)
            case ["person", attribute]:
                return self._of_person(person, attribute)
            case ["fact", fact]:
                return _written(self._fact(fact))
            case ["need", need, *part]:
                return _need(self._case.needs.get(need), *part)
        raise KeyError(name)

    def _fact(self, fact: str) -> object:
        return next((view[fact] for view in self._views if view.get(fact) is not None), None)

    def _of_person(self, person: Person, attribute: str) -> str:
        match attribute:
            case "birth":
                return _birth(person)
            case "sex":
                return person.sex.value if person.sex else ""
            case "school":
                return _SCHOOLS.get(grade(person.birth, self._case.made.date()), "") if person.birth else ""
            case "name" | "kana" | "address" | "relation" | "nationality":
                return str(getattr(person, attribute))
        raise KeyError(attribute)


def _birth(person: Person) -> str:
    """Write the birthday in its era, for foreigners in the western calendar (住民基本台帳事務処理要領)."""
    birth = person.birth
    if birth is None:
        return ""
    if person.nationality and person.nationality not in JAPANESE:
        return f"{birth.year}年{birth.month}月{birth.day}日"
    return say_day(birth, weekday=False)


def _written(value: object) -> str:
    if isinstance(value, date):
        return say_day(value, weekday=False)
    return "" if value is None or isinstance(value, bool) else str(value)


def _need(value: object, part: str = "text") -> str:
    if not isinstance(value, Address):
        return _written(value)
    if part == "postal":
        return f"{value.postal[:3]}-{value.postal[3:]}" if value.postal else ""
    address = f"{value.prefecture}{value.city}{value.town}{value.street}"
    return f"{address}\n{value.building}" if value.building else address
