"""The numbers called: the last one so large that it is read across the hall, five more below it."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.queue.ticket import Called
from kiosk.settings import Tokens
from ui.board.canvas import CENTRE, Canvas, canvas
from ui.board.said import Bilingual, Pair

WIDTH, HEIGHT = 1180, 872
SHOWN = 6

_HEAD = 64
_HERO = QRectF(0, 76, WIDTH, 316)
_NOBODY = QRectF(0, 76, WIDTH, HEIGHT - 76)
_ROW_TOP, _ROW_HEIGHT = 408, 92
_NUMBER = (44, 540)
_ARROW_X = 650
_BADGE = (706, 262)
_FLOOR = (980, 180)


def _span(column: tuple[int, int], box: QRectF) -> QRectF:
    left, width = column
    return QRectF(left, box.top(), width, box.height())


class CalledPanel(QWidget):
    """Shows up to six calls, the last one first. Those in ``fresh`` stand out, and more so while ``lit``."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__()
        self._said = said
        self._tokens = tokens
        self._called: tuple[Called, ...] = ()
        self._fresh: frozenset[Called] = frozenset()
        self._lit = False

    def show_called(self, called: tuple[Called, ...], fresh: frozenset[Called], *, lit: bool) -> None:
        shown = called[:SHOWN]
        if (shown, fresh, lit) == (self._called, self._fresh, self._lit):
            return
        self._called, self._fresh, self._lit = shown, fresh, lit
        numbers = ", ".join(f"{line.number} → {line.window}" for line in self._called)
        self.setAccessibleName(f"{' '.join(self._said['now_serving'])}: {numbers}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with canvas(self, self._tokens, WIDTH) as on:
            on.pair(QRectF(0, 0, WIDTH, _HEAD), self._said["now_serving"], 50, "ink", soft="ink_soft")
            if self._called:
                self._paint_hero(on, self._called[0])
            else:
                self._paint_nobody(on)
            for place, line in enumerate(self._called[1:]):
                row = QRectF(0, _ROW_TOP + place * _ROW_HEIGHT, WIDTH, _ROW_HEIGHT)
                if place:
                    on.line(QLineF(row.topLeft(), row.topRight()), "line")
                self._paint_row(on, row, line)

    def _paint_hero(self, on: Canvas, line: Called) -> None:
        fresh = line in self._fresh
        lit = fresh and self._lit
        on.block(_HERO, "accent" if lit else "surface", radius=28, border="accent" if fresh else "city", border_px=8)
        ink = "on_accent" if lit else "city"
        on.text(_span(_NUMBER, _HERO), line.number, 250, ink, bold=True, align=CENTRE)
        on.arrow(QPointF(_ARROW_X, _HERO.center().y()), 72, ink)
        badge = _span(_BADGE, _HERO).adjusted(0, 28, 0, -28)
        on.block(badge, "city", radius=24)
        label = QRectF(badge.left(), badge.top() + 14, badge.width(), 48)
        on.text(label, " ".join(self._said["window"]), 33, "on_city", align=CENTRE)
        on.text(badge.adjusted(16, 50, -16, 0), line.window, 170, "on_city", bold=True, align=CENTRE)
        if line.floor:
            self._paint_floor(on, self._said.floor(line.floor), ink)

    def _paint_floor(self, on: Canvas, floor: Pair, ink: str) -> None:
        box = _span(_FLOOR, _HERO)
        rise = 30 if floor[1] else 0
        on.text(box.translated(0, -rise), floor[0], 84, ink, bold=True, align=CENTRE)
        on.text(box.translated(0, rise + 20), floor[1], 48, ink, align=CENTRE)

    def _paint_row(self, on: Canvas, box: QRectF, line: Called) -> None:
        if line in self._fresh:
            on.block(box.adjusted(0, 5, 0, -5), "accent" if self._lit else "accent_tint", radius=18)
        on.text(_span(_NUMBER, box), line.number, 78, "ink", bold=True, align=CENTRE)
        on.arrow(QPointF(_ARROW_X, box.center().y()), 32, "ink_soft")
        badge = _span(_BADGE, box).adjusted(56, 10, -56, -10)
        on.block(badge, "city", radius=16)
        on.text(badge, line.window, 60, "on_city", bold=True, align=CENTRE)
        if line.floor:
            on.pair(_span(_FLOOR, box), self._said.floor(line.floor), 52, "ink", soft="ink_soft")

    def _paint_nobody(self, on: Canvas) -> None:
        """Show how it will look: a number, and the window that it leads to."""
        on.block(_NOBODY, "surface", radius=28, border="line", border_px=3)
        left, right = QRectF(190, 240, 330, 210), QRectF(680, 240, 310, 210)
        for box, word in ((left, "number"), (right, "window")):
            first, second = self._said[word]
            on.block(box, "city_tint", radius=24)
            on.text(box.adjusted(20, 0, -20, -60), first, 72, "city", bold=True, align=CENTRE)
            on.text(box.adjusted(20, 100, -20, 0), second, 44, "city", align=CENTRE)
        on.arrow(QPointF((left.right() + right.left()) / 2, left.center().y()), 72, "city")
        sentence = QRectF(60, 520, WIDTH - 120, 90)
        first, second = self._said["nobody_called"]
        on.text(sentence, first, 54, "ink", bold=True, align=CENTRE)
        on.text(sentence.translated(0, 86), second, 42, "ink_soft", align=CENTRE)
