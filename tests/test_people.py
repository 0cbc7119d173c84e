from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calendar import PartialDate
from kiosk.people import Person, age, age_reached, fiscal_age, grade, known_name, possible_births, surname

D = date.fromisoformat


@pytest.mark.parametrize(
    ("birth", "on", "birthday", "law"),
    [
        ("1961-11-20", "2026-11-18", 64, 64),
        ("1961-11-20", "2026-11-19", 64, 65),  # reached on the day before
        ("1961-11-20", "2026-11-20", 65, 65),
        ("2008-02-29", "2026-02-28", 17, 18),
        ("2008-02-29", "2026-03-01", 18, 18),
        ("2008-02-29", "2028-02-28", 19, 20),
        ("2008-02-29", "2028-02-29", 20, 20),
        ("2026-11-20", "2026-11-20", 0, 0),
    ],
)
def test_the_law_reaches_an_age_on_the_day_before(birth: str, on: str, birthday: int, law: int) -> None:
    assert (age(D(birth), D(on)), age_reached(D(birth), D(on))) == (birthday, law)


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        ("2020-04-01", "2026-11-20", 1),  # 早生まれ
        ("2020-04-02", "2026-11-20", 0),
        ("2020-04-01", "2026-03-31", 0),
        ("2020-04-01", "2026-04-01", 1),
        ("2014-04-02", "2026-11-20", 6),
        ("2014-04-01", "2026-11-20", 7),
        ("2008-04-02", "2026-11-20", 12),
    ],
)
def test_school_begins_in_the_april_after_six(birth: str, on: str, expected: int) -> None:
    assert grade(D(birth), D(on)) == expected


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        ("2008-04-02", "2026-11-20", 18),
        ("2008-04-02", "2027-03-31", 18),
        ("2008-04-02", "2027-04-01", 19),
        ("2009-04-01", "2027-03-31", 18),
        ("2009-04-01", "2027-04-01", 19),
    ],
)
def test_fiscal_age_holds_until_the_31st_of_march(birth: str, on: str, expected: int) -> None:
    assert fiscal_age(D(birth), D(on)) == expected


def test_a_person_shows_nothing_in_a_log() -> None:
    assert repr(Person(name="番号　花子", birth=D("1980-01-01"), nationality="日本")) == "Person()"


@given(st.integers(1873, 2026), st.none() | st.integers(1, 12), st.dates(D("1990-01-01"), D("2030-12-31")))
def test_the_days_that_stand_for_a_partly_known_birth_count_like_all_its_days(
    year: int, month: int | None, on: date
) -> None:
    def counted(birth: date) -> tuple[int, ...]:
        return age(birth, on), age_reached(birth, on), fiscal_age(birth, on)

    birth = PartialDate(year, month)
    days = (birth.first + timedelta(n) for n in range((birth.last - birth.first).days + 1))
    assert {counted(day) for day in possible_births(birth, on)} == {counted(day) for day in days}


def test_a_whole_birth_date_stands_for_itself() -> None:
    assert possible_births(D("1990-05-17"), D("2026-11-20")) == (D("1990-05-17"),)


@pytest.mark.parametrize(
    ("name", "kana", "family", "known"),
    [
        ("番号　花子", "バンゴウ　ハナコ", "番号", "番号　花子"),
        ("番号　", "バンゴウ　イチロウ", "番号", "バンゴウ　イチロウ"),
        ("", "バンゴウ　イチロウ", "", "バンゴウ　イチロウ"),
        ("LEE ANNA", "", "", "LEE ANNA"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_known_whole_or_by_its_reading(name: str, kana: str, family: str, known: str) -> None:
    person = Person(name=name, kana=kana)
    assert (surname(person), known_name(person)) == (family, known)
