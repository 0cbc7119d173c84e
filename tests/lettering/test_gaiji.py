import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lettering.gaiji import GAIJI, LACKING, is_private_use


def test_characters_of_a_card_are_private_and_none_is_another() -> None:
    assert len({*GAIJI, LACKING}) == 8
    assert all(map(is_private_use, (*GAIJI, LACKING)))


@pytest.mark.parametrize("character", ["番", "\U00020bb7", "\ufa19", "\ufffd", "\uffff", "\u25a1", "\U000e0100"])
def test_all_others_are_not(character: str) -> None:
    assert not is_private_use(character)


@given(st.characters())
def test_it_is_the_category_that_decides(character: str) -> None:
    assert is_private_use(character) == (unicodedata.category(character) == "Co")
