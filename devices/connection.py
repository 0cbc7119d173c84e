"""A line to a card, and the layers that wrap one another on it. Nothing here knows PC/SC."""

import time
from collections.abc import Callable
from typing import Protocol

from devices.apdu import AID, FID, INS, SW, Command, Response, bytes_waiting, right_le
from kiosk.errors import Cancelled, CardTimeout, NotAllowed, Unreadable
from kiosk.ports import Watch


class CardConnection(Protocol):
    """One powered card. Raises CardRemoved, NoReader, NoService and CardTimeout."""

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


class AllowList:
    """Lets through what is needed to read the files named, and nothing else.

    ``allowed`` holds (application, file) pairs. Applications and files are selected only
    by their full names; READ BINARY and VERIFY reach only the file selected here, never
    one named by a short identifier. All else raises NotAllowed and is not sent.
    """

    def __init__(self, below: CardConnection, allowed: frozenset[tuple[AID, FID]]) -> None:
        self._below = below
        self._allowed = allowed
        self._application: AID | None = None
        self._file: FID | None = None

    def transmit(self, apdu: bytes) -> bytes:
        command = _decoded(apdu)
        match command:
            case Command(cla=0, ins=INS.SELECT, p1=0x04, p2=0x0C, data=aid, le=None):
                return self._select_application(apdu, aid)
            case Command(cla=0, ins=INS.SELECT, p1=0x02, p2=0x0C, data=fid, le=None) if len(fid) == 2:
                return self._select_file(apdu, int.from_bytes(fid))
            case Command(cla=0, ins=INS.READ_BINARY, p1=p1, data=b"") if p1 < 0x80 and self._file is not None:
                return self._below.transmit(apdu)
            case Command(cla=0, ins=INS.VERIFY, p1=0, p2=0x80) if self._file is not None:
                return self._below.transmit(apdu)
            case Command(cla=0, ins=INS.GET_RESPONSE, p1=0, p2=0, data=b"") if self._file is not None:
                return self._below.transmit(apdu)
        raise NotAllowed("This command is not on the allow-list.")

    def disconnect(self) -> None:
        self._below.disconnect()

    def _select_application(self, apdu: bytes, aid: AID) -> bytes:
        if aid not in {application for application, _ in self._allowed}:
            raise NotAllowed("This application is not on the allow-list.")
        self._application = self._file = None
        answer = self._below.transmit(apdu)
        self._application = aid if _succeeded(answer) else None
        return answer

    def _select_file(self, apdu: bytes, fid: FID) -> bytes:
        if self._application is None or (self._application, fid) not in self._allowed:
            raise NotAllowed("This file is not on the allow-list.")
        self._file = None
        answer = self._below.transmit(apdu)
        self._file = fid if _succeeded(answer) else None
        return answer


def _decoded(apdu: bytes) -> Command:
    try:
        return Command.decode(apdu)
    except ValueError as error:
        raise NotAllowed("This command is malformed.") from error


def _succeeded(answer: bytes) -> bool:
    return answer[-2:] == SW.SUCCESS.to_bytes(2)


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
            response = send(self._below, Command(command.ins, command.p1, command.p2, command.data, le, command.cla))
        waiting = bytes_waiting(response.sw)
        if waiting is not None:
            rest = send(self._below, Command(INS.GET_RESPONSE, 0, 0, le=waiting))
            response = Response(response.data + rest.data, rest.sw)
        return response.encode()

    def disconnect(self) -> None:
        self._below.disconnect()


class Patience:
    """Asks before every command whether somebody still waits (else Cancelled) and time is left (else CardTimeout)."""

    def __init__(
        self,
        below: CardConnection,
        watch: Watch,
        timeout_s: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._below = below
        self._watch = watch
        self._monotonic = monotonic
        self._deadline = monotonic() + timeout_s

    def transmit(self, apdu: bytes) -> bytes:
        if self._watch.cancelled():
            raise Cancelled("Nobody waits for this card any more.")
        if self._monotonic() > self._deadline:
            raise CardTimeout("The card takes too long.")
        return self._below.transmit(apdu)

    def disconnect(self) -> None:
        self._below.disconnect()
