from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.driving_licence.era import era_date_of


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (b"5070312", date(2025, 3, 12)),
        (b"5010501", date(2019, 5, 1)),
        (b"4310430", date(2019, 4, 30)),
        (b"4010108", date(1989, 1, 8)),
        (b"3011225", date(1926, 12, 25)),
        (b"3640107", date(1989, 1, 7)),
        (b"2141231", date(1925, 12, 31)),
        (b"1060101", date(1873, 1, 1)),
        (b"5080229", None),
        (b"5060229", date(2024, 2, 29)),
        (b"0000000", None),
        (b"5000101", None),
        (b"5010430", None),
        (b"4010107", None),
        (b"1050101", None),
        (b"5071301", None),
        (b"5070000", None),
        (b"6070312", None),
        (b"507031", None),
        (b"50703120", None),
        (b"507 312", None),
        ("５０７".encode(), None),
        (b"", None),
    ],
)
def test_a_date_is_by_its_era(value: bytes, day: date | None) -> None:
    assert era_date_of(value) == day


def test_years_of_an_era_may_go_on_after_its_end() -> None:
    assert era_date_of(b"4350601") == date(2023, 6, 1)


@given(st.binary(max_size=9) | st.from_regex(rb"[0-9]{7}", fullmatch=True))
def test_any_bytes_are_a_date_or_none(value: bytes) -> None:
    day = era_date_of(value)
    assert day is None or date(1873, 1, 1) <= day
