"""A day as it comes to the counter, and the windows that are open for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from kiosk.queue.day import office_hours
from kiosk.settings import Office


@dataclass(frozen=True)
class Coming:
    """A household that takes a number at ``at`` (aware). ``minutes``: how long it takes at each desk of its route."""

    at: datetime
    route: tuple[str, ...]
    minutes: tuple[float, ...]
    event: str | None = None
    priority: bool = False


@dataclass(frozen=True)
class Day:
    """``comings`` in order of arrival."""

    day: date
    comings: tuple[Coming, ...]

    def desks(self) -> tuple[str, ...]:
        """Return the desks to which anybody has to go, the most wanted first."""
        wanted = Counter(desk for coming in self.comings for desk in coming.route)
        return tuple(desk for desk, _ in wanted.most_common())


@dataclass(frozen=True)
class Staffing:
    """How many windows call for each desk, by desk and hour of the clock, from ``opens`` (aware) on.

    Whoever is at a window when it closes is served to the end. After the last hour its windows stay until nobody waits.
    """

    opens: datetime
    windows: Mapping[str, Mapping[int, int]]

    def at(self, desk: str, hour: int) -> int:
        """Return the windows in this hour; where nothing is said, those of the last hour of which something is."""
        by_hour = self.windows.get(desk, {})
        said = [each for each in by_hour if each <= hour]
        return by_hour[max(said)] if said else 0

    def moments(self) -> tuple[datetime, ...]:
        """Return when windows may open or close."""
        hours = sorted({hour for by_hour in self.windows.values() for hour in by_hour})
        whole = self.opens.replace(minute=0, second=0, microsecond=0)
        return tuple(max(self.opens, whole.replace(hour=hour)) for hour in hours)


def clock_hours(office: Office) -> range:
    """Return the hours of the clock in which the office is open: from 8:30 to 17:15 those from 8 to 17."""
    closes = timedelta(hours=office.closes.hour, minutes=office.closes.minute)
    return range(office.opens.hour, -(-closes // timedelta(hours=1)))


def enough_windows(day: Day, office: Office) -> Staffing:
    """Return windows that could just do the day's work in the office's hours, if it came evenly; a place to begin."""
    opens, closes = office_hours(day.day, office)
    work: dict[str, float] = {}
    for coming in day.comings:
        for desk, minutes in zip(coming.route, coming.minutes, strict=True):
            work[desk] = work.get(desk, 0.0) + minutes
    open_min = (closes - opens) / timedelta(minutes=1)
    windows = {desk: dict.fromkeys(clock_hours(office), ceil(minutes / open_min)) for desk, minutes in work.items()}
    return Staffing(opens, windows)
