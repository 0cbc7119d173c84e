"""Cards that cannot be read, and readers that come and go: the screen says what to do, and one can always go on."""

from collections.abc import Iterator
from typing import Any

import pytest

from commands.demo.persona import FAMILY
from commands.stand.pcscd import Pcscd
from devices.cards.my_number import card as real
from devices.simulator import my_number
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.tries import TryCounters
from kiosk.ports import ReaderState, SecretKind
from kiosk.visit.steps import (
    AwaitCard,
    CardUnusable,
    ChooseEvent,
    ConfirmPerson,
    EnterCheckNumber,
    EnterPin,
    FillNeed,
    GatherHousehold,
    Refused,
)

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Slot = Any

COMMANDS_TO_FIND = range(1, 8)
COMMANDS = range(1, 18)
"""Seven to find out what the card is, until when it holds and how many tries it has left; ten to read and prove it."""


def enter_pin(journey: Journey, pin: str = "1234") -> None:
    journey.at(EnterPin)
    journey.press(pin)
    journey.touch("next")


@pytest.fixture
def our_pcscd(pcscd: Pcscd) -> Iterator[Pcscd]:
    """A service that may be stopped, because this run started it."""
    if not pcscd.ours:
        pytest.skip("a pcscd that was running before is left alone")
    yield pcscd
    if not pcscd.ours:
        pcscd.start()


def test_the_last_try_of_a_pin_is_left_to_the_resident(come: Come, slot: Slot) -> None:
    profile = my_number.profile(HOLDERS["hanako"])
    tries = TryCounters(profile)
    slot.insert(SoftwareCard(profile, tries))
    journey = come()
    journey.pass_to(EnterPin)
    enter_pin(journey, "9999")
    journey.at(EnterPin, tries_left=2, wrong=True)
    assert journey.reads("screen.pin.wrong", tries=2)
    enter_pin(journey, "9999")
    journey.at(EnterCheckNumber, refused=Refused(SecretKind.PIN, "last_try"))
    assert journey.reads("screen.refused.pin.last_try")
    assert tries.left(real.TEXT_AP, real.PIN) == 1
    journey.touch("unknown")
    journey.at(FillNeed, need="name")
    assert tries.left(real.TEXT_AP, real.PIN) == 1


def test_a_card_without_its_pin_is_read_with_the_number_on_its_face(come: Come, slot: Slot) -> None:
    holder = HOLDERS["hanako"]
    profile = my_number.profile(holder)
    tries = TryCounters(profile)
    tries.set(real.TEXT_AP, real.PIN, 0)
    slot.insert(SoftwareCard(profile, tries))
    journey = come()
    journey.pass_to(EnterCheckNumber)
    assert journey.reads("screen.refused.pin.blocked")
    journey.press("00000000000000")
    journey.touch("next")
    journey.at(EnterCheckNumber, tries_left=9, wrong=True)
    journey.press(holder.check_number_b)
    journey.touch("next")
    assert journey.at(ConfirmPerson).whom.person.has_my_number_card
    assert not any(holder.check_number_b in remark for remark in journey.remarks)


def test_the_number_on_the_face_may_be_typed_instead_of_the_pin(come: Come, slot: Slot) -> None:
    slot.insert(issue_card())
    journey = come()
    journey.pass_to(EnterPin)
    journey.touch("instead")
    journey.at(EnterCheckNumber, instead=SecretKind.PIN)
    journey.press(HOLDERS["hanako"].check_number_b)
    journey.touch("next")
    journey.at(ConfirmPerson)


def test_a_card_of_which_nothing_may_be_tried_has_to_make_room_for_another(come: Come, slot: Slot) -> None:
    profile = my_number.profile(HOLDERS["hanako"])
    tries = TryCounters(profile)
    for key in (real.PIN, real.CHECK_NUMBER_B):
        tries.set(real.TEXT_AP, key, 1)
    slot.insert(SoftwareCard(profile, tries))
    journey = come()
    journey.pass_to(CardUnusable)
    assert journey.reads("error.last_try")
    journey.touch("try_again")
    journey.at(AwaitCard, another=True, reader=ReaderState.CARD)
    slot.insert(issue_card())
    journey.at(EnterPin, tries_left=3)


def test_a_card_that_is_none_is_said_until_another_one_comes(come: Come, slot: Slot) -> None:
    slot.insert(issue_card("unknown"))
    journey = come()
    journey.pass_to(AwaitCard)
    journey.at(AwaitCard, trouble="unknown_card")
    assert journey.reads("error.unknown_card")
    assert journey.sees("no_card")
    slot.remove()
    slot.insert(issue_card())
    journey.at(EnterPin, tries_left=3)


@pytest.mark.parametrize("nth", COMMANDS)
def test_a_card_pulled_at_any_command_is_read_when_it_is_back(come: Come, slot: Slot, nth: int) -> None:
    card = FaultyCard(issue_card(), Faults(pulled=nth))
    slot.insert(card)
    journey = come()
    journey.pass_to(AwaitCard if nth in COMMANDS_TO_FIND else EnterPin)
    pulled_and_put_back(journey, slot, card, while_found=nth in COMMANDS_TO_FIND)
    journey.at(ConfirmPerson)


