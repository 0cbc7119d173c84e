"""One visit as a program: painted while hidden, shown when the supervisor says so, gone when it is over.

Runs in a process that was forked for it; nothing of Qt exists before.
"""

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from PySide6.QtCore import QObject, QSize, QSocketNotifier, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.visit.visit import Visit
from kiosk.visit.work import Perform
from ui.lobby.assembly import ScreenParts, make_window
from ui.lobby.presenter import Presenter
from ui.lobby.style import Style, load_families, scale_for
from ui.lobby.window import LobbyWindow

ALIVE_MS = 2000
"""How often a visit says that it goes on. Its supervisor waits for several of these words before it ends the visit."""

STAY_MS = 300
"""How long the last, empty screen stays, until the next visit lies over it."""

GOODBYE_S = 2.0
"""How long work that was left may take to put things in order. The next visit is on the screen by then."""


log = structlog.get_logger()


class Channel(Protocol):
    """How a visit speaks to the supervisor that forked it."""

    def fileno(self) -> int: ...

    def told_to_show(self) -> bool: ...

    def told_to_yield(self) -> bool: ...

    def painted(self) -> None: ...

    def alive(self) -> None: ...

    def ending(self) -> None: ...


@dataclass(frozen=True)
class VisitParts:
    """What one visit is made of; ``size_px`` None fills the screen."""

    screens: ScreenParts
    visit: Visit
    perform: Perform
    size_px: tuple[int, int] | None = None


Attend = Callable[[LobbyWindow, Presenter], object]
"""Called when the visit comes to the screen; what it returns lives as long as the visit."""


def wait_for_anybody(_window: LobbyWindow, _presenter: Presenter) -> None:
    """Let whoever comes touch the screen."""


def run_visit(parts: VisitParts, channel: Channel, attend: Attend = wait_for_anybody) -> None:
    """Run one visit to its end. Returns when it is over, or when the other side of the channel is gone."""
    application = QApplication(["kakanai"])
    window, presenter = make_presenter(parts)
    appearance = _Appearance(channel, window, presenter, parts.size_px, attend)
    appearance.finished.connect(application.quit)
    window.grab()
    channel.painted()
    gc.enable()
    application.exec()
    window.close()
    presenter.wait_for_left_work(GOODBYE_S)


def make_presenter(parts: VisitParts) -> tuple[LobbyWindow, Presenter]:
    """Build the window of a visit, at its size, and what joins the two."""
    size = _size(parts.size_px)
    settings = parts.screens.settings
    style = Style(settings.tokens, scale_for(size), load_families(parts.screens.font_files))
    window = make_window(style, parts.screens)
    window.resize(size)
    return window, Presenter(parts.visit, window, parts.perform, settings.kiosk)


def _size(wanted_px: tuple[int, int] | None) -> QSize:
    """Return the size of the window: the whole screen, or what is wanted as far as the screen has room for it."""
    screen = QGuiApplication.primaryScreen()
    if wanted_px is None:
        return screen.size()
    wanted, room = QSize(*wanted_px), screen.availableSize()
    fits = wanted.width() <= room.width() and wanted.height() <= room.height()
    return wanted if fits else wanted.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


class _Appearance(QObject):
    """Brings the window to the screen when it is told to, and takes it away at the end.

    Says that the visit goes on for as long as the GUI thread does, hidden or not.
    """

    finished = Signal()

    def __init__(
        self,
        channel: Channel,
        window: LobbyWindow,
        presenter: Presenter,
        size_px: tuple[int, int] | None,
        attend: Attend,
    ) -> None:
        super().__init__()
        self._channel = channel
        self._window = window
        self._presenter = presenter
        self._size_px = size_px
        self._attend = attend
        self._attending: object = None
        self._notifier = QSocketNotifier(channel.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)
        self._pulse = QTimer(self, interval=ALIVE_MS)
        self._pulse.timeout.connect(channel.alive)
        self._pulse.start()
        presenter.over.connect(self._on_over)

    @Slot()
    def _on_heard(self) -> None:
        if self._window.isVisible():
            if self._channel.told_to_yield():
                self._presenter.make_way()
                return
        elif self._channel.told_to_show():
            self._show()
            return
        self._notifier.setEnabled(False)
        self.finished.emit()

    def _show(self) -> None:
        if self._size_px:
            self._window.show()
        else:
            self._window.showFullScreen()
        self._window.raise_()
        self._window.repaint()
        log.info("on_screen", pid=os.getpid())
        self._presenter.begin()
        self._attending = self._attend(self._window, self._presenter)

    @Slot()
    def _on_over(self) -> None:
        self._channel.ending()
        QTimer.singleShot(STAY_MS, self.finished.emit)
