"""Cards that cannot be read, and readers that come and go: the screen says what to do, and one can always go on."""

from collections.abc import Iterator
from typing import Any

import pytest

from commands.demo.persona import FAMILY
from commands.stand.pcscd import Pcscd
from devices import my_number as real
from devices.simulator import my_number
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.tries import TryCounters
from kiosk.ports import ReaderState
from kiosk.visit.steps import AwaitCard, CardUnusable, ChooseEvent, ConfirmPerson, EnterPin, FillNeed, GatherHousehold

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Slot = Any

COMMANDS_TO_FIND = range(1, 4)
COMMANDS = range(1, 10)
"""Three to find out what the card is and how many tries it has left, six to read it."""


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
    journey.at(CardUnusable, trouble="last_try", tries_left=1)
    assert journey.reads("error.last_try")
    assert tries.left(real.TEXT_AP, real.PIN) == 1

    journey.touch("try_again")
    journey.at(CardUnusable, trouble="last_try")
    assert tries.left(real.TEXT_AP, real.PIN) == 1
    journey.touch("no_card")
    journey.at(FillNeed, need="name")


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


@pytest.mark.parametrize("nth", COMMANDS)
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
