"""Filling a form: which text each box takes from a case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kiosk.guidance.content import Guide
from kiosk.paperwork.case import Case
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Form, Option, Placed, Rows
from kiosk.paperwork.signature import Signature
from kiosk.paperwork.values import Values
from kiosk.people import Person

_ONCE = frozenset({BoxKind.TEXT, BoxKind.NAME, BoxKind.KANA, BoxKind.DATE})


@dataclass(frozen=True)
class FilledForm:
    """What one visit writes on one form. ``person``: whom it is about where there is a sheet for each, by their number.

    ``values`` by box: text as printed, a choice as the ids of its options parted by spaces; boxes without a
    value are missing. People beyond the rows of a sheet are in it too. ``by_hand`` are the boxes left to the
    resident, also those of a name of which one part is not known; ``people``: how many rows are in use, by section;
    ``absent``: the boxes that do not arise, of rows without their number.
    ``signature`` stands in the boxes that are signed by who stands at the window.
    """

    form: str
    values: Mapping[str, str] = field(repr=False)
    by_hand: tuple[str, ...]
    people: Mapping[str, int] = field(default_factory=dict)
    person: int | None = None
    absent: frozenset[str] = frozenset()
    signature: Signature | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What tells the sheets of a visit apart: the form's id, and whom it is about (``F09-1:3``)."""
        return self.form if self.person is None else f"{self.form}:{self.person}"


def fill_forms(printed: Iterable[Form], case: Case, guide: Guide, forms: Mapping[str, Form]) -> tuple[FilledForm, ...]:
    """Fill these forms, one that has a sheet for each person once for each of them.

    ``forms`` are all of the city: what only the continuation of a form says is filled, too. What the resident writes
    on one sheet is not asked for again on those after it; only signatures are.
    """
    known = Values(case, guide)
    asked: set[_Wish] = set()
    sheets: list[FilledForm] = []
    for form in printed:
        for filled, wishes in _copies(_with_continuation(form, forms), known):
            left = tuple(name for name in filled.by_hand if wishes.get(name) not in asked)
            sheets.append(replace(filled, by_hand=left))
            asked.update(wishes.values())
    return tuple(sheets)


def _with_continuation(form: Form, forms: Mapping[str, Form]) -> Form:
    """Return the form with the boxes that only its continuation has."""
    further = forms.get(form.continuation or "")
    if further is None:
        return form
    names = {f"{section.id}.{box.id}" for section in form.sections for box in section.boxes}
    more = (
        replace(section, boxes=boxes)
        for section in further.sections
        if section.rows is None
        and (boxes := tuple(box for box in section.boxes if f"{section.id}.{box.id}" not in names))
    )
    return replace(form, sections=(*form.sections, *more))


_Wish = tuple[str, int | None, tuple[str, ...]]
"""What the resident is asked to write: the words for it, and of whom (their number), or of nobody what it would be."""

_Wishes = Mapping[str, _Wish]


def _copies(form: Form, known: Values) -> Iterator[tuple[FilledForm, _Wishes]]:
    subject = form.subject
    if subject is None:
        yield _filled(form, known, known.case.self_, None)
        return
    chosen = known.chosen(subject.chosen) if subject.chosen else None
    found = [person for person in known.people if known.concerns(subject.who, person)]
    if chosen is not None:
        yield _filled(form, known, chosen, None)
    elif subject.each and len(found) > 1:
        yield from (_filled(form, known, person, known.number(person)) for person in found)
    else:
        yield _filled(form, known, found[0] if len(found) == 1 else Person(), None)


def _filled(form: Form, known: Values, subject: Person, number: int | None) -> tuple[FilledForm, _Wishes]:
    boxes = tuple(_boxes(form, known, subject))
    every = {placed.name(box): _value(box, person, known) for placed, box, person in boxes}
    left = [
        (placed.name(box), box, person)
        for placed, box, person in boxes
        if _is_left(box, every[placed.name(box)], person, known)
    ]
    rows = {one.id: len(_people(one.rows, known)) for one in form.sections if one.rows}
    absent = (f"{one.id}.{box.id}" for one in form.sections for box in one.boxes if not _arises(box, known))
    filled = FilledForm(
        form.id,
        {name: value for name, value in every.items() if value},
        tuple(name for name, _, _ in left),
        rows,
        number,
        frozenset(absent),
        known.case.signature,
    )
    wishes = ((name, _wish(box, person, known)) for name, box, person in left)
    return filled, {name: wish for name, wish in wishes if wish is not None}


def _wish(box: Box, person: Person, known: Values) -> _Wish | None:
    """Say what is wanted of the hand, so that it is known on another sheet; ``None`` for what is every sheet's own."""
    if box.own_hand is None or box.kind not in _ONCE or not (box.names or box.kind is BoxKind.NAME):
        return None
    whose = {name.partition(".")[0] for name in box.names}
    if "notifier" in whose:
        return box.own_hand, known.number(known.case.notifier), ()
    if "person" not in whose:
        return box.own_hand, None, box.names
    number = known.number(person)
    return (box.own_hand, number, ()) if number else None  # somebody unknown may be another one on each sheet


def _boxes(form: Form, known: Values, subject: Person) -> Iterator[tuple[Placed, Box, Person]]:
    for section in form.sections:
        people = (subject,) if section.rows is None else _people(section.rows, known)
        for number, person in enumerate(people, start=1):
            placed = Placed(section, *section.at, None if section.rows is None else number)
            yield from ((placed, box, person) for box in section.boxes)


def _people(rows: Rows, known: Values) -> tuple[Person, ...]:
    """Return those of the rows; while nobody is known, one row of somebody unknown."""
    people = known.people or (known.case.self_,)
    return tuple(person for person in people if known.concerns(rows.over, person) is not False)


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
    if box.is_signed_by_notifier and known.case.signature:
        return False
    return box.own_hand is not None and concerned and _arises(box, known) and box.is_left(value)


def _arises(box: Box, known: Values) -> bool:
    return box.given is None or known.holds(box.given) is not False


def _is_chosen(option: Option, value: str, known: Values) -> bool | None:
    return value != "" and value in {option.id, option.label} if option.when is None else known.holds(option.when)


def _names(box: Box, known: Values) -> tuple[str, ...]:
    for other in box.instead:
        verdict = known.holds(other.when)
        if verdict is not False:
            return other.value if verdict else ()
    if box.when is None:
        return box.value
    verdict = known.holds(box.when)
    return () if verdict is None else box.value if verdict else box.otherwise
