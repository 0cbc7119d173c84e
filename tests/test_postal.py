"""How a place inside a town is written."""

import pytest

from kiosk.people import Address
from kiosk.postal import (
    Town,
    TownStyle,
    complete_numbers,
    spell_address,
    spell_postal,
    spell_street,
    town_with_chome,
)


@pytest.mark.parametrize(
    ("style", "numbers", "spelled"),
    [
        (TownStyle.JUKYO, ("2", "3"), "2番3号"),
        (TownStyle.JUKYO, ("2",), "2番"),
        (TownStyle.JUKYO, ("2", "3", "401"), "2番3-401号"),
        (TownStyle.CHIBAN, ("12",), "12番地"),
        (TownStyle.CHIBAN, ("12", "3"), "12番地3"),
        (None, ("1", "2", "3"), "1-2-3"),
        (TownStyle.JUKYO, (), ""),
        (None, (), ""),
    ],
)
def test_numbers_are_spelled_as_the_town_counts(
    style: TownStyle | None, numbers: tuple[str, ...], spelled: str
) -> None:
    assert spell_street(style, numbers) == spelled


@pytest.mark.parametrize(
    ("style", "numbers", "complete"),
    [
        (TownStyle.JUKYO, ("2",), False),
        (TownStyle.JUKYO, ("2", "3"), True),
        (TownStyle.CHIBAN, ("12",), True),
        (None, ("1",), True),
        (None, (), False),
    ],
)
def test_numbers_are_complete_when_they_name_a_place(
    style: TownStyle | None, numbers: tuple[str, ...], complete: bool
) -> None:
    assert complete_numbers(style, numbers) is complete


@pytest.mark.parametrize(
    ("chome", "written"),
    [(None, "中央"), (1, "中央一丁目"), (10, "中央十丁目"), (12, "中央十二丁目"), (20, "中央二十丁目")],
)
def test_chome_is_written_in_kanji(chome: int | None, written: str) -> None:
    assert town_with_chome(Town("9780001", "みらい県", "青波市", "中央"), chome) == written


def test_an_address_stands_on_one_line() -> None:
    address = Address("9780001", "みらい県", "青波市", "中央一丁目", "2番3号", "メゾン 101")
    assert spell_address(address) == "みらい県青波市中央一丁目2番3号　メゾン 101"
    assert spell_postal(address.postal) == "〒978-0001"
