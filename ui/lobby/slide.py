"""The movement between two screens: the old one leaves sideways while the new one comes in."""

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget


class Slide(QWidget):
    """Lies over the stage while it moves; forwards runs to the left, back to the right."""

    def __init__(self, stage: QWidget, duration_ms: int) -> None:
        super().__init__(stage)
        self._old = QPixmap()
        self._new = QPixmap()
        self._sign = 1
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(duration_ms)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self.update)
        self._animation.finished.connect(self._on_finished)
        self.hide()

    def run(self, old: QPixmap, new: QPixmap, *, forward: bool) -> None:
        self._old, self._new = old, new
        self._sign = 1 if forward else -1
        stage = self.parentWidget()
        assert stage is not None
        self.setGeometry(stage.rect())
        self.show()
        self.raise_()
        self._animation.start()

    def stop(self) -> None:
        """Be where the movement leads; nothing when nothing moves."""
        self._animation.stop()
        self._on_finished()

    def _on_finished(self) -> None:
        self.hide()
        self._old = self._new = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        share = float(self._animation.currentValue())
        x = round(self._sign * self.width() * (1 - share))
        painter = QPainter(self)
        painter.drawPixmap(x - self._sign * self.width(), 0, self._old)
        painter.drawPixmap(x, 0, self._new)
