"""The contract of a CardReader, kept in memory and behind the real PC/SC service."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from devices.cards.my_number.card import PIN, TEXT_AP
from devices.reader import IdentityCardReader
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS
from devices.simulator.tries import TryCounters
from kiosk.errors import (
    Blocked,
    Cancelled,
    CardError,
    CardRemoved,
    CardTimeout,
    LastTry,
    NoCard,
    UnknownCard,
    Unreadable,
    WrongSecret,
)
from kiosk.people import Sex
from kiosk.ports import CardFound, CardKind, ReaderState, Secret, SecretKind, SecretWanted

PATIENCE_S = 15.0
MY_NUMBER_WITH_3 = CardFound(
    CardKind.MY_NUMBER,
    (SecretWanted(SecretKind.PIN, 3), SecretWanted(SecretKind.CHECK_NUMBER, 10)),
    expires=date(2035, 1, 2),
)
COMMANDS_TO_FIND = range(1, 8)
COMMANDS_TO_READ = range(1, 8)

# The fixtures are in conftest.py, which tests cannot import from.
Place = Any
Onlooker = Any


def counted_card(tries: int) -> tuple[SoftwareCard, TryCounters]:
    """A card with so many tries left for its PIN."""
    card_profile = profile(HOLDERS["hanako"])
    counters = TryCounters(card_profile)
    counters.set(TEXT_AP, PIN, tries)
    return SoftwareCard(card_profile, counters), counters


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_card_is_read_exactly_as_it_is_written(place: Place, onlooker: Onlooker, holder: str) -> None:
    card = issue_card(holder=holder)
    place.insert(card)
    read = place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)
    assert (read.kind, read.tries_left, read.genuine) == (CardKind.MY_NUMBER, 3, None)
    assert (read.person.name, read.person.address) == (HOLDERS[holder].name, HOLDERS[holder].address)
    assert not card.tripped


def test_seven_commands_are_enough(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card())
    read = place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)
    assert (read.apdus, read.person.birth, read.person.sex) == (7, date(1990, 1, 2), Sex.FEMALE)


def test_filler_before_the_data_changes_nothing(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card(faults=Faults(filler=True)))
    assert place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker).person.name == HOLDERS["hanako"].name


def test_a_first_command_that_fails_is_repeated(place: Place, onlooker: Onlooker) -> None:
    place.insert(FaultyCard(issue_card(), Faults(first_6f00=True)))
    assert place.reader.await_card(onlooker) == MY_NUMBER_WITH_3
    assert place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker).apdus == 8


def test_a_card_that_lies_there_is_found(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card())
    assert place.reader.await_card(onlooker) == MY_NUMBER_WITH_3


def test_a_card_put_down_later_is_found(place: Place) -> None:
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == MY_NUMBER_WITH_3
    assert place.onlooker.seen == [ReaderState.EMPTY, ReaderState.CARD]


def test_waiting_ends_when_nobody_waits(place: Place) -> None:
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.EMPTY)
    place.onlooker.leave()
    with pytest.raises(Cancelled):
        awaited.result(PATIENCE_S)


def test_an_empty_reader_cannot_be_read(place: Place, onlooker: Onlooker) -> None:
    with pytest.raises(NoCard):
        place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)


def test_a_wrong_pin_counts_and_the_right_one_refills(place: Place, onlooker: Onlooker) -> None:
    card, counters = counted_card(3)
    place.insert(card)
    with pytest.raises(WrongSecret) as caught:
        place.reader.read(Secret(SecretKind.PIN, "9999"), onlooker)
    assert (
        caught.value.tries_left
        == counters.left(TEXT_AP, PIN)
        == place.reader.await_card(onlooker).opens[0].tries_left
        == 2
    )
    assert place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker).tries_left == counters.left(TEXT_AP, PIN) == 3


@pytest.mark.parametrize(("tries", "error"), [(1, LastTry), (0, Blocked)])
def test_the_last_try_is_left_alone(place: Place, onlooker: Onlooker, tries: int, error: type[CardError]) -> None:
    card, counters = counted_card(tries)
    place.insert(card)
    assert place.reader.await_card(onlooker).opens[0].tries_left == tries
    with pytest.raises(error) as caught:
        place.reader.read(Secret(SecretKind.PIN, "9999"), onlooker)
    assert caught.value.tries_left == counters.left(TEXT_AP, PIN) == tries


def test_a_read_leaves_no_secret_verified(place: Place, onlooker: Onlooker) -> None:
    card = issue_card()
    place.insert(card)
    place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)
    assert place.reader.await_card(onlooker).opens[0].tries_left == 3
    with pytest.raises(WrongSecret):
        place.reader.read(Secret(SecretKind.PIN, "9999"), onlooker)


def test_an_unknown_card_is_told_once_until_it_is_gone(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        place.reader.await_card(onlooker)
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.CARD)
    place.remove()
    place.onlooker.wait_until_seen(ReaderState.CARD, ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == MY_NUMBER_WITH_3


def test_a_card_that_cannot_be_read_is_told_once_until_it_is_gone(place: Place, onlooker: Onlooker) -> None:
    place.insert(SoftwareCard(profile(replace(HOLDERS["hanako"], name="\a"))))
    with pytest.raises(Unreadable):
        place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.CARD)
    place.remove()
    place.onlooker.wait_until_seen(ReaderState.CARD, ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == MY_NUMBER_WITH_3


def test_an_unknown_card_put_down_again_is_told_again(place: Place, onlooker: Onlooker) -> None:
    for _ in range(2):
        place.insert(issue_card("unknown"))
        with pytest.raises(UnknownCard):
            place.reader.await_card(onlooker)
        place.remove()
        place.reader.await_removal(onlooker)


def test_an_unknown_card_cannot_be_read(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)


@pytest.mark.parametrize("command", COMMANDS_TO_READ)
def test_removed_card_ends_the_read(place: Place, onlooker: Onlooker, command: int) -> None:
    card, counters = counted_card(3)
    place.insert(FaultyCard(card, Faults(pulled=command)))
    with pytest.raises(CardRemoved):
        place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker)
    assert counters.left(TEXT_AP, PIN) == 3
    place.reader.await_removal(onlooker)
    place.insert(card)
    assert place.reader.read(Secret(SecretKind.PIN, "1234"), onlooker).apdus == 7
    assert not card.tripped


@pytest.mark.parametrize("command", COMMANDS_TO_FIND)
def test_removed_card_ends_the_finding(place: Place, onlooker: Onlooker, command: int) -> None:
    place.insert(FaultyCard(issue_card(), Faults(pulled=command)))
    with pytest.raises(CardRemoved):
        place.reader.await_card(onlooker)
    awaited = place.awaited_card()
    place.onlooker.wait_until_last_seen(ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == MY_NUMBER_WITH_3


def test_removal_is_noticed(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card())
    place.reader.await_presence(onlooker)
    place.remove()
    place.reader.await_removal(onlooker)
    assert onlooker.seen[-1] is ReaderState.EMPTY


def test_a_call_that_was_left_does_not_disturb_the_next(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        place.reader.await_card(onlooker)
    left = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.CARD)
    removal = place.awaited_removal(onlooker)
    place.onlooker.leave()
    with pytest.raises(Cancelled):
        left.result(PATIENCE_S)
    place.remove()
    removal.result(PATIENCE_S)
    assert onlooker.seen[-2:] == [ReaderState.CARD, ReaderState.EMPTY]


def test_a_card_that_takes_too_long_is_given_up(place: Place, onlooker: Onlooker) -> None:
    place.insert(issue_card())
    place.reader.await_presence(onlooker)
    with pytest.raises(CardTimeout):
        IdentityCardReader(place.open_terminal, session_s=0).read(Secret(SecretKind.PIN, "1234"), onlooker)


def test_a_read_that_nobody_waits_for_sends_no_pin(place: Place, onlooker: Onlooker) -> None:
    card, counters = counted_card(3)
    place.insert(card)
    place.reader.await_presence(onlooker)
    onlooker.leave()
    with pytest.raises(Cancelled):
        place.reader.read(Secret(SecretKind.PIN, "9999"), onlooker)
    assert counters.left(TEXT_AP, PIN) == 3
