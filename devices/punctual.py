"""A line to a card that comes back in time, whatever the reader does: PC/SC calls have no time limit of their own."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from devices.connection import CardConnection
from kiosk.errors import CardRemoved, CardTimeout, KakanaiError

T = TypeVar("T")

LETTING_GO_S = 1.0
"""To cut the power of a card that answered until now."""


def in_time(call: Callable[[], T], timeout_s: float) -> T:
    """Return what the call returns, from a thread that is left behind when it takes longer: CardTimeout."""
    future: Future[T] = Future()
    Thread(target=_settle, args=(future, call), name="in time", daemon=True).start()
    try:
        return future.result(timeout_s)
    except TimeoutError:
        raise CardTimeout("PC/SC does not answer.") from None


class PunctualConnection:
    """A connection whose thread does all that may block, from connecting to letting go.

    After ``timeout_s`` every call raises CardTimeout. A thread that is stuck by then is left behind: it keeps the
    card, answers nobody, and lets go of the card when its command ends after all.
    """

    def __init__(self, connect: Callable[[], CardConnection], timeout_s: float) -> None:
        """Connect. Raises what ``connect`` does, and CardTimeout."""
        self._deadline_s = time.monotonic() + timeout_s
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._below: CardConnection | None = None
        self._stuck = False
        self._over = False
        Thread(target=_work, args=(self._jobs,), name="card", daemon=True).start()
        try:
            self._in_time(lambda: self._open(connect))
        except KakanaiError:
            self.disconnect()
            raise

    def transmit(self, apdu: bytes) -> bytes:
        below = self._below
        if below is None or self._over:
            raise CardRemoved("This card was let go.")
        return self._in_time(lambda: below.transmit(apdu))

    def disconnect(self) -> None:
        if self._over:
            return
        self._over = True
        done = self._put(self._let_go)
        self._jobs.put(None)
        if not self._stuck:
            with suppress(TimeoutError):
                done.result(LETTING_GO_S)

    def _open(self, connect: Callable[[], CardConnection]) -> None:
        self._below = connect()

    def _let_go(self) -> None:
        if self._below is not None:
            self._below.disconnect()

    def _in_time(self, call: Callable[[], T]) -> T:
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0 or self._stuck:
            raise CardTimeout("The card takes too long.")
        try:
            return self._put(call).result(left_s)
        except TimeoutError:
            self._stuck = True
            raise CardTimeout("The card or its reader does not answer.") from None

    def _put(self, call: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put(lambda: _settle(future, call))
        return future


def _work(jobs: SimpleQueue[Callable[[], None] | None]) -> None:
    while (job := jobs.get()) is not None:
        job()


def _settle(future: Future[T], call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001  # it belongs to who asked
        future.set_exception(error)
