"""The numbers called: the last one so large that it is read across the hall, those before it below."""

from PySide6.QtCore import QPointF, QRectF

from kiosk.queue.ticket import Called
from kiosk.settings import Tokens
from ui.board.canvas import CENTRE, Canvas
from ui.board.card import LOOKS, Fresh, Look, Span, numbers_of, paint_card, span
from ui.board.panel import Panel
from ui.board.said import Bilingual, Pair

HERO_PX = 272

_HEAD = 56
_HERO_TOP, _HERO_HEIGHT = 64, 284
_GAP = 12

_NUMBER: Span = (0.02, 0.545)
_ARROW: Span = (0.55, 0.62)
_BADGE: Span = (0.63, 0.865)
_FLOOR: Span = (0.875, 0.98)


class CalledPanel(Panel):
    """Shows the last calls, newest first."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__(said, tokens)
        self._columns, self._earlier = 2, 6
        self._called: tuple[Called, ...] = ()
        self._fresh = Fresh()

    def arrange(self, columns: int, earlier: int) -> None:
        """Set how many calls before the last one are shown, in so many columns."""
        self._columns, self._earlier = columns, earlier

    def show_called(self, called: tuple[Called, ...], fresh: Fresh) -> None:
        shown = called[: self._earlier + 1]
        if (shown, fresh) == (self._called, self._fresh):
            return
        self._called, self._fresh = shown, fresh
        self.setAccessibleName(f"{' '.join(self._said['now_serving'])}: {numbers_of(shown)}")
        self.update()

    def paint(self, on: Canvas, box: QRectF) -> None:
        on.pair(QRectF(0, 0, box.width(), _HEAD), self._said["now_serving"], 48, "ink")
        if not self._called:
            self._paint_nobody(on, box.adjusted(0, _HERO_TOP, 0, 0))
            return
        last, *earlier = self._called
        self._paint_last(on, QRectF(0, _HERO_TOP, box.width(), _HERO_HEIGHT), last)
        for place, line in enumerate(earlier):
            paint_card(on, self._card(box, place), line, self._fresh.look(line, Look.EARLIER), self._said)
        for place in range(len(earlier), self._earlier):
            on.block(self._card(box, place), "sunken", radius=20)

    def _card(self, box: QRectF, place: int) -> QRectF:
        row, column = divmod(place, self._columns)
        top = _HERO_TOP + _HERO_HEIGHT + _GAP
        width = (box.width() + _GAP) / self._columns
        height = (box.height() - top + _GAP) / (self._earlier / self._columns)
        return QRectF(column * width, top + row * height, width - _GAP, height - _GAP)

    def _paint_last(self, on: Canvas, box: QRectF, line: Called) -> None:
        colours = LOOKS[self._fresh.look(line, Look.LAST)]
        on.block(box, colours.ground, radius=24, border=colours.border, border_px=colours.border_px + 2)
        on.text(span(box, _NUMBER), line.number, HERO_PX, colours.ink, bold=True, align=CENTRE)
        on.arrow(span(box, _ARROW).center(), 76, colours.ink)
        badge = span(box, _BADGE).adjusted(0, 24, 0, -24)
        on.block(badge, colours.badge, radius=22)
        label = QRectF(badge.left() + 16, badge.top() + 8, badge.width() - 32, 44)
        on.text(label, " ".join(self._said["window"]), 34, colours.on_badge, bold=True, align=CENTRE)
        on.text(badge.adjusted(12, 46, -12, 0), line.window, 196, colours.on_badge, bold=True, align=CENTRE)
        if line.floor:
            self._paint_floor(on, span(box, _FLOOR), self._said.floor(line.floor), colours.ink)

    def _paint_floor(self, on: Canvas, box: QRectF, floor: Pair, ink: str) -> None:
        rise = 34 if floor[1] else 0
        on.text(box.translated(0, -rise), floor[0], 80, ink, bold=True, align=CENTRE)
        on.text(box.translated(0, rise + 14), floor[1], 56, ink, align=CENTRE)

    def _paint_nobody(self, on: Canvas, box: QRectF) -> None:
        """Show how it will look: a number, and the window that it leads to."""
        on.block(box, "surface", radius=24, border="line", border_px=3)
        middle = box.center().y() - 80
        for part, word, fill, ink in (
            ((0.14, 0.42), "number", "city_tint", "city"),
            ((0.58, 0.86), "window", "city", "on_city"),
        ):
            place = span(QRectF(0, middle - 110, box.width(), 220), part)
            first, second = self._said[word]
            on.block(place, fill, radius=24)
            on.text(place.adjusted(20, 0, -20, -70), first, 80, ink, bold=True, align=CENTRE)
            on.text(place.adjusted(20, 100, -20, 0), second, 54, ink, align=CENTRE)
        on.arrow(QPointF(box.width() / 2, middle), 84, "city")
        first, second = self._said["nobody_called"]
        sentence = QRectF(40, middle + 160, box.width() - 80, 90)
        on.text(sentence, first, 56, "ink", bold=True, align=CENTRE)
        on.text(sentence.translated(0, 86), second, 46, "ink", align=CENTRE)
