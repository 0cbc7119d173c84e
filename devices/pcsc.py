"""Readers through PC/SC: the only module that imports pyscard, and of that the bare functions.

pyscard's own monitors end for good when pcscd restarts, so looking for cards is a loop of ours.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum

from smartcard import scard

from devices import part10
from devices.apdu import Command
from devices.connection import CardConnection
from devices.reader_names import is_wanted
from devices.terminal import POLL_S, LyingCard, Sight
from kiosk.errors import (
    CardError,
    CardRemoved,
    CardTimeout,
    LongAnswersRefused,
    NoCard,
    NoReader,
    NoService,
    UnknownCard,
    Unreadable,
)
from kiosk.ports import ReaderState

READERS_CHANGE = r"\\?PnP?\Notification"
"""The name under which PC/SC tells that readers came or went."""

BUSY_S = 2.0
"""How long another program may hold the card before we give up."""
BUSY_POLL_S = 0.05

_ERRORS: Mapping[int, tuple[type[CardError], str]] = {
    scard.SCARD_E_NO_SERVICE: (NoService, "The PC/SC service does not run."),
    scard.SCARD_E_SERVICE_STOPPED: (NoService, "The PC/SC service stopped."),
    scard.SCARD_F_COMM_ERROR: (NoService, "The PC/SC service went away."),
    scard.SCARD_E_INVALID_HANDLE: (NoService, "The PC/SC service forgot us."),
    scard.SCARD_W_SECURITY_VIOLATION: (NoService, "The PC/SC service refuses this user."),
    scard.SCARD_E_NO_READERS_AVAILABLE: (NoReader, "No card reader is connected."),
    scard.SCARD_E_UNKNOWN_READER: (NoReader, "The card reader went away."),
    scard.SCARD_E_READER_UNAVAILABLE: (NoReader, "The card reader went away."),
    scard.SCARD_E_NO_SMARTCARD: (NoCard, "No card lies on the reader."),
    scard.SCARD_W_REMOVED_CARD: (CardRemoved, "The card was taken away."),
    scard.SCARD_W_RESET_CARD: (CardRemoved, "Somebody else reset the card."),
    scard.SCARD_W_UNPOWERED_CARD: (CardRemoved, "The card lost its power."),
    # The answer that never came: a contactless card that is moved looks like this.
    scard.SCARD_E_NOT_TRANSACTED: (CardRemoved, "The card did not answer any more."),
    scard.SCARD_W_UNRESPONSIVE_CARD: (UnknownCard, "The card is mute."),
    scard.SCARD_W_UNSUPPORTED_CARD: (UnknownCard, "The reader does not know this kind of card."),
    scard.SCARD_E_PROTO_MISMATCH: (UnknownCard, "The card speaks none of our protocols."),
    scard.SCARD_E_SHARING_VIOLATION: (CardTimeout, "Another program holds the card."),
    scard.SCARD_E_TIMEOUT: (CardTimeout, "The reader does not answer."),
}


_TOO_LONG = frozenset(
    {
        scard.SCARD_E_INSUFFICIENT_BUFFER,
        scard.SCARD_E_INVALID_PARAMETER,
        scard.SCARD_E_INVALID_VALUE,
        scard.SCARD_E_PCI_TOO_SMALL,
        scard.SCARD_E_UNSUPPORTED_FEATURE,
    }
)
"""How a driver may refuse a command for its length: nothing reached the card, and the session goes on."""

_GONE = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE
_HELD = scard.SCARD_STATE_EXCLUSIVE | scard.SCARD_STATE_INUSE


def _require_success(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        unknown = (Unreadable, f"The reader failed (PC/SC {result & 0xFFFFFFFF:08X}).")
        kind, message = _ERRORS.get(result, unknown)
        raise kind(message)


class PcscConnection:
    """A card under power that nobody else can use, on a registration of its own, so that it can hang alone."""

    def __init__(self, context: "_Context", handle: int, protocol: int) -> None:
        self._context = context
        self._handle: int | None = handle
        self._pci = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def transmit(self, apdu: bytes) -> bytes:
        if self._handle is None:
            raise CardRemoved("This card was let go.")
        result, answer = scard.SCardTransmit(self._handle, self._pci, list(apdu))
        if result != scard.SCARD_S_SUCCESS and Command.decode(apdu).is_extended:
            self._forgive_length(self._handle, result)
        _require_success(result)
        if not answer:
            # Some drivers call it a success when the card goes away in the middle of a command.
            raise CardRemoved("The card did not answer any more.")
        return bytes(answer)

    def disconnect(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            # Whatever it returns, the handle is gone; the usual reason is a card taken away.
            scard.SCardDisconnect(handle, scard.SCARD_UNPOWER_CARD)
            self._context.release()

    def _forgive_length(self, handle: int, result: int) -> None:
        """Raise LongAnswersRefused where the command failed for its length.

        pcsc-lite has one code for all that a driver may say (ifdwrapper.c, IFDTransmit): libccid's "too long" and a
        card that was lost. So the card is looked for. One that was lost a moment ago may still seem to be there; then
        the next command, which is short, says so.
        """
        if result == scard.SCARD_E_NOT_TRANSACTED:
            result = scard.SCARD_E_INSUFFICIENT_BUFFER if _is_there(handle) else result
        if result in _TOO_LONG:
            raise LongAnswersRefused("The reader takes no APDU of extended length.")


def _is_there(handle: int) -> bool:
    return bool(scard.SCardStatus(handle)[0] == scard.SCARD_S_SUCCESS)


class _Context:
    """A registration with pcscd. It is dead for good once pcscd restarts."""

    def __init__(self) -> None:
        result, self._handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        _require_success(result)

    def readers(self) -> list[str]:
        result, names = scard.SCardListReaders(self._handle, [])
        if result == scard.SCARD_E_NO_READERS_AVAILABLE:
            return []
        _require_success(result)
        return list(names)

    def states(self, known: Mapping[str, int], timeout_s: float) -> dict[str, int]:
        """Return the states of these readers once one differs from what is known, or after the timeout."""
        result, states = scard.SCardGetStatusChange(self._handle, int(timeout_s * 1000), list(known.items()))
        if result != scard.SCARD_E_TIMEOUT:
            _require_success(result)
        return {name: state for name, state, _ in states}

    def connect(self, card: LyingCard) -> PcscConnection:
        """Connect to the card; this registration is the connection's from then on."""
        result, handle, protocol = self._connect(card.reader)
        deadline = time.monotonic() + BUSY_S
        while result == scard.SCARD_E_SHARING_VIOLATION and time.monotonic() < deadline:
            time.sleep(BUSY_POLL_S)
            result, handle, protocol = self._connect(card.reader)
        _require_success(result)
        if _event(self.states({card.reader: 0}, 0)[card.reader]) != card.event:
            scard.SCardDisconnect(handle, scard.SCARD_UNPOWER_CARD)
            raise CardRemoved("Another card lies there, or this one was moved.")
        return PcscConnection(self, handle, protocol)

    def ask_driver(self, reader: str, control: int, data: bytes = b"") -> bytes:
        """Send a command to the reader itself, whether a card is there or not."""
        result, handle, _ = scard.SCardConnect(
            self._handle, reader, scard.SCARD_SHARE_DIRECT, scard.SCARD_PROTOCOL_UNDEFINED
        )
        _require_success(result)
        result, answer = scard.SCardControl(handle, control, list(data))
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
        _require_success(result)
        return bytes(answer)

    def release(self) -> None:
        scard.SCardReleaseContext(self._handle)

    def _connect(self, reader: str) -> tuple[int, int, int]:
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, handle, protocol = scard.SCardConnect(self._handle, reader, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        return result, handle, protocol


@contextmanager
def _registration() -> Iterator[_Context]:
    context = _Context()
    try:
        yield context
    finally:
        context.release()


class PcscTerminal:
    """The readers that one of the patterns means (see reader_names.is_wanted); without a pattern all of them.

    Not for two threads at once, but for ``connect``. Nothing is opened before the first look.
    """

    def __init__(self, *patterns: str) -> None:
        self._patterns = patterns or ("*",)
        self._context: _Context | None = None
        self._known: dict[str, int] = {}
        self._last: ReaderState | None = None

    def look(self) -> Sight:
        try:
            sight = self._look()
        except NoReader:
            self._known = {}
            sight = Sight(ReaderState.NO_READER)
        except CardError:
            self._release()
            sight = Sight(ReaderState.NO_SERVICE)
        self._last = sight.state
        return sight

    def connect(self, card: LyingCard) -> CardConnection:
        context = _Context()
        try:
            return context.connect(card)
        except CardError:
            context.release()
            raise

    def close(self) -> None:
        self._release()
        self._last = None

    def _look(self) -> Sight:
        context = self._registered()
        names = [name for name in context.readers() if is_wanted(name, self._patterns)]
        timeout_s = POLL_S if self._known else 0
        self._known = context.states({name: self._known.get(name, 0) for name in [*names, READERS_CHANGE]}, timeout_s)
        return _sight({name: self._known[name] for name in names})

    def _registered(self) -> _Context:
        if self._context is None:
            if self._last is ReaderState.NO_SERVICE:
                time.sleep(POLL_S)
            self._context = _Context()
        return self._context

    def _release(self) -> None:
        context, self._context = self._context, None
        self._known = {}
        if context is not None:
            context.release()


def _sight(states: Mapping[str, int]) -> Sight:
    here = {name: state for name, state in states.items() if not state & _GONE}
    cards = tuple(LyingCard(name, _event(state)) for name, state in here.items() if state & scard.SCARD_STATE_PRESENT)
    if cards:
        return Sight(ReaderState.CARD, cards)
    return Sight(ReaderState.EMPTY if here else ReaderState.NO_READER)


def _event(state: int) -> int:
    """Return how often a card was put there or taken away: the upper half of a reader's state."""
    return state >> 16


def readers() -> tuple[str, ...]:
    """Return the names of all readers. Raises NoService."""
    with _registration() as context:
        return tuple(context.readers())


# --- for who looks after the machine --------------------------------------------------------


class Service(Enum):
    """What pcscd says to somebody who wants to register."""

    RUNS = "runs"
    AWAY = "away"
    REFUSES = "refuses"
    """polkit lets this user not in."""


def service() -> Service:
    """Ask once. Blocks for as long as a pcscd that was stopped in mid-flight does."""
    result, handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if result == scard.SCARD_S_SUCCESS:
        scard.SCardReleaseContext(handle)
        return Service.RUNS
    refused = (scard.SCARD_W_SECURITY_VIOLATION, scard.SCARD_E_NO_ACCESS)
    return Service.REFUSES if result in refused else Service.AWAY


@dataclass(frozen=True)
class ReaderSeen:
    """One reader as pcscd sees it. ``held``: a program has the card. ``mute``: the card gave no ATR."""

    name: str
    card: LyingCard | None = None
    held: bool = False
    mute: bool = False


def readers_seen() -> tuple[ReaderSeen, ...]:
    """Return all readers with their states. Raises NoService."""
    with _registration() as context:
        names = context.readers()
        states = context.states(dict.fromkeys(names, 0), 0) if names else {}
    return tuple(_seen(name, state) for name, state in states.items() if not state & _GONE)


def _seen(name: str, state: int) -> ReaderSeen:
    if not state & scard.SCARD_STATE_PRESENT:
        return ReaderSeen(name)
    return ReaderSeen(
        name, LyingCard(name, _event(state)), held=bool(state & _HELD), mute=bool(state & scard.SCARD_STATE_MUTE)
    )


def longest_data(reader: str) -> int | None:
    """Return how many bytes of data the reader takes in one APDU, 0 where only short ones; None: it does not say.

    Works without a card. Raises NoService, NoReader, and CardTimeout while a program holds the reader.
    """
    with _registration() as context, suppress(Unreadable):
        features = context.ask_driver(reader, scard.SCARD_CTL_CODE(part10.GET_FEATURE_REQUEST))
        control = part10.control_code(features, part10.GET_TLV_PROPERTIES)
        if control is not None:
            return part10.longest_data(context.ask_driver(reader, control))
    return None
