"""Places to put a card on, as seen by our own code: real readers through PC/SC, or one in memory."""

from dataclasses import dataclass
from typing import Protocol

from devices.connection import CardConnection
from kiosk.ports import ReaderState

POLL_S = 0.25
"""The longest that a look blocks, and so the longest that a cancelled wait goes on."""


@dataclass(frozen=True)
class LyingCard:
    """A card on one of the readers. ``event`` differs each time a card was put on that reader or taken away."""

    reader: str
    event: int


@dataclass(frozen=True)
class Sight:
    """What a look at the readers showed: all cards that lie there, and what that means for who waits for one."""

    state: ReaderState
    cards: tuple[LyingCard, ...] = ()


class Terminal(Protocol):
    def look(self) -> Sight:
        """Return what is there: the first time at once, later when something changed or after POLL_S."""

    def connect(self, card: LyingCard) -> CardConnection:
        """Power this card and no other, for nobody but us. The connection stays when the terminal is closed.

        Blocks as long as the reader does. Raises NoCard, CardRemoved (another one lies there), UnknownCard (it is
        mute), NoReader, NoService, CardTimeout (others hold it).
        """

    def close(self) -> None:
        """Release what looking took; the next look begins anew."""
