"""A scripted resident: looks at the window and touches what is really there, where it is."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

LEAST_PX = 100
"""Design pixels; nobody is asked to hit anything lower than this."""


class NotThereError(Exception):
    """What the script wants to touch cannot be touched: it is absent, hidden, disabled, covered or too small."""


class Resident:
    """Finds controls by their object names: ``choice:tennyu``, ``yes``, ``tick:has_dog``, ``key:1``, ``next`` ..."""

    def __init__(self, window: LobbyWindow, scale: float) -> None:
        self._window = window
        self._least = int(LEAST_PX * scale)
        self.touches = 0

    def sees(self, name: str) -> bool:
        """Say whether this can be touched now."""
        return self._reason(name) == ""

    def options(self) -> tuple[str, ...]:
        """Return the names of all that can be touched now."""
        names = (one.objectName() for one in self._window.findChildren(Touchable) if one.isVisible())
        return tuple(name for name in names if self.sees(name))

    def ready(self) -> bool:
        """Say whether the window takes a touch: the present screen has been there for a moment."""
        return self._window.accepts_touch()

    def touch(self, name: str) -> None:
        """Touch the middle of a control. Raises NotThereError with the reason, and what else there is."""
        if reason := self._reason(name):
            raise NotThereError(f"{name}: {reason}; there are {', '.join(self.options()) or 'no controls'}")
        self.touches += 1
        QTest.mouseClick(
            self._window.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self._place(self._find(name)).center(),
        )

    def _reason(self, name: str) -> str:
        """Say why this cannot be touched; empty when it can."""
        found = [one for one in self._window.findChildren(Touchable, name) if one.isVisible()]
        if len(found) != 1:
            return "is not on the screen" if not found else "is there more than once"
        return self._obstacle(found[0])

    def _obstacle(self, control: Touchable) -> str:
        place = self._place(control)
        hit = self._window.childAt(place.center())
        if not control.isEnabled():
            return "is disabled"
        if not self._window.rect().contains(place.center()) or hit is not control:
            return "is covered"
        if place.height() < self._least:
            return f"is too small ({place.height()} px high)"
        return ""

    def _find(self, name: str) -> Touchable:
        return next(one for one in self._window.findChildren(Touchable, name) if one.isVisible())

    def _place(self, control: QWidget) -> QRect:
        return QRect(control.mapTo(self._window, QPoint(0, 0)), control.size())
