"""Conditions that can never be true: what nobody can reach, what is never asked, what contradicts itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from config.faults import Said
from config.proof.formulas import Formula, Term, either, inverse, truth
from config.proof.proof import FOREIGN, Proof, Spot, spot
from config.proof.sight import Sight
from config.proof.visits import as_written, named
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import Fact, Guide, Procedure, Question
from kiosk.guidance.expression import Constant, Junction, Node, Not
from kiosk.guidance.facts import EVENT, start_of
from kiosk.paperwork.form import Form

Where = Mapping[str, Formula]
"""The events in which a condition is asked for, and when it matters there."""

_SOME = PersonCondition("sex == 'female'")
"""Stands for a count with a finding: whom it counts goes with no other count."""


@dataclass(frozen=True)
class _Written:
    """A condition, where it stands, where it matters, and how facts are seen there."""

    condition: Condition
    spot: Spot
    where: Where
    seen: Callable[[Sight, str], Term] = Sight.look


def check_counts(proof: Proof) -> None:
    """Find counts of people whom there cannot be."""
    census = proof.census(stayers=True, newborn=False)
    for at, (id_, count) in enumerate(proof.guide.counts.items()):
        if id_ == FOREIGN:
            continue
        verdicts = (verdict[at] for kind in census.kinds for verdict in (kind.japanese, kind.foreign))
        place = spot(proof.draft.facts[id_], "count")
        if not any(verdicts):
            if not (place.is_settled and _with_the_city(count.tree) != count.tree):
                proof.tell(place, "nobody_counted", id=id_, parts=count.source)
            proof.excused |= proof.hanging_on((id_,))
            proof.mend(_with_fact(proof.guide, replace(proof.guide.facts[id_], count=_SOME)))


def _with_fact(guide: Guide, fact: Fact) -> Guide:
    return replace(guide, facts={**guide.facts, fact.id: fact})


def check_questions(proof: Proof) -> None:
    """Find questions, and facts on their screens, that are never asked, in the order in which they are asked."""
    for id_ in dict.fromkeys(id_ for event in proof.guide.events.values() for id_ in event.questions):
        _check_given(proof, proof.guide.questions[id_])
        for fact in proof.guide.questions[id_].only:
            _check_only(proof, proof.guide.questions[id_], fact)


def _events_of(proof: Proof, question: Question) -> Iterator[str]:
    return (event.id for event in proof.guide.events.values() if question.id in event.questions)


def _check_given(proof: Proof, question: Question) -> None:
    if question.given is None:
        return
    where: Where = dict.fromkeys(_events_of(proof, question), True)
    written = _Written(question.given, spot(proof.draft.questions[question.id], "given"), where, seen=Sight.look_before)
    if _check(proof, written, "question_never_asked", id=question.id):
        proof.excused |= set(question.asks)
        proof.mend(_with_question(proof.guide, replace(question, given=None)))
    else:
        _check_alternatives(proof, written)


def _check_only(proof: Proof, question: Question, fact: str) -> None:
    place = spot(proof.draft.questions[question.id], "only", fact)
    where: Where = {
        event: True if question.given is None else truth(question.given.tree, proof.visits(event).sight.look_before).yes
        for event in _events_of(proof, question)
    }
    written = _Written(question.only[fact], place, where, seen=Sight.look_before)
    if not _check(proof, written, "fact_never_asked", id=fact):
        _check_alternatives(proof, written)
    else:
        only = {id_: condition for id_, condition in question.only.items() if id_ != fact}
        proof.excused.add(fact)
        proof.mend(_with_question(proof.guide, replace(question, only=only)))


def _with_question(guide: Guide, question: Question) -> Guide:
    return replace(guide, questions={**guide.questions, question.id: question})


def check_procedures(proof: Proof) -> None:
    """Find procedures that nobody can need: in one of their events, unless they tell the events apart themselves."""
    for id_, procedure in proof.guide.procedures.items():
        place = spot(proof.draft.procedures[id_], "when")
        every = [event for event in procedure.events if event in proof.guide.events]
        written = _Written(procedure.when, place, dict.fromkeys(every, True))
        tells_apart = EVENT in procedure.when.names()
        out = [event for event in every if not tells_apart and not _is_reached(proof, written, {event: True})]
        out = out or ([] if _is_reached(proof, written, written.where) else every)
        if not out:
            _check_alternatives(proof, written)
            continue
        _tell(proof, written, dict.fromkeys(out, True), "unreachable", id=id_, event=", ".join(out))
        _break(proof, procedure)


def _break(proof: Proof, procedure: Procedure) -> None:
    """Go on without a procedure, and without wondering at what only it has made worth asking."""
    proof.broken.add(procedure.id)
    proof.excuse(procedure.when)
    proof.excused |= {start_of(proof.guide.events[event], procedure.due.start) for event in procedure.events}
    for code in procedure.bring:
        brought = proof.guide.bring[code].when
        if brought is not None:
            proof.excuse(brought)
    if procedure.form is not None:
        for condition in proof.guide.form_conditions[procedure.form]:
            proof.excuse(condition)


def check_others(proof: Proof) -> None:
    """Find what else can never be true: what events take along, what is brought, and what forms say."""
    for written in (*_events(proof), *_things(proof), *_forms(proof)):
        if _check(proof, written, "never_true"):
            proof.excuse(written.condition)
            proof.dead.add(written.condition)
        else:
            _check_alternatives(proof, written)


def _events(proof: Proof) -> Iterator[_Written]:
    for id_, event in proof.guide.events.items():
        for other, when in event.also.items():
            yield _Written(when, spot(proof.draft.events[id_], "also", other), {id_: True})


def _things(proof: Proof) -> Iterator[_Written]:
    for code, thing in proof.guide.bring.items():
        if thing.when is None:
            continue
        where = {}
        for event in proof.guide.events:
            visits = proof.visits(event)
            wanted = (
                inverse(visits.decide(one.when).no)
                for one in visits.procedures
                if code in one.bring and one.id not in proof.broken
            )
            where[event] = either(False, *wanted)
        yield _Written(thing.when, spot(proof.draft.bring[code], "when"), where)


def _forms(proof: Proof) -> Iterator[_Written]:
    """Each condition of a form where it can be printed; one of a shared part in all forms that use it."""
    found: dict[tuple[str, int, Condition], tuple[Spot, dict[str, Formula]]] = {}
    for id_, form in proof.content.forms.items():
        where = dict(proof.printed(id_))
        for condition, place in _conditions(proof, id_, form):
            _, before = found.setdefault((place.marked.file, place.line, condition), (place, {}))
            before |= {event: either(before.get(event, False), when) for event, when in where.items()}
    for (*_, condition), (place, where) in found.items():
        yield _Written(condition, place, where, seen=Sight.look_on_paper)


def _conditions(proof: Proof, id_: str, form: Form) -> Iterator[tuple[Condition, Spot]]:
    used = set(form.conditions())
    for marked in proof.draft.files:
        if marked.file in {f"forms/{id_}.yaml", "forms/parts.yaml"}:
            yield from ((condition, Spot(marked, line)) for condition, line in marked.conditions if condition in used)


def _check(proof: Proof, written: _Written, kind: str, **values: object) -> bool:
    """Note a finding when a condition can never be true."""
    where = _relevant(written)
    if _is_reached(proof, written, where):
        return False
    _tell(proof, written, where, kind, **values)
    return True


def _is_reached(proof: Proof, written: _Written, where: Where) -> bool:
    """Whether a condition can be true, or need not: it matters nowhere, or the city has declined it."""
    holds = not where or _can_hold(proof, written, written.condition.tree, where)
    return holds or _is_declined(proof, written, where)


def _check_alternatives(proof: Proof, written: _Written) -> None:
    """Note a finding for every piece of an ``or`` that can never be true."""
    where = _relevant(written)
    for part in _alternatives(written.condition.tree):
        if where and not written.spot.is_settled and not _can_hold(proof, written, part, where):
            why = _why(proof, next(iter(where)), named([part]))
            proof.tell(written.spot, "part_never_true", parts=as_written(part), why=why)
            proof.excuse(written.condition)


def _relevant(written: _Written) -> Where:
    return {event: when for event, when in written.where.items() if when is not False}


def _can_hold(proof: Proof, written: _Written, node: Node, where: Where) -> bool:
    return any(
        visits.can(when, truth(node, partial(written.seen, visits.sight)).yes)
        for event, when in where.items()
        for visits in [proof.visits(event)]
    )


def _alternatives(node: Node) -> Iterator[Node]:
    """Yield the pieces of every ``or``."""
    match node:
        case Not(part=part):
            yield from _alternatives(part)
        case Junction(parts=parts, decisive=decisive):
            for part in parts:
                yield from [part] if decisive else []
                yield from _alternatives(part)


def _is_declined(proof: Proof, written: _Written, where: Where) -> bool:
    """Whether it is the city's own no that stands in the way: what it does not do is not wrong."""
    if not written.spot.is_settled:
        return False
    return _can_hold(proof, written, _with_the_city(written.condition.tree), where)


