"""One pad alone on a ground, and a finger."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.lobby.pads.shown import Field
from ui.lobby.touch import Touchable


class Ground:
    """Holds a pad, and touches only what can be touched on it."""

    def __init__(self, pad: QWidget, qtbot: QtBot) -> None:
        self._ground = QWidget()
        self._pad = pad
        pad.setParent(self._ground)
        pad.resize(QSize(968, 1400))
        self._ground.show()
        qtbot.waitExposed(self._ground)

    def offered(self) -> set[str]:
        keys = self._pad.findChildren(Touchable)
        return {key.objectName() for key in keys if key.isVisible() and key.isEnabled()}

    def touch(self, *names: str) -> None:
        for name in names:
            assert name in self.offered()
            key = next(key for key in self._pad.findChildren(Touchable, name) if key.isVisible())
            QTest.mouseClick(key, Qt.MouseButton.LeftButton)

    def type(self, keys: str) -> None:
        self.touch(*(f"key:{key}" for key in keys))

    def shown(self) -> list[str]:
        return [field.text() for field in self._pad.findChildren(Field) if field.isVisible()]

    def close(self) -> None:
        self._ground.close()
        self._ground.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def lay(qtbot: QtBot) -> Iterator[Callable[[QWidget], Ground]]:
    """Lay a pad on a ground, which is cleared away at the end."""
    laid: list[Ground] = []

    def lay(pad: QWidget) -> Ground:
        laid.append(Ground(pad, qtbot))
        return laid[-1]

    yield lay
    for ground in laid:
        ground.close()
