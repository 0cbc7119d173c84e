"""Readers in memory: the software card without pcscd between."""

from threading import Condition

from devices.connection import CardConnection
from devices.simulator.card import Insertable
from devices.terminal import POLL_S, LyingCard, Sight
from kiosk.errors import CardRemoved, NoCard
from kiosk.ports import ReaderState

NAME = "Memory"


class MemorySlot:
    """A reader for one card. ``insert`` and ``remove`` may be called from another thread than its terminals.

    ``changed`` is shared by slots that one terminal looks at.
    """

    def __init__(self, card: Insertable | None = None, name: str = NAME, changed: Condition | None = None) -> None:
        self.changed = changed or Condition()
        self.name = name
        self.card = card
        self._event = 1

    def insert(self, card: Insertable) -> None:
        self._put(card)

    def remove(self) -> None:
        card = self.card
        self._put(None)
        if card is not None:
            card.take_away()

    def terminal(self) -> "MemoryTerminal":
        """Return one more way to look at it."""
        return MemoryTerminal(self)

    def lying(self) -> LyingCard | None:
        return None if self.card is None else LyingCard(self.name, self._event)

    def _put(self, card: Insertable | None) -> None:
        with self.changed:
            self.card = card
            self._event += 1
            self.changed.notify_all()


class MemoryTerminal:
    """Looks at slots that share their Condition."""

    def __init__(self, *slots: MemorySlot) -> None:
        self._slots = slots
        self._changed = slots[0].changed
        self._seen: Sight | None = None

    def look(self) -> Sight:
        with self._changed:
            if self._seen is not None:
                self._changed.wait_for(lambda: self._sight() != self._seen, POLL_S)
            self._seen = self._sight()
            return self._seen

    def connect(self, card: LyingCard) -> CardConnection:
        slot = next(slot for slot in self._slots if slot.name == card.reader)
        inserted, lying = slot.card, slot.lying()
        if inserted is None:
            raise NoCard(f"No card lies on the reader {slot.name}.")
        if lying != card:
            raise CardRemoved("Another card lies there.")
        inserted.power_on()
        return _MemoryConnection(slot, inserted)

    def close(self) -> None:
        self._seen = None

    def _sight(self) -> Sight:
        lying = tuple(card for slot in self._slots if (card := slot.lying()) is not None)
        return Sight(ReaderState.CARD if lying else ReaderState.EMPTY, lying)


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
            if self._slot.card is self._card:
                self._slot.remove()
            raise

    def disconnect(self) -> None:
        self._card.power_off()
