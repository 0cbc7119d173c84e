"""What can be wrong with a card, and a card with which it is."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from threading import Event

from devices.apdu import CLA, INS, SW, Command, Response
from devices.secure_messaging import wanted_length, wanting
from devices.simulator.card import Insertable
from kiosk.errors import CardRemoved, UsageError

SHORT_READ = 100
"""Bytes that a card with short reads gives at most, however many are asked for."""


class Malformed(Enum):
    """How the data that a card gives is broken."""

    CUT = "cut"
    """Half of it is missing."""
    LENGTH = "length"
    """The first length is longer than all there is."""
    TAG = "tag"
    """The first tag is another one."""
    NOISE = "noise"
    """Every byte is inverted."""


@dataclass(frozen=True)
class Faults:
    """Commands are counted from 1, from when the card was made. ``pulled``: out at the n-th; ``silent``: from the n-th
    on it answers nothing; ``status_words``: what the n-th is answered with, undone. ``first_6f00``: at power-up.

    The other flags are what is wrong on the card itself: ``filler``: bytes before the data; ``forged``: signed by
    nobody; ``unset_pin``: opens without; ``moved``: with a newer name or address beside the first one; ``gaiji``: with
    characters that its code does not have.
    """

    pulled: int | None = None
    silent: int | None = None
    slow_ms: int = 0
    status_words: tuple[tuple[int, int], ...] = ()
    malformed: Malformed | None = None
    first_6f00: bool = False
    short_reads: bool = False
    no_extended: bool = False
    blocked: bool = False
    last_try: bool = False
    expired: bool = False
    filler: bool = False
    forged: bool = False
    unset_pin: bool = False
    moved: bool = False
    gaiji: bool = False


FLAGS: Mapping[str, Callable[[Faults], Faults]] = {
    "blocked": lambda faults: replace(faults, blocked=True),
    "last-try": lambda faults: replace(faults, last_try=True),
    "expired": lambda faults: replace(faults, expired=True),
    "filler": lambda faults: replace(faults, filler=True),
    "forged": lambda faults: replace(faults, forged=True),
    "unset-pin": lambda faults: replace(faults, unset_pin=True),
    "moved": lambda faults: replace(faults, moved=True),
    "gaiji": lambda faults: replace(faults, gaiji=True),
    "first-6f00": lambda faults: replace(faults, first_6f00=True),
    "short-reads": lambda faults: replace(faults, short_reads=True),
    "no-extended": lambda faults: replace(faults, no_extended=True),
}

FAULTS = (
    "pulled=N",
    "silent=N",
    "slow=MS",
    "sw=XXXX@N",
    f"malformed={'|'.join(kind.value for kind in Malformed)}",
    *FLAGS,
)


def parse_faults(specs: Sequence[str]) -> Faults:
    """Read faults as written on the command line: ``NAME``, or ``NAME=VALUE``. Raises UsageError."""
    faults = Faults()
    for spec in specs:
        faults = _with(faults, spec)
    return faults


def _with(faults: Faults, spec: str) -> Faults:
    match spec.split("="):
        case ["pulled", number] if number.isdecimal():
            return replace(faults, pulled=int(number))
        case ["silent", number] if number.isdecimal():
            return replace(faults, silent=int(number))
        case ["slow", number] if number.isdecimal():
            return replace(faults, slow_ms=int(number))
        case ["sw", answer]:
            return replace(faults, status_words=(*faults.status_words, _status_word(answer, spec)))
        case ["malformed", kind] if kind in [known.value for known in Malformed]:
            return replace(faults, malformed=Malformed(kind))
        case [flag] if flag in FLAGS:
            return FLAGS[flag](faults)
    raise _is_no_fault(spec)


def _status_word(answer: str, spec: str) -> tuple[int, int]:
    """Read ``XXXX@N``: the status word in hex with which the n-th command is answered."""
    sw, _, command = answer.partition("@")
    try:
        word = bytes.fromhex(sw)
    except ValueError as error:
        raise _is_no_fault(spec) from error
    if len(word) != 2 or not command.isdecimal():
        raise _is_no_fault(spec)
    return int(command), int.from_bytes(word)


def _is_no_fault(spec: str) -> UsageError:
    return UsageError(f"{spec!r} is none of {', '.join(FAULTS)}.")


class FaultyCard:
    """A card on a bad day: pulled in the middle, slow, silent, or answering with something else."""

    def __init__(self, card: Insertable, faults: Faults, sleep: Callable[[float], None] = time.sleep) -> None:
        self._card = card
        self._faults = faults
        self._sleep = sleep
        self._status_words = dict(faults.status_words)
        self._gone = Event()
        self._fresh = True
        self.commands = 0

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._gone.clear()
        self._fresh = True
        self._card.power_on()

    def power_off(self) -> None:
        self._fresh = True
        self._card.power_off()

    def reset(self) -> None:
        self._card.reset()

    def take_away(self) -> None:
        self._gone.set()
        self._card.take_away()

    def transmit(self, apdu: bytes) -> bytes:
        self.commands += 1
        if self.commands == self._faults.pulled:
            raise CardRemoved("The card was pulled out.")
        if self._faults.silent is not None and self.commands >= self._faults.silent:
            self._gone.wait()
            raise CardRemoved("The card was taken away without an answer.")
        self._sleep(self._faults.slow_ms / 1000)
        fresh, self._fresh = self._fresh, False
        if fresh and self._faults.first_6f00:
            return SW.NO_PRECISE_DIAGNOSIS.to_bytes(2)
        if self.commands in self._status_words:
            return self._status_words[self.commands].to_bytes(2)
        return self._answer(apdu)

    def _answer(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        if self._faults.no_extended and command.is_extended:
            return SW.WRONG_LENGTH.to_bytes(2)
        if command.ins != INS.READ_BINARY:
            return self._card.transmit(apdu)
        if self._faults.short_reads:
            command = _asking_for_less(command)
        answer = self._card.transmit(command.encode())
        if len(answer) == 2:
            return answer
        data, sw = answer[:-2], int.from_bytes(answer[-2:])
        if self._faults.malformed is not None:
            data = _broken(data, self._faults.malformed)
        return Response(data, sw).encode()


def _asking_for_less(command: Command) -> Command:
    """Return a READ BINARY of SHORT_READ bytes at most; with secure messaging these are counted before enciphering."""
    if command.cla != CLA.SECURE_MESSAGING:
        return replace(command, le=min(command.le or 0, SHORT_READ) or None)
    wanted = wanted_length(command)
    return command if wanted is None else wanting(command, min(wanted, SHORT_READ))


def _broken(data: bytes, how: Malformed) -> bytes:
    match how:
        case Malformed.CUT:
            return data[: len(data) // 2]
        case Malformed.LENGTH:
            return data[:2] + b"\x82\xff\xff" + data[5:]
        case Malformed.TAG:
            return bytes((data[0] ^ 0x01,)) + data[1:]
        case Malformed.NOISE:
            return bytes(byte ^ 0xFF for byte in data)
