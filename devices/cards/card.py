"""What all identity cards have in common: how a session with one is held, and what the city wants of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from devices.apdu import AID
from devices.connection import Allowed
from devices.files import CardFiles
from devices.trust import Trust
from kiosk.ports import CardFound, CardRead, Secret


@dataclass(frozen=True)
class Wanted:
    """What is wanted of cards. ``photo``: the holder's, too. ``challenge``: a signature of the card (JPKI), too.

    ``today`` decides what has expired.
    """

    trust: Trust = field(default_factory=Trust)
    photo: bool = False
    challenge: bool = False
    today: Callable[[], date] = date.today


class IdentityCard(Protocol):
    """A session with one card under power whose application APPLICATION is selected.

    Kinds of cards are told apart by that application alone, never by their ATR. ALLOWED is all that may be said to
    it. Methods raise CardError.
    """

    APPLICATION: ClassVar[AID]
    ALLOWED: ClassVar[Allowed]

    def __init__(self, files: CardFiles, wanted: Wanted) -> None: ...

    def found(self) -> CardFound:
        """Say what card this is and what opens it; this costs no try."""

    def expires(self) -> date | None:
        """Return the last day on which the card holds, where it says so to everybody."""

    def read(self, secret: Secret | None) -> CardRead:
        """Open it with the secret, if it wants one, and read it. Raises WrongSecret, LastTry, Blocked, Unreadable."""

    def challenge(self, secret: Secret) -> bool | None:
        """Let the card sign a random number with a key of its own PIN; see CardReader. Raises as ``read`` does."""
