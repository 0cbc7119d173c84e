"""The board as a program: its window on the last screen, and the thread that looks at the queue."""

import signal
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView
from kiosk.settings import City, Office, Tokens
from ui.board.said import Bilingual
from ui.board.source import Source, Watch
from ui.board.window import BoardWindow

OnView = Callable[[BoardWindow, BoardView], None]


@dataclass(frozen=True)
class BoardParts:
    """What a board is made of."""

    said: Bilingual
    tokens: Tokens
    city: City
    office: Office
    clock: Clock
    source: Source


def run_board(parts: BoardParts, *, size: tuple[int, int] | None = None, on_view: OnView | None = None) -> None:
    """Show the board until its window is closed.

    ``size`` in pixels makes a window of it; None fills the last screen. ``on_view`` is
    called on the GUI thread after each view is shown; it may take a picture or close the window.
    """
    application = QApplication.instance() or QApplication(["kakanai board"])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = BoardWindow(parts.said, parts.tokens, parts.city, parts.office, parts.clock)
    watch = Watch(parts.source)
    watch.seen.connect(window.show_view)
    if on_view is not None:
        window.shown.connect(lambda view: on_view(window, view))
    _place(window, size)
    watch.start()
    application.exec()
    watch.stop()
    window.deleteLater()


def _place(window: BoardWindow, size: tuple[int, int] | None) -> None:
    if size is not None:
        window.resize(QSize(*size))
        window.show()
        return
    window.setGeometry(QGuiApplication.screens()[-1].geometry())
    window.showFullScreen()
