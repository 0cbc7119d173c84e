"""Which forms a plan prints, and what they still need to be told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.guidance.content import Guide
from kiosk.paperwork.case import Case, Default, Each, Need, NeedKind, NeedValue
from kiosk.paperwork.form import Form, Subject
from kiosk.paperwork.values import Values
from kiosk.people import Person


@dataclass(frozen=True)
class Wanted:
    """One need as it is told in this visit: of ``person`` by their number, 0 who notifies for others, None of nobody.

    ``choices``: the numbers of those who can be chosen.
    """

    need: Need
    person: int | None = None
    choices: tuple[int, ...] = field(default=())

    @property
    def key(self) -> str:
        return self.need.id if self.person is None else f"{self.need.id}:{self.person}"

    @property
    def settled(self) -> NeedValue | None:
        """What is certain, since there is only one person."""
        if len(self.choices) != 1 or self.need.others:
            return None
        kinds: Mapping[NeedKind, NeedValue] = {
            NeedKind.PERSON: self.choices[0],
            NeedKind.PEOPLE: frozenset(self.choices),
        }
        return kinds.get(self.need.kind)

    @property
    def default(self) -> NeedValue | None:
        """What is taken unless somebody objects; ``None`` when it has to be asked, or is left to the hand."""
        if self.need.default is not Default.SELF or len(self.choices) < 2:
            return None
        return self.choices[0] if self.need.kind is NeedKind.PERSON else frozenset(self.choices)

    @property
    def is_asked(self) -> bool:
        """Whether it is asked by itself; else it is shown together with others, to be changed."""
        return self.settled is None and self.default is None and self.need.default is not Default.HAND


def forms_of(guide: Guide, forms: Mapping[str, Form], case: Case) -> tuple[Form, ...]:
    """Return the forms to print, each once: those of the events first, then those of what is required.

    What the events take along counts, too, and what helps to get a thing that is certainly wanted and not in hand; what
    another form stands for does not. The first one has a place for the symbol: where none of them has, those come
    before them that stand ``alone``.
    """
    values = Values(case, guide)
    wanted = [form for event in case.all_events for form in guide.events[event].forms]
    wanted += [entry.procedure.form for entry in case.plan.required if entry.procedure.form and not entry.covered]
    lacking = [guide.bring[code] for code in case.plan.bring if code not in case.in_hand]
    wanted += [form for thing in lacking if thing.when is None or values.holds(thing.when) for form in thing.forms]
    found = {form.id: form for form in _printed(wanted, forms, values)}.values()
    replaced = {id_ for form in found for id_ in form.stands_for}
    kept = [form for form in found if form.id not in replaced]
    if not any(form.symbol for form in kept):
        kept += (form for form in forms.values() if form.alone)
    return tuple(sorted(kept, key=lambda form: form.symbol is None))


def _printed(wanted: Iterable[str], forms: Mapping[str, Form], values: Values) -> Iterator[Form]:
    """Yield what is printed of these, and what each takes along."""
    for form in (forms[id_] for id_ in wanted if id_ in forms):
        if _is_printed(form, values):
            yield form
            yield from (other for id_ in form.also if _is_printed(other := forms[id_], values))


def _is_printed(form: Form, values: Values) -> bool:
    return (form.given is None or values.holds(form.given) is not False) and _is_about_somebody(form.subject, values)


def _is_about_somebody(subject: Subject | None, values: Values) -> bool:
    if subject is None or not subject.each or not values.people:
        return True
    return any(values.concerns(subject.who, person) is not False for person in values.people)


def wanted_of(forms: tuple[Form, ...], case: Case, guide: Guide, told: frozenset[str]) -> tuple[Wanted, ...]:
    """Return what these forms still need of ``case``, each once, in the order of the forms.

    ``told`` are the keys of what was filled in, which lets needs arise that come ``after`` those.
    """
    values = Values(case, guide)
    needs = {need.id: need for form in forms for need in form.needs}.values()
    return tuple(wanted for need in needs if _arises(need, values, told) for wanted in _each(need, values))


def _arises(need: Need, values: Values, told: frozenset[str]) -> bool:
    if need.given is not None and values.holds(need.given) is False:
        return False
    return need.after is None or need.after in told


def _each(need: Need, values: Values) -> Iterator[Wanted]:
    case = values.case
    notifier: list[tuple[int | None, Person]] = [(0, case.proxy)] if case.proxy else []
    movers = [(number, person) for number, person in enumerate(case.people, start=1) if person.moves]
    match need.each:
        case None:
            whom: list[tuple[int | None, Person]] = [(None, case.self_)]
        case Each.NOTIFIER:
            whom = notifier
        case Each.EVERYBODY:
            whom = [*notifier, *movers]
        case Each.FOREIGNER:
            whom = [(number, person) for number, person in movers if values.is_foreigner(person)]
    choices = tuple(number for number, _ in _choices(need, values)) if _chooses(need) else ()
    for number, person in whom:
        if not any(values.of(name, person) for name in need.unless):
            yield Wanted(need, number, choices)


def _chooses(need: Need) -> bool:
    return need.kind in {NeedKind.PERSON, NeedKind.PEOPLE}


def _choices(need: Need, values: Values) -> Iterator[tuple[int, Person]]:
    """Yield those who can be chosen: who moves, or with ``others`` anybody; of several only the Japanese together."""
    for number, person in enumerate(values.case.people, start=1):
        if need.kind is NeedKind.PEOPLE and values.is_foreigner(person):
            continue
        if person.moves or need.others:
            yield number, person
