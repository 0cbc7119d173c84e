"""The history of each number as its stops: one wait at one desk, its call, and when it left the window."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kiosk.queue.transition import QUEUED, Act
from kiosk.statistics.record import Change

_MINUTE = timedelta(minutes=1)
_LEAVES = frozenset({Act.DONE, Act.PASS, Act.HOLD, Act.NO_SHOW, Act.VOID})
_CALLS = frozenset({Act.CALL, Act.SECOND_CALL})


@dataclass(frozen=True)
class Stop:
    """One number at one desk.

    ``began`` is when it began to wait here; None when it was called out of hold, after a no-show or a second time,
    since nobody knows how long it was away. ``called`` None: it was not, or not yet. ``left`` None: it is still there.
    A stop that ended without a call was put aside. ``arrives``: this is the first desk of the household.
    ``no_show``: nobody came, nor later. ``second``: called to be handed what was made (交付).
    """

    day: date
    number: str
    desk: str
    event: str | None
    priority: bool
    began: datetime | None = None
    called: datetime | None = None
    left: datetime | None = None
    arrives: bool = False
    no_show: bool = False
    second: bool = False

    @property
    def wait_min(self) -> float | None:
        return None if self.began is None or self.called is None else (self.called - self.began) / _MINUTE

    @property
    def service_min(self) -> float | None:
        """From the call on, as the estimate of waits counts it. None for nobody came, and for handing out."""
        if self.called is None or self.left is None or self.no_show or self.second:
            return None
        return (self.left - self.called) / _MINUTE

    @property
    def moment(self) -> datetime:
        """Return the time under which it is counted: when its wait began, or else its call."""
        moment = self.began or self.called
        assert moment is not None
        return moment


def stops_of(changes: Iterable[Change]) -> tuple[Stop, ...]:
    """Return all stops of these numbers, number by number; ``changes`` in the order in which they happened."""
    by_number: dict[tuple[date, str], list[Change]] = {}
    for change in changes:
        by_number.setdefault((change.day, change.number), []).append(change)
    return tuple(stop for each in by_number.values() for stop in _walked(each))


def _walked(changes: list[Change]) -> Iterator[Stop]:
    """Yield the stops of one number."""
    stop: Stop | None = None
    for change in changes:
        if stop is not None and _ends(stop, change):
            yield replace(stop, left=change.moment, no_show=change.act is Act.NO_SHOW and change is changes[-1])
            stop = None
        stop = _begun(change) or _called(stop, change)
    if stop is not None:
        yield stop


def _ends(stop: Stop, change: Change) -> bool:
    """Handing out begins where serving ended, whether or not somebody said so."""
    return change.act in _LEAVES or (change.act is Act.SECOND_CALL and not stop.second)


def _begun(change: Change) -> Stop | None:
    """Return the wait that begins with this change."""
    if change.act is Act.PUBLISH:
        return replace(_stop(change), began=change.moment, arrives=True)
    if change.act in _LEAVES and change.state in QUEUED:
        return replace(_stop(change), began=change.moment)
    return None


def _called(stop: Stop | None, change: Change) -> Stop | None:
    """Return the stop with its call; a call of who is called or served already changes nothing."""
    if change.act not in _CALLS:
        return stop
    if stop is None:
        return replace(_stop(change), called=change.moment, second=change.act is Act.SECOND_CALL)
    return stop if stop.called else replace(stop, called=change.moment)


def _stop(change: Change) -> Stop:
    return Stop(change.day, change.number, change.desk or "", change.event, change.priority)
