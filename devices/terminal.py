"""A place to put a card on, as seen by our own code: real readers through PC/SC, or one in memory."""

from dataclasses import dataclass
from typing import Protocol

from devices.connection import CardConnection
from kiosk.ports import ReaderState

POLL_S = 0.25
"""The longest that a look blocks, and so the longest that a cancelled wait goes on."""


@dataclass(frozen=True)
class Sight:
    """What a look at the reader showed. ``event`` differs each time a card was put on it or taken away."""

    state: ReaderState
    reader: str = ""
    event: int = 0


class Terminal(Protocol):
    def look(self) -> Sight:
        """Return what is there: the first time at once, later when something changed or after POLL_S."""

    def connect(self, reader: str) -> CardConnection:
        """Power the card, for nobody but us.

        Raises NoCard, UnknownCard (it is mute), NoReader, NoService, CardTimeout (others hold it).
        """

    def close(self) -> None:
        """Release every handle; the next look begins anew."""
