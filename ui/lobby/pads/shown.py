"""What was entered, shown back in full and large, part by part."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from ui.lobby.glyphs import GlyphPen, Stretches, width_px
from ui.lobby.labels import TextBlock
from ui.lobby.line_breaking import wrap
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

SIZES_PX = (96, 68, 52, 44, 34)
_LINE = 1.16
_CAPTION_PX = 44


@dataclass(frozen=True)
class _Setting:
    """A text as it fits: its font and its lines."""

    font: QFont
    lines: tuple[str, ...]

    @property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font)

    @property
    def step(self) -> float:
        return self.font.pixelSize() * _LINE

    @property
    def height(self) -> float:
        return self.step * len(self.lines)


class Field(Touchable):
    """One part of what was entered, with a caption above it and a caret where the next letter goes.

    The caption is words, or the registered name that is being spelled. What is long gets smaller, then breaks.
    """

    def __init__(self, style: Style, name: str, pen: GlyphPen | None = None, *, height_px: float = 140) -> None:
        super().__init__(style, name, height_px)
        self._pen = pen
        self._caption = TextBlock(style.font("small"))
        self._spelled: Stretches = ()
        self._text = ""
        self._active = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def caption(self, words: str, spelled: Stretches = ()) -> None:
        """Say what belongs here; ``spelled`` is drawn instead of the words."""
        self._caption.set_text(words)
        self._spelled = spelled
        self._describe()

    def show_text(self, text: str, *, active: bool = True) -> None:
        """``active``: the next letter goes here. Readings have no room."""
        self._text, self._active = plain(text), active
        self._describe()

    def text(self) -> str:
        return self._text

    def _describe(self) -> None:
        self.name(f"{self._caption.text} {self._text}".strip())
        self.update()

    def is_cut(self) -> bool:
        room = self._room(QRectF(self.rect()))
        captions = 0 if self._spelled else len(self._caption.lines(room.width()))
        return self._set(room).height > room.height() + 1 or captions > 1

    def draw(self, painter: QPainter, area: QRectF) -> None:
        edge = self.look.colour("city" if self._active else "line")
        edge_px = self.look.px(4 if self._active else 2)
        draw_box(painter, area, self.look.colour("surface"), radius=self.look.radius("m"), edge=edge, edge_px=edge_px)
        self._draw_caption(painter, area)
        self._draw_text(painter, self._room(area))

    def _room(self, area: QRectF) -> QRectF:
        """Return where the text stands: below the caption, if there is one."""
        side, edge = self.look.px(28), self.look.px(8)
        caption = self.look.px(_CAPTION_PX) if self._caption.text else 0
        return area.adjusted(side, edge + caption, -side, -edge)

    def _draw_caption(self, painter: QPainter, area: QRectF) -> None:
        room = self._room(area)
        line = QRectF(room.left(), area.top() + self.look.px(10), room.width(), self._caption.line_height)
        if not self._spelled or self._pen is None:
            self._caption.draw(painter, line, self.look.colour("ink_soft"), Qt.AlignmentFlag.AlignLeft)
            return
        size = self.look.px(_CAPTION_PX - 4)
        size = round(size * min(1.0, room.width() / width_px(self._spelled, size)))
        painter.setPen(self.look.colour("ink"))
        self._pen.draw_line(painter, line.topLeft() + QPointF(0, self.look.px(38)), size, self._spelled)

    def _draw_text(self, painter: QPainter, room: QRectF) -> None:
        setting = self._set(room)
        metrics = setting.metrics
        painter.setFont(setting.font)
        painter.setPen(self.look.colour("ink"))
        baseline = room.center().y() - setting.height / 2 + (setting.step + metrics.ascent() - metrics.descent()) / 2
        for line in setting.lines:
            painter.drawText(QPointF(room.left(), baseline), line)
            baseline += setting.step
        if self._active:
            end = metrics.horizontalAdvance(setting.lines[-1])
            self._draw_caret(painter, QPointF(room.left() + end, baseline - setting.step), metrics)

    def _draw_caret(self, painter: QPainter, end: QPointF, metrics: QFontMetricsF) -> None:
        top = end.y() - metrics.ascent() * 0.95
        caret = QRectF(end.x() + self.look.px(3), top, self.look.px(6), metrics.height())
        painter.fillRect(caret, self.look.colour("accent"))

    def _set(self, room: QRectF) -> _Setting:
        """Set the text on one line in the largest size that fits, or on several in the smallest."""
        width = room.width() - self.look.px(12)
        for size in SIZES_PX:
            font = self.look.font("choice", Face.BOLD)
            font.setPixelSize(self.look.px(size))
            one_line = _Setting(font, (self._text,))
            if one_line.height <= room.height() + 1 and one_line.metrics.horizontalAdvance(self._text) <= width:
                return one_line
        return _Setting(font, wrap(self._text, width, QFontMetricsF(font).horizontalAdvance))
