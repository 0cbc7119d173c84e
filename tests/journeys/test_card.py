"""Cards that cannot be read, and readers that come and go: the screen says what to do, and one can always go on."""

from collections.abc import Iterator
from typing import Any

import pytest

from commands.stand.pcscd import Pcscd
from devices import my_number as real
from devices.simulator import my_number
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.tries import TryCounters
from kiosk.ports import ReaderState
from kiosk.visit.steps import AskQuestion, AwaitCard, CardUnusable, ChooseEvent, ConfirmPerson, EnterPin

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Slot = Any


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
    journey.at(AskQuestion)


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


@pytest.mark.parametrize("nth", [1, 2])
def test_a_card_pulled_while_it_is_recognised_is_read_when_it_is_back(come: Come, slot: Slot, nth: int) -> None:
    card = FaultyCard(issue_card(), Faults(pulled=nth))
    slot.insert(card)
    journey = come()
    journey.pass_to(AwaitCard)
    journey.at(AwaitCard, trouble="removed")
    assert journey.reads("error.removed")
    slot.insert(card)
    enter_pin(journey)
    journey.at(ConfirmPerson)


@pytest.mark.parametrize("nth", [4, 6, 8])
def test_a_card_pulled_while_it_is_read_is_read_when_it_is_back(come: Come, slot: Slot, nth: int) -> None:
    card = FaultyCard(issue_card(), Faults(pulled=nth))
    slot.insert(card)
    journey = come()
    journey.pass_to(EnterPin)
    enter_pin(journey)
    journey.at(AwaitCard, trouble="removed")
    slot.insert(card)
    enter_pin(journey)
    journey.at(ConfirmPerson)


def test_without_a_reader_one_goes_on_without_a_card(come: Come, pcscd: Pcscd) -> None:
    journey = come(reader="Sony*")
    journey.pass_to(ChooseEvent)
    journey.touch("choice:tennyu")
    journey.at(AwaitCard, reader=ReaderState.NO_READER)
    assert journey.reads("reader.no_reader")
    journey.touch("no_card")
    journey.at(AskQuestion)


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
