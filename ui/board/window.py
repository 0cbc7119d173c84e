"""The board's window: what was seen last, what is new in it, and whether it is still true."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView, Called
from kiosk.settings import City, Office, Tokens
from ui.board import called, header, notice, waiting
from ui.board.said import Bilingual

DESIGN = QSize(1920, 1080)
NEW_FOR = timedelta(seconds=10)
AWAY_AFTER = timedelta(seconds=3)
_BLINK_MS = 500

_HEADER = QRect(0, 0, header.WIDTH, header.HEIGHT)
_CALLED = QRect(56, 132, called.WIDTH, called.HEIGHT)
_WAITING = QRect(1276, 132, waiting.WIDTH, waiting.HEIGHT)
_NOTICE = QRect(56, 1014, notice.WIDTH, notice.HEIGHT)


class BoardWindow(QWidget):
    """Shows the last BoardView that it was given, and says so when it gets no more of them.

    It asks nobody itself: whoever knows the queue calls ``show_view``, on the GUI thread.
    """

    shown = Signal(BoardView)

    def __init__(self, said: Bilingual, tokens: Tokens, city: City, office: Office, clock: Clock) -> None:
        super().__init__()
        self._office = office
        self._clock = clock
        self._view = BoardView((), ())
        self._seen = clock.now()
        self._new: dict[Called, datetime] = {}
        self._first = True
        self._header = header.Header(city.name, said, tokens)
        self._called = called.CalledPanel(said, tokens)
        self._waiting = waiting.WaitingPanel(said, tokens)
        self._notice = notice.Notice(said, tokens)
        self._places = {
            self._header: _HEADER,
            self._called: _CALLED,
            self._waiting: _WAITING,
            self._notice: _NOTICE,
        }
        for panel in self._places:
            panel.setParent(self)
        self.setWindowTitle(said["title"][0])
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._set_ground(tokens)
        self._ticking = QTimer(self, interval=_BLINK_MS)
        self._ticking.timeout.connect(self.refresh)
        self._ticking.start()
        self.resize(DESIGN)

    @Slot(BoardView)
    def show_view(self, view: BoardView) -> None:
        """Show what the queue looks like now; calls that were not there before stand out for ten seconds."""
        now = self._clock.now()
        if not self._first:
            self._new |= dict.fromkeys(set(view.called) - set(self._view.called), now)
        self._first = False
        self._view, self._seen = view, now
        self._waiting.show_waiting(view.waiting, _longest_min(view))
        self.refresh()
        self.shown.emit(view)

    def take_picture(self, file: Path) -> None:
        """Save what the board shows as PNG. Raises OSError when the file cannot be written."""
        if not self.grab().save(str(file), "PNG"):
            raise OSError(f"no picture could be written to {file}")

    @Slot()
    def refresh(self) -> None:
        """Bring blinking, clock and notice up to the present moment."""
        now = self._clock.now()
        self._new = {line: since for line, since in self._new.items() if timedelta(0) <= now - since < NEW_FOR}
        lit = now.microsecond < _BLINK_MS * 1000
        self._called.show_called(self._view.called, frozenset(self._new), lit=lit and bool(self._new))
        self._header.show_time(_clock_face(now))
        away = now - self._seen > AWAY_AFTER
        self._notice.show_notice(_clock_face(self._seen) if away else None, self._view.kiosks_calling)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        scale = min(self.width() / DESIGN.width(), self.height() / DESIGN.height())
        left, top = (self.width() - DESIGN.width() * scale) / 2, (self.height() - DESIGN.height() * scale) / 2
        for panel, place in self._places.items():
            size = QSize(round(place.width() * scale), round(place.height() * scale))
            panel.setGeometry(QRect(round(left + place.x() * scale), round(top + place.y() * scale), 0, 0))
            panel.resize(size)

    def _set_ground(self, tokens: Tokens) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(tokens.colours["ground"]))
        self.setPalette(palette)
        self.setAutoFillBackground(True)


def _longest_min(view: BoardView) -> int:
    return max((letter.wait.high_min for letter in view.letters), default=0)


def _clock_face(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"
