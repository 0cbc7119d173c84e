"""Glyphs by their id, as the paper has them: Qt alone would drop the variation selectors of a registered name."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QPaintEvent, QPen, QRawFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering
from ui.lobby.style import Style

Stretches = Sequence[tuple[Face, tuple[Glyph, ...]]]
"""A text as glyphs of one face after the other: what ``Lettering.shape`` returns."""

_LINE = 1.3
_BASELINE = 0.88


class GlyphPen:
    """Draws glyphs of the font files from which they were shaped."""

    def __init__(self, files: Mapping[Face, Path]) -> None:
        self._fonts = {
            face: QRawFont(str(path), 16, QFont.HintingPreference.PreferNoHinting) for face, path in files.items()
        }

    def draw(self, painter: QPainter, start: QPointF, face: Face, size_px: float, glyphs: Sequence[Glyph]) -> float:
        """Draw on the baseline from ``start`` in the painter's pen, and return how far it went, in pixels."""
        font = QRawFont(self._fonts[face])
        font.setPixelSize(size_px)
        ids, places, x = [], [], 0.0
        for glyph in glyphs:
            if glyph.id:
                ids.append(glyph.id)
                places.append(QPointF(x, 0))
            else:
                _draw_blank(painter, start + QPointF(x, 0), glyph.advance * size_px / 1000, size_px)
            x += glyph.advance * size_px / 1000
        run = QGlyphRun()
        run.setRawFont(font)
        run.setGlyphIndexes(ids)
        run.setPositions(places)
        painter.drawGlyphRun(start, run)
        return x

    def draw_line(self, painter: QPainter, start: QPointF, size_px: float, stretches: Stretches) -> None:
        """Draw stretches of several faces one after the other."""
        for face, glyphs in stretches:
            start += QPointF(self.draw(painter, start, face, size_px, glyphs), 0)


def width_px(stretches: Stretches, size_px: float) -> float:
    return sum(glyph.advance for _, glyphs in stretches for glyph in glyphs) * size_px / 1000


def _draw_blank(painter: QPainter, start: QPointF, width: float, size_px: float) -> None:
    """Frame the place of a character that no font has; it is filled in by hand."""
    inset = width * 0.04
    painter.save()
    painter.setPen(QPen(painter.pen().color(), max(1.0, size_px * 0.02)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(start.x() + inset, start.y() - size_px * 0.84, width - 2 * inset, size_px * 0.92))
    painter.restore()


class RegisteredText(QWidget):
    """A name or place exactly as it is registered, broken between characters where the line ends."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, size: str = "choice") -> None:
        super().__init__()
        self._style = style
        self._lettering = lettering
        self._pen = pen
        self._size_px = style.px(style.tokens.type_px[size])
        self._text: Stretches = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show this text; an empty one takes no room."""
        self._text = self._lettering.shape(text, Face.NAME) if text else ()
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(len(self._lines(width)) * self._size_px * _LINE + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(round(width_px(self._text, self._size_px) + 1), round(self._size_px * _LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._size_px, round(self._size_px * _LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._style.colour("ink"))
        rise = (_LINE - 1) / 2 + _BASELINE
        for n, line in enumerate(self._lines(self.width())):
            self._pen.draw_line(painter, QPointF(0, (n * _LINE + rise) * self._size_px), self._size_px, line)

    def _lines(self, width: float) -> list[list[tuple[Face, tuple[Glyph, ...]]]]:
        lines: list[list[tuple[Face, tuple[Glyph, ...]]]] = [[]]
        for face, glyphs in self._text:
            for glyph in glyphs:
                one = (face, (glyph,))
                if lines[-1] and width_px([*lines[-1], one], self._size_px) > width:
                    lines.append([])
                lines[-1].append(one)
        return lines
