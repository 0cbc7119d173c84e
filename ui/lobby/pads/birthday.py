"""A day of birth while it is entered part by part, and which years, months and days each calendar has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum

from kiosk.calendar import ERAS, PartialDate, add_months, to_wareki
from ui.lobby.pads.month import Limits, Month

WESTERN = "W"
UNKNOWN = 0
"""Stands where nobody knows the month, or the day."""

OLDEST_YEARS = 130
_OFFERED_ERAS = "RHST"


class Part(IntEnum):
    """In the order in which they are entered."""

    ERA = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True)
class YearCount:
    """A way to count years: an era by its letter, or the western calendar, with the days on which it counts.

    ``before`` is the western year before its first one.
    """

    letter: str
    before: int
    days: Limits

    @property
    def is_western(self) -> bool:
        return self.letter == WESTERN

    def years(self) -> range:
        """Return the years as this calendar numbers them."""
        western = self.days.years()
        return range(western.start - self.before, western.stop - self.before)

    def starting_with(self, typed: str) -> tuple[int, ...]:
        """Return the years that these digits can become."""
        return tuple(year for year in self.years() if str(year).startswith(typed))

    def next_digits(self, typed: str) -> frozenset[str]:
        """Return the digits of which one can follow."""
        return frozenset(digit for digit in "0123456789" if self.starting_with(typed + digit))

    def is_year(self, typed: str) -> bool:
        return bool(typed) and int(typed) in self.starting_with(typed)


def year_counts(today: date) -> Mapping[str, YearCount]:
    """Return the calendars in which somebody alive can have been born, by their letter."""
    limits = Limits(_years_before(today), today)
    found = {count.letter: count for count in _eras_within(limits)}
    return {**found, WESTERN: YearCount(WESTERN, 0, limits)}


def _years_before(today: date) -> date:
    return add_months(today, -12 * OLDEST_YEARS) or date(today.year - OLDEST_YEARS, 3, 1)


def _eras_within(limits: Limits) -> Iterator[YearCount]:
    last = limits.latest
    for era in ERAS:
        first = max(era.first, limits.earliest)
        if era.letter in _OFFERED_ERAS and first <= last:
            yield YearCount(era.letter, era.first.year - 1, Limits(first, last))
        last = era.first - timedelta(days=1)


@dataclass(frozen=True)
class BirthDraft:
    """A day of birth in the making. ``year`` is western; None is not entered yet, UNKNOWN known to nobody.

    What can no longer be, since an earlier part was corrected, is not entered any more.
    """

    count: YearCount | None = None
    year: int | None = field(default=None, repr=False)
    month: int | None = field(default=None, repr=False)
    day: int | None = field(default=None, repr=False)

    def counted(self, count: YearCount) -> "BirthDraft":
        """Count in another calendar: from era to era the number stays, between an era and the western one the year."""
        before = self.count
        year = self.year
        if year is not None and before is not None and not before.is_western and not count.is_western:
            year += count.before - before.before
        return replace(self, count=count, year=year).possible()

    def in_year(self, number: int) -> "BirthDraft":
        """``number`` as the calendar counts."""
        assert self.count is not None
        return replace(self, year=self.count.before + number).possible()

    def in_month(self, month: int) -> "BirthDraft":
        return replace(self, month=month).possible()

    def on_day(self, day: int) -> "BirthDraft":
        return replace(self, day=day)

    @property
    def number(self) -> int | None:
        """The year as the calendar counts it."""
        return None if self.year is None or self.count is None else self.year - self.count.before

    def months(self) -> tuple[int, ...]:
        """Return the months of the year on which its calendar counts."""
        if self.year is None or self.count is None:
            return ()
        return tuple(month for month in range(1, 13) if self.count.days.touches(Month(self.year, month)))

    def days(self) -> tuple[int, ...]:
        """Return the days of the month on which its calendar counts."""
        if self.year is None or self.count is None or not self.month:
            return ()
        month, limits = Month(self.year, self.month), self.count.days
        return tuple(day for day in range(1, month.last.day + 1) if limits.allows(month.first.replace(day=day)))

    def missing(self) -> Part | None:
        """Return the first part that is not entered; None when nothing more is to be said."""
        if self.month == UNKNOWN:
            return None
        parts = (self.count, self.year, self.month, self.day)
        return next((part for part, value in zip(Part, parts, strict=True) if value is None), None)

    def value(self) -> date | PartialDate | None:
        """Return the day as far as it is known; None while a part is missing."""
        if self.missing() is not None or self.year is None:
            return None
        if not self.month:
            return PartialDate(self.year)
        return date(self.year, self.month, self.day) if self.day else PartialDate(self.year, self.month)

    def possible(self) -> "BirthDraft":
        """Return it without what its calendar does not have."""
        if self.number is not None and self.count is not None and self.number not in self.count.years():
            return BirthDraft(self.count)
        if self.month and self.month not in self.months():
            return replace(self, month=None, day=None)
        return replace(self, day=None) if self.day and self.day not in self.days() else self


def draft_of(given: date | PartialDate | None, counts: Mapping[str, YearCount], *, western: bool) -> BirthDraft:
    """Take apart a day given before: by its era, or as a ``western`` one where no era of ours has it."""
    if given is None:
        return BirthDraft()
    wareki = to_wareki(given if isinstance(given, date) else given.middle)
    letter = wareki.era.letter if wareki and not western else WESTERN
    count = counts.get(letter, counts[WESTERN])
    return BirthDraft(count, given.year, given.month or UNKNOWN, given.day if isinstance(given, date) else UNKNOWN)
