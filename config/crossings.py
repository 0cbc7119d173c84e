"""Whether the parts of a city fit each other: every id exists, every condition makes sense."""

from collections.abc import Iterable, Iterator, Mapping

from config.draft import Draft, Placed
from config.floors import check_floors
from config.form_boxes import boxes_of
from config.marked import Marked, Node, near
from kiosk.errors import BadCondition
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import Fact, FactType, Party, Procedure, Question
from kiosk.guidance.facts import EVENT, EVENT_DATE, NO_CARD, PERSON_FACTS
from kiosk.guidance.typecheck import check
from kiosk.paperwork.assembly import continuation_id, written
from kiosk.paperwork.form import Box, Form
from kiosk.paperwork.names import NAMES, is_name
from kiosk.paperwork.values import SELF
from kiosk.ports import CardKind

_TELLERS = {
    "cards.yaml": ("no_card", [*(kind.value for kind in CardKind), NO_CARD]),
    "parties.yaml": ("no_party", [party.value for party in Party]),
}
"""The files that say which facts follow from something else, with what each may name."""

_CHOOSING = frozenset({FactType.ENUM, FactType.SET})


def check_crossings(draft: Draft) -> None:
    """Note every fault between one thing and another."""
    _check_conditions(draft)
    for fact in draft.facts.values():
        _check_fact(draft, fact)
    for question in draft.questions.values():
        _check_question(draft, question)
    for procedure in draft.procedures.values():
        _check_procedure(draft, procedure)
    for id_, event in draft.events.items():
        _check_event(draft, id_)
        _want(draft, event, "forms", event.value.forms, "no_form")
    for need in draft.needs.values():
        _check_names(need, need.value.unless, "unless")
    for thing in draft.bring.values():
        _want(draft, thing, "forms", thing.value.forms, "no_form")
    check_floors(draft)
    _check_queue(draft)
    whole = _whole(draft)
    for form in draft.forms.values():
        _check_form(draft, form, whole)
        _check_continuation(draft, form, whole)
    for marked in draft.files:
        tellers = _TELLERS.get(marked.file)
        if tellers is not None and marked.root is not None:
            _check_tellers(marked, marked.root, *tellers)


def _want(
    draft: Draft, placed: Placed[object], shelf: str, ids: tuple[str, ...], kind: str, *, field: str | None = None
) -> None:
    """Note every id of a list that is not on the shelf; ``field`` is the list's name where it is another."""
    for at, id_ in enumerate(ids):
        if draft.lacks(shelf, id_):
            placed.fault(kind, field or shelf, at, id=id_, near=near(id_, getattr(draft, shelf)))


def _check_conditions(draft: Draft) -> None:
    facts = {id_: placed.value for id_, placed in draft.facts.items()}
    facts[EVENT] = Fact(EVENT, FactType.ENUM, tuple(draft.events))
    for marked in draft.files:
        for condition, line in marked.conditions:
            of_a_person = isinstance(condition, PersonCondition)
            bad = _nonsense(condition, PERSON_FACTS if of_a_person else facts)
            if bad and (of_a_person or bad.kind != "unknown_fact" or draft.lacks("facts", bad.values["id"])):
                marked.fault(line, bad.kind, **bad.values)


def _nonsense(condition: Condition, facts: Mapping[str, Fact]) -> BadCondition | None:
    try:
        check(condition, facts)
    except BadCondition as bad:
        return bad
    return None


def _check_queue(draft: Draft) -> None:
    marked = next(marked for marked in draft.files if marked.file == "kiosk.yaml")
    if draft.setup is None or marked.root is None:
        return
    placed, queue = Placed(draft.setup, marked, marked.root), draft.setup.queue
    for event in queue.minutes:
        if draft.lacks("events", event):
            placed.fault("no_event", "queue", "minutes", event, id=event, near=near(event, draft.events))
    if queue.one_stop is None:
        return
    if draft.lacks("desks", queue.one_stop):
        placed.fault("no_desk", "queue", "one_stop", id=queue.one_stop, near=near(queue.one_stop, draft.desks))
    elif queue.one_stop in draft.desks and not draft.desks[queue.one_stop].value.letter:
        placed.fault("no_letter", "queue", "one_stop", id=queue.one_stop)


def _check_fact(draft: Draft, placed: Placed[Fact]) -> None:
    fact = placed.value
    for field, dates in (("otherwise", [fact.otherwise] if fact.otherwise else []), ("age_of", fact.age_of or ())):
        for date in dates:
            _want_date(draft, placed, date, field)
    if fact.type in _CHOOSING and not fact.values:
        placed.fault("values_missing", id=fact.id)
    if fact.values and fact.type not in _CHOOSING:
        placed.fault("values_unused", "values")
    if fact.count is not None and fact.type is not FactType.INT:
        placed.fault("count_needs_int", "count")


