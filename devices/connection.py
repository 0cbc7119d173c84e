"""A line to a card, and the layers that wrap one another on it. Nothing here knows PC/SC."""

from dataclasses import dataclass, replace
from typing import Protocol

from devices.apdu import (
    AID,
    BY_SHORT_EF_IDENTIFIER,
    CLA,
    FID,
    INS,
    MF,
    Command,
    Response,
    bytes_waiting,
    right_le,
)
from kiosk.errors import Cancelled, NotAllowed, Unreadable
from kiosk.ports import Watch


class CardConnection(Protocol):
    """One powered card. Raises CardRemoved, NoReader, NoService, CardTimeout and LongAnswersRefused."""

    def transmit(self, apdu: bytes) -> bytes: ...

    def disconnect(self) -> None:
        """Let go of the card and cut its power. Never fails; harmless when repeated."""


def send(connection: CardConnection, command: Command) -> Response:
    """Exchange one command. Raises Unreadable when the answer has no status word."""
    answer = connection.transmit(command.encode())
    if len(answer) < 2:
        raise Unreadable("The card answered without a status word.")
    return Response(answer[:-2], int.from_bytes(answer[-2:]))


class Counting:
    """Counts the APDUs that pass."""

    def __init__(self, below: CardConnection) -> None:
        self._below = below
        self.apdus = 0

    def transmit(self, apdu: bytes) -> bytes:
        self.apdus += 1
        return self._below.transmit(apdu)

    def disconnect(self) -> None:
        self._below.disconnect()


@dataclass(frozen=True)
class Allowed:
    """What may be said to a card: ``files`` by (application, file) with MF for the root, and ``commands`` besides
    reading and verifying, by (CLA, INS, P1, P2).

    ``applications`` may be selected though no file of theirs may. ``secured``: READ BINARY with secure messaging, too.
    """

    files: frozenset[tuple[AID, FID]] = frozenset()
    commands: frozenset[tuple[int, int, int, int]] = frozenset()
    applications: frozenset[AID] = frozenset()
    secured: bool = False

    def has(self, application: AID) -> bool:
        return application in self.applications or application in {named for named, _ in self.files}


class AllowList:
    """Lets through what is needed to read the files named, and nothing else.

    It follows what is current on the card, so that a file is reached only under the application that it was allowed
    for, by its full identifier or its short one. All else raises NotAllowed and is not sent. ``application`` is what
    is selected already. A list is for one kind of card: on some cards SELECT MF succeeds and changes nothing.
    """

    def __init__(self, below: CardConnection, allowed: Allowed, application: AID | None = None) -> None:
        self._below = below
        self._allowed = allowed
        self._commands = {(CLA.PLAIN, INS.GET_RESPONSE, 0, 0), *allowed.commands}
        self._application = application
        self._file: FID | None = None

    def transmit(self, apdu: bytes) -> bytes:
        command = _decoded(apdu)
        match command:
            case Command(cla=CLA.PLAIN, ins=INS.SELECT):
                return self._select(apdu, command)
            case Command(ins=INS.READ_BINARY, p1=p1) if self._may_read(command):
                return self._on_file(apdu, p1 & ~BY_SHORT_EF_IDENTIFIER if p1 & BY_SHORT_EF_IDENTIFIER else None)
            case Command(cla=CLA.PLAIN, ins=INS.READ_RECORD, data=b"", p2=p2):
                return self._on_file(apdu, p2 >> 3 or None)
            case Command(cla=CLA.PLAIN, ins=INS.VERIFY, p1=0, p2=p2) if p2 & BY_SHORT_EF_IDENTIFIER:
                return self._on_file(apdu, p2 & ~BY_SHORT_EF_IDENTIFIER or None)
            case Command() if self._application is not None and _header(command) in self._commands:
                return self._below.transmit(apdu)
        raise NotAllowed("This command is not on the allow-list.")

    def disconnect(self) -> None:
        self._below.disconnect()

    def _may_read(self, command: Command) -> bool:
        if command.cla == CLA.SECURE_MESSAGING:
            return self._allowed.secured
        return command.cla == CLA.PLAIN and not command.data

    def _select(self, apdu: bytes, command: Command) -> bytes:
        match command:
            case Command(p1=0x04, p2=0x0C, data=aid, le=None) if aid:
                return self._select_application(apdu, aid)
            case Command(p1=0x00, p2=0x00, data=b"" | b"\x3f\x00", le=None):
                return self._select_application(apdu, MF)
            case Command(p1=0x02, p2=0x0C, data=fid, le=None) if len(fid) == 2:
                return self._make_current(apdu, int.from_bytes(fid))
        raise NotAllowed("This way of selecting is not on the allow-list.")

    def _select_application(self, apdu: bytes, aid: AID) -> bytes:
        if not self._allowed.has(aid):
            raise NotAllowed("This application is not on the allow-list.")
        self._application = self._file = None
        answer = self._below.transmit(apdu)
        self._application = aid if _is_reached(answer) else None
        return answer

    def _make_current(self, apdu: bytes, fid: FID) -> bytes:
        if self._application is None or (self._application, fid) not in self._allowed.files:
            raise NotAllowed("This file is not on the allow-list.")
        self._file = None
        answer = self._below.transmit(apdu)
        self._file = fid if _is_reached(answer) else None
        return answer

    def _on_file(self, apdu: bytes, short_identifier: FID | None) -> bytes:
        """Send what is about the file of this short identifier, or about the current one."""
        if short_identifier is not None:
            return self._make_current(apdu, short_identifier)
        if self._file is None:
            raise NotAllowed("No file of the allow-list is current.")
        return self._below.transmit(apdu)


def _header(command: Command) -> tuple[int, int, int, int]:
    return command.cla, command.ins, command.p1, command.p2


def _decoded(apdu: bytes) -> Command:
    try:
        return Command.decode(apdu)
    except ValueError as error:
        raise NotAllowed("This command is malformed.") from error


def _is_reached(answer: bytes) -> bool:
    """Whether what was named is current now: after a success, a warning, or with more bytes waiting."""
    return answer[-2:-1] in (b"\x90", b"\x61", b"\x62")


class WholeAnswers:
    """Fetches what a card announces by 61xx, and repeats a read once with the Le asked for by 6Cxx.

    Only commands with an Le are repeated, so that no VERIFY ever is.
    """

    def __init__(self, below: CardConnection) -> None:
        self._below = below

    def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        response = send(self._below, command)
        le = right_le(response.sw)
        if le is not None and command.le is not None:
            response = send(self._below, replace(command, le=le))
        waiting = bytes_waiting(response.sw)
        if waiting is not None:
            rest = send(self._below, Command(INS.GET_RESPONSE, 0, 0, le=waiting))
            response = Response(response.data + rest.data, rest.sw)
        return response.encode()

    def disconnect(self) -> None:
        self._below.disconnect()


class Attended:
    """Asks before every command whether somebody still waits (else Cancelled)."""

    def __init__(self, below: CardConnection, watch: Watch) -> None:
        self._below = below
        self._watch = watch

    def transmit(self, apdu: bytes) -> bytes:
        if self._watch.cancelled():
            raise Cancelled("Nobody waits for this card any more.")
        return self._below.transmit(apdu)

    def disconnect(self) -> None:
        self._below.disconnect()
