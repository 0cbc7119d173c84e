"""Texts on a screen: labels that break their lines between phrases and never cut them."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face
from ui.lobby.line_breaking import wrap, wrap_evenly
from ui.lobby.style import Style

LEADING = 1.36
_FEW_LINES = 2


class TextBlock:
    """One text in one font, broken to the width it is given; every width asked for is remembered."""

    def __init__(self, font: QFont, text: str = "", *, evenly: bool = False) -> None:
        self.font = font
        self.text = text
        self._metrics = QFontMetricsF(font)
        self._wrap = wrap_evenly if evenly else wrap
        self._broken: dict[float, tuple[str, ...]] = {}

    @property
    def line_height(self) -> float:
        return self._metrics.height() * LEADING if self.text else 0.0

    def set_text(self, text: str) -> None:
        self.text = text
        self._broken = {}

    def advance(self, line: str) -> float:
        return self._metrics.horizontalAdvance(line)

    def natural_width(self) -> float:
        return max(map(self.advance, self.text.split("\n")))

    def lines(self, width: float) -> tuple[str, ...]:
        if width not in self._broken:
            self._broken[width] = self._wrap(self.text, width, self._metrics.horizontalAdvance) if self.text else ()
        return self._broken[width]

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.line_height

    def draw(self, painter: QPainter, area: QRectF, colour: QColor, align: Qt.AlignmentFlag) -> None:
        """Draw from the top of ``area``; ``align`` is horizontal."""
        painter.setFont(self.font)
        painter.setPen(colour)
        rise = (self.line_height - self._metrics.height()) / 2 + self._metrics.ascent()
        for n, line in enumerate(self.lines(area.width())):
            slack = area.width() - self._metrics.horizontalAdvance(line)
            left = area.left() + slack * _SHARE_OF_SLACK[align]
            painter.drawText(QPointF(left, area.top() + n * self.line_height + rise), line)


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
        if text != self.text():
            self.setText(text)
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
