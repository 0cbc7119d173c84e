"""A terminal in memory: the software card without pcscd between."""

from threading import Condition

from devices.connection import CardConnection
from devices.simulator.card import Insertable
from devices.terminal import POLL_S, Sight
from kiosk.errors import CardRemoved, NoCard
from kiosk.ports import ReaderState

NAME = "Memory"


class MemoryTerminal:
    """One place for one card. ``insert`` and ``remove`` may be called from another thread."""

    def __init__(self, card: Insertable | None = None) -> None:
        self._changed = Condition()
        self._card = card
        self._event = 1
        self._seen: Sight | None = None

    def insert(self, card: Insertable) -> None:
        with self._changed:
            self._card = card
            self._event += 1
            self._changed.notify_all()

    def remove(self) -> None:
        with self._changed:
            self._card = None
            self._event += 1
            self._changed.notify_all()

    def look(self) -> Sight:
        with self._changed:
            if self._seen is not None:
                self._changed.wait_for(lambda: self._sight() != self._seen, POLL_S)
            self._seen = self._sight()
            return self._seen

    def connect(self, reader: str) -> CardConnection:
        card = self._card
        if card is None:
            raise NoCard(f"No card lies on the reader {reader}.")
        card.power_on()
        return _MemoryConnection(self, card)

    def close(self) -> None:
        self._seen = None

    def holds(self, card: Insertable) -> bool:
        return self._card is card

    def _sight(self) -> Sight:
        if self._card is None:
            return Sight(ReaderState.EMPTY, NAME, self._event)
        return Sight(ReaderState.CARD, NAME, self._event)


class _MemoryConnection:
    def __init__(self, terminal: MemoryTerminal, card: Insertable) -> None:
        self._terminal = terminal
        self._card = card

    def transmit(self, apdu: bytes) -> bytes:
        if not self._terminal.holds(self._card):
            raise CardRemoved("The card was taken away.")
        try:
            return self._card.transmit(apdu)
        except CardRemoved:
            self._terminal.remove()
            raise

    def disconnect(self) -> None:
        self._card.power_off()
