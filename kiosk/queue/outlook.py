"""How long somebody waits at each desk who takes a number now: the queue as it stands, seen by the estimate."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from kiosk.queue.dial import called_before
from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import AT_WINDOW, QUEUED, by_arrival
from kiosk.queue.waiting import Line, Service, Wait, service_of, wait_range
from kiosk.settings import Office, Queue

PACE_SPAN = timedelta(days=28)
"""Of the twenty working days before, how long households took is how long they take today."""

_K = TypeVar("_K")


@dataclass(frozen=True)
class Stay:
    """How many minutes one household of an event was at a desk, from its call on; ``event`` as in Ticket."""

    desk: str
    event: str | None
    minutes: float


@dataclass(frozen=True)
class Pace:
    """How long households take: as measured at this desk for their event, or else as the city says.

    ``measured``: by desk and event; ``by_desk``: of all events together.
    """

    queue: Queue
    office: Office
    measured: Mapping[tuple[str, str | None], Service] = field(default_factory=dict)
    by_desk: Mapping[str, Service] = field(default_factory=dict)

    def of(self, ticket: Ticket) -> Service:
        """Return how long this household takes at the desk where it is."""
        return self.at(ticket.at or "", ticket.event)

    def at(self, desk: str, event: str | None) -> Service:
        if (desk, event) in self.measured:
            return self.measured[desk, event]
        if event is not None and event in self.queue.minutes:
            return Service(self.queue.minutes[event])
        return self.by_desk.get(desk) or Service(self.office.minutes_per_ticket)


def pace_of(stays: Iterable[Stay], queue: Queue, office: Office) -> Pace:
    """Return the pace of those whose stays are known."""
    measured: dict[tuple[str, str | None], list[float]] = {}
    by_desk: dict[str, list[float]] = {}
    for stay in stays:
        measured.setdefault((stay.desk, stay.event), []).append(stay.minutes)
        by_desk.setdefault(stay.desk, []).append(stay.minutes)
    return Pace(queue, office, dict(_enough(measured)), dict(_enough(by_desk)))


@dataclass(frozen=True)
class Hall:
    """The queue at one moment.

    ``tickets``: who waits or is at a window. ``windows``: those that are open, each with the desks for which it calls.
    ``last`` as in ``next_for``, by desk. ``favoured``: how many with priority came in the last hour, by desk.
    """

    tickets: tuple[Ticket, ...]
    now: datetime
    windows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    favoured: Mapping[str, int] = field(default_factory=dict)


def wait_at(desk: str, hall: Hall, pace: Pace) -> Wait:
    """Return how long somebody without priority waits who takes a number for this desk now."""
    return wait_range(_line(desk, hall, pace))


def _line(desk: str, hall: Hall, pace: Pace) -> Line:
    queue = pace.queue
    ahead = called_before(desk, hall.tickets, hall.last.get(desk, ()), queue, hall.now)
    at_windows = _at_windows(desk, hall)
    return Line(
        ahead=tuple(map(pace.of, ahead)),
        at_windows=tuple(map(pace.of, at_windows.values())),
        windows=_windows(desk, hall) or max(1, len(at_windows)),
        late=tuple(pace.at(desk, ticket.event) for ticket in hall.tickets if _next_desk(ticket) == desk),
        overtaking=hall.favoured.get(desk, 0) / 60,
        overtaken_min=queue.longest_wait_min,
    )


def _at_windows(desk: str, hall: Hall) -> Mapping[str, Ticket]:
    """Return who is at the windows that call for this desk, or was called to it; one at each."""
    here = (ticket for ticket in hall.tickets if ticket.state in AT_WINDOW)
    ours = (ticket for ticket in here if ticket.at == desk or desk in hall.windows.get(ticket.window or "", ()))
    return {ticket.window or "": ticket for ticket in sorted(ours, key=by_arrival)}


def _windows(desk: str, hall: Hall) -> float:
    """Return how many windows are open for a desk; one that calls for several counts as far as they wait there."""
    waiting = Counter(ticket.at for ticket in hall.tickets if ticket.state in QUEUED)
    shared = (desks for desks in hall.windows.values() if desk in desks)
    return sum((waiting[desk] + 1) / (sum(waiting[one] for one in desks) + 1) for desks in shared)


def _next_desk(ticket: Ticket) -> str | None:
    """Return where somebody goes who is at a window now, and comes before who arrives now."""
    if ticket.state not in AT_WINDOW or ticket.at not in ticket.route:
        return None
    return next(iter(ticket.route[ticket.route.index(ticket.at) + 1 :]), None)


def _enough(minutes: Mapping[_K, list[float]]) -> Iterator[tuple[_K, Service]]:
    for key, known in minutes.items():
        service = service_of(known)
        if service is not None:
            yield key, service
