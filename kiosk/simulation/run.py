"""Runs a day: arrivals, windows and the city's dial, by the very rules of the queue; simpy keeps the time."""

from collections import Counter, deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

import simpy

from kiosk.errors import Cancelled
from kiosk.queue import transition
from kiosk.queue.dial import next_for, remembered
from kiosk.queue.number import number_of, parse_number
from kiosk.queue.outlook import Hall, Pace, wait_at
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.waiting import Wait
from kiosk.settings import Queue
from kiosk.simulation.day import Coming, Day, Staffing

_MINUTE = timedelta(minutes=1)
_LETTER = "A"
_MOST_TOLD = 600
"""So many know well enough how good the estimate is, and it looks at everybody who waits."""


@dataclass(frozen=True)
class Waited:
    """One stop of the household that came as the ``serial``th. ``told``: what the estimate said when it came."""

    serial: int
    desk: str
    window: str
    event: str | None
    priority: bool
    began: datetime
    called: datetime
    left: datetime
    told: Wait | None = None

    @property
    def minutes(self) -> float:
        return (self.called - self.began) / _MINUTE


@dataclass(frozen=True)
class Course:
    """What became of a day. ``stranded``: households that still waited where no window opened any more."""

    waited: tuple[Waited, ...]
    stranded: int


def nobody_left() -> bool:
    """Whoever asked still waits."""
    return False


def run_day(
    day: Day, staffing: Staffing, queue: Queue, pace: Pace | None = None, *, gone: Callable[[], bool] = nobody_left
) -> Course:
    """Let the day happen. With a ``pace`` households are told how long they will wait, as the lobby would tell them.

    All of them, or of very many a part. Raises Cancelled once whoever asked is ``gone``.
    """
    return _Run(day, staffing, queue, pace, gone).course()


@dataclass
class _Desk:
    """``busy``: the windows with somebody before them. ``last`` as in ``next_for``, the newest first."""

    id: str
    last: deque[bool]
    open: int = 0
    busy: set[int] = field(default_factory=set)
    waiting: dict[str, Ticket] = field(default_factory=dict)

    def windows(self) -> dict[str, frozenset[str]]:
        return {self.window(number): frozenset({self.id}) for number in range(1, self.open + 1)}

    def window(self, number: int) -> str:
        return f"{self.id}-{number}"


class _Run:
    def __init__(self, day: Day, staffing: Staffing, queue: Queue, pace: Pace | None, gone: Callable[[], bool]) -> None:
        self._gone = gone
        self._day = day
        self._staffing = staffing
        self._queue = queue
        self._pace = pace
        self._begins = staffing.opens
        if day.comings:
            self._begins = min(self._begins, day.comings[0].at)
        self._time = simpy.Environment()
        self._desks = {desk: _Desk(desk, deque(maxlen=remembered(queue))) for desk in day.desks()}
        self._coming: dict[str, Coming] = {}
        self._told: dict[str, Wait] = {}
        self._present: dict[str, Ticket] = {}
        self._waited: list[Waited] = []

    def course(self) -> Course:
        self._time.process(self._open_windows())
        self._time.process(self._arrive())
        self._time.run()
        return Course(tuple(self._waited), sum(len(desk.waiting) for desk in self._desks.values()))

    def _now(self) -> datetime:
        return self._begins + self._time.now * _MINUTE

    def _until(self, moment: datetime) -> simpy.Event:
        return self._time.timeout(max(0.0, (moment - self._now()) / _MINUTE))

    def _open_windows(self) -> Generator[simpy.Event]:
        for moment in self._staffing.moments():
            yield self._until(moment)
            for desk in self._desks.values():
                desk.open = self._staffing.at(desk.id, moment.hour)
                self._call(desk)

    def _arrive(self) -> Generator[simpy.Event]:
        for serial, coming in enumerate(self._day.comings, start=1):
            yield self._until(coming.at)
            if self._gone():
                raise Cancelled("Whoever asked for this day waits no more.")
            self._take(serial, coming)

    def _take(self, serial: int, coming: Coming) -> None:
        ticket = self._ticket(serial, coming)
        self._coming[ticket.number] = coming
        if self._pace is not None and serial % -(-len(self._day.comings) // _MOST_TOLD) == 0:
            self._told[ticket.number] = wait_at(coming.route[0], self._hall(), self._pace)
        self._wait(transition.publish(ticket, paper=True, arrival=serial))

    def _ticket(self, serial: int, coming: Coming) -> Ticket:
        return Ticket(
            number=number_of(_LETTER, serial),
            day=self._day.day,
            state=TicketState.TAKEN,
            route=coming.route,
            at=None,
            window=None,
            priority=coming.priority,
            taken=self._now(),
            called=None,
            reference="",
            since=self._now(),
            event=coming.event,
        )

    def _wait(self, ticket: Ticket) -> None:
        ticket = self._present[ticket.number] = replace(ticket, since=self._now())
        assert ticket.at is not None
        desk = self._desks[ticket.at]
        desk.waiting[ticket.number] = ticket
        self._call(desk)

    def _call(self, desk: _Desk) -> None:
        """Call as many as there are free windows."""
        while len(desk.busy) < desk.open:
            ticket = next_for((desk.id,), desk.waiting.values(), desk.last, self._queue, self._now())
            if ticket is None:
                return
            del desk.waiting[ticket.number]
            desk.last.appendleft(ticket.priority)
            number = next(number for number in count(1) if number not in desk.busy)
            desk.busy.add(number)
            called = self._present[ticket.number] = transition.call(ticket, desk.window(number), self._now())
            self._time.process(self._serve(desk, called, number))

    def _serve(self, desk: _Desk, called: Ticket, number: int) -> Generator[simpy.Event]:
        yield self._time.timeout(self._minutes(called))
        desk.busy.remove(number)
        self._note(called)
        self._leave(transition.done(called))
        self._call(desk)

    def _minutes(self, ticket: Ticket) -> float:
        coming = self._coming[ticket.number]
        assert ticket.at is not None
        return coming.minutes[coming.route.index(ticket.at)]

    def _note(self, called: Ticket) -> None:
        assert called.at is not None
        assert called.window is not None
        assert called.called is not None
        told = self._told.get(called.number) if called.at == called.route[0] else None
        _, serial = parse_number(called.number)
        who = called.event, called.priority
        stay = called.since, called.called, self._now()
        self._waited.append(Waited(serial, called.at, called.window, *who, *stay, told))

    def _leave(self, ticket: Ticket) -> None:
        if ticket.state is TicketState.DONE:
            del self._present[ticket.number]
        else:
            self._wait(ticket)

    def _hall(self) -> Hall:
        windows = {name: desks for desk in self._desks.values() for name, desks in desk.windows().items()}
        last = {desk.id: tuple(desk.last) for desk in self._desks.values()}
        return Hall(tuple(self._present.values()), self._now(), windows, last, self._favoured())

    def _favoured(self) -> Counter[str]:
        since = self._now() - timedelta(hours=1)
        lately = (coming for coming in self._coming.values() if coming.at > since and coming.priority)
        return Counter(coming.route[0] for coming in lately)
