"""Looks at the readers for who looks after the machine; every question comes back within ASK_S, whatever hangs."""

import time
from functools import partial

from devices import pcsc
from devices.apdu import INS, Command
from devices.connection import send
from devices.pcsc import PcscTerminal, ReaderSeen, Service
from devices.punctual import PunctualConnection, in_time
from devices.reader import IdentityCardReader
from devices.terminal import LyingCard
from kiosk.errors import LongAnswersRefused
from kiosk.ports import CardFound

ASK_S = 3.0
LONG_ANSWER = Command(INS.GET_CHALLENGE, 0, 0, le=257)
"""Harmless on every card; no secret and no file is touched. Whether the card likes it does not matter."""


class PcscSurvey:
    """Asks the real PC/SC. Raises CardTimeout for what hangs, and NoService once pcscd is gone."""

    def service(self) -> Service:
        return in_time(pcsc.service, ASK_S)

    def readers(self) -> tuple[ReaderSeen, ...]:
        return in_time(pcsc.readers_seen, ASK_S)

    def longest_data(self, reader: str) -> int | None:
        """Return the bytes that the reader takes in one APDU; 0: it takes short ones only; None: it does not say."""
        return in_time(lambda: pcsc.longest_data(reader), ASK_S)

    def touch(self, card: LyingCard) -> None:
        """Power the card and let it go. Raises UnknownCard when it stays mute, NoService when polkit refuses."""
        _connected(card).disconnect()

    def takes_long_apdus(self, card: LyingCard) -> bool:
        """Try it with the card that lies there."""
        connection = _connected(card)
        try:
            send(connection, LONG_ANSWER)
        except LongAnswersRefused:
            return False
        finally:
            connection.disconnect()
        return True

    def card(self, reader: str) -> CardFound:
        """Say what kind of card lies there, without a secret. Raises CardError; Cancelled when it is gone."""
        cards = IdentityCardReader(partial(PcscTerminal, reader), session_s=ASK_S)
        return cards.await_card(_Soon(time.monotonic() + ASK_S))


def _connected(card: LyingCard) -> PunctualConnection:
    return PunctualConnection(lambda: PcscTerminal(card.reader).connect(card), ASK_S)


class _Soon:
    """A watch that waits until a moment of ``time.monotonic``."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s

    def cancelled(self) -> bool:
        return time.monotonic() > self._deadline_s

    def report(self, progress: object) -> None:
        """Nobody looks on."""
