"""When a telephone number is whole, and how it is grouped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lobby.pads.phone_number import grouped, is_whole, whole_length, written


@pytest.mark.parametrize(
    ("digits", "shown", "on_paper"),
    [
        ("09000000000", "090-0000-0000", "090-0000-0000"),
        ("05000000000", "050-0000-0000", "050-0000-0000"),
        ("0300000000", "03-0000-0000", "03-0000-0000"),
        ("0120000000", "0120-000-000", "0120-000-000"),
        ("0463000000", "046 300 0000", "0463000000"),
        ("0900", "090-0", "090-0"),
        ("0", "0", "0"),
        ("", "", ""),
    ],
)
def test_hyphens_stand_only_where_they_are_certain(digits: str, shown: str, on_paper: str) -> None:
    assert (grouped(digits), written(digits)) == (shown, on_paper)


@pytest.mark.parametrize("digits", ["", "0", "090000000", "9000000000", "0000000000", "0300000000000"])
def test_these_are_no_whole_numbers(digits: str) -> None:
    assert not is_whole(digits)


@pytest.mark.parametrize("digits", ["09000000000", "0300000000", "0463000000"])
def test_these_are_whole(digits: str) -> None:
    assert is_whole(digits)


@given(st.text(alphabet="0123456789", max_size=11))
def test_grouping_loses_no_digit(digits: str) -> None:
    assert "".join(filter(str.isdigit, grouped(digits))) == digits
    assert whole_length(digits) in {10, 11}