def _check_question(draft: Draft, placed: Placed[Question]) -> None:
    question = placed.value
    _want(draft, placed, "facts", question.asks, "unknown_fact", field="asks")
    _want(draft, placed, "events", question.events, "no_event")
    for fact in question.only.keys() - set(question.asks):
        placed.fault("unknown_key", "only", fact, key=fact, near=near(fact, question.asks))
    for event in question.events:
        if event not in draft.events:
            continue
        if question.id not in draft.events[event].value.questions:
            placed.fault("never_asked", "events", id=question.id, event=event)
            continue
        for field, condition in _conditions(question):
            before = question.asks[: question.asks.index(field[-1])] if field[-1] in question.asks else ()
            for fact in sorted(set(condition.names()) & _asked_from(draft, event, question.id) - set(before)):
                placed.fault("asked_later", *field, id=fact, event=event)


def _conditions(question: Question) -> Iterator[tuple[tuple[str, ...], Condition]]:
    """Where a condition stands in a question, and the condition."""
    if question.given is not None:
        yield ("given",), question.given
    for fact, condition in question.only.items():
        yield ("only", fact), condition


def _asked_from(draft: Draft, event: str, question: str) -> set[str]:
    """The facts that this question and those after it ask."""
    order = draft.events[event].value.questions
    later = [id_ for id_ in order[order.index(question) :] if id_ in draft.questions]
    return {fact for id_ in later for fact in draft.questions[id_].value.asks}


def _check_procedure(draft: Draft, placed: Placed[Procedure]) -> None:
    procedure = placed.value
    _want(draft, placed, "events", procedure.events, "no_event")
    _want(draft, placed, "bring", procedure.bring, "no_bring")
    if draft.lacks("desks", procedure.desk):
        placed.fault("no_desk", "desk", id=procedure.desk, near=near(procedure.desk, draft.desks))
    if procedure.form is not None and draft.lacks("forms", procedure.form):
        placed.fault("no_form", "form", id=procedure.form, near=near(procedure.form, draft.forms))
    if procedure.fee is not None and draft.lacks("fees", procedure.fee):
        placed.fault("no_fee", "fee", id=procedure.fee, near=near(procedure.fee, draft.fees))
    _want(draft, placed, "procedures", procedure.covered_by, "no_procedure", field="covered_by")
    if procedure.due.start not in {None, EVENT_DATE}:
        _want_date(draft, placed, str(procedure.due.start), "due", "start")
    if procedure.not_before is not None:
        _want_date(draft, placed, procedure.not_before, "not_before")


def _want_date(draft: Draft, placed: Placed[object], fact: str, *path: str) -> None:
    if draft.lacks("facts", fact):
        placed.fault("unknown_fact", *path, id=fact, near=near(fact, draft.facts))
    elif fact in draft.facts and draft.facts[fact].value.type is not FactType.DATE:
        placed.fault("not_a_date", *path, id=fact)


def _check_event(draft: Draft, id_: str) -> None:
    placed = draft.events[id_]
    _want(draft, placed, "questions", placed.value.questions, "no_question")
    _want_date(draft, placed, placed.value.event_date, "event_date")
    if placed.value.newborn is not None:
        _want_date(draft, placed, placed.value.newborn, "newborn")
    if placed.value.otherwise is not None and draft.lacks("desks", placed.value.otherwise):
        placed.fault("no_desk", "otherwise", id=placed.value.otherwise, near=near(placed.value.otherwise, draft.desks))
    _want(draft, placed, "events", tuple(placed.value.also), "no_event", field="also")
    for at, question in enumerate(placed.value.questions):
        if question in draft.questions and id_ not in draft.questions[question].value.events:
            placed.fault("not_for_event", "questions", at, id=question, event=id_)


def _whole(draft: Draft) -> dict[str, Form]:
    """Return the forms with what each takes from others; as it stands where that leads nowhere, a fault of its own."""
    forms = {id_: placed.value for id_, placed in draft.forms.items()}
    ends = {id_: [form, *_bases(draft, form)][-1].like is None for id_, form in forms.items()}
    return {id_: written(form, forms) if ends[id_] else form for id_, form in forms.items()}


def _bases(draft: Draft, form: Form) -> list[Form]:
    """Return what it is like, and what that is like, up to what is missing or was there before."""
    found: dict[str, Form] = {}
    while form.like in draft.forms and form.like not in found:
        form = found[form.like] = draft.forms[form.like].value
    return [*found.values()]


def _check_form(draft: Draft, placed: Placed[Form], whole: Mapping[str, Form]) -> None:
    form = placed.value
    told = (one for one in whole.values() if form.id in {one.id, one.continuation})
    needs = {*draft.needs, *(need.id for one in told for need in one.needs)}
    _want(draft, placed, "needs", form.asks, "no_need", field="asks")
    _want(draft, placed, "forms", form.stands_for, "no_form", field="stands_for")
    _want(draft, placed, "forms", form.also, "no_form", field="also")
    if form.like is not None:
        _want_now(draft, placed, "like", form.like)
    if form in _bases(draft, form):
        placed.fault("like_itself", "like", id=form.id)
    _check_twice(draft, placed)
    for at, need in enumerate(form.needs):
        _check_names(placed, need.unless, "needs", at, "unless")
    if form.subject is not None and form.subject.chosen is not None:
        for kind, values in _missing(needs, form.subject.chosen):
            placed.fault(kind, "subject", "chosen", **values)
    for at, section in enumerate(form.sections):
        if section.use is not None and draft.lacks("parts", section.use):
            placed.fault("no_part", "sections", at, "use", id=section.use, near=near(section.use, draft.parts))
    for _, box, path in boxes_of(draft, form):
        for kind, values in _dangling(draft, needs, box):
            placed.fault(kind, *path, **values)


