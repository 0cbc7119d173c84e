"""Puts a software card into the virtual reader of pcscd (vsmartcard-vpcd), speaking the reader's own protocol.

Every message is a two-byte length and a body; the reader always speaks first. A card is
present as long as its socket is open and answers.
"""

import socket
import time
from enum import Enum
from threading import Event, Thread
from types import TracebackType
from typing import Self

from devices.simulator.card import Insertable
from kiosk.errors import CardRemoved, UsageError

PORT = 0x8C7B
"""TCP port of slot 0; slot 1 is the next one."""
CONNECT_S = 5.0
NOTICED_S = 1.0
ATTEMPTS = 5
PCSCD_POLL_S = 0.5
"""A little more than the time between two looks of pcscd at its readers."""


class Control(bytes, Enum):
    """Messages of one byte; all others are command APDUs."""

    POWER_OFF = b"\x00"
    POWER_ON = b"\x01"
    RESET = b"\x02"
    GET_ATR = b"\x04"


class InsertedCard:
    """A card in slot 0 or 1 of the virtual reader, served by a thread until it is removed or pulled.

    As a context manager: inserted and noticed by pcscd inside, removed outside.
    ``pulled`` tells that the card itself ended it.
    """

    def __init__(self, card: Insertable, slot: int = 0, host: str = "127.0.0.1") -> None:
        self._card = card
        self._slot = slot
        self._host = host
        self._noticed = Event()
        self._powered = False
        self.pulled = False
        self._line: socket.socket | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self.insert()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.remove()

    def insert(self) -> None:
        """Insert the card and return when pcscd has noticed it. Raises UsageError when nobody does."""
        for _ in range(ATTEMPTS):
            self._put_in()
            if self._noticed.wait(NOTICED_S):
                return
            # A card put in within 400 ms after another was pulled can escape pcscd: out and in again.
            self.remove()
            time.sleep(PCSCD_POLL_S)
        raise UsageError(f"Nobody looks at the card: is there another one in slot {self._slot}?")

    def remove(self) -> None:
        """Take the card out; harmless when it is out already."""
        line, self._line = self._line, None
        thread, self._thread = self._thread, None
        if line is not None:
            _hang_up(line)
            self._card.take_away()
        if thread is not None:
            thread.join()

    def wait_until_out(self, timeout_s: float | None = None) -> bool:
        """Return whether the card is out: pulled, removed, or pcscd went away."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    def _put_in(self) -> None:
        self._noticed.clear()
        self._powered = False
        self.pulled = False
        self._line = self._connected()
        self._thread = Thread(target=self._serve, args=(self._line,), name=f"card in slot {self._slot}", daemon=True)
        self._thread.start()

    def _connected(self) -> socket.socket:
        try:
            line = socket.create_connection((self._host, PORT + self._slot), timeout=CONNECT_S)
        except OSError as error:
            raise UsageError(f"No virtual reader has a slot {self._slot}: does pcscd run with vpcd?") from error
        line.settimeout(None)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def _serve(self, line: socket.socket) -> None:
        try:
            with line:
                self._answer_until_out(line)
        except CardRemoved:
            self.pulled = True
        except (OSError, EOFError):
            return  # removed, or the reader went away

    def _answer_until_out(self, line: socket.socket) -> None:
        while True:
            answer = self._answer(_message(line))
            if answer is not None:
                line.sendall(len(answer).to_bytes(2) + answer)

    def _answer(self, message: bytes) -> bytes | None:
        match message:
            case Control.POWER_OFF:
                self._card.power_off()
            case Control.POWER_ON:
                self._powered = True
                self._card.power_on()
            case Control.RESET:
                self._card.reset()
            case Control.GET_ATR:
                if self._powered:
                    self._noticed.set()  # pcscd looks first, then powers, then looks again and tells its clients
                return self._card.atr
            case _:
                return self._card.transmit(message)
        return None


def _message(line: socket.socket) -> bytes:
    return _exactly(line, int.from_bytes(_exactly(line, 2)))


def _exactly(line: socket.socket, length: int) -> bytes:
    """Receive so many bytes. The reader sends length and body apart: without quick ACKs each APDU costs 40 ms."""
    data = b""
    while len(data) < length:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = line.recv(length - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        line.close()  # it was closed from the other end
