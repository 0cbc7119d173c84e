"""What if there were other windows, or another dial: a day of the past or an invented one, run twice and compared."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Event
from typing import Final, TypeVar

from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response
from starlette.routing import BaseRoute

from kiosk.calendar import YEARS
from kiosk.errors import TookTooLong
from kiosk.queue.outlook import PACE_SPAN, Pace
from kiosk.simulation.day import Day, Staffing, clock_hours, enough_windows
from kiosk.simulation.invented import MOVES_ON_APRIL_1, Turnout, invented_day, moves
from kiosk.simulation.question import Answer, Setting, answer_of, measured_pace, setting_of
from kiosk.simulation.replayed import replayed_day, staffing_of
from kiosk.staff import Role
from kiosk.statistics.span import Span
from ui.counter.asked import Asked
from ui.counter.chart import Chart
from ui.counter.management import charts
from ui.counter.management.naming import Names
from ui.counter.management.order import place_in
from ui.counter.parts import ManagerParts
from ui.counter.site import Site

PATH = "/manager/what-if"

DEADLINE_S: Final = 20
"""For both runs, and for inventing the day."""

MOST_HOUSEHOLDS, MOST_WINDOWS, MOST_TURN, MOST_WAIT_MIN = 1000, 60, 20, 600
_PAST_DAYS = 40

_T = TypeVar("_T")


def routes(site: Site) -> list[BaseRoute]:
    management = site.parts.management
    if management is None:
        return []
    page = _WhatIfPage(site, management)
    return [site.get(PATH, page.show, Role.MANAGER), site.post(PATH, page.run, Role.MANAGER)]


@dataclass(frozen=True)
class Wanted:
    """Which day: one of the past, or (None) an invented one with so many households, for moves alone or for all."""

    day: date | None = None
    households: int = MOVES_ON_APRIL_1
    only_moves: bool = True


@dataclass(frozen=True)
class Base:
    """A day, and the windows with which it was or might have been."""

    day: Day
    staffing: Staffing
    pace: Pace


@dataclass(frozen=True)
class Compared:
    """The day as it is, and as it would be; both the same until something is changed."""

    base: Base
    setting: Setting
    before: Answer
    after: Answer

    @property
    def is_changed(self) -> bool:
        return self.before is not self.after

    @property
    def sides(self) -> tuple[Answer, ...]:
        return (self.before, self.after) if self.is_changed else (self.before,)


class _WhatIfPage:
    def __init__(self, site: Site, management: ManagerParts) -> None:
        self._site = site
        self._rules = site.parts.rules
        self._management = management
        self._runs = ThreadPoolExecutor(1, "what-if")
        self._invented: dict[tuple[Wanted, date], Base] = {}

    def show(self, asked: Asked) -> Response:
        """Return the day as it is, to begin with."""
        wanted = _wanted(asked.request.query_params)
        return self._page(asked, wanted, lambda base: setting_of(base.staffing, self._rules))

    def run(self, asked: Asked) -> Response:
        return self._page(asked, _wanted(asked.form), lambda base: _setting(asked.form, base, self._hours))

    def _page(self, asked: Asked, wanted: Wanted, setting_for: Callable[[Base], Setting]) -> Response:
        compared = self._in_time(lambda gone: self._compared(wanted, setting_for, gone))
        names = Names(self._site.pages.words(asked))
        return self._site.pages.render(
            asked,
            "manager_what_if.html",
            names=names,
            wanted=wanted,
            compared=compared,
            days=self._management.history.days()[:_PAST_DAYS],
            hours=self._hours,
            hours_run=sorted(compared.before.outcome.hours.keys() | compared.after.outcome.hours.keys()),
            sides=compared.sides,
            desks=self._desks(compared.base.day),
            charts=charts.drawn(self._charts(names, compared), self._management.draw),
            most={"households": MOST_HOUSEHOLDS, "windows": MOST_WINDOWS, "turn": MOST_TURN, "wait": MOST_WAIT_MIN},
            too_long_min=self._rules.longest_wait_min,
        )

    def _in_time(self, work: Callable[[Callable[[], bool]], _T]) -> _T:
        """One after the other, so that the pages of others go on; what takes too long is told so, and ends."""
        gone = Event()
        running = self._runs.submit(work, gone.is_set)
        try:
            return running.result(DEADLINE_S)
        except TimeoutError:
            gone.set()
            running.cancel()
            raise TookTooLong from None

    def _compared(self, wanted: Wanted, setting_for: Callable[[Base], Setting], gone: Callable[[], bool]) -> Compared:
        base = self._base(wanted)
        as_it_is, setting = setting_of(base.staffing, self._rules), setting_for(base)
        fewest = self._management.statistics.fewest
        before = answer_of(base.day, as_it_is, base.pace, fewest, gone)
        after = before if setting == as_it_is else answer_of(base.day, setting, base.pace, fewest, gone)
        return Compared(base, setting, before, after)

    def _base(self, wanted: Wanted) -> Base:
        if wanted.day is not None:
            return self._replayed(wanted.day)
        today = self._site.today()
        if (wanted, today) not in self._invented:
            self._invented = {(wanted, today): self._invent(wanted, today)}
        return self._invented[wanted, today]

    def _replayed(self, day: date) -> Base:
        pace, record = self._pace(day), self._management.history.record(Span(day, day))
        replayed = replayed_day(day, record.changes, pace)
        return Base(replayed, self._in_hours(staffing_of(day, record.changes, pace), replayed), pace)

    def _invent(self, wanted: Wanted, today: date) -> Base:
        guide, pace = self._management.guide, self._pace(today)
        events = moves(guide) if wanted.only_moves else tuple(guide.events)
        invented = invented_day(guide, today, Turnout(wanted.households, events), pace)
        return Base(invented, self._in_hours(enough_windows(invented, self._site.parts.office), invented), pace)

    def _pace(self, day: date) -> Pace:
        """Return how long households took in the weeks before."""
        lately = self._management.history.record(Span(day - PACE_SPAN, day - timedelta(days=1)))
        return measured_pace(lately, self._rules, self._site.parts.office)

    def _in_hours(self, staffing: Staffing, day: Day) -> Staffing:
        """Return the same windows with every hour of the office said."""
        windows = {desk: {hour: staffing.at(desk, hour) for hour in self._hours} for desk in day.desks()}
        return Staffing(staffing.opens, windows)

    @property
    def _hours(self) -> range:
        return clock_hours(self._site.parts.office)

    def _desks(self, day: Day) -> tuple[str, ...]:
        """Return the desks of the day in the city's order, those that there are no more last."""
        return tuple(sorted(day.desks(), key=place_in(self._site.parts.desks)))

    def _charts(self, names: Names, compared: Compared) -> Iterator[Chart]:
        before, after, desks = compared.before.outcome, compared.after.outcome, self._desks(compared.base.day)
        for chart in (
            charts.compared_by_hour(names, before, after, self._rules.longest_wait_min),
            charts.compared_by_desk(names, before, after, desks),
        ):
            yield chart if compared.is_changed else replace(chart, series=chart.series[:1])


