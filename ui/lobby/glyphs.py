"""Glyphs by their id, as the paper has them: Qt alone would drop the variation selectors of a registered name."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGlyphRun, QPainter, QPaintEvent, QPen, QRawFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.lettering.gaiji import is_private_use
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering
from ui.lobby.style import Style

Stretches = Sequence[tuple[Face, tuple[Glyph, ...]]]
"""A text as glyphs of one face after the other: what ``Lettering.shape`` returns."""

Placed = list[tuple[int, QPointF]]

BLANK = "\uffff"
"""Stands for a character that is left to the hand: a noncharacter of Unicode, which no font has."""

SQUARE = "\u25a1"
"""A framed blank among words."""

LARGEST_RUN_PX = 60
"""From 64 px on Qt's raster engine draws nothing of a glyph run."""

_FEW_LINES = 2
_LINE = 1.3
_BASELINE = 0.88
_BLANK_INSET_EM = 0.06
_DESCENT_EM = 0.12


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
        placed, x = [], 0.0
        for glyph in glyphs:
            if glyph.id:
                placed.append((glyph.id, QPointF(x, 0)))
            else:
                _draw_blank(painter, start + QPointF(x, 0), size_px)
            x += glyph.advance * size_px / 1000
        draw = _draw_run if size_px < LARGEST_RUN_PX else _fill_paths
        draw(painter, start, font, placed)
        return x

    def draw_line(self, painter: QPainter, start: QPointF, size_px: float, stretches: Stretches) -> None:
        """Draw stretches of several faces one after the other."""
        for face, glyphs in stretches:
            start += QPointF(self.draw(painter, start, face, size_px, glyphs), 0)


def _draw_run(painter: QPainter, start: QPointF, font: QRawFont, placed: Placed) -> None:
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes([id_ for id_, _ in placed])
    run.setPositions([place for _, place in placed])
    painter.drawGlyphRun(start, run)


def _fill_paths(painter: QPainter, start: QPointF, font: QRawFont, placed: Placed) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for id_, place in placed:
        painter.fillPath(font.pathForGlyph(id_).translated(start + place), painter.pen().color())
    painter.restore()


def width_px(stretches: Stretches, size_px: float) -> float:
    return sum(glyph.advance for _, glyphs in stretches for glyph in glyphs) * size_px / 1000


def _draw_blank(painter: QPainter, start: QPointF, size_px: float) -> None:
    """Frame the place of a character that no font has, as the paper does; it is filled in by hand."""
    inset = size_px * _BLANK_INSET_EM
    side = size_px - 2 * inset
    painter.save()
    painter.setPen(QPen(painter.pen().color(), max(1.0, size_px * 0.02)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(start.x() + inset, start.y() + size_px * _DESCENT_EM - inset - side, side, side))
    painter.restore()


def spoken(text: str) -> str:
    """Return a registered name or place without the characters that have no sound: those left to the hand, and 外字."""
    return "".join(one for one in text if one != BLANK and not is_private_use(one)).strip()


def in_a_sentence(text: str) -> str:
    """Return a registered name for words that Qt draws: a square stands for every 外字."""
    return "".join(SQUARE if is_private_use(one) else one for one in text)


class RegisteredBlock:
    """A name or place exactly as it is registered, broken where paper breaks it, to be drawn on any control."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, size: str = "choice") -> None:
        self._lettering = lettering
        self._pen = pen
        self._size_px = style.px(style.tokens.type_px[size])
        self._broken: dict[float, tuple[Stretches, ...]] = {}
        self.text = ""

    @property
    def line_height(self) -> float:
        return self._size_px * _LINE if self.text else 0.0

    @property
    def spoken(self) -> str:
        """The text without the places that are left to the hand."""
        return spoken(self.text)

    def set_text(self, text: str) -> None:
        self.text = text
        self._broken = {}

    def natural_width(self) -> float:
        return width_px(self._lettering.shape(self.text, Face.NAME), self._size_px)

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self._size_px * _LINE if self.text else 0.0

    def has_blanks(self) -> bool:
        """Say whether some character is left to be written by hand."""
        return any(not glyph.id for _, glyphs in self._lettering.shape(self.text, Face.NAME) for glyph in glyphs)

    def draw(
        self, painter: QPainter, area: QRectF, colour: QColor, _align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """Draw from the top left of ``area``, no wider than it: names stand where their line begins."""
        painter.setPen(colour)
        rise = (_LINE - 1) / 2 + _BASELINE
        for n, line in enumerate(self._lines(area.width())):
            start = area.topLeft() + QPointF(0, (n * _LINE + rise) * self._size_px)
            self._pen.draw_line(painter, start, self._size_px, line)

    def _lines(self, width: float) -> tuple[Stretches, ...]:
        if width not in self._broken:
            lines = self._lettering.lines(self.text, Face.NAME, width_em=width / self._size_px)
            self._broken[width] = tuple(self._lettering.shape(line, Face.NAME) for line in lines)
        return self._broken[width]


class RegisteredText(QWidget):
    """A registered name or place as a widget of its own.

    ``smaller`` is the size taken when more than two lines would be needed.
    """

    def __init__(
        self, style: Style, lettering: Lettering, pen: GlyphPen, size: str = "choice", *, smaller: str = ""
    ) -> None:
        super().__init__()
        self._large = RegisteredBlock(style, lettering, pen, size)
        self._small = RegisteredBlock(style, lettering, pen, smaller or size)
        self._least_px = style.px(style.tokens.type_px[smaller or size])
        self._colour = style.colour("ink")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show this text; an empty one takes no room."""
        self._large.set_text(text)
        self._small.set_text(text)
        self.setAccessibleName(self._large.spoken)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def has_blanks(self) -> bool:
        """Say whether some character is left to be written by hand."""
        return self._large.has_blanks()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._block(width).height(width) + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(round(self._large.natural_width() + 1), round(self._large.line_height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_px, round(self._small.line_height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._block(self.width()).draw(QPainter(self), QRectF(self.rect()), self._colour)

    def _block(self, width: float) -> RegisteredBlock:
        large = self._large
        return large if large.height(width) <= _FEW_LINES * large.line_height else self._small
