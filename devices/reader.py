"""The port CardReader: waits for cards on a terminal, finds out what they are, and reads them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from devices import my_number
from devices.connection import AllowList, CardConnection, Counting, Patience, WholeAnswers
from devices.my_number import MyNumberCard
from devices.terminal import Sight, Terminal
from kiosk.errors import (
    Cancelled,
    CardError,
    CardRemoved,
    CardTimeout,
    NoCard,
    NoReader,
    NoService,
    UnknownCard,
    Unreadable,
)
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState, Watch

SESSION_S = 10.0
"""A card that is not through by then will not be."""


@dataclass(frozen=True)
class _Session:
    """A card under power: ``line`` to speak to it, ``counting`` what was said."""

    line: CardConnection
    counting: Counting


class IdentityCardReader:
    """Reads identity cards on one reader. Every method blocks, and opens a terminal of its own for as long.

    A card that could not be used is not looked at again before it was taken away. Cards are told apart by PC/SC's
    count of what was put down and taken away, so that nothing is asked of one card that was found out of another.
    """

    def __init__(self, open_terminal: Callable[[], Terminal], session_s: float = SESSION_S) -> None:
        """``open_terminal`` gives each method a terminal of its own: one that was left may still be looking."""
        self._open_terminal = open_terminal
        self._session_s = session_s
        self._refused: Sight | None = None
        self._found: Sight | None = None
        self._read_last: Sight | None = None

    def await_presence(self, watch: Watch) -> None:
        """Wait until any card lies on the reader. Reports each change of ReaderState; raises Cancelled."""
        with closing(self._open_terminal()) as terminal:
            for sight in _sights(terminal, watch):
                if sight.state is ReaderState.CARD:
                    return

    def await_card(self, watch: Watch) -> CardFound:
        self._read_last = None
        return self._await_card(watch)

    def await_another_card(self, watch: Watch) -> CardFound:
        return self._await_card(watch)

    def read(self, pin: str, watch: Watch) -> CardRead:
        with closing(self._open_terminal()) as terminal:
            sight = _sight_of_card(terminal)
            if self._found not in (None, sight):
                raise CardRemoved("This is not the card that was found, or it was moved.")
            try:
                read = self._read(terminal, sight, pin, watch)
            except (CardRemoved, CardTimeout, UnknownCard, Unreadable):
                self._refused = sight
                raise
            self._read_last = sight
            return read

    def await_removal(self, watch: Watch) -> None:
        """Return once no card is there or no reader; while pcscd is away the card may still lie there."""
        with closing(self._open_terminal()) as terminal:
            for sight in _sights(terminal, watch):
                if sight.state in (ReaderState.EMPTY, ReaderState.NO_READER):
                    return

    def _await_card(self, watch: Watch) -> CardFound:
        with closing(self._open_terminal()) as terminal:
            for sight in _sights(terminal, watch):
                if sight.state is ReaderState.NO_SERVICE:
                    self._refused = self._read_last = None  # pcscd counts its events from zero again
                if sight.state is ReaderState.CARD and sight not in (self._refused, self._read_last):
                    found = self._recognised(terminal, sight, watch)
                    if found is not None:
                        self._found = sight
                        return found
        raise AssertionError("Sights do not end.")

    def _recognised(self, terminal: Terminal, sight: Sight, watch: Watch) -> CardFound | None:
        """Return what this card is, ``None`` when it went away (or its reader did) before it could be asked."""
        try:
            with self._session(terminal, sight.reader, watch) as session:
                return CardFound(CardKind.MY_NUMBER, MyNumberCard(session.line).tries_left())
        except (NoCard, NoReader, NoService):
            return None
        except CardError:
            self._refused = sight
            raise

    def _read(self, terminal: Terminal, sight: Sight, pin: str, watch: Watch) -> CardRead:
        with self._session(terminal, sight.reader, watch) as session:
            card = MyNumberCard(session.line)
            tries = card.verify_pin(pin)
            person = card.person()
            return CardRead(CardKind.MY_NUMBER, person, tries, apdus=session.counting.apdus)

    @contextmanager
    def _session(self, terminal: Terminal, reader: str, watch: Watch) -> Iterator[_Session]:
        connection = terminal.connect(reader)
        try:
            counting = Counting(connection)
            patient = Patience(counting, watch, self._session_s)
            yield _Session(WholeAnswers(AllowList(patient, my_number.ALLOWED)), counting)
        finally:
            connection.disconnect()


def _sights(terminal: Terminal, watch: Watch) -> Iterator[Sight]:
    reported: ReaderState | None = None
    while not watch.cancelled():
        sight = terminal.look()
        if sight.state is not reported:
            watch.report(sight.state)
            reported = sight.state
        yield sight
    raise Cancelled("Nobody waits for a card any more.")


def _sight_of_card(terminal: Terminal) -> Sight:
    sight = terminal.look()
    match sight.state:
        case ReaderState.NO_SERVICE:
            raise NoService("The PC/SC service does not run.")
        case ReaderState.NO_READER:
            raise NoReader("No card reader is connected.")
        case ReaderState.EMPTY:
            raise NoCard("No card lies on the reader.")
        case ReaderState.CARD:
            return sight
