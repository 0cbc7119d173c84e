"""What is still to be asked, found afresh from what is known: position is computed, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kiosk.guidance.content import Event, Guide, Known, Question
from kiosk.guidance.facts import NOTHING, View, arising, asked_for, facts_for, start_of, with_foreigners
from kiosk.guidance.influence import NO, UNKNOWN, movers
from kiosk.people import Household


def open_questions(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> tuple[Question, ...]:
    """Return the questions that can still change what follows, in the order of the events.

    A question comes with those of its facts that are unknown and matter; one whose ``given`` hangs on an earlier
    one is in the list until that is answered.
    """
    known = with_foreigners(known, household)
    found = [
        question
        for event in events
        for question in _open_for(guide, guide.events[event], known, facts_for(guide, event, known, household, today))
    ]
    return tuple({question.id: question for question in found}.values())


def next_question(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> Question | None:
    """Return the question to ask now; ``None`` when nothing more is worth asking."""
    return next(iter(open_questions(guide, events, known, household, today)), None)


def questions_ahead(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> int:
    """Return how many questions are still to come for one who says no to what is open: most people, most of the time.

    All that are open would be too many, since nobody is asked for every dog, motorbike and lost job. One question
    is only ever said to be the last when it is.
    """
    still_open = open_questions(guide, events, known, household, today)
    no = {id_: NOTHING[guide.facts[id_].type] for question in still_open for id_ in question.asks}
    views = {event: facts_for(guide, event, {**known, **no}, household, today) for event in events}
    likely = sum(
        any(_arises(question, views[event]) for event in question.events if event in views) for question in still_open
    )
    return max(likely, min(2, len(still_open)))


def _arises(question: Question, view: View) -> bool:
    return question.given is None or question.given.decide(view) is not False


def _open_for(guide: Guide, event: Event, known: Known, view: View) -> list[Question]:
    """Walk backwards, since the ``given`` of an open question makes earlier facts matter."""
    unasked = [_unasked(guide.questions[id_], known, view) for id_ in event.questions]
    open_ = _open_facts(guide, known, view, {id_ for question in unasked for id_ in question.asks})
    matters = set(_asked(guide, _deciding(guide, event, view, open_)))
    found: list[Question] = []
    for question in reversed(unasked):
        asks = tuple(id_ for id_ in question.asks if id_ in matters)
        if not asks:
            continue
        found.insert(0, replace(question, asks=asks))
        for condition in (question.given, *map(question.only.get, asks)):
            if condition is not None:
                matters.update(_asked(guide, movers(condition.tree, view, open_, NO, UNKNOWN)))
    return found


def _unasked(question: Question, known: Known, view: View) -> Question:
    """Return a question with the facts that arise, are not known, and were never asked."""
    asks = (id_ for id_ in arising(question, view) if id_ not in known and view[id_] is None)
    return replace(question, asks=tuple(asks))


def _open_facts(guide: Guide, known: Known, view: View, unasked: set[str]) -> set[str]:
    """The facts that an answer may still settle: those to be asked, and counts that hang on them."""
    counted = (fact for fact in guide.facts.values() if fact.count is not None and view[fact.id] is None)
    return unasked | {fact.id for fact in counted if fact.id not in known and not unasked.isdisjoint(asked_for(fact))}


def _asked(guide: Guide, unknown: Iterable[str]) -> Iterator[str]:
    """The facts that a person can be asked for to settle the unknown ones."""
    for id_ in unknown:
        yield from asked_for(guide.facts[id_]) if id_ in guide.facts else ()


def _deciding(guide: Guide, event: Event, view: View, open_: set[str]) -> Iterator[str]:
    """The open facts that decide a procedure, or the date of one that may be needed."""
    for procedure in guide.procedures.values():
        if event.id not in procedure.events:
            continue
        verdict = procedure.when.decide(view)
        if verdict is None:
            yield from movers(procedure.when.tree, view, open_)
        if verdict is not False and procedure.due.n is not None:
            yield start_of(event, procedure.due.start)
