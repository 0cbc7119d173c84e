"""A terminal in memory: the software card without pcscd between."""

from threading import Condition

from devices.connection import CardConnection
from devices.simulator.card import Insertable
from devices.terminal import POLL_S, Sight
from kiosk.errors import CardRemoved, NoCard
from kiosk.ports import ReaderState

NAME = "Memory"


class MemorySlot:
    """One place for one card. ``insert`` and ``remove`` may be called from another thread than its terminals."""

    def __init__(self, card: Insertable | None = None) -> None:
        self.changed = Condition()
        self.card = card
        self._event = 1

    def insert(self, card: Insertable) -> None:
        self._put(card)

    def remove(self) -> None:
        self._put(None)

    def terminal(self) -> "MemoryTerminal":
        """Return one more way to look at it."""
        return MemoryTerminal(self)

    def sight(self) -> Sight:
        return Sight(ReaderState.EMPTY if self.card is None else ReaderState.CARD, NAME, self._event)

    def _put(self, card: Insertable | None) -> None:
        with self.changed:
            self.card = card
            self._event += 1
            self.changed.notify_all()


class MemoryTerminal:
    """Looks at a slot."""

    def __init__(self, slot: MemorySlot) -> None:
        self._slot = slot
        self._seen: Sight | None = None

    def look(self) -> Sight:
        with self._slot.changed:
            if self._seen is not None:
                self._slot.changed.wait_for(lambda: self._slot.sight() != self._seen, POLL_S)
            self._seen = self._slot.sight()
            return self._seen

    def connect(self, reader: str) -> CardConnection:
        card = self._slot.card
        if card is None:
            raise NoCard(f"No card lies on the reader {reader}.")
        card.power_on()
        return _MemoryConnection(self._slot, card)

    def close(self) -> None:
        self._seen = None


class _MemoryConnection:
    def __init__(self, slot: MemorySlot, card: Insertable) -> None:
        self._slot = slot
        self._card = card

    def transmit(self, apdu: bytes) -> bytes:
        if self._slot.card is not self._card:
            raise CardRemoved("The card was taken away.")
        try:
            return self._card.transmit(apdu)
        except CardRemoved:
            self._slot.remove()
            raise

    def disconnect(self) -> None:
        self._card.power_off()
