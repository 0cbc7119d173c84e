"""What the queue may know of a visit: its route, whether it has priority, and an event that anybody may hear of."""

from datetime import date

from kiosk.guidance.content import Guide, Known
from kiosk.guidance.plan import Plan
from kiosk.guidance.situation import Situation
from kiosk.people import Household


def route_of(guide: Guide, plan: Plan, one_stop: str | None) -> tuple[str, ...]:
    """Return the desks of a plan that call numbers, in the city's order: one where everything is done in one place."""
    route = tuple(desk for desk in plan.desks if guide.desks[desk].letter)
    return (one_stop,) if route and one_stop else route


def has_priority(guide: Guide, events: tuple[str, ...], known: Known, household: Household, today: date) -> bool:
    """Whether the city's condition certainly holds, as any of the events sees the visit."""
    if guide.priority_if is None:
        return False
    situation = Situation(guide, events, known, household, today)
    return any(guide.priority_if.decide(situation.seen(event).view) is True for event in situation.events)


def open_event(guide: Guide, plan: Plan) -> str | None:
    """Return the first event of a plan that is nothing discreet; None: there is none.

    An event is discreet when it is spoken of softly, or when nothing that it can lead to may be named in public.
    """
    open_ones = (event for event in plan.events if any(one.privacy is None for one in guide.procedures_of[event]))
    return next((event for event in open_ones if not guide.events[event].quiet), None)
