"""Where the board looks: a thread that reads the queue whenever it may have changed, so that the screen never waits."""

from threading import Event, Thread
from typing import Protocol

import structlog
from PySide6.QtCore import QObject, Signal

from kiosk.errors import QueueError
from kiosk.queue.ticket import BoardView

log = structlog.get_logger()

LOOK_S = 2.0
"""So often the queue is read in any case: what says that it has changed is a hint, and may be lost."""

REST_S = 0.1
"""At least so long between two readings, however busy the counters are."""

RETRY_S = 0.5
_GOODBYE_S = 1.0


class Source(Protocol):
    """Whoever knows the queue; ``kiosk.ports.TicketStore`` does."""

    def board(self) -> BoardView: ...

    def await_change(self, timeout_s: float) -> None: ...


class Watch(QObject):
    """Emits ``seen`` from its own thread for every answer. Silence means that the queue cannot be read."""

    seen = Signal(BoardView)

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._stopping = Event()
        self._away = False
        self._thread = Thread(target=self._look, name="board-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop asking; a question that hangs is left behind with its thread."""
        self._stopping.set()
        self._thread.join(_GOODBYE_S)

    def _look(self) -> None:
        while not self._stopping.is_set():
            self._ask()
            if self._away:
                self._stopping.wait(RETRY_S)
            elif not self._stopping.wait(REST_S):
                self._source.await_change(LOOK_S)

    def _ask(self) -> None:
        try:
            view = self._source.board()
        except QueueError as error:
            self._note(away=True, reason=error.code)
        except Exception:
            self._note(away=True, reason="a fault of ours")
            log.exception("board_fault")
        else:
            self._note(away=False, reason="")
            if not self._stopping.is_set():
                self.seen.emit(view)

    def _note(self, *, away: bool, reason: str) -> None:
        if away and not self._away:
            log.warning("board lost the queue", reason=reason)
        elif self._away and not away:
            log.info("board sees the queue again")
        self._away = away
