from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calendar import (
    ERAS,
    Era,
    OpeningDays,
    PartialDate,
    day_from_iso,
    from_wareki,
    last_day,
    say_day,
    say_partly,
    to_wareki,
)
from kiosk.lettering.ruby import plain, spoken

D = date.fromisoformat
REIWA, HEISEI, SHOWA, TAISHO, MEIJI = ERAS


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("1873-01-01", "明治6年1月1日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2026-11-30", "令和8年11月30日"),
    ],
)
def test_a_day_has_its_era(day: str, written: str) -> None:
    assert str(to_wareki(D(day))) == written


def test_before_1873_a_day_has_no_wareki() -> None:
    assert to_wareki(date(1872, 12, 31)) is None
    assert say_day(date(1872, 12, 31)) == "1872年12月31日（火）"


@given(st.dates(date(1873, 1, 1), date(2200, 12, 31)))
def test_wareki_leads_back_to_the_day(day: date) -> None:
    wareki = to_wareki(day)
    assert wareki is not None
    assert from_wareki(wareki.era, wareki.year, wareki.month, wareki.day) == day


@pytest.mark.parametrize(
    ("era", "year", "month", "day"), [(SHOWA, 64, 1, 8), (HEISEI, 1, 1, 7), (REIWA, 1, 4, 30), (MEIJI, 5, 12, 2)]
)
def test_an_era_has_no_days_outside_it(era: Era, year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match="no such day"):
        from_wareki(era, year, month, day)


def test_days_are_written_for_people() -> None:
    day = D("2026-11-30")
    assert say_day(day) == "令和8年11月30日（月）"
    assert say_day(day, weekday=False) == "令和8年11月30日"
    assert say_day(day, "en") == "Monday 30 November 2026"


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        # 14 days from the day after a move (Civil Code art. 140)
        ("2026-11-16", {"days": 14}, "2026-11-30"),
        # 14 days with the day of birth (Family Register Act art. 43)
        ("2026-11-16", {"days": 14, "first_counts": True}, "2026-11-29"),
        ("2026-11-16", {"days": 7, "first_counts": True}, "2026-11-22"),
        # months end on the day before the corresponding day (art. 143)
        ("2026-11-16", {"months": 3}, "2027-02-16"),
        ("2026-11-16", {"months": 3, "first_counts": True}, "2027-02-15"),
        # no corresponding day: the month's last
        ("2026-11-29", {"months": 3}, "2027-02-28"),
        ("2026-01-31", {"months": 1, "first_counts": True}, "2026-02-28"),
        ("2028-01-30", {"months": 1, "first_counts": True}, "2028-02-29"),
        # from the first of a month: by the calendar
        ("2026-10-31", {"months": 1}, "2026-11-30"),
        ("2026-12-31", {"months": 2}, "2027-02-28"),
        # years, and 29 February
        ("2026-04-01", {"months": 24}, "2028-04-01"),
        ("2028-02-28", {"months": 12}, "2029-02-28"),
        ("2028-02-29", {"months": 12, "first_counts": True}, "2029-02-28"),
    ],
)
def test_a_period_ends_as_the_civil_code_counts(start: str, period: dict[str, Any], end: str) -> None:
    assert last_day(D(start), **period) == D(end)


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-11-30", "2026-11-30"),
        ("2026-11-28", "2026-11-30"),  # Saturday
        ("2026-11-23", "2026-11-24"),  # 勤労感謝の日
        ("2026-09-21", "2026-09-24"),  # 敬老の日, 国民の休日, 秋分の日
        ("2026-05-03", "2026-05-07"),  # three holidays and a substitute
        ("2026-12-29", "2027-01-04"),
    ],
)
def test_a_deadline_moves_to_the_next_opening_day(day: str, opens: str) -> None:
    assert OpeningDays().on_or_after(D(day)) == D(opens)


def test_a_city_closes_on_days_of_its_own() -> None:
    opening = OpeningDays(closed_weekdays=(0,), closed_dates=("11-10", "2026-11-11"))
    assert not opening.is_open(D("2026-11-09"))
    assert not opening.is_open(D("2026-11-10"))
    assert not opening.is_open(D("2026-11-11"))
    assert opening.is_open(D("2027-11-11"))
    assert opening.is_open(D("2026-11-14"))


@given(st.dates(date(2022, 1, 1), date(2090, 1, 1)))
def test_the_office_is_open_when_a_deadline_ends(day: date) -> None:
    end = OpeningDays().on_or_after(day)
    assert OpeningDays().is_open(end)
    assert all(not OpeningDays().is_open(day + timedelta(days=n)) for n in range((end - day).days))


@pytest.mark.parametrize(
    ("written", "said", "english"),
    [
        ("1927", "昭和2年（月日は不明）", "1927 (day and month not known)"),
        ("1927-04", "昭和2年4月（日は不明）", "April 1927 (day not known)"),
        ("1989", "平成元年（月日は不明）", "1989 (day and month not known)"),
        ("1989-01", "平成元年1月（日は不明）", "January 1989 (day not known)"),
        ("1926", "大正15年（月日は不明）", "1926 (day and month not known)"),
        ("1926-12", "大正15年12月（日は不明）", "December 1926 (day not known)"),
        ("1870", "1870年（月日は不明）", "1870 (day and month not known)"),
    ],
)
def test_of_a_day_known_in_part_what_is_known_is_said(written: str, said: str, english: str) -> None:
    day = day_from_iso(written)
    assert isinstance(day, PartialDate)
    assert (say_partly(day), say_partly(day, "en"), day.isoformat()) == (said, english, written)


@pytest.mark.parametrize("wrong", ["", "1927-13", "27-4-1x", "1927-04-31", "19", "1927-", "now", "1927-04-01-01"])
def test_what_is_no_day_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|Invalid isoformat"):
        day_from_iso(wrong)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 30), "れいわ8ねん11がつ30にち（げつ）"),
        (date(2026, 12, 20), "れいわ8ねん12がつはつか（にち）"),
        (date(2019, 5, 8), "れいわがんねん5がつようか（すい）"),
        (date(1989, 1, 8), "へいせいがんねん1がつようか（にち）"),
        (date(1988, 4, 24), "しょうわ63ねん4がつにじゅうよっか（にち）"),
    ],
)
def test_a_day_is_read_aloud_as_its_furigana_says(day: date, said: str) -> None:
    assert spoken(say_day(day, "ja-x-easy")) == said
    assert plain(say_day(day, "ja-x-easy")) == say_day(day)
