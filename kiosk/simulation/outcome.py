"""Who waited how long on a day that was run: by hour, desk and priority."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from kiosk.simulation.run import Course, Waited
from kiosk.statistics.times import Times, times_of

_K = TypeVar("_K")


@dataclass(frozen=True)
class Waits:
    """``too_long``: the share, from 0 to 1, of those who waited longer than the city wants anybody to wait."""

    times: Times
    too_long: float


@dataclass(frozen=True)
class Outcome:
    """``hours`` by the hour of the clock in which the waiting began. ``last_left`` None: nobody was served.

    ``stops``: how many calls there were; ``stranded`` as in ``Course``.
    """

    all: Waits | None
    priority: Waits | None
    ordinary: Waits | None
    hours: Mapping[int, Waits]
    desks: Mapping[str, Waits]
    last_left: datetime | None
    stops: int
    stranded: int


def outcome_of(course: Course, longest_wait_min: int, fewest: int = 1) -> Outcome:
    """Return the outcome; of fewer than ``fewest`` stops nothing is told, since a past day is one of real people."""

    def waits(those: Callable[[Waited], bool]) -> Waits | None:
        return _waits([stop.minutes for stop in course.waited if those(stop)], longest_wait_min, fewest)

    return Outcome(
        all=waits(lambda _stop: True),
        priority=waits(lambda stop: stop.priority),
        ordinary=waits(lambda stop: not stop.priority),
        hours=_by(course, lambda stop: stop.began.hour, longest_wait_min, fewest),
        desks=_by(course, lambda stop: stop.desk, longest_wait_min, fewest),
        last_left=max((stop.left for stop in course.waited), default=None),
        stops=len(course.waited),
        stranded=course.stranded,
    )


def _by(course: Course, key_of: Callable[[Waited], _K], longest_wait_min: int, fewest: int) -> Mapping[_K, Waits]:
    minutes: dict[_K, list[float]] = {}
    for stop in sorted(course.waited, key=lambda stop: stop.began):
        minutes.setdefault(key_of(stop), []).append(stop.minutes)
    waits = {key: _waits(those, longest_wait_min, fewest) for key, those in minutes.items()}
    return {key: each for key, each in waits.items() if each is not None}


def _waits(minutes: list[float], longest_wait_min: int, fewest: int) -> Waits | None:
    times = times_of(minutes)
    if times is None or times.n < fewest:
        return None
    return Waits(times, sum(each > longest_wait_min for each in minutes) / len(minutes))


def told_right(course: Course) -> float:
    """Return the share of those who were told a range of minutes within which their wait then was.

    Rounded to minutes, as people read a watch.
    """
    told = [(stop.told, round(stop.minutes)) for stop in course.waited if stop.told is not None]
    right = sum(wait.low_min <= minutes <= wait.high_min for wait, minutes in told)
    return right / len(told) if told else 1.0
