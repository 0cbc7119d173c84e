"""No hidden count can be computed from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.statistics.suppression import hide_small

FEWEST = 5


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 9, "b": 8}, set()),
        ({"a": 9, "b": 0}, set()),
        ({"a": 9, "b": 4, "c": 30}, {"a", "b"}),
        ({"a": 9, "b": 4, "c": 3, "d": 30}, {"b", "c"}),
        ({"a": 9, "b": 1, "c": 1, "d": 30}, {"a", "b", "c"}),
        ({"a": 9, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}, {"a", "b", "c", "d", "e", "f"}),
        ({"": 3}, {""}),
        ({"": 0}, set()),
        ({}, set()),
    ],
)
def test_small_counts_take_others_along(counts: dict[str, int], hidden: set[str]) -> None:
    assert {key for key, count in hide_small(counts, FEWEST).items() if count is None} == hidden


COUNTS = st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 40))


@given(COUNTS)
def test_what_is_shown_is_true_and_never_small(counts: dict[str, int]) -> None:
    shown = {key: count for key, count in hide_small(counts, FEWEST).items() if count is not None}
    assert shown == {key: counts[key] for key in shown}
    assert not any(0 < count < FEWEST for count in shown.values())


@given(COUNTS)
def test_the_sum_betrays_no_hidden_count(counts: dict[str, int]) -> None:
    hidden = {key for key, count in hide_small(counts, FEWEST).items() if count is None}
    left_over = sum(counts[key] for key in hidden)
    sum_is_told = sum(counts.values()) >= FEWEST
    if hidden and sum_is_told:
        assert len(hidden) > 1
        assert left_over > len(hidden), "or each of them were one"
