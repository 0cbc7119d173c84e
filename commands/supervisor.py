"""Forks the visits of one kiosk and keeps a painted spare behind the one that serves.

Holds neither Qt nor threads nor personal data. Each child speaks over a socket pair, one
byte a word; when the socket closes, the other side is gone.
"""

import contextlib
import gc
import os
import select
import signal
import socket
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import structlog

log = structlog.get_logger()


class Word(Enum):
    """What crosses the channel: SHOW goes to the child, the others come from it."""

    SHOW = b"s"
    PAINTED = b"p"
    ENDING = b"e"


STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

LONGEST_PAUSE_S = 30.0
"""Between tries, while visits die before they have painted anything."""


class Channel:
    """The child's end: how a visit speaks to its supervisor."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def fileno(self) -> int:
        return self._end.fileno()

    def told_to_show(self) -> bool:
        """Wait for the next word: True to come to the screen, False when the supervisor is gone."""
        return self._end.recv(1) == Word.SHOW.value

    def painted(self) -> None:
        """Say that this visit can come to the screen at once."""
        self._end.send(Word.PAINTED.value)

    def ending(self) -> None:
        """Say that the next visit may come to the screen."""
        self._end.send(Word.ENDING.value)


VisitProcess = Callable[[Channel], None]
"""Runs one visit in the child and returns when it is over."""


@dataclass
class _Child:
    pid: int
    channel: socket.socket
    painted: bool = False
    shown: bool = False
    ending: bool = False

    def show(self) -> None:
        self.shown = True
        with contextlib.suppress(OSError):
            self.channel.send(Word.SHOW.value)


class Supervisor:
    """One kiosk's visits: always one that serves and, soon after, a spare that is painted and hidden.

    ``meanwhile`` is called once, while the first visit paints: it loads what no first screen needs, for all after it.
    """

    def __init__(self, visit: VisitProcess, meanwhile: Callable[[], object] = lambda: None) -> None:
        self._visit = visit
        self._meanwhile = meanwhile
        self._children: list[_Child] = []
        self._stillborn = 0
        self._rested = True

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; every child is gone when this returns."""
        with _stop_signal() as stop:
            self._fork()
            self._children[0].show()
            self._meanwhile()
            gc.freeze()
            while self._hear(stop):
                self._keep_one_shown()
                self._keep_a_spare()
        self._end_children()

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        held_back = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        pid = os.fork()
        if pid == 0:
            self._become_visit(ours, theirs)
        signal.pthread_sigmask(signal.SIG_SETMASK, held_back)
        theirs.close()
        self._children.append(_Child(pid, ours))

    def _become_visit(self, ours: socket.socket, theirs: socket.socket) -> None:
        status = 1
        try:
            for sibling in (ours, *(child.channel for child in self._children)):
                sibling.close()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
            self._visit(Channel(theirs))
            status = 0
        except BaseException as error:  # noqa: BLE001  # the process ends here; its message may hold a name
            log.error("visit_crashed", error=type(error).__name__, at=_places(error))  # noqa: TRY400  # as above
        finally:
            os._exit(status)

    def _hear(self, stop: socket.socket) -> bool:
        """Wait for a child's word, or rest a while; return False when it is time to stop."""
        patience_s = min(2.0**self._stillborn, LONGEST_PAUSE_S) if self._stillborn else None
        readable, _, _ = select.select([stop, *(child.channel for child in self._children)], [], [], patience_s)
        self._rested = not readable
        for child in [child for child in self._children if child.channel in readable]:
            self._hear_child(child)
        return stop not in readable

    def _hear_child(self, child: _Child) -> None:
        try:
            words = child.channel.recv(64)
        except OSError:
            words = b""
        if not words:
            self._bury(child)
        if Word.PAINTED.value in words:
            child.painted = True
            self._stillborn = 0
            log.info("visit_painted", pid=child.pid)
        if Word.ENDING.value in words:
            child.ending = True

    def _bury(self, child: _Child) -> None:
        self._children.remove(child)
        child.channel.close()
        _, status = os.waitpid(child.pid, 0)
        self._stillborn += not child.painted
        if status != 0:
            log.error("visit_died", status=os.waitstatus_to_exitcode(status))

    def _keep_one_shown(self) -> None:
        if any(child.shown and not child.ending for child in self._children):
            return
        for child in self._children:
            if child.painted and not child.shown:
                child.show()
                return

    def _keep_a_spare(self) -> None:
        waiting = any(not child.shown for child in self._children)
        if not waiting and (self._rested or not self._stillborn):
            self._fork()

    def _end_children(self) -> None:
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGTERM)
        for child in self._children:
            os.waitpid(child.pid, 0)
            child.channel.close()
        self._children.clear()


@contextlib.contextmanager
def _stop_signal() -> Iterator[socket.socket]:
    """Yield a socket that becomes readable at SIGTERM or SIGINT."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in STOP_SIGNALS}
    wakeup_before = signal.set_wakeup_fd(told.fileno())
    try:
        yield heard
    finally:
        signal.set_wakeup_fd(wakeup_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        heard.close()
        told.close()


def _places(error: BaseException) -> list[str]:
    """Return file:line of the frames, without the message and without local values."""
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