@pytest.mark.parametrize("nth", [1, 7, 8, 12, 17])
def test_the_second_card_pulled_at_any_command_is_read_when_it_is_back(come: Come, slot: Slot, nth: int) -> None:
    journey = come(FAMILY)
    husbands_turn(journey)
    card = FaultyCard(issue_card(holder="taro"), Faults(pulled=nth))
    slot.insert(card, "taro")
    pulled_and_put_back(journey, slot, card, while_found=nth in COMMANDS_TO_FIND)
    assert journey.at(ConfirmPerson).whom.person.name == "番号　太郎"
    journey.touch("yes")
    assert [member.person.name for member in journey.at(GatherHousehold).members] == ["番号　花子", "番号　太郎"]


def pulled_and_put_back(journey: Journey, slot: Slot, card: FaultyCard, *, while_found: bool) -> None:
    """The card goes while it is recognised or read; the second time it stays."""
    if not while_found:
        enter_pin(journey)
    journey.at(AwaitCard, trouble="removed")
    assert journey.reads("error.removed")
    assert journey.sees("no_card")
    slot.insert(card, "put back")
    enter_pin(journey)


def husbands_turn(journey: Journey) -> None:
    """Go on until the husband's card is asked for, while hers still lies there."""
    journey.pass_to(GatherHousehold)
    journey.click("add:spouse:male")
    journey.at(AwaitCard, another=True, reader=ReaderState.CARD)


def test_the_same_card_twice_is_noticed(come: Come, slot: Slot) -> None:
    journey = come(FAMILY)
    husbands_turn(journey)
    assert journey.reads("screen.card.another", whose="夫の")
    slot.insert(issue_card())
    enter_pin(journey)
    journey.at(AwaitCard, trouble="same_card")
    assert journey.reads("error.same_card", whose="夫の")
    slot.insert(issue_card(holder="taro"), "taro")
    enter_pin(journey)
    assert journey.at(ConfirmPerson).whom.person.name == "番号　太郎"


def test_a_card_exchanged_before_its_pin_is_asked_for_its_own(come: Come, slot: Slot) -> None:
    """The PIN that was begun for one card is never sent to the other."""
    tries = TryCounters(my_number.profile(HOLDERS["taro"]))
    other = SoftwareCard(my_number.profile(HOLDERS["taro"]), tries)
    slot.insert(issue_card())
    journey = come()
    hers = journey.pass_to(EnterPin)
    journey.press("99")
    slot.insert(other, "taro")
    journey.wait(lambda: journey.at(EnterPin) is not hers)
    assert tries.left(real.TEXT_AP, real.PIN) == 3
    enter_pin(journey)
    assert journey.at(ConfirmPerson).whom.person.name == "番号　太郎"


def test_a_card_taken_away_before_its_pin_is_waited_for(come: Come, slot: Slot) -> None:
    slot.insert(issue_card())
    journey = come()
    journey.pass_to(EnterPin)
    slot.remove()
    journey.at(AwaitCard, trouble="removed")
    slot.insert(issue_card())
    enter_pin(journey)
    journey.at(ConfirmPerson)


def test_without_a_reader_one_goes_on_without_a_card(come: Come, pcscd: Pcscd) -> None:
    journey = come(reader="Sony*")
    journey.pass_to(ChooseEvent)
    journey.touch("choice:tennyu")
    journey.at(AwaitCard, reader=ReaderState.NO_READER)
    assert journey.reads("reader.no_reader")
    journey.touch("no_card")
    journey.at(FillNeed, need="name")


def test_a_service_that_stops_between_two_cards_is_awaited(come: Come, slot: Slot, our_pcscd: Pcscd) -> None:
    journey = come(FAMILY)
    husbands_turn(journey)
    slot.remove()
    our_pcscd.stop()
    journey.at(AwaitCard, reader=ReaderState.NO_SERVICE)
    our_pcscd.start()
    journey.at(AwaitCard, reader=ReaderState.EMPTY)
    slot.insert(issue_card(holder="taro"), "taro")
    enter_pin(journey)
    assert journey.at(ConfirmPerson).whom.person.name == "番号　太郎"


def test_a_service_that_stops_and_comes_back_is_awaited(come: Come, slot: Slot, our_pcscd: Pcscd) -> None:
    journey = come()
    journey.pass_to(AwaitCard)
    journey.at(AwaitCard, reader=ReaderState.EMPTY)
    our_pcscd.stop()
    journey.at(AwaitCard, reader=ReaderState.NO_SERVICE)
    assert journey.reads("reader.no_service")
    assert journey.sees("no_card")
    our_pcscd.start()
    journey.at(AwaitCard, reader=ReaderState.EMPTY)
    slot.insert(issue_card())
    enter_pin(journey)
    journey.at(ConfirmPerson)
