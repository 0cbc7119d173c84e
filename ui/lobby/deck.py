"""Several views in one place, of which one is seen; those that are not cost nothing."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Deck(QWidget):
    """Unlike QStackedWidget it never asks the hidden views how large they would like to be."""

    def __init__(self) -> None:
        super().__init__()
        self._top: QWidget | None = None

    def add(self, view: QWidget) -> None:
        view.setParent(self)
        view.hide()

    def turn_to(self, view: QWidget) -> None:
        """Show this view and hide the one before."""
        if self._top is not None and self._top is not view:
            self._top.hide()
        self._top = view
        view.setGeometry(self.rect())
        view.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._top is not None:
            self._top.setGeometry(self.rect())
