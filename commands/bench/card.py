"""How long our share of reading a card is, over pcscd and its virtual reader, and until a useless card is told."""

import statistics
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from threading import Thread

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from commands.stand.pcscd import VIRTUAL_READER, running_pcscd
from commands.wanted import wanted_of
from devices.cards.card import Wanted
from devices.connection import CardConnection
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.files import CardProfile
from devices.simulator.issue import issue_card, secrets_of
from devices.simulator.vpcd import InsertedCard
from devices.terminal import LyingCard, Sight, Terminal
from kiosk.errors import UnknownCard
from kiosk.ports import Secret

READS = 50
SLOW_READS = 5
USELESS = 10
WITHOUT_PROTOCOL = CardProfile(b"\x3b", ())
"""A card whose answer to reset is cut off: it can be powered and not be spoken to, as a mute one."""

HOLDER = "anh"
"""Owns every kind of card."""

KINDS = ("my_number", "driving_licence", "residence", "residence_2", "special_permanent")
DELAYS_MS = (0, 10, 30, 60)
"""What a card takes for one command: none at all, and what contactless cards were seen or are said to take."""


class Patient:
    """A watch that waits."""

    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None: ...


@dataclass
class _Listening:
    """A terminal that notes every command sent through it, and how long its connections took for all of it."""

    terminal: Terminal
    commands: list[bytes] = field(default_factory=list)
    seconds: float = 0.0

    def look(self) -> Sight:
        started = time.perf_counter()
        try:
            return self.terminal.look()
        finally:
            self.seconds += time.perf_counter() - started

    def connect(self, card: LyingCard) -> CardConnection:
        started = time.perf_counter()
        try:
            return _ListeningConnection(self.terminal.connect(card), self)
        finally:
            self.seconds += time.perf_counter() - started

    def close(self) -> None:
        self.terminal.close()


@dataclass
class _ListeningConnection:
    connection: CardConnection
    listening: _Listening

    def transmit(self, apdu: bytes) -> bytes:
        self.listening.commands.append(apdu)
        started = time.perf_counter()
        try:
            return self.connection.transmit(apdu)
        finally:
            self.listening.seconds += time.perf_counter() - started

    def disconnect(self) -> None:
        started = time.perf_counter()
        try:
            self.connection.disconnect()
        finally:
            self.listening.seconds += time.perf_counter() - started


def card() -> Measured:
    """Name, address, birth and sex read by PIN, and proven, as in the sample city; peer: the same commands sent over a
    bare connection, nothing looked at.
    """
    with running_pcscd(), InsertedCard(issue_card("my_number", HOLDER)):
        secret = secrets_of("my_number", HOLDER)[0]
        terminal = PcscTerminal(VIRTUAL_READER)
        with closing(terminal):
            lying = _card_on(terminal)
            commands = _one_read(secret).commands
            bare_ms = median_ms(lambda: _send_all(terminal, lying, commands), READS)
        reader = IdentityCardReader(partial(PcscTerminal, VIRTUAL_READER), _wanted())
        times = times_ms(lambda: reader.read(secret, Patient()), READS)
        return Measured(times, {"bare_transport": bare_ms}, {"apdus": len(commands)})


def slow_card(kind: str, delay_ms: int) -> Measured:
    """A card read that takes so long for each command; peer: the time spent inside PC/SC in the same reads."""
    slow = FaultyCard(issue_card(kind, HOLDER), Faults(slow_ms=delay_ms))
    with running_pcscd(), InsertedCard(slow):
        with closing(PcscTerminal(VIRTUAL_READER)) as terminal:
            _card_on(terminal)
        secret = secrets_of(kind, HOLDER)[0]
        reads: list[_Listening] = []
        times = times_ms(lambda: reads.append(_one_read(secret)), SLOW_READS, warm=1)
        transport_ms = statistics.median(read.seconds for read in reads[1:]) * 1000
        return Measured(times, {"transport": transport_ms}, {"apdus": len(reads[-1].commands)})


def unknown_card() -> Measured:
    """From putting a card of another kind down to saying so; peer: the same with one that cannot be spoken to."""
    with running_pcscd():
        times = tuple(_told_ms(issue_card("unknown")) for _ in range(USELESS))
        mute_ms = statistics.median(_told_ms(SoftwareCard(WITHOUT_PROTOCOL)) for _ in range(USELESS))
    return Measured(times, {"without_protocol": mute_ms})


def _told_ms(card: Insertable) -> float:
    reader = IdentityCardReader(partial(PcscTerminal, VIRTUAL_READER))
    reader.await_removal(Patient())
    inserted = InsertedCard(card)
    putting_down = Thread(target=inserted.insert)
    started = time.perf_counter()
    putting_down.start()
    with suppress(UnknownCard):
        reader.await_card(Patient())
    told_ms = (time.perf_counter() - started) * 1000
    putting_down.join()
    inserted.remove()
    return told_ms


def _card_on(terminal: Terminal) -> LyingCard:
    deadline = time.monotonic() + 10
    while not (cards := terminal.look().cards):
        if time.monotonic() > deadline:
            raise TimeoutError
    return cards[0]


@cache
def _wanted() -> Wanted:
    """What the sample city wants of cards: it trusts the issuer of these, so that they are proven, too."""
    return wanted_of(content_of(SAMPLE).settings, date.today)


def _one_read(secret: Secret | None) -> _Listening:
    listening = _Listening(PcscTerminal(VIRTUAL_READER))
    IdentityCardReader(lambda: listening, _wanted()).read(secret, Patient())
    return listening


def _send_all(terminal: Terminal, card: LyingCard, commands: list[bytes]) -> None:
    connection = terminal.connect(card)
    for command in commands:
        connection.transmit(command)
    connection.disconnect()
