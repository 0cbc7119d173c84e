"""The port CardReader: waits for cards on a terminal, finds out what they are, and reads them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from devices.cards.card import IdentityCard, Wanted
from devices.connection import Attended, Counting
from devices.punctual import PunctualConnection
from devices.recognition import recognise
from devices.terminal import LyingCard, Terminal
from kiosk.errors import (
    Cancelled,
    CardError,
    CardExpired,
    CardRemoved,
    CardTimeout,
    NoCard,
    NoReader,
    NoService,
    UnknownCard,
    Unreadable,
)
from kiosk.ports import CardFound, CardRead, ReaderState, Secret, Watch

T = TypeVar("T")

SESSION_S = 9.0
"""A card that is not through by then will not be. The lobby waits a little longer, to be told so."""

_NEVER = LyingCard("", 0)
"""A card that lies on no reader."""


@dataclass(frozen=True)
class _Session:
    """A card under power, and ``counting`` what was said to it."""

    card: IdentityCard
    counting: Counting


class IdentityCardReader:
    """Reads identity cards on one reader or several. Every method blocks, and opens a terminal of its own for as long.

    Of several cards the one that was put down last counts. A card that could not be used is not looked at again
    before it was taken away. Cards are told apart by PC/SC's count of what was put down and taken away, so that
    nothing is asked of one card that was found out of another.
    """

    def __init__(
        self, open_terminal: Callable[[], Terminal], wanted: Wanted | None = None, session_s: float = SESSION_S
    ) -> None:
        """``open_terminal`` gives each method a terminal of its own: one that was left may still be looking."""
        self._open_terminal = open_terminal
        self._wanted = wanted or Wanted()
        self._session_s = session_s
        self._lying: tuple[LyingCard, ...] = ()
        """The newest first."""
        self._refused: frozenset[LyingCard] = frozenset()
        self._read_before: frozenset[LyingCard] = frozenset()
        self._found: LyingCard | None = None

    def await_presence(self, watch: Watch) -> None:
        """Wait until any card lies there. Reports each change of ReaderState; raises Cancelled."""
        self._look_until(watch, lambda state: state is ReaderState.CARD)

    def await_card(self, watch: Watch) -> CardFound:
        self._read_before = frozenset()
        return self._await_card(watch)

    def await_another_card(self, watch: Watch) -> CardFound:
        return self._await_card(watch)

    def read(self, secret: Secret | None, watch: Watch) -> CardRead:
        return self._with_card_found(watch, lambda session: self._read(session, secret))

    def challenge(self, secret: Secret, watch: Watch) -> bool | None:
        return self._with_card_found(watch, lambda session: session.card.challenge(secret))

    def await_removal(self, watch: Watch) -> None:
        """Return once no card is there or no reader; while pcscd is away a card may still lie there."""
        self._look_until(watch, lambda state: state in (ReaderState.EMPTY, ReaderState.NO_READER))

    def await_found_gone(self, watch: Watch) -> None:
        self._look_until(watch, lambda state: state is not ReaderState.NO_SERVICE and self._found not in self._lying)

    def _await_card(self, watch: Watch) -> CardFound:
        with closing(self._open_terminal()) as terminal:
            for _ in self._states(terminal, watch):
                card = self._newest()
                found = self._recognised(terminal, card, watch) if card else None
                if found is not None:
                    self._found = card
                    return found
        raise AssertionError("Looking does not end.")

    def _newest(self) -> LyingCard | None:
        """Return the card that was put down last, of those that were neither refused nor read."""
        return next((card for card in self._lying if card not in self._refused | self._read_before), None)

    def _recognised(self, terminal: Terminal, card: LyingCard, watch: Watch) -> CardFound | None:
        """Return what this card is, ``None`` when it went away (or its reader did) before it could be asked."""
        try:
            with self._session(terminal, card, watch) as session:
                found = session.card.found()
                self._refuse_expired(found.expires)
                return found
        except (NoCard, NoReader, NoService):
            return None
        except CardError:
            self._refused |= {card}
            raise

    def _with_card_found(self, watch: Watch, do: Callable[[_Session], T]) -> T:
        """Do something with the card that was found, and with no other."""
        with closing(self._open_terminal()) as terminal:
            card = self._card_found(terminal)
            try:
                with self._session(terminal, card, watch) as session:
                    done = do(session)
            except (CardExpired, CardRemoved, CardTimeout, UnknownCard, Unreadable):
                self._refused |= {card}
                raise
            self._read_before |= {card}
            return done

    def _card_found(self, terminal: Terminal) -> LyingCard:
        """Return the card that was found; where none was looked for, the one that was put down last."""
        _require_card(self._look(terminal))
        if self._found is None:
            return self._lying[0]
        if self._found not in self._lying:
            raise CardRemoved("The card that was found is gone, or it was moved.")
        return self._found

    def _read(self, session: _Session, secret: Secret | None) -> CardRead:
        expires = session.card.expires()
        self._refuse_expired(expires)
        read = session.card.read(secret)
        expires = read.expires or expires
        self._refuse_expired(expires)
        return replace(read, expires=expires, apdus=session.counting.apdus)

    def _refuse_expired(self, expires: date | None) -> None:
        if expires is not None and expires < self._wanted.today():
            raise CardExpired("The card's time is over.", expired=expires)

    @contextmanager
    def _session(self, terminal: Terminal, card: LyingCard, watch: Watch) -> Iterator[_Session]:
        connection = PunctualConnection(lambda: terminal.connect(card), self._session_s)
        try:
            counting = Counting(connection)
            yield _Session(recognise(Attended(counting, watch), self._wanted), counting)
        finally:
            connection.disconnect()

    # --- looking -----------------------------------------------------------------------

    def _look_until(self, watch: Watch, seen: Callable[[ReaderState], bool]) -> None:
        with closing(self._open_terminal()) as terminal:
            for state in self._states(terminal, watch):
                if seen(state):
                    return

    def _states(self, terminal: Terminal, watch: Watch) -> Iterator[ReaderState]:
        """Look again and again, and report each change."""
        reported: ReaderState | None = None
        while not watch.cancelled():
            state = self._look(terminal)
            if state is not reported:
                watch.report(state)
                reported = state
            yield state
        raise Cancelled("Nobody waits for a card any more.")

    def _look(self, terminal: Terminal) -> ReaderState:
        """Look once, put new cards before those known, and forget what was said of cards that are gone."""
        sight = terminal.look()
        known = [card for card in self._lying if card in sight.cards]
        self._lying = (*(card for card in sight.cards if card not in known), *known)
        self._refused &= set(self._lying)
        self._read_before &= set(self._lying)
        if sight.state is ReaderState.NO_SERVICE and self._found is not None:
            self._found = _NEVER  # pcscd will count its events from zero again
        return sight.state


def _require_card(state: ReaderState) -> None:
    match state:
        case ReaderState.NO_SERVICE:
            raise NoService("The PC/SC service does not run.")
        case ReaderState.NO_READER:
            raise NoReader("No card reader is connected.")
        case ReaderState.EMPTY:
            raise NoCard("No card lies on the reader.")
