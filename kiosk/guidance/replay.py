"""What is still to be asked, found afresh from what is known: position is computed, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kiosk.guidance.content import Event, Guide, Known, Question
from kiosk.guidance.facts import View, arising, asked_for, facts_for, start_of
from kiosk.people import Household


def open_questions(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> tuple[Question, ...]:
    """Return the questions that can still change what follows, in the order of the events.

    A question comes with those of its facts that are unknown and matter. Counts honestly: a question whose
    ``given`` hangs on an earlier one is in the list until that is answered.
    """
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


def _open_for(guide: Guide, event: Event, known: Known, view: View) -> list[Question]:
    """Walk backwards, since the ``given`` of an open question makes earlier facts matter."""
    matters = set(_asked(guide, _deciding(guide, event, view)))
    found: list[Question] = []
    for question in map(guide.questions.__getitem__, reversed(event.questions)):
        asks = tuple(
            id_ for id_ in arising(question, view) if id_ in matters and id_ not in known and view[id_] is None
        )
        if not asks:
            continue
        found.insert(0, replace(question, asks=asks))
        for condition in (question.given, *map(question.only.get, asks)):
            if condition is not None:
                matters.update(_asked(guide, condition.unsettled(view)))
    return found


def _asked(guide: Guide, unknown: Iterable[str]) -> Iterator[str]:
    """The facts that a person can be asked for to settle the unknown ones."""
    for id_ in unknown:
        yield from asked_for(guide.facts[id_]) if id_ in guide.facts else ()


def _deciding(guide: Guide, event: Event, view: View) -> Iterator[str]:
    """The unknown facts that decide a procedure, or the date of one that may be needed."""
    for procedure in guide.procedures.values():
        if event.id not in procedure.events:
            continue
        verdict = procedure.when.decide(view)
        if verdict is None:
            yield from procedure.when.unsettled(view)
        if verdict is not False and procedure.due.n is not None:
            yield start_of(event, procedure.due.start)
