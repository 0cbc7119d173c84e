"""What a place on the path looks like: the step that the lobby shows there."""

from collections.abc import Mapping
from datetime import date

from kiosk.guidance.content import Value
from kiosk.guidance.plan import Plan
from kiosk.guidance.replay import questions_ahead
from kiosk.paperwork.case import OWN_KANA
from kiosk.people import Address, Person
from kiosk.visit.path import Answers, Ground, Kind, Path, Place
from kiosk.visit.steps import (
    AskQuestion,
    ChooseEvent,
    ConfirmPerson,
    FillNeed,
    ShowPlan,
    Step,
    Summary,
    SummaryLine,
)


def step_at(place: Place, path: Path, given: object, answers: Answers, ground: Ground) -> Step:
    """Return the step for a place that is not a conversation; ``given`` is what was answered there before."""
    match place.kind:
        case Kind.EVENT:
            step: Step = ChooseEvent(tuple(ground.guide.events), given if isinstance(given, str) else None)
        case Kind.PERSON:
            step = ConfirmPerson(path.card.person if path.card else Person())
        case Kind.QUESTION:
            step = _ask(place, path, given, ground)
        case Kind.SUMMARY:
            step = _summary(path, answers)
        case Kind.NEED:
            step = _need(place, path, given)
        case _:
            step = ShowPlan(path.plan or Plan(), path.event or "", path.known)
    return step


def _ask(place: Place, path: Path, given: object, ground: Ground) -> AskQuestion:
    events = (path.event,) if path.event else ()
    return AskQuestion(
        question=next(question for question in path.questions if question.id == place.id),
        given=_facts(given),
        left=max(1, questions_ahead(ground.guide, events, path.known, path.household, ground.today)),
        asked=len(path.questions) - 1,
    )


def _facts(given: object) -> Mapping[str, Value | None]:
    return given if isinstance(given, Mapping) else {}


def _summary(path: Path, answers: Answers) -> Summary:
    places = [place for place in path.places if place.kind is Kind.QUESTION]
    return Summary(
        event=path.event or "",
        person=path.card.person if path.card else None,
        lines=tuple(SummaryLine(place.key, place.id, _facts(answers[place.key])) for place in places),
    )


def _need(place: Place, path: Path, given: object) -> FillNeed:
    ids = [need.id for need in path.needs]
    need = path.needs[ids.index(place.id)]
    return FillNeed(
        need=need.id,
        kind=need.kind,
        optional=need.optional,
        given=given if isinstance(given, str | date | Address) else None,
        name=path.card.person.name if path.card and need.id == OWN_KANA else "",
        left=len(ids) - ids.index(place.id),
    )
