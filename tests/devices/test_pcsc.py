"""What only the real PC/SC service can do to us."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from smartcard import scard

from commands.stand.pcscd import Pcscd
from devices import pcsc
from devices.apdu import read_binary, select_application, select_file
from devices.connection import CardConnection, send
from devices.files import CardFiles
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.files import Application, CardProfile, DataFile
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.vpcd import InsertedCard
from devices.terminal import LyingCard, Sight
from kiosk.errors import (
    Cancelled,
    CardError,
    CardRemoved,
    CardTimeout,
    LongAnswersRefused,
    NoReader,
    NoService,
    UnknownCard,
    UsageError,
)
from kiosk.ports import CardFound, CardKind, ReaderState, Secret, SecretKind, SecretWanted

PATIENCE_S = 15.0
SLOT, READER = 1, "Virtual PCD 00 01"
OTHER_SLOT = 0
PIN = Secret(SecretKind.PIN, "1234")
DEADLINE_S = 1.0
"""Long enough for a card that answers, on a busy machine."""

# The fixtures are in conftest.py, which tests cannot import from.
Place = Any
Onlooker = Any

MY_NUMBER = CardFound(
    CardKind.MY_NUMBER,
    (SecretWanted(SecretKind.PIN, 3), SecretWanted(SecretKind.CHECK_NUMBER, 10)),
    expires=date(2035, 1, 2),
)


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
    assert awaited.result(PATIENCE_S) == MY_NUMBER


def test_without_pcscd_nothing_is_read(our_pcscd: Pcscd, onlooker: Onlooker) -> None:
    our_pcscd.stop()
    with pytest.raises(NoService):
        IdentityCardReader(PcscTerminal).read(PIN, onlooker)
    with pytest.raises(NoService):
        pcsc.readers()


def test_a_service_that_ends_in_mid_session_ends_it(place_behind_pcscd: Place, our_pcscd: Pcscd) -> None:
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(*terminal.look().cards)
        our_pcscd.stop()
        with pytest.raises(NoService):
            connection.transmit(bytes.fromhex("00A40000"))
        connection.disconnect()
        assert terminal.look().state is ReaderState.NO_SERVICE


def test_a_pattern_that_fits_no_reader_finds_none(pcscd: Pcscd, onlooker: Onlooker) -> None:
    with pytest.raises(NoReader):
        IdentityCardReader(partial(PcscTerminal, "Sony*")).read(PIN, onlooker)


def test_removal_needs_no_reader(pcscd: Pcscd, onlooker: Onlooker) -> None:
    IdentityCardReader(partial(PcscTerminal, "Sony*")).await_removal(onlooker)
    assert onlooker.seen == [ReaderState.NO_READER]


def test_of_several_readers_the_one_with_a_card_counts(place_behind_pcscd: Place, onlooker: Onlooker) -> None:
    place_behind_pcscd.insert(issue_card())
    found = IdentityCardReader(partial(PcscTerminal, "Virtual PCD*")).await_card(onlooker)
    assert found == MY_NUMBER


def test_a_card_left_on_one_reader_hides_none_on_another(place_behind_pcscd: Place, onlooker: Onlooker) -> None:
    reader = IdentityCardReader(partial(PcscTerminal, "Virtual PCD 00 00", READER))
    place_behind_pcscd.insert(issue_card(holder="taro"))
    reader.await_card(onlooker)
    with InsertedCard(issue_card(holder="hanako"), OTHER_SLOT):
        reader.await_card(onlooker)
        assert reader.read(PIN, onlooker).person.name == HOLDERS["hanako"].name
    reader.await_found_gone(onlooker)
    assert onlooker.seen[-1] is ReaderState.CARD


def test_a_reader_that_was_unplugged_is_used_when_it_is_back(
    place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pcscd never drops the virtual reader while it runs, so that it is only left out of the list of readers."""
    place = place_behind_pcscd
    awaited = place.awaited_card()
    place.onlooker.wait_until_seen(ReaderState.EMPTY)
    with monkeypatch.context() as unplugged:
        unplugged.setattr(scard, "SCardListReaders", lambda _context, _groups: (scard.SCARD_S_SUCCESS, []))
        place.onlooker.wait_until_seen(ReaderState.EMPTY, ReaderState.NO_READER)
    place.onlooker.wait_until_seen(ReaderState.EMPTY, ReaderState.NO_READER, ReaderState.EMPTY)
    place.insert(issue_card())
    assert awaited.result(PATIENCE_S) == MY_NUMBER


