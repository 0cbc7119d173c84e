"""Readers through PC/SC: the only module that imports pyscard, and of that the bare functions.

pyscard's own monitors end for good when pcscd restarts, so looking for cards is a loop of ours.
"""

import time
from collections.abc import Mapping
from fnmatch import fnmatchcase

from smartcard import scard

from devices.connection import CardConnection
from devices.terminal import POLL_S, Sight
from kiosk.errors import (
    CardError,
    CardRemoved,
    CardTimeout,
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


def _require_success(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        unknown = (Unreadable, f"The reader failed (PC/SC {result & 0xFFFFFFFF:08X}).")
        kind, message = _ERRORS.get(result, unknown)
        raise kind(message)


class PcscConnection:
    """A card under power that nobody else can use."""

    def __init__(self, handle: int, protocol: int) -> None:
        self._handle: int | None = handle
        self._pci = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def transmit(self, apdu: bytes) -> bytes:
        if self._handle is None:
            raise CardRemoved("This card was let go.")
        result, answer = scard.SCardTransmit(self._handle, self._pci, list(apdu))
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

    def connect(self, reader: str) -> PcscConnection:
        result, handle, protocol = self._connect(reader)
        deadline = time.monotonic() + BUSY_S
        while result == scard.SCARD_E_SHARING_VIOLATION and time.monotonic() < deadline:
            time.sleep(BUSY_POLL_S)
            result, handle, protocol = self._connect(reader)
        _require_success(result)
        return PcscConnection(handle, protocol)

    def release(self) -> None:
        scard.SCardReleaseContext(self._handle)

    def _connect(self, reader: str) -> tuple[int, int, int]:
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, handle, protocol = scard.SCardConnect(self._handle, reader, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        return result, handle, protocol


class PcscTerminal:
    """The readers whose names match ``pattern`` (as in fnmatch); of several, the first with a card on it.

    Not for two threads at once. Nothing is opened before the first look.
    """

    def __init__(self, pattern: str = "*") -> None:
        self._pattern = pattern
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

    def connect(self, reader: str) -> CardConnection:
        return self._registered().connect(reader)

    def close(self) -> None:
        self._release()
        self._last = None

    def _look(self) -> Sight:
        context = self._registered()
        names = [name for name in context.readers() if self._matches(name)]
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

    def _matches(self, name: str) -> bool:
        return name == self._pattern or fnmatchcase(name, self._pattern)


def _sight(states: Mapping[str, int]) -> Sight:
    gone = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE
    here = {name: state for name, state in states.items() if not state & gone}
    for name, state in here.items():
        if state & scard.SCARD_STATE_PRESENT:
            return Sight(ReaderState.CARD, name, state >> 16)
    for name, state in here.items():
        return Sight(ReaderState.EMPTY, name, state >> 16)
    return Sight(ReaderState.NO_READER)


def readers() -> tuple[str, ...]:
    """Return the names of all readers. Raises NoService."""
    context = _Context()
    try:
        return tuple(context.readers())
    finally:
        context.release()
