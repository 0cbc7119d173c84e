"""What every screen is: a view of one kind of step, built once and shown again and again; it says only `answered`."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.style import Style

StepT = TypeVar("StepT")


class Screen(QWidget, Generic[StepT]):
    """A view of steps of one type.

    ``answered`` carries an Answer of kiosk.visit.answers. Screens know no other screen, no service and no device.
    """

    answered = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.look = style
        self.column = QVBoxLayout(self)
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("l"), margin, style.space("m"))
        self.column.setSpacing(style.space("m"))

    def present(self, step: StepT, words: Words) -> None:
        """Show this step in this language; whatever was shown before is gone."""
        raise NotImplementedError

    def after(self, wait_ms: int, do: Callable[[], object]) -> QTimer:
        """Return a timer for what a wait that goes on too long has to say; start it when the wait begins."""
        timer = QTimer(self, singleShot=True, interval=wait_ms)
        timer.timeout.connect(do)
        return timer

    def step_back(self) -> bool:
        """Go back inside the screen, where it asks for one thing in several stages; False when it did not."""
        return False
