"""A day of the queue's own history: who came when, where they had to go, how long each desk took, what was open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kiosk.queue.day import office_hours
from kiosk.queue.outlook import Pace
from kiosk.queue.transition import Act
from kiosk.simulation.day import Coming, Day, Staffing
from kiosk.statistics.record import Change
from kiosk.statistics.stops import Stop, stops_of


def replayed_day(day: date, changes: Sequence[Change], pace: Pace) -> Day:
    """Return who came on this day. A desk that was never left is taken to last as long as the pace says."""
    by_number: dict[str, list[Stop]] = {}
    for stop in stops_of(change for change in changes if change.day == day):
        by_number.setdefault(stop.number, []).append(stop)
    comings = (coming for stops in by_number.values() for coming in _coming(stops, pace))
    return Day(day, tuple(sorted(comings, key=lambda coming: coming.at)))


def _coming(stops: list[Stop], pace: Pace) -> Iterator[Coming]:
    first = stops[0]
    if first.began is None:
        return
    minutes: dict[str, float] = {}
    for stop in stops:
        minutes[stop.desk] = minutes.get(stop.desk, 0.0) + _at_window(stop)
    known = (took or pace.at(desk, first.event).median_min for desk, took in minutes.items())
    yield Coming(first.began, tuple(minutes), tuple(known), first.event, first.priority)


def _at_window(stop: Stop) -> float:
    """Also of those who did not come: a window waits for them, too."""
    return (stop.left - stop.called) / timedelta(minutes=1) if stop.called and stop.left else 0.0


def staffing_of(day: date, changes: Sequence[Change], pace: Pace) -> Staffing:
    """Return how many windows called for each desk in each hour of this day.

    Hours without a call are as the one before, and those before the first call as that one: nobody had come.
    """
    called: dict[str, dict[int, set[str]]] = {}
    for change in changes:
        if change.day == day and change.act is Act.CALL and change.desk and change.window:
            called.setdefault(change.desk, {}).setdefault(change.moment.hour, set()).add(change.window)
    opens, _ = office_hours(day, pace.office)
    return Staffing(opens, {desk: _counted(hours, opens.hour) for desk, hours in called.items()})


def _counted(hours: Mapping[int, set[str]], opens: int) -> Mapping[int, int]:
    counted = {hour: len(windows) for hour, windows in sorted(hours.items())}
    return {opens: next(iter(counted.values())), **counted}