def _wanted(fields: QueryParams | FormData) -> Wanted:
    usual = Wanted()
    with suppress(ValueError):
        day = date.fromisoformat(str(fields.get("day", "")))
        return Wanted(day=day) if day.year in YEARS else usual
    households = _number(fields, "households", usual.households, 1, MOST_HOUSEHOLDS)
    return Wanted(households=households, only_moves=fields.get("of", "moves") == "moves")


def _setting(form: FormData, base: Base, hours: Iterable[int]) -> Setting:
    """Return what was filled in; whatever is no number stays as it is."""
    windows = {
        desk: {hour: _number(form, f"w.{desk}.{hour}", base.staffing.at(desk, hour), 0, MOST_WINDOWS) for hour in hours}
        for desk in base.staffing.windows
    }
    rules = base.pace.queue
    return Setting(
        staffing=replace(base.staffing, windows=windows),
        priority=_number(form, "priority", rules.priority, 1, MOST_TURN),
        ordinary=_number(form, "ordinary", rules.ordinary, 1, MOST_TURN),
        longest_wait_min=_number(form, "longest_wait_min", rules.longest_wait_min, 1, MOST_WAIT_MIN),
    )


def _number(fields: QueryParams | FormData, name: str, otherwise: int, least: int, most: int) -> int:
    with suppress(ValueError):
        return min(max(int(str(fields.get(name, ""))), least), most)
    return otherwise
