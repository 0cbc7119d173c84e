"""Arrivals, waits, service, no-shows and stages by hour, day, event or desk, with small counts already hidden."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from kiosk.handover.trace import Stage
from kiosk.statistics.record import Counted, Record
from kiosk.statistics.stages import StageTime, stage_times
from kiosk.statistics.stops import Stop, stops_of
from kiosk.statistics.suppression import Hidden, hide_small
from kiosk.statistics.times import Times, times_of
from kiosk.tally import Tallied

_T = TypeVar("_T")


class By(Enum):
    """What a table has a row for."""

    HOUR = "hour"
    DAY = "day"
    EVENT = "event"
    DESK = "desk"


@dataclass(frozen=True)
class Line:
    """A row of a table. ``key`` is the hour ("9"), the day (ISO 8601), or an id; "" for what has none.

    A count is None where it is hidden. Durations are None where fewer were measured than may be told.
    ``calls`` are stops that were called for the first time there; ``stages``: those that were measured.
    """

    key: str
    arrivals: Hidden
    calls: Hidden
    no_shows: Hidden
    waits: Times | None
    service: Times | None
    stages: Mapping[Stage, Times] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """One of the places where visits at the kiosk ended, and how many did there (None: hidden)."""

    key: str
    count: Hidden


@dataclass(frozen=True)
class Figures:
    """All figures of some days. ``total`` is of all of them together; its key is empty."""

    total: Line
    tables: Mapping[By, tuple[Line, ...]]
    left: tuple[Share, ...]
    not_written: Mapping[str, Hidden]


NOT_WRITTEN = ("name", "address")
"""Keys of ``Figures.not_written``: boxes that were filled and nobody had to write."""


def figures_of(record: Record, fewest: int) -> Figures:
    """Return the figures; counts from 1 up to below ``fewest`` are hidden, and whatever would betray one of them."""
    stops, stages = stops_of(record.changes), stage_times(record.marks)
    tables = {by: _table(by, stops, stages, fewest) for by in By}
    left, not_written = _left(record.tallies, fewest), _not_written(record.tallies, fewest)
    return Figures(_total(stops, stages, fewest), tables, left, not_written)


def _total(stops: tuple[Stop, ...], stages: tuple[StageTime, ...], fewest: int) -> Line:
    (total,) = _lines(stops, stages, lambda _stop: "", lambda _time: "", fewest) or (_EMPTY,)
    return total


_EMPTY = Line("", 0, 0, 0, None, None)


def _table(by: By, stops: tuple[Stop, ...], stages: tuple[StageTime, ...], fewest: int) -> tuple[Line, ...]:
    return _lines(stops, stages, _STOP_KEY[by], _STAGE_KEY[by], fewest)


def _lines(
    stops: tuple[Stop, ...],
    stages: tuple[StageTime, ...],
    key_of_stop: Callable[[Stop], str],
    key_of_stage: Callable[[StageTime], str],
    fewest: int,
) -> tuple[Line, ...]:
    by_key, stages_by_key = _grouped(stops, key_of_stop), _grouped(stages, key_of_stage)
    keys = sorted(by_key.keys() | stages_by_key.keys(), key=_order)
    arrivals = hide_small({key: sum(stop.arrives for stop in by_key.get(key, ())) for key in keys}, fewest)
    calls = hide_small({key: sum(stop.wait_min is not None for stop in by_key.get(key, ())) for key in keys}, fewest)
    no_shows = hide_small({key: sum(stop.no_show for stop in by_key.get(key, ())) for key in keys}, fewest)
    return tuple(
        Line(
            key=key,
            arrivals=arrivals[key],
            calls=calls[key],
            no_shows=no_shows[key],
            waits=_told((stop.wait_min for stop in by_key.get(key, ())), fewest),
            service=_told((stop.service_min for stop in by_key.get(key, ())), fewest),
            stages=_stages(stages_by_key.get(key, []), fewest),
        )
        for key in keys
    )


def _grouped(things: Iterable[_T], key_of: Callable[[_T], str]) -> Mapping[str, list[_T]]:
    groups: dict[str, list[_T]] = {}
    for thing in things:
        groups.setdefault(key_of(thing), []).append(thing)
    return groups


def _order(key: str) -> tuple[int, str]:
    """Hours as numbers."""
    return int(key) if key.isdecimal() else 0, key


def _told(minutes: Iterable[float | None], fewest: int) -> Times | None:
    times = times_of(each for each in minutes if each is not None)
    return None if times is None or times.n < fewest else times


def _stages(times: list[StageTime], fewest: int) -> Mapping[Stage, Times]:
    told = {stage: _told((time.minutes for time in times if time.stage == stage), fewest) for stage in Stage}
    return {stage: time for stage, time in told.items() if time is not None}


def _left(counted: Iterable[Counted], fewest: int) -> tuple[Share, ...]:
    """Whether somebody said that they leave, or just left, is the same to who asks where."""
    counts = _sums(counted, Tallied.LEFT, Tallied.TIMED_OUT)
    hidden = hide_small(counts, fewest)
    shares = (Share(key, count) for key, count in hidden.items())
    return tuple(sorted(shares, key=lambda share: (-(share.count or 0), share.key)))  # what is hidden in no order


def _not_written(counted: Iterable[Counted], fewest: int) -> Mapping[str, Hidden]:
    counts = _sums(counted, Tallied.NOT_WRITTEN)
    return hide_small({key: counts[key] for key in NOT_WRITTEN}, fewest)


def _sums(counted: Iterable[Counted], *what: Tallied) -> Counter[str]:
    counts: Counter[str] = Counter()
    for each in counted:
        if each.what in what:
            counts[each.key] += each.count
    return counts


_STOP_KEY: Mapping[By, Callable[[Stop], str]] = {
    By.HOUR: lambda stop: str(stop.moment.hour),
    By.DAY: lambda stop: stop.day.isoformat(),
    By.EVENT: lambda stop: stop.event or "",
    By.DESK: lambda stop: stop.desk,
}
_STAGE_KEY: Mapping[By, Callable[[StageTime], str]] = {
    By.HOUR: lambda time: str(time.moment.hour),
    By.DAY: lambda time: time.moment.date().isoformat(),
    By.EVENT: lambda time: time.event or "",
    By.DESK: lambda time: time.desk or "",
}
