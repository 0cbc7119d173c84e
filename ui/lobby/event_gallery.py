"""Sample steps of what happened: the cards, and the other ways in."""

from collections.abc import Iterator, Mapping
from datetime import date

from kiosk.guidance.content import Guide
from kiosk.guidance.plan import make_plan
from kiosk.visit import steps
from kiosk.visit.answers import Answer, ClerkWanted, DeskChosen, ErrandChosen, Way, WayChosen
from kiosk.visit.other_ways import cards, other_way
from kiosk.visit.steps import Member, Step


def event_steps(guide: Guide) -> Mapping[str, Step]:
    """Return steps by the name of their picture; the desk and the errand are those with most to choose from."""
    procedures = guide.procedures.values()
    desk = max(guide.desks, key=lambda id_: sum(procedure.desk == id_ for procedure in procedures))
    errand = max(procedures, key=lambda procedure: len(procedure.events))
    aside: Mapping[str, Answer] = {
        "choose_other_event": WayChosen(Way.OTHERS),
        "search_by_words": WayChosen(Way.WORDS),
        "choose_desk": WayChosen(Way.OFFICES),
        "show_desk": DeskChosen(desk),
        "choose_occasion": ErrandChosen((errand.id,)),
        "no_event_fits": ClerkWanted(),
        "no_event_fits_desk": ClerkWanted(desk),
    }
    found = {name: step for name, answer in aside.items() if (step := other_way(guide, answer)) is not None}
    return {
        "choose_event": cards(guide),
        "choose_event_several": cards(guide, tuple(guide.events)[:2]),
        **found,
    }


def event_poses(guide: Guide) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield names of pictures with their screen and what is touched on it."""
    yield "choose_event_ticked", "choose_event", ("several", f"choice:{cards(guide).events[0]}")
    yield "search_found", "search_by_words", ("example:0",)


def nothing_to_do(guide: Guide, members: tuple[Member, ...], today: date) -> Step:
    """Return the plan of somebody who came for an event of which nothing came out."""
    event = next(event for event in guide.events.values() if event.otherwise)
    asked = (fact for question in event.questions for fact in guide.questions[question].asks)
    known = {fact: guide.facts[fact].nothing for fact in asked}
    return steps.ShowPlan(make_plan(guide, (event.id,), known, (), today), known, members)
