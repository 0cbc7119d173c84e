"""Japan's national holidays (国民の祝日に関する法律, Act 178 of 1948) as they stand since 2022.

Written out because the package ``holidays`` takes a third of a second to import, and a lobby must start within one.
"""

from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))

_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
"""Month and which Monday: 成人の日, 海の日, 敬老の日, スポーツの日."""

_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """Return the holidays of a year up to 2099, with 振替休日 and 国民の休日."""
    named = frozenset(date(year, *day) for day in _FIXED) | {_monday(year, *which) for which in _MONDAYS}
    named |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    between = {day + _DAY for day in named if day + 2 * _DAY in named}
    return named | between | {_substitute(day, named) for day in named if day.weekday() == 6}


def _monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def _equinox(year: int, in_1980: float) -> int:
    """The day of the month, by the approximation that holds for 1980 to 2099; the almanac announces it a year ahead."""
    return int(in_1980 + 0.242194 * (year - 1980)) - (year - 1980) // 4


def _substitute(sunday: date, named: frozenset[date]) -> date:
    """Art. 3 (2): the next day that is no national holiday."""
    day = sunday + _DAY
    while day in named:
        day += _DAY
    return day
