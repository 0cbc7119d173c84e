"""What happened: the large cards, and the ways of those who do not find it among them."""

from kiosk.guidance.content import Guide, Procedure, ProcedureKind
from kiosk.visit.answers import Answer, ClerkWanted, DeskChosen, ErrandChosen, Way, WayChosen
from kiosk.visit.steps import (
    ChooseDesk,
    ChooseEvent,
    ChooseOccasion,
    ChooseOtherEvent,
    NoEventFits,
    SearchByWords,
    ShowDesk,
    Step,
)


def cards(guide: Guide, chosen: tuple[str, ...] = ()) -> ChooseEvent:
    """Return the step of the large cards."""
    events = guide.events.values()
    common, rare = (tuple(event.id for event in events if event.rare is kind) for kind in (False, True))
    return ChooseEvent(common, rare, chosen)


def other_way(guide: Guide, answer: Answer) -> Step | None:
    """Return what is shown aside; None for an answer that leads nowhere."""
    match answer:
        case WayChosen(way):
            return _turned_to(guide, way)
        case DeskChosen(desk) if desk in guide.desks:
            return ShowDesk(desk, _done_at(guide, desk))
        case ErrandChosen(procedures) if open_ := tuple(one for one in procedures if _may_choose(guide, one)):
            return ChooseOccasion(open_, _occasions(guide, open_))
        case ClerkWanted(desk):
            return NoEventFits(desk)
    return None


def _turned_to(guide: Guide, way: Way) -> Step:
    match way:
        case Way.OTHERS:
            return ChooseOtherEvent(cards(guide).rare)
        case Way.WORDS:
            return SearchByWords()
        case Way.OFFICES:
            return ChooseDesk(tuple(desk for desk in guide.desks if _done_at(guide, desk)))


def _done_at(guide: Guide, desk: str) -> tuple[str, ...]:
    """Return what a resident can do there: first what belongs to the events that are most common."""
    order = {event: n for n, event in enumerate(guide.events)}
    there = (one for one in guide.procedures.values() if one.desk == desk and _by_residents(one))
    return tuple(one.id for one in sorted(there, key=lambda one: min(map(order.__getitem__, one.events))))


def _by_residents(procedure: Procedure) -> bool:
    return procedure.is_open and procedure.kind is not ProcedureKind.STAFF


def _may_choose(guide: Guide, procedure: str) -> bool:
    return procedure in guide.procedures and guide.procedures[procedure].is_open


def _occasions(guide: Guide, procedures: tuple[str, ...]) -> tuple[str, ...]:
    named = {event for procedure in procedures for event in guide.procedures[procedure].events}
    return tuple(event for event in guide.events if event in named)