def _with_the_city(node: Node) -> Node:
    """Take a condition as if the city did all that it can decline."""
    match node:
        case Not(part=Constant(written=bool())) | Constant(written=bool()):
            return Constant(written=True)
        case Not(part=part):
            return Not(_with_the_city(part))
        case Junction(parts=parts, decisive=decisive):
            return Junction(tuple(map(_with_the_city, parts)), decisive)
    return node


def _tell(proof: Proof, written: _Written, where: Where, kind: str, **values: object) -> None:
    event, when = next(iter(where.items()))
    core = proof.visits(event).excluded_by(written.condition, when)
    parts = " and ".join(map(as_written, core)) if core else written.condition.source
    kind = "never_together" if len(core) > 1 and kind == "never_true" else kind
    proof.tell(written.spot, kind, parts=parts, why=_why(proof, event, named(core)), **values)


def _why(proof: Proof, event: str, facts: tuple[str, ...]) -> Said:
    """Say of each fact that is asked at all when it is asked in this event."""
    ja, en = [], []
    for id_ in facts:
        fact = proof.guide.facts.get(id_)
        if fact is None or fact.is_computed:
            continue
        gates = list(_gates(proof, event, id_))
        if not gates:
            ja.append(f"「{id_}」は {event} では聞かれません")
            en.append(f'"{id_}" is not asked in {event}')
        elif all(gates):
            ja.append(f"「{id_}」は {event} では「{'」か「'.join(gates)}」のときだけ聞かれます")
            en.append(f'"{id_}" is asked in {event} only when {" or ".join(gates)}')
    return Said("".join(f"{sentence}。" for sentence in ja), "".join(f" {sentence}." for sentence in en))


def _gates(proof: Proof, event: str, fact: str) -> Iterator[str]:
    """Yield the condition of each question of the event that asks a fact; empty where there is none."""
    for id_ in proof.guide.events[event].questions:
        question = proof.guide.questions[id_]
        if fact in question.asks:
            gates = (gate.source for gate in (question.given, question.only.get(fact)) if gate is not None)
            yield " and ".join(gates)