def test_a_card_that_never_answers_is_given_up_and_the_next_one_is_read(
    place_behind_pcscd: Place, onlooker: Onlooker
) -> None:
    place, reader = place_behind_pcscd, IdentityCardReader(place_behind_pcscd.open_terminal, session_s=DEADLINE_S)
    place.insert(FaultyCard(issue_card(), Faults(silent=4)))
    with pytest.raises(CardTimeout):
        reader.read(PIN, onlooker)
    place.remove()
    reader.await_removal(onlooker)
    place.insert(issue_card())
    assert reader.await_card(onlooker) == MY_NUMBER
    assert reader.read(PIN, onlooker).apdus == 7


@contextmanager
def connected() -> Iterator[CardConnection]:
    with closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(*terminal.look().cards)
        try:
            yield connection
        finally:
            connection.disconnect()


def test_only_the_card_that_was_seen_is_connected(place_behind_pcscd: Place) -> None:
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as terminal:
        (card,) = terminal.look().cards
        with pytest.raises(CardRemoved):
            terminal.connect(LyingCard(card.reader, card.event + 2))
        terminal.connect(card).disconnect()


AID, FILE = bytes.fromhex("A000000001"), 0x0001
CONTENT = bytes(range(256)) * 4
OBJECT = b"\x53\x82\x03\xfc"
LONG_CARD = CardProfile(bytes.fromhex("3B80800101"), (Application(AID, {}, {FILE: DataFile(OBJECT + CONTENT[4:])}),))
LONG_READ = read_binary(0, 1024)

Transmit = Any


def refusing(result: int) -> Transmit:
    """A driver that refuses what is longer than a short APDU, and sends nothing of it. vpcd takes all lengths."""
    transmit = scard.SCardTransmit

    def refuse(handle: int, pci: int, apdu: list[int]) -> tuple[int, list[int]]:
        return (result, []) if len(apdu) > 5 and apdu[4] == 0 else transmit(handle, pci, apdu)

    return refuse


@pytest.mark.parametrize(
    "result",
    [
        scard.SCARD_E_NOT_TRANSACTED,
        scard.SCARD_E_INSUFFICIENT_BUFFER,
        scard.SCARD_E_INVALID_PARAMETER,
        scard.SCARD_E_UNSUPPORTED_FEATURE,
    ],
)
def test_a_driver_that_refuses_long_commands_is_given_short_ones(
    place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch, result: int
) -> None:
    place_behind_pcscd.insert(SoftwareCard(LONG_CARD))
    monkeypatch.setattr(scard, "SCardTransmit", refusing(result))
    with connected() as connection:
        files = CardFiles(connection)
        files.select_application(AID)
        files.select(FILE)
        with pytest.raises(LongAnswersRefused):
            send(connection, LONG_READ)
        assert files.read_object(FILE, 0x53) == CONTENT[4:]


@pytest.mark.parametrize(
    ("result", "error"),
    [
        (scard.SCARD_W_REMOVED_CARD, CardRemoved),
        (scard.SCARD_W_RESET_CARD, CardRemoved),
        (scard.SCARD_E_READER_UNAVAILABLE, NoReader),
        (scard.SCARD_F_COMM_ERROR, NoService),
        (scard.SCARD_E_SERVICE_STOPPED, NoService),
    ],
)
def test_a_card_or_reader_that_is_lost_in_a_long_command_is_lost(
    place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch, result: int, error: type[CardError]
) -> None:
    place_behind_pcscd.insert(SoftwareCard(LONG_CARD))
    with connected() as connection:
        monkeypatch.setattr(scard, "SCardTransmit", refusing(result))
        with pytest.raises(error):
            send(connection, LONG_READ)


