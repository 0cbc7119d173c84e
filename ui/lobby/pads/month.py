"""A month as a calendar sheet shows it, within the days that may be chosen."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.guidance.content import DateSpan

DAYS_A_WEEK = 7


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)

    def weeks(self) -> tuple[tuple[date | None, ...], ...]:
        """Return its weeks from Sunday, as wall calendars in Japan have them; None outside the month."""
        before = self.first.isoweekday() % DAYS_A_WEEK
        days: list[date | None] = [None] * before
        days += [date(self.year, self.month, day) for day in range(1, self.last.day + 1)]
        days += [None] * (-len(days) % DAYS_A_WEEK)
        return tuple(tuple(days[n : n + DAYS_A_WEEK]) for n in range(0, len(days), DAYS_A_WEEK))


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


@dataclass(frozen=True)
class Limits:
    """The days that may be chosen, both included."""

    earliest: date
    latest: date

    def allows(self, day: date) -> bool:
        return self.earliest <= day <= self.latest

    def touches(self, month: Month) -> bool:
        return month_of(self.earliest) <= month <= month_of(self.latest)

    def nearest(self, day: date) -> date:
        return min(max(day, self.earliest), self.latest)

    def years(self) -> range:
        return range(self.earliest.year, self.latest.year + 1)


def limits_of(span: DateSpan, today: date) -> Limits:
    """Return the days that are offered: whole years back and, where a date may lie ahead, forth."""
    return Limits(*span.limits(today))
