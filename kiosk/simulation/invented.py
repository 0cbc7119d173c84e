"""A day that nobody lived through: households of the city's own content, with a morning peak. Seeded, so that everybody
gets the same.

Households, their answers and so their routes are those of ``kiosk.guidance.population``. That population says yes to
more than people do, so that all of the content is seen; of the desks after the first one a household goes to one in
three here, and a tenth of the households has priority. Half of them come around an hour and a half after the office
opens, a quarter around five hours after, the rest at any time. How long a desk takes is lognormal around the minutes of
the given pace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log
from random import Random

from kiosk.guidance.content import Guide
from kiosk.guidance.population import SEED, Visitor, visitors, walk
from kiosk.guidance.queueing import open_event, route_of
from kiosk.queue.day import office_hours
from kiosk.queue.outlook import Pace
from kiosk.simulation.day import Coming, Day

MOVES_ON_APRIL_1 = 521
"""So many moves 鹿児島市 had on one 1 April."""

_FURTHER_DESKS = 1 / 3
_PRIORITY = 0.1

_PEAKS = ((0.5, 90, 60), (0.25, 300, 75))
"""Share of the households; minutes after the office opens around which they come, and their standard deviation."""


@dataclass(frozen=True)
class Turnout:
    """How many households come, and for which events, each as often as any other."""

    households: int
    events: tuple[str, ...]
    seed: int = SEED


def moves(guide: Guide) -> tuple[str, ...]:
    """Return the events that are a move."""
    return tuple(event.id for event in guide.events.values() if event.moving)


def invented_day(guide: Guide, day: date, turnout: Turnout, pace: Pace) -> Day:
    """Return who comes on this day. Takes some milliseconds for each household."""
    invented = visitors(turnout.events, turnout.households, day, seed=turnout.seed)
    comings = (coming for visitor in invented for coming in _coming(guide, day, visitor, pace))
    return Day(day, tuple(sorted(comings, key=lambda coming: coming.at)))


def _coming(guide: Guide, day: date, visitor: Visitor, pace: Pace) -> Iterator[Coming]:
    """Yield the visit, if it needs a number."""
    random = Random(f"{visitor.seed}/{visitor.number}/{day}")  # noqa: S311  invented people are no secret
    plan = walk(guide, visitor, day).plan
    first, *further = route_of(guide, plan, pace.queue.one_stop) or ("",)
    if first:
        route = (first, *(desk for desk in further if random.random() < _FURTHER_DESKS))
        event = open_event(guide, plan)
        minutes = tuple(_minutes(random, pace, desk, event) for desk in route)
        yield Coming(_moment(random, day, pace), route, minutes, event, random.random() < _PRIORITY)


def _minutes(random: Random, pace: Pace, desk: str, event: str | None) -> float:
    service = pace.at(desk, event)
    return random.lognormvariate(log(service.median_min), service.spread)


def _moment(random: Random, day: date, pace: Pace) -> datetime:
    opens, closes = office_hours(day, pace.office)
    while True:
        moment = opens + timedelta(minutes=_minute(random, (closes - opens) / timedelta(minutes=1)))
        if opens <= moment < closes:
            return moment


def _minute(random: Random, open_min: float) -> float:
    weights = [share for share, _, _ in _PEAKS]
    peak = random.choices((*_PEAKS, None), (*weights, 1 - sum(weights)))[0]
    return random.uniform(0, open_min) if peak is None else random.gauss(peak[1], peak[2])
