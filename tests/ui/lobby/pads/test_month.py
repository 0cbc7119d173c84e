"""The sheet of a month, and the days that may be chosen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lobby.pads.date_sheets import era_years
from ui.lobby.pads.month import Limits, Month, month_of

months = st.builds(Month, st.integers(1901, 2099), st.integers(1, 12))


@given(months)
def test_a_sheet_holds_each_day_once_under_its_weekday(month: Month) -> None:
    weeks = month.weeks()
    days = [day for week in weeks for day in week if day is not None]
    assert days == [month.first + timedelta(days=n) for n in range(month.last.day)]
    assert all(day is None or day.isoweekday() % 7 == column for week in weeks for column, day in enumerate(week))
    assert 4 <= len(weeks) <= 6


@given(months)
def test_leafing_there_and_back_ends_where_it_began(month: Month) -> None:
    assert month.next.previous == month
    assert month.last + timedelta(days=1) == month.next.first


def test_limits_are_included() -> None:
    limits = Limits(date(2026, 11, 2), date(2026, 11, 20))
    assert [limits.allows(date(2026, 11, day)) for day in (1, 2, 20, 21)] == [False, True, True, False]
    assert limits.touches(Month(2026, 11))
    assert not limits.touches(Month(2026, 12))
    assert limits.nearest(date(2030, 1, 1)) == date(2026, 11, 20)
    assert month_of(date(2026, 11, 20)) == Month(2026, 11)


@pytest.mark.parametrize(
    ("year", "era"),
    [
        (2026, "令和8"),
        (2019, "平31・令元"),
        (1989, "昭64・平元"),
        (1988, "昭和63"),
        (1926, "大15・昭元"),
        (1912, "明45・大元"),
        (1900, "明治33"),
    ],
)
def test_a_year_is_named_by_its_eras(year: int, era: str) -> None:
    assert era_years(year) == era
