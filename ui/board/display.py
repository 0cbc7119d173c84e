"""The board as a program: its window on the last screen, and the threads that look at the queue and call by ear."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.ports import Announcer, Clock
from kiosk.queue.ticket import BoardView
from kiosk.settings import Board, City, Tokens
from kiosk.words import Words
from ui.board.caller import Caller
from ui.board.said import Bilingual
from ui.board.source import Source, Watch
from ui.board.window import BoardWindow
from ui.board.wording import spoken_call

OnView = Callable[[BoardWindow, BoardView], None]


@dataclass(frozen=True)
class BoardParts:
    """What a board is made of. ``words`` by language."""

    words: Mapping[str, Words]
    tokens: Tokens
    city: City
    board: Board
    clock: Clock


def board_window(parts: BoardParts) -> BoardWindow:
    first, second = (parts.words[language] for language in parts.board.languages)
    return BoardWindow(Bilingual(first, second), parts.tokens, parts.city, parts.clock, parts.board.notices)


def run_board(
    parts: BoardParts,
    source: Source,
    announcer: Announcer | None = None,
    *,
    size: tuple[int, int] | None = None,
    on_view: OnView | None = None,
) -> None:
    """Show the board until its window is closed. ``announcer`` None: it only shows.

    ``size`` in pixels makes a window of it; None fills the last screen. ``on_view`` is
    called on the GUI thread after each view is shown; it may take a picture or close the window.
    """
    application = QApplication.instance() or QApplication(["kakanai board"])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = board_window(parts)
    watch = Watch(source)
    watch.seen.connect(window.show_view)
    caller = None if announcer is None else _caller(parts, announcer)
    if on_view is not None:
        window.shown.connect(lambda view: on_view(window, view))
    if caller is not None:
        window.shown.connect(caller.see)
        caller.start()
    _place(window, size)
    watch.start()
    application.exec()
    watch.stop()
    if caller is not None:
        caller.stop()
    window.deleteLater()


def _caller(parts: BoardParts, announcer: Announcer) -> Caller:
    voice = parts.board.voice
    languages = [parts.words[language] for language in voice.languages if language in parts.words]
    return Caller(
        announcer,
        lambda call: spoken_call(call, languages, here=parts.board.floor),
        lambda: voice.is_heard(parts.clock.now()),
    )


def _place(window: BoardWindow, size: tuple[int, int] | None) -> None:
    if size is not None:
        window.resize(QSize(*size))
        window.show()
        return
    window.setGeometry(QGuiApplication.screens()[-1].geometry())
    window.showFullScreen()
