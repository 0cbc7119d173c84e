"""Calls by ear: a thread that says one call after the other, so that neither screen nor queue waits for it."""

from collections.abc import Callable
from threading import Condition, Thread

from kiosk.ports import Announcer, Utterance
from kiosk.queue.calls import CallsToSay
from kiosk.queue.ticket import BoardView, Called

_GOODBYE_S = 1.0


class Caller:
    """Is shown every view that the board sees, from any thread. While ``is_heard`` says no, nothing is said."""

    def __init__(
        self, announcer: Announcer, wording: Callable[[Called], tuple[Utterance, ...]], is_heard: Callable[[], bool]
    ) -> None:
        self._announcer = announcer
        self._wording = wording
        self._is_heard = is_heard
        self._calls = CallsToSay()
        self._changed = Condition()
        self._stopping = False
        self._thread = Thread(target=self._say_all, name="board-caller", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def see(self, view: BoardView) -> None:
        with self._changed:
            self._calls.see(view)
            self._changed.notify()

    def stop(self) -> None:
        """Say nothing more; a sentence that has begun is left behind with its thread."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(_GOODBYE_S)

    def _say_all(self) -> None:
        while (call := self._awaited()) is not None:
            if self._is_heard():
                self._announcer.announce(self._wording(call))

    def _awaited(self) -> Called | None:
        """Wait for the next call; None: it is time to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or bool(self._calls))
            return None if self._stopping else self._calls.take()
