"""The date pad: a wall calendar with large days, and years and months behind its title."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from enum import IntEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.calendar import say_day
from kiosk.guidance.content import DateSpan
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.pads.date_sheets import YEARS_A_PAGE, DaySheet, MonthSheet, YearSheet, era_years, month_words
from ui.lobby.pads.keys import ControlKey, Size
from ui.lobby.pads.month import Month, limits_of, month_of
from ui.lobby.style import Style

_DAY = timedelta(days=1)
_HALF_A_LIFE = 40


class _View(IntEnum):
    DAYS = 0
    MONTHS = 1
    YEARS = 2


class DatePad(QWidget):
    """One day, touched on a calendar and then confirmed. ``picked`` carries the day.

    ``foot`` is the row of the confirming button, where another way on may stand beside it.
    """

    picked = Signal(object)

    def __init__(self, style: Style, today: Callable[[], date]) -> None:
        super().__init__()
        self._ask_today = today
        self._today = today()
        self._limits = limits_of(DateSpan.PAST, self._today)
        self._chosen: date | None = None
        self._month = month_of(self._today)
        self._words: Words | None = None
        self._days, self._months, self._years = DaySheet(style), MonthSheet(style), YearSheet(style)
        self._previous = ControlKey(style, "previous", Size.PHRASE)
        self._title = ControlKey(style, "title")
        self._next = ControlKey(style, "following", Size.PHRASE)
        self._now = ControlKey(style, "today")
        self._before = ControlKey(style, "yesterday")
        self._confirm = PrimaryButton(style, "next", height_px=152)
        self.foot = QHBoxLayout()
        self._views = QStackedWidget()
        self._lay_out(style)
        self._connect()

    def begin(self, given: date | None, span: DateSpan = DateSpan.PAST) -> None:
        """Show the month of what was answered before, or the present one; for a day in a life, years to choose."""
        self._today = self._ask_today()
        self._limits = limits_of(span, self._today)
        self._chosen = given
        self._month = month_of(given or self._today)
        self._now.setVisible(span is not DateSpan.LIFE)
        self._before.setVisible(span is not DateSpan.LIFE)
        if span is DateSpan.LIFE and given is None:
            self._month = Month(self._today.year - _HALF_A_LIFE, 1)
            self._turn_to(_View.YEARS)
        else:
            self._turn_to(_View.DAYS)

    def speak(self, words: Words) -> None:
        self._words = words
        self._days.speak(words)
        self._now.say(words["screen.date.today"])
        self._before.say(words["screen.date.yesterday"])
        self._refresh()

    def chosen(self) -> date | None:
        return self._chosen

    @property
    def earliest(self) -> date:
        return self._limits.earliest

    @property
    def latest(self) -> date:
        return self._limits.latest

    def _lay_out(self, style: Style) -> None:
        top = QHBoxLayout()
        top.setSpacing(style.space("s"))
        for key, width in (
            (self._previous, 100),
            (self._title, 0),
            (self._next, 100),
            (self._now, 150),
            (self._before, 210),
        ):
            if width:
                key.setFixedWidth(style.px(width))
            key.setFixedHeight(style.px(108))
            top.addWidget(key)
        for sheet in (self._days, self._months, self._years):
            self._views.addWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("s"))
        column.addLayout(top)
        column.addWidget(self._views, 1)
        self.foot.setSpacing(style.space("m"))
        self.foot.addWidget(self._confirm, 2)
        column.addLayout(self.foot)

    def _connect(self) -> None:
        self._previous.clicked.connect(lambda: self._leaf(-1))
        self._next.clicked.connect(lambda: self._leaf(1))
        self._title.clicked.connect(self._on_title)
        self._now.clicked.connect(lambda: self._choose(self._today))
        self._before.clicked.connect(lambda: self._choose(self._today - _DAY))
        self._days.picked.connect(self._choose)
        self._months.picked.connect(self._on_month)
        self._years.picked.connect(self._on_year)
        self._confirm.clicked.connect(lambda: self.picked.emit(self._chosen))

    def _choose(self, day: date) -> None:
        self._chosen = day
        self._month = month_of(day)
        self._turn_to(_View.DAYS)

    def _on_title(self) -> None:
        self._turn_to(_View.DAYS if self._view is _View.YEARS else _View.YEARS)

    def _on_year(self, year: int) -> None:
        self._month = replace(self._month, year=year)
        self._turn_to(_View.MONTHS)

    def _on_month(self, month: Month) -> None:
        self._month = month
        self._turn_to(_View.DAYS)

    @property
    def _view(self) -> _View:
        return _View(self._views.currentIndex())

    def _turn_to(self, view: _View) -> None:
        if view is _View.DAYS:
            self._month = min(max(self._month, month_of(self.earliest)), month_of(self.latest))
        self._views.setCurrentIndex(view)
        self._refresh()

    def _leafed(self, direction: int) -> Month:
        """Return where a leaf forwards or back leads: a month, a year, or a page of years further."""
        match self._view:
            case _View.DAYS:
                return self._month.next if direction > 0 else self._month.previous
            case _View.MONTHS:
                return replace(self._month, year=self._month.year + direction)
            case _View.YEARS:
                return replace(self._month, year=self._month.year + direction * YEARS_A_PAGE)

    def _leaf(self, direction: int) -> None:
        self._month = self._leafed(direction)
        self._refresh()

    def _reaches(self, direction: int) -> bool:
        """Say whether a leaf that way shows anything that may be chosen."""
        month = self._leafed(direction)
        match self._view:
            case _View.DAYS:
                return self._limits.touches(month)
            case _View.MONTHS:
                return month.year in self._limits.years()
            case _View.YEARS:
                page = self._page_of(month.year)
                return page.start <= self.latest.year and page.stop > self.earliest.year

    def _page_of(self, year: int) -> range:
        """Return the years on one sheet; the last sheet ends with the last year that may be chosen."""
        sheets_back = (self.latest.year - year) // YEARS_A_PAGE
        stop = self.latest.year + 1 - sheets_back * YEARS_A_PAGE
        return range(stop - YEARS_A_PAGE, stop)

    def _refresh(self) -> None:
        words = self._words
        if words is None:
            return
        self._show_sheet(words)
        self._title.say(self._title_words(words))
        self._previous.say("◀", words["screen.date.previous"])
        self._next.say("▶", words["screen.date.following"])
        self._previous.setEnabled(self._reaches(-1))
        self._next.setEnabled(self._reaches(1))
        self._now.setEnabled(self._limits.allows(self._today))
        self._before.setEnabled(self._limits.allows(self._today - _DAY))
        self._confirm.setEnabled(self._chosen is not None)
        self._confirm.say(self._confirm_words(words))

    def _show_sheet(self, words: Words) -> None:
        limits, chosen, today = self._limits, self._chosen, self._today
        match self._view:
            case _View.DAYS:
                say = partial(say_day, language=words.language)
                self._days.show_month(self._month, limits, chosen=chosen, today=today, say=say)
            case _View.MONTHS:
                self._months.show_year(self._month.year, limits, chosen=chosen, today=today, words=words)
            case _View.YEARS:
                page = self._page_of(self._month.year)
                self._years.show_years(page, limits, chosen=chosen, today=today, words=words)

    def _title_words(self, words: Words) -> str:
        if self._view is _View.YEARS:
            page = self._page_of(self._month.year)
            return words.say("screen.date.years", first=page[0], last=page[-1])
        year = words.say("screen.date.year", year=self._month.year, era=era_years(self._month.year))
        if self._view is _View.MONTHS:
            return year
        return words.say("screen.date.title", year=year, month=month_words(self._month, words))

    def _confirm_words(self, words: Words) -> str:
        if self._chosen is None:
            return words["screen.date.choose"]
        return words.say("screen.date.confirm", day=say_day(self._chosen, words.language, weekday=False))
