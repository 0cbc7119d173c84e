"""Invented days in a real queue: everybody comes, is called and leaves in the past, through the real stores."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from math import exp
from random import Random

from commands.clock import SetClock
from config.city import Content
from kiosk.errors import UsageError
from kiosk.guidance.population import SEED
from kiosk.handover.trace import Stage
from kiosk.queue.day import office_hours
from kiosk.queue.outlook import Pace
from kiosk.simulation.day import Coming, Day, enough_windows
from kiosk.simulation.invented import Turnout, invented_day
from kiosk.simulation.run import Waited, run_day
from kiosk.statistics.span import Span
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database
from kiosk.storage.history import SqlHistory
from kiosk.storage.tallies import SqlTallies
from kiosk.storage.tickets import SqlTicketStore
from kiosk.tally import Tallied, Tally

WHO = "simulate"

_BY_WEEKDAY = (1.25, 0.95, 0.9, 0.9, 1.1, 0.8, 0.8)
_SPRING_DAYS, _SPRING_TIMES = 5.0, 2.0
"""Around 1 April up to three times as many come."""

_NO_SHOWS = 0.03
_CALLS_AGAIN, _GIVES_UP = timedelta(minutes=1), timedelta(minutes=2)
_COMES = timedelta(seconds=20)

_STAGES = {Stage.RECEIVED: 0.2, Stage.EXAMINED: 0.6, Stage.COMPARED: 0.8, Stage.HANDED_OUT: 0.99}
"""By which part of the time at the first window each stage is ticked."""

_NAMES, _ADDRESSES = 6, 3
"""So many times, about, the forms of one household ask for them."""

_LEAVES = 0.08


@dataclass(frozen=True)
class _Act:
    moment: datetime
    do: Callable[[], object]


def write_past(content: Content, database: Database, span: Span, households: int, seed: int = SEED) -> int:
    """Write the days on which the office is open, with about so many households; return how many days.

    Raises UsageError when there are numbers already: what is invented never mixes with what happened.
    """
    if SqlHistory(database, content.settings.office).days():
        raise UsageError("There are numbers in this database already. Invented days go into an empty one.")
    days = [day for day in span.days() if content.guide.opening.is_open(day)]
    for day in days:
        _PastDay(content, database, day, households, seed).write()
    return len(days)


class _PastDay:
    def __init__(self, content: Content, database: Database, day: date, households: int, seed: int) -> None:
        settings, self._guide = content.settings, content.guide
        self._random = Random(f"{seed}/{day}")  # noqa: S311  invented people are no secret
        self._pace = Pace(settings.queue, settings.office)
        self._day = self._invented(day, households)
        self._clock = SetClock(office_hours(day, settings.office)[0])
        self._store = SqlTicketStore(database, self._clock, settings.office, who=WHO, queue=settings.queue)
        self._cases = SqlCases(database, self._clock)
        self._tallies = SqlTallies(database, self._clock, settings.office)
        self._numbers: dict[int, str] = {}

    def write(self) -> None:
        for act in sorted((*self._comings(), *self._calls()), key=lambda act: act.moment):
            self._clock.moment = act.moment
            act.do()
        self._tallies.add(self._counted())

    def _invented(self, day: date, households: int) -> Day:
        around = _BY_WEEKDAY[day.weekday()] * self._random.uniform(0.9, 1.1) * (1 + _spring(day))
        turnout = Turnout(round(households * around), tuple(self._guide.events), self._random.randrange(1 << 30))
        return invented_day(self._guide, day, turnout, self._pace)

    def _comings(self) -> Iterator[_Act]:
        for serial, coming in enumerate(self._day.comings, start=1):
            yield _Act(coming.at, partial(self._come, serial, coming))

    def _come(self, serial: int, coming: Coming) -> None:
        letter = self._guide.desks[coming.route[0]].letter or ""
        ticket = self._store.take(
            letter, coming.route, f"kiosk-1/{serial}", event=coming.event, priority=coming.priority
        )
        self._numbers[serial] = self._store.publish(ticket.number, paper=True).number

    def _calls(self) -> Iterator[_Act]:
        """Yield the calls as the day went, but that a few do not come, and are seen no more."""
        staffing = enough_windows(self._day, self._pace.office)
        absent: set[int] = set()
        for stop in sorted(run_day(self._day, staffing, self._pace.queue).waited, key=lambda stop: stop.called):
            if stop.serial in absent:
                continue
            if self._random.random() < _NO_SHOWS:
                absent.add(stop.serial)
                yield from self._no_show(stop)
            else:
                yield from self._served(stop)

    def _served(self, stop: Waited) -> Iterator[_Act]:
        yield _Act(stop.called, lambda: self._store.call(self._numbers[stop.serial], stop.window))
        yield _Act(min(stop.called + _COMES, stop.left), lambda: self._store.serve(self._numbers[stop.serial]))
        if stop.desk == self._day.comings[stop.serial - 1].route[0]:
            yield from self._ticked(stop)
        yield _Act(stop.left, lambda: self._store.done(self._numbers[stop.serial]))

    def _ticked(self, stop: Waited) -> Iterator[_Act]:
        sheet, took = f"{self._random.getrandbits(128):032x}", stop.left - stop.called
        yield _Act(stop.called + took / 20, lambda: self._cases.scan(sheet, WHO, stop.window))
        for stage, part in _STAGES.items():
            moment = stop.called + took * part * self._random.uniform(0.85, 1)
            tick = partial(self._cases.tick, sheet, stage, WHO, stop.window, desk=stop.desk, event=stop.event)
            yield _Act(moment, tick)

    def _no_show(self, stop: Waited) -> Iterator[_Act]:
        for moment in (stop.called, stop.called + _CALLS_AGAIN):
            yield _Act(moment, lambda: self._store.call(self._numbers[stop.serial], stop.window))
        yield _Act(stop.called + _GIVES_UP, lambda: self._store.no_show(self._numbers[stop.serial]))

    def _counted(self) -> Iterator[Tally]:
        """Yield what a lobby would have counted."""
        came = len(self._day.comings)
        yield Tally(Tallied.NOT_WRITTEN, "name", count=came * _NAMES)
        yield Tally(Tallied.NOT_WRITTEN, "address", count=came * _ADDRESSES)
        asked = list(self._guide.questions)[:12]
        for _ in range(round(came * _LEAVES)):
            question = self._random.choice(asked)
            places = ("choose_event", "await_card", "enter_pin", "fill_need", f"question:{question}")
            yield Tally(Tallied.LEFT, self._random.choices(places, (4, 3, 3, 1, 4))[0])


def _spring(day: date) -> float:
    off = (day - date(day.year, 4, 1)).days
    return _SPRING_TIMES * exp(-((off / _SPRING_DAYS) ** 2))