def _want_now(draft: Draft, placed: Placed[Form], field: str, id_: str) -> None:
    """Note a form that is not there, or not yet: of what another is made of nothing can be missing for a while."""
    if draft.lacks("forms", id_):
        placed.fault("no_form", field, id=id_, near=near(id_, draft.forms))
    elif id_ in draft.later and id_ not in draft.forms:
        placed.fault("not_yet", field, id=id_)


def _check_twice(draft: Draft, placed: Placed[Form]) -> None:
    """Two of the same name would take the same value, and only one of them replace a section of another form."""
    sections = [section.id for section in placed.value.sections]
    for at, id_ in enumerate(sections):
        if id_ in sections[:at]:
            placed.fault("twice_in_form", "sections", at, "id", id=id_)
    seen: set[tuple[str | int, str]] = set()
    for section, box, path in boxes_of(draft, placed.value):
        _, of, *_ = path
        if (of, box.id) in seen:
            placed.fault("twice_in_form", *path, id=f"{section.id}.{box.id}")
        seen.add((of, box.id))


def _check_names(placed: Placed[object], names: tuple[str, ...], *path: str | int) -> None:
    for at, name in enumerate(names):
        if not is_name(name):
            placed.fault("no_value", *path, at, id=name, near=near(name, NAMES))


def _dangling(draft: Draft, needs: set[str], box: Box) -> Iterable[tuple[str, dict[str, str]]]:
    """The facts, needs and forms that a box wants and nobody has, and names that mean nothing."""
    for name in box.names:
        match name.split("."):
            case ["fact", fact] if draft.lacks("facts", fact):
                yield "unknown_fact", {"id": fact, "near": near(fact, draft.facts)}
            case ["fees", form] if draft.lacks("forms", form):
                yield "no_form", {"id": form, "near": near(form, draft.forms)}
            case ["need" | "chosen", need, *_]:
                yield from _missing(needs, need.partition(":")[0])
            case ["person", "to" | "shared", *wanted] if wanted != [SELF]:
                yield from _missing(needs, *wanted)
        if not is_name(name):
            yield "no_value", {"id": name, "near": near(name, NAMES)}


def _missing(needs: set[str], *wanted: str) -> Iterator[tuple[str, dict[str, str]]]:
    yield from (("no_need", {"id": id_, "near": near(id_, needs)}) for id_ in wanted if id_ not in needs)


def _check_continuation(draft: Draft, placed: Placed[Form], whole: Mapping[str, Form]) -> None:
    """Nothing may get lost between a form and the sheets on which it goes on."""
    form = whole[placed.value.id]
    id_, name = form.continuation, continuation_id(form)
    if id_ is None:
        return
    _want_now(draft, placed, "continuation", id_)
    if id_ not in draft.forms:
        return
    further = draft.forms[id_]
    if further.value.shared:
        if name in draft.forms and not form.shared:
            draft.forms[name].fault("continuation_taken", "id", id=form.id, name=name)
        return
    if id_ != name:
        placed.fault("continuation_name", "continuation", id=form.id, name=name)
    _check_boxes(draft, form, further)
    _check_rows(form, further)
    if further.value.in_full is None:
        further.fault("missing_key", key="in_full")


def _check_boxes(draft: Draft, form: Form, further: Placed[Form]) -> None:
    boxes = {f"{section.id}.{box.id}" for section, box, _ in boxes_of(draft, form)}
    for section, box, path in boxes_of(draft, further.value):
        name = f"{section.id}.{box.id}"
        if name not in boxes:
            further.fault("no_box", *path[:2], id=name, form=form.id, near=near(name, boxes))


def _check_rows(form: Form, further: Placed[Form]) -> None:
    places = {section.id: at for at, section in enumerate(further.value.sections)}
    for section in form.sections:
        if section.rows is None:
            continue
        at = places.get(section.id)
        rows = None if at is None else further.value.sections[at].rows
        if rows is None or (rows.over, rows.first) != (section.rows.over, section.rows.last + 1):
            path = () if at is None else ("sections", at, "rows")
            further.fault("rows_go_on", *path, id=section.id, form=form.id, first=section.rows.last + 1)


def _check_tellers(marked: Marked, root: Node, kind: str, known: list[str]) -> None:
    for teller, key, _ in marked.pairs(root):
        if teller not in known:
            marked.fault(key, kind, id=teller, near=near(teller, known))
