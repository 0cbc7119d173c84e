"""What only the real PC/SC service can do to us."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commands.stand.pcscd import Pcscd
from devices import pcsc
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.errors import Cancelled, CardRemoved, CardTimeout, NoReader, NoService, UsageError
from kiosk.ports import CardFound, CardKind, ReaderState

PATIENCE_S = 15.0
SLOT, READER = 1, "Virtual PCD 00 01"

# The fixtures are in conftest.py, which tests cannot import from.
Place = Any
Onlooker = Any


@pytest.fixture
def our_pcscd(pcscd: Pcscd) -> Iterator[Pcscd]:
    """A service that may be stopped, because this run started it."""
    if not pcscd.ours:
        pytest.skip("a pcscd that was running before is left alone")
    yield pcscd
    if not pcscd.ours:
        pcscd.start()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_waiting_outlasts_a_restart_of_pcscd(our_pcscd: Pcscd, place_behind_pcscd: Place) -> None:
    place = place_behind_pcscd
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.EMPTY)
    our_pcscd.stop()
    place.onlooker.wait_until_seen(ReaderState.EMPTY, ReaderState.NO_SERVICE)
    our_pcscd.start()
    place.onlooker.wait_until_seen(ReaderState.EMPTY, ReaderState.NO_SERVICE, ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == CardFound(CardKind.MY_NUMBER, 3)


def test_without_pcscd_nothing_is_read(our_pcscd: Pcscd, onlooker: Onlooker) -> None:
    our_pcscd.stop()
    with pytest.raises(NoService):
        IdentityCardReader(PcscTerminal).read("1234", onlooker)
    with pytest.raises(NoService):
        pcsc.readers()


def test_a_service_that_ends_in_mid_session_ends_it(place_behind_pcscd: Place, our_pcscd: Pcscd) -> None:
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(terminal.look().reader)
        our_pcscd.stop()
        with pytest.raises(NoService):
            connection.transmit(bytes.fromhex("00A40000"))
        connection.disconnect()
        assert terminal.look().state is ReaderState.NO_SERVICE


def test_a_pattern_that_fits_no_reader_finds_none(pcscd: Pcscd, onlooker: Onlooker) -> None:
    with pytest.raises(NoReader):
        IdentityCardReader(partial(PcscTerminal, "Sony*")).read("1234", onlooker)


def test_removal_needs_no_reader(pcscd: Pcscd, onlooker: Onlooker) -> None:
    IdentityCardReader(partial(PcscTerminal, "Sony*")).await_removal(onlooker)
    assert onlooker.seen == [ReaderState.NO_READER]


def test_of_several_readers_the_one_with_a_card_counts(place_behind_pcscd: Place, onlooker: Onlooker) -> None:
    place_behind_pcscd.insert(issue_card())
    found = IdentityCardReader(partial(PcscTerminal, "Virtual PCD*")).await_card(onlooker)
    assert found == CardFound(CardKind.MY_NUMBER, 3)


def test_a_card_that_another_program_holds_is_given_up(
    place_behind_pcscd: Place, onlooker: Onlooker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcsc, "BUSY_S", 0.0)
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as other:
        connection = other.connect(other.look().reader)
        with pytest.raises(CardTimeout):
            place_behind_pcscd.reader.read("1234", onlooker)
        connection.disconnect()
    assert place_behind_pcscd.reader.read("1234", onlooker).apdus == 6


def test_a_card_that_was_let_go_is_gone(place_behind_pcscd: Place) -> None:
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(terminal.look().reader)
        connection.disconnect()
        connection.disconnect()
        with pytest.raises(CardRemoved):
            connection.transmit(bytes.fromhex("00A40000"))


def test_every_handle_is_released(place_behind_pcscd: Place, onlooker: Onlooker) -> None:
    place_behind_pcscd.insert(issue_card())
    reader = place_behind_pcscd.reader
    reader.read("1234", onlooker)
    before = open_files()
    for _ in range(50):
        reader.read("1234", onlooker)
        reader.await_card(onlooker)
    onlooker.leave()
    for _ in range(50):
        with pytest.raises(Cancelled):
            reader.read("1234", onlooker)
    assert open_files() == before


def test_the_readers_are_listed_by_name(pcscd: Pcscd) -> None:
    assert READER in pcsc.readers()


def test_an_occupied_slot_takes_no_second_card(place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.simulator.vpcd.ATTEMPTS", 1)
    place_behind_pcscd.insert(issue_card())
    with pytest.raises(UsageError, match="another one"):
        InsertedCard(issue_card(), SLOT).insert()


def test_a_slot_that_does_not_exist_is_named(pcscd: Pcscd) -> None:
    with pytest.raises(UsageError, match="slot 7"):
        InsertedCard(issue_card(), slot=7).insert()


def test_a_pcscd_that_runs_already_is_left_alone(pcscd: Pcscd) -> None:
    guest = Pcscd()
    guest.start()
    assert not guest.ours
    with pytest.raises(UsageError):
        guest.restart()
    guest.stop()
    assert pcsc.readers()
