"""Which days of birth there are, and what a correction leaves of one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calendar import PartialDate, to_wareki
from ui.lobby.pads.birthday import UNKNOWN, WESTERN, BirthDraft, Part, YearCount, draft_of, year_counts

TODAY = date(2026, 11, 20)
COUNTS = year_counts(TODAY)


def entered(letter: str, number: int, month: int | None = None, day: int | None = None) -> BirthDraft:
    draft = BirthDraft().counted(COUNTS[letter]).in_year(number)
    draft = draft if month is None else draft.in_month(month)
    return draft if day is None else draft.on_day(day)


@pytest.mark.parametrize(
    ("letter", "number", "month", "day", "born"),
    [
        ("S", 55, 2, 17, date(1980, 2, 17)),
        ("S", 1, 12, 25, date(1926, 12, 25)),
        ("T", 15, 12, 24, date(1926, 12, 24)),
        ("S", 64, 1, 7, date(1989, 1, 7)),
        ("H", 1, 1, 8, date(1989, 1, 8)),
        ("H", 31, 4, 30, date(2019, 4, 30)),
        ("R", 1, 5, 1, date(2019, 5, 1)),
        ("H", 12, 2, 29, date(2000, 2, 29)),
        ("W", 1900, 2, 28, date(1900, 2, 28)),
    ],
)
def test_a_day_is_entered_in_its_calendar(letter: str, number: int, month: int, day: int, born: date) -> None:
    draft = entered(letter, number, month)
    assert day in draft.days()
    assert draft.on_day(day).value() == born


@pytest.mark.parametrize(
    ("letter", "number", "months"),
    [
        ("S", 64, (1,)),
        ("S", 1, (12,)),
        ("T", 1, (7, 8, 9, 10, 11, 12)),
        ("H", 31, (1, 2, 3, 4)),
        ("R", 1, (5, 6, 7, 8, 9, 10, 11, 12)),
        ("R", 8, tuple(range(1, 12))),
        ("W", 1896, (11, 12)),
    ],
)
def test_an_era_has_only_its_own_months(letter: str, number: int, months: tuple[int, ...]) -> None:
    assert entered(letter, number).months() == months


@pytest.mark.parametrize(
    ("letter", "number", "month", "first", "last"),
    [
        ("S", 64, 1, 1, 7),
        ("H", 1, 1, 8, 31),
        ("T", 1, 7, 30, 31),
        ("T", 15, 12, 1, 24),
        ("R", 8, 11, 1, 20),
        ("W", 1896, 11, 20, 30),
        ("W", 1900, 2, 1, 28),
        ("S", 55, 2, 1, 29),
        ("S", 56, 2, 1, 28),
    ],
)
def test_a_month_has_only_the_days_that_are_possible(
    letter: str, number: int, month: int, first: int, last: int
) -> None:
    assert entered(letter, number, month).days() == tuple(range(first, last + 1))


@pytest.mark.parametrize(
    ("letter", "typed", "digits"),
    [
        ("S", "", "123456789"),
        ("S", "6", "01234"),
        ("S", "7", ""),
        ("H", "3", "01"),
        ("R", "", "12345678"),
        ("R", "1", ""),
        ("T", "1", "012345"),
        ("W", "", "12"),
        ("W", "1", "89"),
        ("W", "18", "9"),
        ("W", "189", "6789"),
        ("W", "202", "0123456"),
    ],
)
def test_only_digits_that_lead_to_a_year_are_open(letter: str, typed: str, digits: str) -> None:
    assert COUNTS[letter].next_digits(typed) == frozenset(digits)


def test_part_of_a_number_is_no_year() -> None:
    assert COUNTS["S"].is_year("5")
    assert not COUNTS["W"].is_year("198")
    assert not COUNTS["S"].is_year("")


@given(st.dates(date(1912, 7, 30), TODAY))
def test_every_day_can_be_entered_and_is_shown_again(born: date) -> None:
    wareki = to_wareki(born)
    assert wareki is not None
    draft = entered(wareki.era.letter, wareki.year, wareki.month, wareki.day)
    assert draft.value() == born
    assert draft_of(born, COUNTS, western=False) == draft
    assert draft_of(born, COUNTS, western=True) == entered(WESTERN, born.year, born.month, born.day)


@given(st.sampled_from(sorted(COUNTS.values(), key=lambda count: count.letter)), st.data())
def test_nothing_impossible_can_be_entered(count: YearCount, data: st.DataObject) -> None:
    draft = BirthDraft().counted(count).in_year(data.draw(st.sampled_from(count.years())))
    draft = draft.in_month(data.draw(st.sampled_from(draft.months())))
    born = draft.on_day(data.draw(st.sampled_from(draft.days()))).value()
    assert isinstance(born, date)
    assert date(1896, 11, 20) <= born <= TODAY
    wareki = to_wareki(born)
    assert count.is_western or (wareki is not None and wareki.era.letter == count.letter)


def test_a_leap_day_130_years_later_falls_on_the_first_of_march() -> None:
    assert year_counts(date(2028, 2, 29))[WESTERN].days.earliest == date(1898, 3, 1)


def test_an_era_too_long_ago_is_not_offered() -> None:
    assert set(COUNTS) == set("RHSTW")
    assert set(year_counts(date(2060, 1, 1))) == set("RHSW")


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        (entered("S", 2, UNKNOWN), PartialDate(1927)),
        (entered("S", 2, 4, UNKNOWN), PartialDate(1927, 4)),
        (entered("S", 2, 4), None),
        (entered("S", 2), None),
        (BirthDraft(), None),
    ],
)
def test_what_nobody_knows_is_left_out_of_the_day(draft: BirthDraft, known: PartialDate | None) -> None:
    assert draft.value() == known


@pytest.mark.parametrize("given", [PartialDate(1927), PartialDate(1927, 4)])
def test_a_partly_known_day_is_shown_again(given: PartialDate) -> None:
    assert draft_of(given, COUNTS, western=False).value() == given


def test_parts_are_asked_one_after_the_other() -> None:
    asked = (BirthDraft(), BirthDraft().counted(COUNTS["S"]), entered("S", 55), entered("S", 55, 2))
    assert [draft.missing() for draft in asked] == list(Part)
    assert entered("S", 55, 2, 17).missing() is None


def test_another_era_keeps_the_number_of_the_year_where_it_has_it() -> None:
    assert entered("H", 20, 3, 4).counted(COUNTS["S"]).value() == date(1945, 3, 4)
    assert entered("S", 55, 3, 4).counted(COUNTS["H"]) == BirthDraft(COUNTS["H"])


def test_the_western_calendar_keeps_the_year_itself() -> None:
    assert entered("S", 55, 2, 17).counted(COUNTS["W"]).value() == date(1980, 2, 17)
    assert entered("W", 1980, 2, 17).counted(COUNTS["S"]).number == 55


def test_a_corrected_part_drops_only_what_cannot_be_any_more() -> None:
    leap_day = entered("S", 55, 2, 29)
    assert leap_day.in_year(56).missing() is Part.DAY
    assert leap_day.in_month(3).value() == date(1980, 3, 29)
    assert entered("S", 55, 2, 17).in_year(64).missing() is Part.MONTH


@given(st.dates(date(1896, 11, 20), TODAY))
def test_years_and_eras_turn_on_the_right_day(born: date) -> None:
    """Every day belongs to one era at most: nothing is counted twice where an era turns."""
    eras = [count for count in COUNTS.values() if not count.is_western and count.days.allows(born)]
    assert len(eras) == (born >= date(1912, 7, 30))


def test_nothing_of_it_shows_in_a_repr() -> None:
    assert "1980" not in repr(entered("S", 55, 2, 17))
