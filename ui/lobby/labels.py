"""Texts on a screen: labels that break their lines between phrases and never cut them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import AIR, Span, has_readings, plain, spans
from ui.lobby.line_breaking import wrap, wrap_evenly
from ui.lobby.style import Style

LEADING = 1.36
_READ_LEADING = 0.87
"""The same of a line with furigana, without the furigana itself, which is air enough above it."""

_READ_GAP = 0.17
"""Between such lines, in their em: the furigana of the next one must not touch the line before it."""

_READING_SHARE = 0.52
"""How large furigana is: 18 px over the smallest words."""

_AIR = AIR / 1000
_HANG = 0.5
"""How far furigana may hang over its neighbours, in its own em."""

_FEW_LINES = 2


class TextBlock:
    """One text in one font, broken to the width it is given; every width asked for is remembered.

    Furigana stands above its word, and makes all lines of the text higher.
    """

    def __init__(self, font: QFont, text: str = "", *, evenly: bool = False) -> None:
        self.font = font
        self.text = text
        self._metrics = QFontMetricsF(font)
        self._wrap = wrap_evenly if evenly else wrap
        self._broken: dict[float, tuple[str, ...]] = {}

    @property
    def line_height(self) -> float:
        if not self.text:
            return 0.0
        height = self._metrics.height()
        return height * _READ_LEADING + self._reading_metrics.height() if has_readings(self.text) else height * LEADING

    @cached_property
    def _reading_font(self) -> QFont:
        font = QFont(self.font)
        font.setPixelSize(round(self.font.pixelSize() * _READING_SHARE))
        return font

    @cached_property
    def _reading_metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._reading_font)

    def set_text(self, text: str) -> None:
        self.text = text
        self._broken = {}

    def advance(self, line: str) -> float:
        if not has_readings(line):
            return self._metrics.horizontalAdvance(line)
        *_, end = self._places(line)
        return end.left

    def natural_width(self) -> float:
        return max(map(self.advance, self.text.split("\n")))

    def lines(self, width: float) -> tuple[str, ...]:
        if width not in self._broken:
            self._broken[width] = self._wrap(self.text, width, self.advance) if self.text else ()
        return self._broken[width]

    @property
    def _gap(self) -> float:
        return self._metrics.height() * _READ_GAP if has_readings(self.text) else 0.0

    def height(self, width: float) -> float:
        lines = len(self.lines(width))
        return lines * self.line_height + max(0, lines - 1) * self._gap

    def draw(self, painter: QPainter, area: QRectF, colour: QColor, align: Qt.AlignmentFlag) -> None:
        """Draw from the top of ``area``; ``align`` is horizontal."""
        painter.setPen(colour)
        above = self._reading_metrics.height() if has_readings(self.text) else 0.0
        rise = (self.line_height - above - self._metrics.height()) / 2 + above + self._metrics.ascent()
        for n, line in enumerate(self.lines(area.width())):
            slack = area.width() - self.advance(line)
            top = area.top() + n * (self.line_height + self._gap) + rise
            start = QPointF(area.left() + slack * _SHARE_OF_SLACK[align], top)
            if has_readings(line):
                self._draw_spans(painter, start, line)
            else:
                painter.setFont(self.font)
                painter.drawText(start, line)

    def _draw_spans(self, painter: QPainter, start: QPointF, line: str) -> None:
        above = -self._metrics.ascent() - self._reading_metrics.descent()
        for place in self._places(line):
            painter.setFont(self.font)
            painter.drawText(start + QPointF(place.left, 0), place.span.base)
            painter.setFont(self._reading_font)
            painter.drawText(start + QPointF(place.reading_left, above), place.span.reading)

    def _places(self, line: str) -> Iterator["_Place"]:
        """Yield every span of a line, the narrower of a word and its reading in the middle of the other, and the end.

        A reading wider than its word hangs a little over what has none on either side (JIS X 4051, 4.12).
        """
        found = spans(line)
        free = [False, *(not span.reading for span in found), False]
        left = 0.0
        for n, span in enumerate(found):
            base = self._metrics.horizontalAdvance(span.base)
            reading = self._reading_metrics.horizontalAdvance(span.reading)
            wide = max(base, reading + _AIR * self._reading_font.pixelSize()) if reading else base
            hang = min((wide - base) / 2, _HANG * self._reading_font.pixelSize())
            left -= hang * free[n]
            yield _Place(span, left + (wide - base) / 2, left + (wide - reading) / 2)
            left += wide - hang * free[n + 2]
        yield _Place(Span(""), left, left)


@dataclass(frozen=True)
class _Place:
    """Where a span and its reading begin on their line."""

    span: Span
    left: float
    reading_left: float


class Block(Protocol):
    """A text inside a control, of one size: words (TextBlock) or a registered name (RegisteredBlock)."""

    text: str

    def set_text(self, text: str) -> None: ...

    def natural_width(self) -> float: ...

    def height(self, width: float) -> float: ...

    def draw(self, painter: QPainter, area: QRectF, colour: QColor, align: Qt.AlignmentFlag) -> None: ...


_SHARE_OF_SLACK = {
    Qt.AlignmentFlag.AlignLeft: 0.0,
    Qt.AlignmentFlag.AlignHCenter: 0.5,
    Qt.AlignmentFlag.AlignRight: 1.0,
}


class Text(QLabel):
    """A text of one size, face and colour; as high as its lines need.

    ``smaller`` is the size taken when more than two lines would be needed.
    """

    def __init__(
        self,
        style: Style,
        size: str = "text",
        *,
        smaller: str = "",
        face: Face = Face.TEXT,
        colour: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        evenly: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._large = TextBlock(style.font(size, face), evenly=evenly)
        self._small = TextBlock(style.font(smaller or size, face), evenly=evenly)
        self._colour = style.colour(colour)
        self._align = align
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setVisible(False)

    def say(self, text: str) -> None:
        """Show this text; an empty one takes no room."""
        if text != self._large.text:
            self.setText(plain(text))
            self._large.set_text(text)
            self._small.set_text(text)
            self.updateGeometry()
        self.setVisible(bool(text))

    def set_colour(self, name: str) -> None:
        self._colour = self._style.colour(name)
        self.update()

    def is_cut(self) -> bool:
        """Say whether the widget is too small for its lines."""
        block = self._block(self.width())
        needed = block.height(self.width())
        widest = max(map(block.advance, block.lines(self.width())), default=0)
        return needed > self.height() + 1 or widest > self.width() + 1

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._block(width).height(width) + 0.5)

    def sizeHint(self) -> QSize:
        width = round(self._large.natural_width() + 1) if self.text() else 0
        return QSize(width, round(self._large.line_height + 0.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, round(self._small.line_height + 0.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._block(self.width()).draw(painter, QRectF(self.rect()), self._colour, self._align)

    def _block(self, width: float) -> TextBlock:
        return self._large if len(self._large.lines(width)) <= _FEW_LINES else self._small


Heading = partial(Text, size="title", smaller="choice", face=Face.BOLD, evenly=True)
Help = partial(Text, size="text", colour="ink_soft", evenly=True)
