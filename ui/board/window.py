"""The board's window: what was seen last, what is new in it, and whether it is still true."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.calendar import say_time
from kiosk.ports import Clock
from kiosk.queue.calls import new_calls
from kiosk.queue.ticket import BoardView, Called
from kiosk.settings import BoardNotice, City, Tokens
from ui.board.called import CalledPanel
from ui.board.card import Fresh
from ui.board.header import Header
from ui.board.layout import LANDSCAPE, layout_for
from ui.board.notice import Notice
from ui.board.ready import ReadyPanel
from ui.board.said import Bilingual, Pair
from ui.board.waiting import WaitingPanel

NEW_FOR = timedelta(seconds=10)
AWAY_AFTER = timedelta(seconds=5)
_LIT_US = 500_000
"""So much of each second a new call is lit."""

_TICK_MS = 100


class BoardWindow(QWidget):
    """Shows the last BoardView that it was given, and says so when it gets no more of them.

    It asks nobody itself: whoever knows the queue calls ``show_view``, on the GUI thread. It does not say which kiosk
    calls for help: that is for the counter, and not for all who sit here.
    """

    shown = Signal(BoardView)

    def __init__(
        self, said: Bilingual, tokens: Tokens, city: City, clock: Clock, notices: tuple[BoardNotice, ...] = ()
    ) -> None:
        super().__init__()
        self._said = said
        self._clock = clock
        self._notices = notices
        self._view: BoardView | None = None
        self._seen = clock.now()
        self._new: dict[Called, datetime] = {}
        self._header = Header(city.name, said, tokens)
        self._called = CalledPanel(said, tokens)
        self._waiting = WaitingPanel(said, tokens)
        self._ready = ReadyPanel(said, tokens)
        self._notice = Notice(said, tokens)
        self._panels = (self._header, self._called, self._waiting, self._ready, self._notice)
        for panel in self._panels:
            panel.setParent(self)
        self.setWindowTitle(said["title"][0])
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._set_ground(tokens)
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self.refresh)
        self._ticking.start()
        self.resize(LANDSCAPE.design)
        self.refresh()

    @Slot(BoardView)
    def show_view(self, view: BoardView) -> None:
        """Show what the queue looks like now; calls that were not there before stand out for ten seconds."""
        now = self._clock.now()
        self._new |= dict.fromkeys(new_calls(self._view, view), now)
        self._view, self._seen = view, now
        self._waiting.show_waiting(view.letters, view.waiting)
        self.refresh()
        self.shown.emit(view)

    def take_picture(self, file: Path) -> None:
        """Save what the board shows as PNG. Raises OSError when the file cannot be written."""
        if not self.grab().save(str(file), "PNG"):
            raise OSError(f"no picture could be written to {file}")

    @Slot()
    def refresh(self) -> None:
        """Bring blinking, clock and notice up to the present moment."""
        now, lines = self._clock.now(), self._view.called if self._view else ()
        fresh, second = self._fresh(lines, now), int(now.timestamp())
        ready = tuple(line for line in lines if line.second and line.awaited)
        self._lay(with_ready=bool(ready))
        self._called.show_called(tuple(line for line in lines if not line.second), fresh)
        self._ready.show_ready(ready, fresh, second)
        self._header.show_time(say_time(now))
        away = now - self._seen > AWAY_AFTER
        self._notice.show_notice(say_time(self._seen) if away else None, self._told(now), second)

    def _fresh(self, lines: tuple[Called, ...], now: datetime) -> Fresh:
        """Return the new calls that nobody has answered yet, and forget the others."""
        awaited = frozenset(line for line in lines if line.awaited)
        self._new = {
            line: since
            for line, since in self._new.items()
            if line in awaited and timedelta(0) <= now - since < NEW_FOR
        }
        return Fresh(frozenset(self._new), lit=bool(self._new) and now.microsecond < _LIT_US)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._lay(with_ready=self._ready.isVisibleTo(self))

    def _lay(self, *, with_ready: bool) -> None:
        """Put every area in its place; ``with_ready``: somebody is called a second time."""
        layout = layout_for(self.size())
        scale = min(self.width() / layout.design.width(), self.height() / layout.design.height())
        left = (self.width() - layout.design.width() * scale) / 2
        top = (self.height() - layout.design.height() * scale) / 2
        waiting = layout.waiting if with_ready else layout.waiting_alone
        ready = layout.ready if with_ready else QRect()
        self._called.arrange(layout.columns, layout.earlier)
        for panel, place in zip(
            self._panels, (layout.header, layout.called, waiting, ready, layout.notice), strict=True
        ):
            panel.lay(place, scale, left, top)

    def _told(self, now: datetime) -> tuple[Pair, ...]:
        """Return the city's notices that hold now, in both languages."""
        first, second = self._said.first.language, self._said.second.language
        return tuple((one.text[first], one.text[second]) for one in self._notices if one.holds(now))

    def _set_ground(self, tokens: Tokens) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(tokens.colours["ground"]))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
