"""The way to a window: the windows of its floor in a row, and the one to go to."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.guidance.content import Desk
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.words import Words
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter


def floor_of(desk: Desk, desks: Iterable[Desk]) -> tuple[Desk, ...]:
    """Return the windows of its floor; none where it has no window itself."""
    return tuple(one for one in desks if one.floor == desk.floor and one.window) if desk.window else ()


def where_words(desk: Desk, words: Words) -> str:
    """Say floor and window; nothing outside the city hall."""
    window = words.say("screen.finished.window", window=desk.window) if desk.window else ""
    return "\u3000".join(filter(None, (floor_words(desk.floor, words), window)))


class WayPicture(QWidget):
    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._desk = Desk("")
        self._row: tuple[Desk, ...] = ()
        self._go = TextBlock(style.font("title", Face.BOLD))
        self._office = TextBlock(style.font("text"))
        self._here = TextBlock(style.font("small", Face.BOLD))
        self._map_top = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def point(self, desk: Desk, row: Sequence[Desk], words: Words) -> None:
        """Show the way to ``desk``, which stands in this row of windows; without a row there is no map."""
        where = where_words(desk, words)
        self._desk, self._row = desk, tuple(row)
        self._go.set_text(where)
        self._office.set_text(words[f"desk.{desk.id}.name"])
        self._here.set_text(words["screen.finished.here"])
        lines = self._go.line_height + self._office.line_height
        self._map_top = max(self._style.px(178), lines + self._style.px(32))
        self.setFixedHeight(round(self._map_top) + self._style.px(218) if row else round(lines) + self._style.px(32))
        self.setAccessibleName(plain(f"{where} {self._office.text}"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface, line = self._style.colour("surface"), self._style.colour("line")
        draw_box(
            painter, QRectF(self.rect()), surface, radius=self._style.radius("l"), edge=line, edge_px=self._style.px(2)
        )
        margin = self._style.space("l")
        width = self.width() - 2 * margin
        ink, soft = self._style.colour("ink"), self._style.colour("ink_soft")
        top = self._style.px(24)
        self._go.draw(painter, QRectF(margin, top, width, 1), ink, _CENTRE)
        self._office.draw(painter, QRectF(margin, top + self._go.height(width), width, 1), soft, _CENTRE)
        if self._row:
            self._draw_map(painter, QRectF(margin, self._map_top, width, self._style.px(200)))

    def _draw_map(self, painter: QPainter, area: QRectF) -> None:
        gap = self._style.px(12)
        width = min(self._style.px(124), (area.width() - gap * (len(self._row) - 1)) / max(1, len(self._row)))
        left = area.center().x() - (len(self._row) * (width + gap) - gap) / 2
        height = self._style.px(84)
        boxes = {
            desk.id: QRectF(left + n * (width + gap), area.top(), width, height) for n, desk in enumerate(self._row)
        }
        for desk in self._row:
            self._draw_window(painter, boxes[desk.id], desk)
        self._draw_pointer(painter, area, boxes[self._desk.id])

    def _draw_window(self, painter: QPainter, box: QRectF, desk: Desk) -> None:
        here = desk.id == self._desk.id
        fill = QColor(desk.colour) if here and desk.colour else self._style.colour("sunken")
        draw_box(painter, box, fill, radius=self._style.radius("s"), edge=fill, edge_px=0)
        painter.setFont(self._style.font("choice" if here else "text", Face.BOLD))
        painter.setPen(self._style.colour("on_city" if here else "ink_soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, desk.window or "")

    def _draw_pointer(self, painter: QPainter, area: QRectF, box: QRectF) -> None:
        """Point at the window; where the kiosk itself stands nobody told us."""
        size = self._style.px(40)
        mark = QRectF(box.center().x() - size / 2, box.bottom() + self._style.px(10), size, size)
        draw_icon(painter, Icon.UP, mark, self._style.colour("accent"), 1.8)
        width = self._here.natural_width()
        left = min(max(area.left(), box.center().x() - width / 2), area.right() - width)
        label = QRectF(left, mark.bottom() + self._style.px(2), width + 1, size)
        self._here.draw(painter, label, self._style.colour("ink"), _LEFT)
