"""Questions that decide nothing: whatever is answered, all that follows is the same.

That is two visits that differ in one answer only, and in something that follows. There are none, or the solver has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import z3

from config.proof.formulas import Day, Formula, Number, Whole, Words, both, differ, either, inverse
from config.proof.proof import FOREIGN, Proof, spot
from config.proof.visits import Visits
from kiosk.guidance.content import Question
from kiosk.guidance.facts import ANY_FOREIGN, FOREIGNERS, start_of
from kiosk.paperwork.case import Each, NeedKind
from kiosk.paperwork.form import Form


@dataclass(frozen=True)
class _Outcome:
    """Something that follows from a visit: whether it does, and as which number. It hangs on no other ``facts``."""

    facts: frozenset[str]
    follows: Formula
    value: Whole = 0


def check_idle(proof: Proof) -> None:
    """Find questions, or facts of them, that change nothing in an event that asks them."""
    idle = {event: frozenset(_idle(proof, event)) for event in proof.guide.events}
    for question in proof.guide.questions.values():
        asked = {event: _asked_in(proof, event, question) for event in idle}
        wholly = [event for event, facts in asked.items() if facts and facts <= idle[event]]
        place = proof.draft.questions[question.id]
        if wholly:
            proof.tell(spot(place), "question_idle", id=question.id, events=", ".join(wholly))
        for at, fact in enumerate(question.asks):
            where = [event for event, facts in asked.items() if event not in wholly and fact in facts & idle[event]]
            if where:
                proof.tell(spot(place, "asks", at), "fact_idle", id=fact, events=", ".join(where))


def _asked_in(proof: Proof, event: str, question: Question) -> frozenset[str]:
    if question.id not in proof.guide.events[event].questions:
        return frozenset()
    visits = proof.visits(event)
    asked = (id_ for id_ in question.asks if id_ in visits.sight.answers)
    return frozenset(id_ for id_ in asked if visits.can(visits.sight.arises_in(question, id_)))


def _idle(proof: Proof, event: str) -> Iterator[str]:
    visits = proof.visits(event)
    outcomes = sorted(_outcomes(proof, visits), key=lambda outcome: len(outcome.facts))
    for fact in visits.sight.asked:
        if fact in proof.excused or not visits.can(visits.sight.arises(fact)):
            continue
        if not _changes(visits, fact, [outcome for outcome in outcomes if fact in outcome.facts]):
            yield fact


def _changes(visits: Visits, fact: str, outcomes: list[_Outcome]) -> bool:
    """Whether another answer to a fact makes any of these another."""
    other, renamed = visits.sight.another(fact)
    following = z3.substitute(visits.following, *renamed)
    limits = (*other.limits, *(() if following.eq(visits.following) else (following,)))
    with visits.only_where(*limits):
        return any(visits.can(_differs(outcome, renamed)) for outcome in outcomes)


def _differs(outcome: _Outcome, renamed: list[tuple[z3.ExprRef, z3.ExprRef]]) -> Formula:
    follows = outcome.follows if isinstance(outcome.follows, bool) else z3.substitute(outcome.follows, *renamed)
    another = differ(outcome.follows, follows)
    if isinstance(outcome.value, int):
        return another
    return either(another, both(outcome.follows, follows, outcome.value != z3.substitute(outcome.value, *renamed)))


def _outcomes(proof: Proof, visits: Visits) -> Iterator[_Outcome]:
    """Yield all that a visit can lead to: procedures, their dates, what is brought, further events, forms."""
    for procedure in visits.procedures:
        if procedure.id in proof.broken:
            continue
        verdict = visits.decide(procedure.when)
        facts = procedure.when.names()
        yield _outcome(proof, facts, verdict.yes)
        yield _outcome(proof, facts, verdict.no)
        if procedure.due.n is not None:
            start = start_of(visits.sight.event, procedure.due.start)
            day = visits.sight.look(start)
            assert isinstance(day, Day)
            yield _outcome(proof, (*facts, start), both(inverse(verdict.no), day.known), day.number.value)
        for code in procedure.bring:
            when = proof.guide.bring[code].when
            if when is not None:
                brought = both(inverse(verdict.no), inverse(visits.decide(when).no))
                yield _outcome(proof, (*facts, *when.names()), brought)
    for when in visits.sight.event.also.values():
        verdict = visits.decide(when)
        yield _outcome(proof, when.names(), verdict.yes)
        yield _outcome(proof, when.names(), verdict.no)
    for form in proof.content.forms.values():
        yield from _written(proof, visits, form)


def _outcome(proof: Proof, facts: tuple[str, ...], follows: Formula, value: Whole = 0) -> _Outcome:
    return _Outcome(proof.hanging_on(facts), follows, value)


def _written(proof: Proof, visits: Visits, form: Form) -> Iterator[_Outcome]:
    """What a form says, and what it still asks for, where it is printed."""
    printed = proof.printed_in(visits.sight.event.id, form.id)
    if printed is False:
        return
    along = {other.id for other in proof.content.forms.values() if form.id in (other.id, *other.also)}
    printing = tuple(fact for one in visits.procedures if one.form in along for fact in one.when.names())
    for condition in set(form.conditions()):
        verdict = visits.decide_on_paper(condition)
        for follows in (verdict.yes, verdict.no):
            yield _outcome(proof, (*printing, *condition.names()), both(printed, follows))
    for fact in frozenset(form.facts()):
        for follows, value in _said(visits, fact):
            yield _outcome(proof, (*printing, fact), both(printed, follows), value)
    if _tells_nations(form):
        people = visits.sight.look(FOREIGN)
        assert isinstance(people, Number)
        yield _outcome(proof, (*printing, ANY_FOREIGN, FOREIGNERS), both(printed, people.known), people.value)


def _said(visits: Visits, fact: str) -> Iterator[tuple[Formula, Whole]]:
    """A yes or no is never written."""
    match visits.sight.look_on_paper(fact):
        case Number(value=value, known=known):
            yield known, value
        case Day() as day:
            yield day.known, day.number.value
        case Words(holds=holds, known=known):
            yield known, 0
            yield from ((held, 0) for held in holds.values())


def _tells_nations(form: Form) -> bool:
    """Whether it says or asks anything else of foreign nationals."""
    needs = any(need.each is Each.FOREIGNER or need.kind is NeedKind.PEOPLE for need in form.needs)
    return needs or any(box.of_japanese or "person.birth" in box.names for part in form.sections for box in part.boxes)