def test_a_short_command_that_fails_is_no_matter_of_length(
    place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_behind_pcscd.insert(SoftwareCard(LONG_CARD))
    with connected() as connection:
        monkeypatch.setattr(scard, "SCardTransmit", lambda *_: (scard.SCARD_E_NOT_TRANSACTED, []))
        with pytest.raises(CardRemoved):
            send(connection, select_application(AID))


def test_a_card_pulled_in_a_long_command_is_missed_at_the_next_one_at_the_latest(place_behind_pcscd: Place) -> None:
    place_behind_pcscd.insert(FaultyCard(SoftwareCard(LONG_CARD), Faults(pulled=4)))
    with connected() as connection:
        files = CardFiles(connection)
        files.select_application(AID)
        assert send(connection, select_file(FILE)).ok
        with pytest.raises(CardRemoved):
            files.read_object(FILE, 0x53)


def test_a_mute_card_is_unknown(place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The virtual reader has a card only when it gives an ATR, so that being mute is what PC/SC is made to say."""
    place_behind_pcscd.insert(issue_card())
    monkeypatch.setattr(scard, "SCardConnect", lambda *_: (scard.SCARD_W_UNRESPONSIVE_CARD, 0, 0))
    with pytest.raises(UnknownCard), connected():
        pass


def test_all_readers_are_told_with_what_lies_there(place_behind_pcscd: Place) -> None:
    place_behind_pcscd.insert(issue_card())
    assert pcsc.service() is pcsc.Service.RUNS
    with closing(PcscTerminal(READER)) as terminal:
        before, (seen,) = pcsc.readers_seen(), terminal.look().cards
        connection = terminal.connect(seen)
        held = pcsc.readers_seen()
        connection.disconnect()
    assert [(reader.name, reader.card, reader.held) for reader in before] == [
        ("Virtual PCD 00 00", None, False),
        (READER, seen, False),
    ]
    assert [reader.held for reader in held] == [False, True]


def test_the_virtual_reader_does_not_say_what_lengths_it_takes(pcscd: Pcscd) -> None:
    assert pcsc.longest_data(READER) is None


@pytest.mark.parametrize(("told", "longest"), [("00000100", 0x10000), ("00000000", 0)])
def test_a_driver_that_says_what_lengths_it_takes_is_believed(
    pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch, told: str, longest: int
) -> None:
    """Answers as libccid gives them; the virtual reader's driver has no such control."""
    features, properties = bytes.fromhex("060442330006120442330012"), bytes.fromhex("010200000A04" + told)
    answers = {scard.SCARD_CTL_CODE(3400): features, 0x42330012: properties}
    monkeypatch.setattr(scard, "SCardControl", lambda _handle, code, _data: (0, list(answers[code])))
    assert pcsc.longest_data(READER) == longest


def test_a_service_that_is_away_or_refuses_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([scard.SCARD_E_NO_SERVICE, scard.SCARD_W_SECURITY_VIOLATION])
    monkeypatch.setattr(scard, "SCardEstablishContext", lambda _scope: (next(answers), 0))
    assert [pcsc.service(), pcsc.service()] == [pcsc.Service.AWAY, pcsc.Service.REFUSES]


def test_a_sight_tells_the_cards_and_what_that_means() -> None:
    sight = pcsc._sight({"A": 0x00010022, "B": 0x00030012, "C": scard.SCARD_STATE_UNAVAILABLE | 0x20})
    assert sight == Sight(ReaderState.CARD, (LyingCard("A", 1),))
    assert pcsc._sight({"B": 0x00030012}).state is ReaderState.EMPTY
    assert pcsc._sight({"C": scard.SCARD_STATE_UNKNOWN}).state is ReaderState.NO_READER


def test_a_card_that_another_program_holds_is_given_up(
    place_behind_pcscd: Place, onlooker: Onlooker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcsc, "BUSY_S", 0.0)
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as other:
        connection = other.connect(*other.look().cards)
        with pytest.raises(CardTimeout):
            place_behind_pcscd.reader.read(PIN, onlooker)
        connection.disconnect()
    assert place_behind_pcscd.reader.read(PIN, onlooker).apdus == 7


def test_a_card_that_was_let_go_is_gone(place_behind_pcscd: Place) -> None:
    place_behind_pcscd.insert(issue_card())
    with closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(*terminal.look().cards)
        connection.disconnect()
        connection.disconnect()
        with pytest.raises(CardRemoved):
            connection.transmit(bytes.fromhex("00A40000"))


def test_every_handle_is_released(place_behind_pcscd: Place, onlooker: Onlooker) -> None:
    place_behind_pcscd.insert(issue_card())
    reader = place_behind_pcscd.reader
    reader.read(PIN, onlooker)
    before = open_files()
    for _ in range(50):
        reader.read(PIN, onlooker)
        reader.await_card(onlooker)
    onlooker.leave()
    for _ in range(50):
        with pytest.raises(Cancelled):
            reader.read(PIN, onlooker)
    assert open_files() == before


def test_the_readers_are_listed_by_name(pcscd: Pcscd) -> None:
    assert READER in pcsc.readers()


def test_an_occupied_slot_takes_no_second_card(place_behind_pcscd: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place_behind_pcscd.insert(issue_card())
    monkeypatch.setattr("devices.simulator.vpcd.ATTEMPTS", 1)
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
