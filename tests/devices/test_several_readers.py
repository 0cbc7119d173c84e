"""Several readers at once: the card put down last counts, and one that was left on another hides nothing."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any

import pytest

from devices.connection import CardConnection
from devices.reader import IdentityCardReader
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.terminal import MemorySlot, MemoryTerminal
from devices.terminal import LyingCard, Sight
from kiosk.errors import CardRemoved, CardTimeout, NoCard, UnknownCard
from kiosk.ports import CardKind, ReaderState, Secret, SecretKind

PATIENCE_S = 15.0
MOMENT_S = 0.05
PIN = Secret(SecretKind.PIN, "1234")

Onlooker = Any  # a fixture of conftest.py, which tests cannot import from


class Desk:
    """Two readers side by side."""

    def __init__(self) -> None:
        self.left = MemorySlot(name="left")
        self.right = MemorySlot(name="right", changed=self.left.changed)
        self.reader = IdentityCardReader(self.terminal)

    def terminal(self) -> MemoryTerminal:
        return MemoryTerminal(self.left, self.right)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def name_read(desk: Desk, onlooker: Onlooker) -> str:
    return desk.reader.read(PIN, onlooker).person.name


def in_thread(threads: ThreadPoolExecutor, desk: Desk, onlooker: Onlooker) -> Future[None]:
    return threads.submit(desk.reader.await_found_gone, onlooker)


def test_all_cards_are_seen(desk: Desk) -> None:
    terminal = desk.terminal()
    assert (terminal.look().state, terminal._sight().cards) == (ReaderState.EMPTY, ())
    desk.left.insert(issue_card())
    desk.right.insert(issue_card())
    sight = terminal.look()
    assert (sight.state, [card.reader for card in sight.cards]) == (ReaderState.CARD, ["left", "right"])


@pytest.mark.parametrize("useless", ["unknown", "my_number"])
def test_a_forgotten_card_hides_none_that_is_put_down_later(desk: Desk, onlooker: Onlooker, useless: str) -> None:
    desk.left.insert(issue_card(useless, holder="taro"))
    desk.reader.await_presence(onlooker)
    desk.right.insert(issue_card(holder="hanako"))
    assert desk.reader.await_card(onlooker).kind is CardKind.MY_NUMBER
    assert name_read(desk, onlooker) == HOLDERS["hanako"].name


@pytest.mark.parametrize("first", ["left", "right"])
def test_the_newest_card_counts_whichever_reader_it_lies_on(desk: Desk, onlooker: Onlooker, first: str) -> None:
    older, newer = (desk.left, desk.right) if first == "left" else (desk.right, desk.left)
    older.insert(issue_card(holder="taro"))
    desk.reader.await_card(onlooker)
    newer.insert(issue_card(holder="hanako"))
    desk.reader.await_card(onlooker)
    assert name_read(desk, onlooker) == HOLDERS["hanako"].name


def test_a_refused_card_makes_way_for_the_one_beside_it(desk: Desk, onlooker: Onlooker) -> None:
    desk.left.insert(issue_card())
    desk.reader.await_presence(onlooker)
    desk.right.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        desk.reader.await_card(onlooker)
    assert desk.reader.await_card(onlooker).kind is CardKind.MY_NUMBER


def test_several_refused_cards_are_each_told_once(desk: Desk, onlooker: Onlooker) -> None:
    desk.left.insert(issue_card("unknown"))
    desk.right.insert(issue_card("unknown"))
    for _ in range(2):
        with pytest.raises(UnknownCard):
            desk.reader.await_card(onlooker)
    desk.left.remove()
    desk.left.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        desk.reader.await_card(onlooker)
    desk.right.remove()
    desk.right.insert(issue_card())
    assert desk.reader.await_card(onlooker).kind is CardKind.MY_NUMBER


def test_only_the_card_that_was_found_is_read(desk: Desk, onlooker: Onlooker) -> None:
    desk.left.insert(issue_card(holder="taro"))
    desk.reader.await_card(onlooker)
    desk.right.insert(issue_card(holder="hanako"))
    assert name_read(desk, onlooker) == HOLDERS["taro"].name
    desk.reader.await_card(onlooker)
    desk.right.remove()
    with pytest.raises(CardRemoved):
        desk.reader.read(PIN, onlooker)
    desk.left.remove()
    with pytest.raises(NoCard):
        desk.reader.read(PIN, onlooker)


def test_every_card_that_was_read_is_passed_over_for_another_person(desk: Desk, onlooker: Onlooker) -> None:
    desk.left.insert(issue_card(holder="taro"))
    desk.reader.await_card(onlooker)
    name_read(desk, onlooker)
    desk.right.insert(issue_card(holder="hanako"))
    desk.reader.await_another_card(onlooker)
    name_read(desk, onlooker)
    desk.right.remove()
    desk.reader.await_found_gone(onlooker)
    desk.right.insert(issue_card(holder="ume"))
    desk.reader.await_another_card(onlooker)
    assert name_read(desk, onlooker) == HOLDERS["ume"].name


def test_a_visit_that_begins_again_reads_what_was_read_before(desk: Desk, onlooker: Onlooker) -> None:
    desk.left.insert(issue_card(holder="taro"))
    desk.reader.await_card(onlooker)
    name_read(desk, onlooker)
    assert desk.reader.await_card(onlooker).kind is CardKind.MY_NUMBER


def test_the_card_whose_pin_is_asked_is_missed_although_another_lies_there(
    desk: Desk, onlooker: Onlooker, threads: ThreadPoolExecutor
) -> None:
    desk.left.insert(issue_card("unknown"))
    with pytest.raises(UnknownCard):
        desk.reader.await_card(onlooker)
    desk.right.insert(issue_card())
    desk.reader.await_card(onlooker)
    gone = in_thread(threads, desk, onlooker)
    desk.left.remove()
    assert not gone.done()
    desk.left.insert(issue_card())
    desk.right.remove()
    gone.result(PATIENCE_S)


def test_a_card_that_was_put_back_is_missed_all_the_same(desk: Desk, onlooker: Onlooker) -> None:
    card = issue_card()
    desk.left.insert(card)
    desk.reader.await_card(onlooker)
    desk.left.remove()
    desk.left.insert(card)
    desk.reader.await_found_gone(onlooker)
    with pytest.raises(CardRemoved):
        desk.reader.read(PIN, onlooker)


class ScriptedTerminal:
    """Shows one sight after the other; the last one stays."""

    def __init__(self, *sights: Sight) -> None:
        self._sights = list(sights)

    def look(self) -> Sight:
        return self._sights.pop(0) if len(self._sights) > 1 else self._sights[0]

    def connect(self, card: LyingCard) -> CardConnection:
        connection: CardConnection = MemorySlot(issue_card()).terminal().connect(LyingCard("Memory", 1))
        return connection

    def close(self) -> None: ...


CARD = Sight(ReaderState.CARD, (LyingCard("left", 1),))
EMPTY, NO_SERVICE = Sight(ReaderState.EMPTY), Sight(ReaderState.NO_SERVICE)


def test_after_a_restart_of_pcscd_the_same_count_is_another_card(onlooker: Onlooker) -> None:
    """pcscd counts from the beginning again, so that any card may have the number of the one that was found."""
    terminal = ScriptedTerminal(CARD, NO_SERVICE, NO_SERVICE, CARD)
    reader = IdentityCardReader(lambda: terminal)
    reader.await_card(onlooker)
    reader.await_found_gone(onlooker)
    assert onlooker.seen == [ReaderState.CARD, ReaderState.NO_SERVICE, ReaderState.CARD]
    with pytest.raises(CardRemoved):
        reader.read(PIN, onlooker)
    assert reader.await_card(onlooker).kind is CardKind.MY_NUMBER


def test_a_reader_that_is_unplugged_takes_what_was_known_of_its_card_along(onlooker: Onlooker) -> None:
    terminal = ScriptedTerminal(CARD, CARD, Sight(ReaderState.NO_READER), CARD)
    reader = IdentityCardReader(lambda: terminal)
    reader.await_card(onlooker)
    reader.read(PIN, onlooker)
    assert reader.await_another_card(onlooker).kind is CardKind.MY_NUMBER


def test_who_leaves_takes_every_card(desk: Desk, onlooker: Onlooker, threads: ThreadPoolExecutor) -> None:
    desk.left.insert(issue_card())
    desk.right.insert(issue_card())
    gone = threads.submit(desk.reader.await_removal, onlooker)
    desk.left.remove()
    assert not gone.done()
    desk.right.remove()
    gone.result(PATIENCE_S)


def test_a_card_put_in_place_of_another_between_look_and_read_is_not_spoken_to(desk: Desk) -> None:
    desk.left.insert(issue_card(holder="taro"))
    terminal = desk.terminal()
    (lying,) = terminal.look().cards
    desk.left.remove()
    with pytest.raises(NoCard):
        terminal.connect(lying)
    desk.left.insert(issue_card(holder="hanako"))
    with pytest.raises(CardRemoved):
        terminal.connect(lying)


def test_a_card_that_never_answers_is_given_up_and_the_next_one_is_read(desk: Desk, onlooker: Onlooker) -> None:
    reader = IdentityCardReader(desk.terminal, session_s=MOMENT_S)
    silent = FaultyCard(issue_card(), Faults(silent=1))
    desk.left.insert(silent)
    with pytest.raises(CardTimeout):
        reader.await_card(onlooker)
    assert silent.commands == 1
    patient = IdentityCardReader(desk.terminal)
    desk.left.remove()
    desk.left.insert(issue_card())
    assert patient.await_card(onlooker).kind is CardKind.MY_NUMBER


@pytest.mark.parametrize("command", range(1, 7))
def test_a_card_that_falls_silent_while_it_is_read_ends_the_read(desk: Desk, onlooker: Onlooker, command: int) -> None:
    silent = FaultyCard(issue_card(), Faults(silent=command))
    desk.left.insert(silent)
    with pytest.raises(CardTimeout):
        IdentityCardReader(desk.terminal, session_s=MOMENT_S).read(PIN, onlooker)
    desk.left.remove()


def test_taking_a_silent_card_away_ends_its_command() -> None:
    silent = FaultyCard(issue_card(), Faults(silent=1))
    errors = []

    def speak() -> None:
        try:
            silent.transmit(bytes.fromhex("00A40000"))
        except CardRemoved as error:
            errors.append(error)

    speaking = Thread(target=speak)
    speaking.start()
    silent.take_away()
    speaking.join(PATIENCE_S)
    assert len(errors) == 1
