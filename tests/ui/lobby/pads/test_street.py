"""An address in the making."""

import pytest

from kiosk.people import Address
from kiosk.postal import Town, TownStyle
from ui.lobby.pads.street import Draft, may_stand, numbers_of

CHUO = Town("9780001", "みらい県", "青波市", "中央", chome=4, style=TownStyle.JUKYO)
HAMA = Town("9780011", "みらい県", "青波市", "浜北", style=TownStyle.CHIBAN)


@pytest.mark.parametrize("typed", ["", "1", "12-3", "1-", "1-2-3-4", "99999-1"])
def test_these_can_become_numbers_of_a_place(typed: str) -> None:
    assert may_stand(typed)


@pytest.mark.parametrize("typed", ["-", "0", "1--", "1-0", "1-2-3-4-5", "123456", "あ"])
def test_these_cannot(typed: str) -> None:
    assert not may_stand(typed)


def test_a_hyphen_at_the_end_adds_no_number() -> None:
    assert numbers_of("2-3-") == numbers_of("2-3") == ("2", "3")


def test_an_address_is_assembled_as_it_is_officially_written() -> None:
    draft = Draft().at(CHUO).in_chome(2).numbered(("2", "3")).in_building("メゾン 101")
    assert draft.address() == Address("9780001", "みらい県", "青波市", "中央二丁目", "2番3号", "メゾン 101")


def test_another_town_forgets_the_numbers_of_the_first() -> None:
    assert Draft().at(CHUO).in_chome(2).numbered(("2", "3")).at(HAMA).address().street == ""


def test_the_same_town_again_keeps_them() -> None:
    draft = Draft().at(CHUO).in_chome(2).numbered(("2", "3"))
    assert draft.at(CHUO) == draft


def test_nothing_of_it_shows_in_a_repr() -> None:
    assert "中央" not in repr(Draft(CHUO, 2, ("2",), "メゾン"))
