"""A drawing that moves while it is seen, and rests while it is not."""

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class MovingPicture(QWidget):
    """Repaints itself every ``frame_ms`` from the moment it is shown; what is drawn follows from the time seen."""

    def __init__(self, frame_ms: int) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._frames = QTimer(self)
        self._frames.setInterval(frame_ms)
        self._frames.timeout.connect(self.update)

    def seen_ms(self) -> int:
        """Return how long it has been seen; 0 before it is."""
        return self._since.elapsed() if self._since.isValid() else 0

    def moment(self, round_ms: int) -> float:
        """Return where in a movement of this length it is, from 0 up to 1, again and again."""
        return self.seen_ms() % round_ms / round_ms

    def showEvent(self, _event: QShowEvent) -> None:
        self._since.start()
        self._frames.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._frames.stop()
