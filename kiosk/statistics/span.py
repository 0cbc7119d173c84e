"""Days from one to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kiosk.errors import UsageError

MOST_DAYS = 366
"""More than a year is a matter for several files."""

_SUNDAY = 6


class Length(Enum):
    """How many days a manager looks at. A week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Span:
    """Both days are within. Raises UsageError when they are the wrong way round, or too far apart."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MOST_DAYS:
            raise UsageError(f"From {self.first} to {self.last}: give 1 to {MOST_DAYS} days.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        count = (self.last - self.first).days + 1
        return (self.first + timedelta(days=number) for number in range(count))


def span_around(day: date, length: Length) -> Span:
    """Return the day itself, its week, or its month."""
    match length:
        case Length.DAY:
            return Span(day, day)
        case Length.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Span(monday, monday + timedelta(days=_SUNDAY))
        case Length.MONTH:
            return Span(day.replace(day=1), _next_month(day) - timedelta(days=1))


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
