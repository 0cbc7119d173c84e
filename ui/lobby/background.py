"""Work off the GUI thread: one piece at a time, each on a thread of its own, with a deadline and a way to leave it.

A thread that hangs in a device is left behind: the visit is a process, and takes it along when it ends.
"""

import threading
import time

import structlog
from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from kiosk.errors import Cancelled, KakanaiError, Overdue
from kiosk.visit.work import Failed, Outcome, Perform, Work

log = structlog.get_logger()


class _Piece(QObject):
    """One piece of work under way. Lives on the GUI thread; its signals come from the worker's."""

    reported = Signal(object)
    returned = Signal(object)

    def __init__(self, work: Work, perform: Perform) -> None:
        super().__init__()
        self.work = work
        self._perform = perform
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(work).__name__, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def busy(self) -> bool:
        return self._thread.is_alive()

    def wait(self, patience_s: float) -> None:
        self._thread.join(patience_s)

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def report(self, progress: object) -> None:
        self._tell(self.reported, progress)

    def _run(self) -> None:
        try:
            outcome: Outcome = self._perform(self.work, self)
        except Cancelled:
            return
        except KakanaiError as error:
            outcome = Failed(error)
        except Exception as error:  # noqa: BLE001  # a fault of ours ends the work, not the visit
            log.error("work_broke", work=type(self.work).__name__, error=type(error).__name__)  # noqa: TRY400  # its message may hold a name
            outcome = Failed(KakanaiError())
        self._tell(self.returned, outcome)

    def _tell(self, signal: SignalInstance, value: object) -> None:
        if not self.cancelled():
            signal.emit(value)


class Background(QObject):
    """Does the work that it is told to follow; what came of work that is no longer followed is dropped."""

    progressed = Signal(object)
    settled = Signal(object)

    def __init__(self, perform: Perform) -> None:
        super().__init__()
        self._perform = perform
        self._piece: _Piece | None = None
        self._left: list[_Piece] = []
        self._deadline = QTimer(self, singleShot=True)
        self._deadline.timeout.connect(self._on_overdue)

    def follow(self, work: Work | None) -> None:
        """Do this work, unless it is what goes on already; leave what went on before."""
        if self._piece is not None and self._piece.work is work:
            return
        self._leave()
        if work is None:
            return
        self._piece = _Piece(work, self._perform)
        self._piece.reported.connect(self._on_reported)
        self._piece.returned.connect(self._on_returned)
        if work.deadline_s is not None:
            self._deadline.start(round(work.deadline_s * 1000))
        self._piece.start()

    def wait_for_left_work(self, patience_s: float) -> None:
        """Let work that was left put things in order: a sheet is taken back from the printer, a card is let go."""
        deadline = time.monotonic() + patience_s
        for piece in self._left:
            piece.wait(max(0.0, deadline - time.monotonic()))

    def _leave(self) -> None:
        self._deadline.stop()
        if self._piece is not None:
            self._piece.cancel()
            self._left = [piece for piece in (*self._left, self._piece) if piece.busy()]
            self._piece = None

    def _comes_from_present(self) -> bool:
        """A piece that was left and is gone has no sender any more: none is not the present one."""
        return self._piece is not None and self.sender() is self._piece

    @Slot(object)
    def _on_reported(self, progress: object) -> None:
        if self._comes_from_present():
            self.progressed.emit(progress)

    @Slot(object)
    def _on_returned(self, outcome: Outcome) -> None:
        if self._comes_from_present():
            self._leave()
            self.settled.emit(outcome)

    @Slot()
    def _on_overdue(self) -> None:
        log.warning("work_overdue", work=type(self._piece.work).__name__ if self._piece else None)
        self._leave()
        self.settled.emit(Failed(Overdue()))
