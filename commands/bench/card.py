"""How long our share of reading a card is, over pcscd and its virtual reader."""

import time
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from commands.bench.sample import Measured, median_ms, times_ms
from commands.stand.pcscd import VIRTUAL_READER, running_pcscd
from devices.connection import CardConnection
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from devices.terminal import Sight, Terminal
from kiosk.ports import ReaderState

READS = 50
PIN = "1234"


class Patient:
    """A watch that waits."""

    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None: ...


@dataclass
class _Recording:
    """A terminal that notes every command sent through it."""

    terminal: Terminal
    commands: list[bytes] = field(default_factory=list)

    def look(self) -> Sight:
        return self.terminal.look()

    def connect(self, reader: str) -> CardConnection:
        return _RecordingConnection(self.terminal.connect(reader), self.commands)

    def close(self) -> None:
        self.terminal.close()


@dataclass
class _RecordingConnection:
    connection: CardConnection
    commands: list[bytes]

    def transmit(self, apdu: bytes) -> bytes:
        self.commands.append(apdu)
        return self.connection.transmit(apdu)

    def disconnect(self) -> None:
        self.connection.disconnect()


def card() -> Measured:
    """The four attributes read; peer: the same commands sent over a bare connection, nothing looked at."""
    with running_pcscd(), InsertedCard(issue_card("my_number", "hanako")):
        terminal = PcscTerminal(VIRTUAL_READER)
        with closing(terminal):
            sight = _card_on(terminal)
            commands = _commands_of_one_read()
            bare_ms = median_ms(lambda: _send_all(terminal, sight.reader, commands), READS)
        reader = IdentityCardReader(partial(PcscTerminal, VIRTUAL_READER))
        return Measured(times_ms(lambda: reader.read(PIN, Patient()), READS), {"bare_transport": bare_ms})


def _card_on(terminal: Terminal) -> Sight:
    deadline = time.monotonic() + 10
    while (sight := terminal.look()).state is not ReaderState.CARD:
        if time.monotonic() > deadline:
            raise TimeoutError
    return sight


def _commands_of_one_read() -> list[bytes]:
    recording = _Recording(PcscTerminal(VIRTUAL_READER))
    IdentityCardReader(lambda: recording).read(PIN, Patient())
    return recording.commands


def _send_all(terminal: Terminal, reader: str, commands: list[bytes]) -> None:
    connection = terminal.connect(reader)
    for command in commands:
        connection.transmit(command)
    connection.disconnect()
