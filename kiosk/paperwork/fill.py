"""Filling a form: which text each box takes from a case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.guidance.content import Guide
from kiosk.paperwork.case import Case
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Form, Option, Over, Placed, Section
from kiosk.paperwork.values import Values
from kiosk.people import Person


@dataclass(frozen=True)
class FilledForm:
    """What one visit writes on one form.

    ``values`` by box: text as printed, a choice as the ids of its options parted by spaces; boxes without a
    value are missing. People beyond the rows of a sheet are in it too. ``by_hand`` are the boxes left to the
    resident, also those of a name of which one part is not known; ``people`` is how many rows are in use.
    """

    form: str
    values: Mapping[str, str] = field(repr=False)
    by_hand: tuple[str, ...]
    people: int


def fill_form(form: Form, case: Case, guide: Guide) -> FilledForm:
    """Fill what is known. What must be written by hand never gets a value, whatever is known."""
    known = Values(case, guide)
    boxes = tuple(_boxes(form, case))
    every = {placed.name(box): _value(box, person, known) for placed, box, person in boxes}
    left = (placed.name(box) for placed, box, person in boxes if _is_left(box, every[placed.name(box)], person, known))
    rows = max((placed.row or 0 for placed, _, _ in boxes), default=0)
    return FilledForm(form.id, {name: value for name, value in every.items() if value}, tuple(left), rows)


def _boxes(form: Form, case: Case) -> Iterator[tuple[Placed, Box, Person]]:
    for section in form.sections:
        people = (case.self_,) if section.rows is None else _people(section, case)
        for number, person in enumerate(people, start=1):
            placed = Placed(section, *section.at, None if section.rows is None else number)
            yield from ((placed, box, person) for box in section.boxes)


def _people(section: Section, case: Case) -> tuple[Person, ...]:
    """Return those of the rows; while nobody is known, one row of somebody unknown."""
    people = case.people or (case.self_,)
    if section.rows and section.rows.over is Over.MOVING:
        return tuple(person for person in people if person.moves)
    return people


def _value(box: Box, person: Person, known: Values) -> str:
    if box.kind in BY_HAND or not _arises(box, known):
        return ""
    first = next(filter(None, (known.of(name, person) for name in _names(box, known))), "")
    if box.kind is not BoxKind.CHOICE:
        return first
    chosen = (option.id for option in box.options if _is_chosen(option, first, known))
    return " ".join(chosen) or (first if any(option.rest for option in box.options) else "")


def _is_left(box: Box, value: str, person: Person, known: Values) -> bool:
    concerned = not (box.of_japanese and known.is_foreigner(person))
    return box.own_hand is not None and concerned and _arises(box, known) and box.is_left(value)


def _arises(box: Box, known: Values) -> bool:
    return box.given is None or known.holds(box.given) is not False


def _is_chosen(option: Option, value: str, known: Values) -> bool | None:
    return value in {option.id, option.label} if option.when is None else known.holds(option.when)


def _names(box: Box, known: Values) -> tuple[str, ...]:
    for other in box.instead:
        verdict = known.holds(other.when)
        if verdict is not False:
            return other.value if verdict else ()
    if box.when is None:
        return box.value
    verdict = known.holds(box.when)
    return () if verdict is None else box.value if verdict else box.otherwise
