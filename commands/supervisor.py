"""Forks the visits of one kiosk and keeps a painted spare behind the one that serves, of the newest content.

Holds neither Qt nor threads nor personal data. Each child speaks over a socket pair, one
byte a word; when the socket closes, the other side is gone, and one that falls silent hangs.
"""

import contextlib
import gc
import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import structlog

log = structlog.get_logger()


class Word(Enum):
    """What crosses the channel: SHOW and then YIELD go to the child, the others come from it."""

    SHOW = b"s"
    YIELD = b"y"
    PAINTED = b"p"
    ALIVE = b"a"
    ENDING = b"e"


STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 30.0
"""Between tries, while visits die before they have painted anything."""


@dataclass(frozen=True)
class Patience:
    """How long a visit may say nothing before it counts as hung: while it paints, and from then on."""

    painting_s: float
    silence_s: float


PATIENCE = Patience(painting_s=30.0, silence_s=10.0)
"""A slow start on a loaded machine is no hang; a visit that is painted speaks every two seconds."""

LOOKS = 8
"""How often in that time the clock is looked at, at least."""


class Channel:
    """The child's end: how a visit speaks to its supervisor."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def fileno(self) -> int:
        return self._end.fileno()

    def told_to_show(self) -> bool:
        """Wait for the next word: True to come to the screen, False when the supervisor is gone."""
        return self._end.recv(1) == Word.SHOW.value

    def told_to_yield(self) -> bool:
        """As ``told_to_show``, once on the screen: True to end, if nobody stands there."""
        return self._end.recv(1) == Word.YIELD.value

    def painted(self) -> None:
        """Say that this visit can come to the screen at once."""
        self._end.send(Word.PAINTED.value)

    def alive(self) -> None:
        """Say that this visit goes on. Never waits: a supervisor that does not listen now has heard enough of it."""
        with contextlib.suppress(OSError):
            self._end.send(Word.ALIVE.value, socket.MSG_DONTWAIT)

    def ending(self) -> None:
        """Say that the next visit may come to the screen."""
        self._end.send(Word.ENDING.value)


VisitProcess = Callable[[Channel], None]
"""Runs one visit in the child and returns when it is over."""


@dataclass
class _Child:
    """``heard_s``: when it last said something. One that was killed is ending, and may take its time to be gone.

    ``edition``: of which content it was made. ``asked``: whether it was told to yield, or dropped, for a newer one.
    """

    pid: int
    channel: socket.socket
    heard_s: float
    edition: int
    painted: bool = False
    shown: bool = False
    ending: bool = False
    killed: bool = False
    asked: bool = False

    @property
    def coming(self) -> bool:
        """Whether it paints, or is the spare."""
        return not self.ending and not (self.painted and self.shown)

    def show(self) -> None:
        self.shown = True
        with contextlib.suppress(OSError):
            self.channel.send(Word.SHOW.value)

    def make_way(self) -> None:
        """End it at once while it is hidden; on the screen it ends by itself, unless somebody stands there."""
        self.asked = True
        if not self.shown:
            self.kill()
        else:
            with contextlib.suppress(OSError):
                self.channel.send(Word.YIELD.value)

    def kill(self) -> None:
        """End it whatever it does, also when it is stopped."""
        self.ending = self.killed = True
        os.kill(self.pid, signal.SIGKILL)


class Supervisor:
    """One kiosk's visits: always one that serves and, soon after, a spare that is painted and hidden.

    ``meanwhile`` is called once, while the first visit paints: it loads what no first screen needs, for all after it.
    ``renew`` is called again and again: it takes what is new, be it a content or a day, and says whether there was
    anything. Visits that are forked from then on have it; one that is going on keeps what it has.
    ``clock`` counts seconds and never goes back.
    """

    def __init__(
        self,
        visit: VisitProcess,
        meanwhile: Callable[[], object] = lambda: None,
        renew: Callable[[], bool] = lambda: False,
        patience: Patience = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._visit = visit
        self._meanwhile = meanwhile
        self._renew = renew
        self._edition = 0
        self._patience = patience
        self._clock = clock
        self._looked_s = clock()
        self._children: list[_Child] = []
        self._pause_s, self._rests_until_s = FIRST_PAUSE_S, 0.0

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; every child is gone when this returns."""
        with _stop_signal() as stop:
            self._fork()
            self._children[0].show()
            self._meanwhile()
            gc.freeze()
            while self._hear(stop):
                self._look_for_news()
                self._end_hung()
                self._keep_one_shown()
                self._keep_a_spare()
                self._let_old_go()
        self._end_children()

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        held_back = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        pid = os.fork()
        if pid == 0:
            self._become_visit(ours, theirs)
        signal.pthread_sigmask(signal.SIG_SETMASK, held_back)
        theirs.close()
        self._children.append(_Child(pid, ours, self._clock(), self._edition))

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
        """Wait a moment for a child's word; return False when it is time to stop."""
        self._look_at_clock()
        ends = [stop, *(child.channel for child in self._children)]
        readable, _, _ = select.select(ends, [], [], self._patience.silence_s / LOOKS)
        for child in [child for child in self._children if child.channel in readable]:
            self._hear_child(child)
        return stop not in readable

    def _look_at_clock(self) -> None:
        """Give everybody a new grace when the last look was long ago: this process was stopped, and maybe they were."""
        before_s, self._looked_s = self._looked_s, self._clock()
        if self._looked_s - before_s > self._patience.silence_s / 2:
            for child in self._children:
                child.heard_s = self._looked_s

    def _hear_child(self, child: _Child) -> None:
        try:
            words = child.channel.recv(64)
        except OSError:
            words = b""
        if not words:
            self._bury(child)
        child.heard_s = self._clock()
        if Word.PAINTED.value in words:
            self._greet(child)
        if Word.ENDING.value in words:
            child.ending = True

    def _greet(self, child: _Child) -> None:
        child.painted = True
        self._pause_s, self._rests_until_s = FIRST_PAUSE_S, 0.0
        log.info("visit_painted", pid=child.pid)

    def _bury(self, child: _Child) -> None:
        self._children.remove(child)
        child.channel.close()
        _, status = os.waitpid(child.pid, 0)
        if child.asked and child.killed:
            return
        if not child.painted:
            self._rest()
        if status != 0:
            log.error("visit_died", status=os.waitstatus_to_exitcode(status))

    def _rest(self) -> None:
        self._rests_until_s = self._clock() + self._pause_s
        self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)

    def _end_hung(self) -> None:
        """Judge by the time before we listened last: what was said until then has been heard."""
        for child in self._children:
            patience_s = self._patience.silence_s if child.painted else self._patience.painting_s
            if not child.killed and self._looked_s - child.heard_s > patience_s:
                log.error("visit_hung", pid=child.pid)
                child.kill()

    def _look_for_news(self) -> None:
        try:
            is_new = self._renew()
        except Exception as error:  # noqa: BLE001  # a kiosk goes on with what it has
            log.error("renewal_failed", error=type(error).__name__, at=_places(error))  # noqa: TRY400  # as above
            return
        if is_new:
            self._edition += 1
            gc.unfreeze()
            gc.collect()  # of what was before, nothing else would let go
            gc.freeze()

    def _is_new(self, child: _Child) -> bool:
        return child.edition == self._edition

    def _keep_one_shown(self) -> None:
        """Of several spares take the newest."""
        if any(child.shown and not child.ending for child in self._children):
            return
        for child in reversed(self._children):
            if child.painted and child.coming:
                child.show()
                return

    def _has_a_spare(self) -> bool:
        """Say whether one is coming, be it the first: no other is forked while that one paints."""
        return any(child.coming and self._is_new(child) for child in self._children)

    def _keep_a_spare(self) -> None:
        if not self._has_a_spare() and self._clock() >= self._rests_until_s:
            self._fork()

    def _let_old_go(self) -> None:
        """Drop the old spare, and the old visit for which nobody came, once a new one can take its place."""
        if not any(child.painted and child.coming and self._is_new(child) for child in self._children):
            return
        for child in self._children:
            if not (self._is_new(child) or child.ending or child.asked):
                child.make_way()

    def _end_children(self) -> None:
        for child in self._children:
            child.kill()
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
