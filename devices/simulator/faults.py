"""What can be wrong with a card, and a card with which it is."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from devices.apdu import SW
from devices.simulator.card import Insertable
from kiosk.errors import CardRemoved, UsageError

FAULTS = ("pulled=N", "slow=MS", "blocked", "last-try", "filler", "first-6f00")


@dataclass(frozen=True)
class Faults:
    """``pulled``: out at the n-th command, from 1. ``filler``: bytes before the data. ``first_6f00``: at power-up."""

    pulled: int | None = None
    slow_ms: int = 0
    blocked: bool = False
    last_try: bool = False
    filler: bool = False
    first_6f00: bool = False


def parse_faults(specs: Sequence[str]) -> Faults:
    """Read faults as written on the command line: ``NAME``, or ``NAME=NUMBER``. Raises UsageError."""
    faults = Faults()
    for spec in specs:
        faults = _with(faults, spec)
    return faults


def _with(faults: Faults, spec: str) -> Faults:
    match spec.split("="):
        case ["pulled", number] if number.isdecimal():
            changed = replace(faults, pulled=int(number))
        case ["slow", number] if number.isdecimal():
            changed = replace(faults, slow_ms=int(number))
        case ["blocked"]:
            changed = replace(faults, blocked=True)
        case ["last-try"]:
            changed = replace(faults, last_try=True)
        case ["filler"]:
            changed = replace(faults, filler=True)
        case ["first-6f00"]:
            changed = replace(faults, first_6f00=True)
        case _:
            raise UsageError(f"{spec!r} is none of {', '.join(FAULTS)}.")
    return changed


class FaultyCard:
    """A card on a bad day: pulled in the middle, slow, or failing its first command after power-up."""

    def __init__(self, card: Insertable, faults: Faults, sleep: Callable[[float], None] = time.sleep) -> None:
        self._card = card
        self._faults = faults
        self._sleep = sleep
        self._commands = 0
        self._fresh = True

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._fresh = True
        self._card.power_on()

    def power_off(self) -> None:
        self._fresh = True
        self._card.power_off()

    def reset(self) -> None:
        self._card.reset()

    def transmit(self, apdu: bytes) -> bytes:
        self._commands += 1
        if self._commands == self._faults.pulled:
            raise CardRemoved("The card was pulled out.")
        self._sleep(self._faults.slow_ms / 1000)
        fresh, self._fresh = self._fresh, False
        if fresh and self._faults.first_6f00:
            return SW.NO_PRECISE_DIAGNOSIS.to_bytes(2)
        return self._card.transmit(apdu)
