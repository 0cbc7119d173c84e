"""Second calls (交付): who is called once more, to be handed what was made for them."""

from PySide6.QtCore import QRectF

from kiosk.queue.ticket import Called
from kiosk.settings import Tokens
from ui.board.canvas import RIGHT, Canvas
from ui.board.card import Fresh, Look, numbers_of, paint_card
from ui.board.panel import Panel
from ui.board.said import Bilingual

ROWS = 2
PAGE_S = 5

_HEAD = 64
_PAD = 12
_GAP = 10


class ReadyPanel(Panel):
    """Shows two of them at a time; more take turns, except while one in ``fresh`` is among the first."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__(said, tokens)
        self._shown: tuple[Called, ...] = ()
        self._fresh = Fresh()
        self._page, self._pages = 0, 1

    def show_ready(self, ready: tuple[Called, ...], fresh: Fresh, second: int) -> None:
        """``ready``: newest first. ``second``: of any clock, by which pages turn."""
        pages = max(1, -(-len(ready) // ROWS))
        page = 0 if not fresh.calls.isdisjoint(ready) else second // PAGE_S % pages
        shown = ready[page * ROWS :][:ROWS]
        if (shown, fresh, page, pages) == (self._shown, self._fresh, self._page, self._pages):
            return
        self._shown, self._fresh, self._page, self._pages = shown, fresh, page, pages
        self.setAccessibleName(f"{' '.join(self._said['ready'])}: {numbers_of(shown)}" if shown else "")
        self.update()

    def paint(self, on: Canvas, box: QRectF) -> None:
        on.block(box, "done_tint", radius=24, border="done", border_px=4)
        head = QRectF(24, 4, box.width() - 48, _HEAD)
        on.pair(head.adjusted(0, 0, -80, 0), self._said["ready"], 46, "ink")
        if self._pages > 1:
            on.text(head, f"{self._page + 1}/{self._pages}", 36, "ink", align=RIGHT)
        height = (box.height() - _HEAD - _PAD + _GAP) / ROWS
        for place, line in enumerate(self._shown):
            row = QRectF(_PAD, _HEAD + place * height, box.width() - 2 * _PAD, height - _GAP)
            paint_card(on, row, line, self._fresh.look(line, Look.EARLIER), self._said)
