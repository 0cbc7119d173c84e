"""A row of family names to take over, drawn as they are registered, and "another" at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from ui.lobby.glyphs import GlyphPen, Stretches, width_px
from ui.lobby.pads.keys import Size, SwitchKey
from ui.lobby.style import Style

MOST = 4
"""Family names that have room; with more in one home, the rest are typed."""

_NAME_PX = 52
_RISE = 0.38


class _SurnameKey(SwitchKey):
    """One family name; a long one is drawn smaller."""

    def __init__(self, style: Style, name: str, pen: GlyphPen) -> None:
        super().__init__(style, name, Size.PHRASE)
        self._pen = pen
        self._drawn: Stretches = ()

    def spell(self, name: str, drawn: Stretches) -> None:
        self._drawn = drawn
        self.name(name)
        self.update()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = self._draw_face(painter, area)
        if not self._drawn:
            return
        size = float(self.look.px(_NAME_PX))
        size *= min(1.0, self._room() / width_px(self._drawn, size))
        start = QPointF(face.center().x() - width_px(self._drawn, size) / 2, face.center().y() + size * _RISE)
        painter.setPen(self.look.colour(self.ink()))
        self._pen.draw_line(painter, start, size, self._drawn)


class SurnameRow(QWidget):
    """Keys ``key:surname:0`` ... and ``key:surname:other``. ``chosen`` carries the place of the one touched.

    "Another" has the place after the last.
    """

    chosen = Signal(int)

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen) -> None:
        super().__init__()
        self._lettering = lettering
        self._keys = tuple(_SurnameKey(style, f"surname:{n}", pen) for n in range(MOST))
        self._other = SwitchKey(style, "surname:other", Size.WORDS)
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space("s"))
        for n, key in enumerate(self._keys):
            row.addWidget(key, 1)
            key.clicked.connect(lambda _checked, n=n: self.chosen.emit(n))
        row.addWidget(self._other, 1)
        self._other.clicked.connect(lambda: self.chosen.emit(self._count))

    def offer(self, families: Sequence[str]) -> None:
        """Show these names; without one there is nothing to choose."""
        self._count = len(families)
        for key, family in zip(self._keys, families, strict=False):
            key.spell(family, self._lettering.shape(family, Face.NAME))
        for n, key in enumerate(self._keys):
            key.setVisible(n < len(families))
        self.setVisible(bool(families))

    def mark(self, place: int) -> None:
        for n, key in enumerate(self._keys):
            key.setChecked(n == place)
        self._other.setChecked(place == self._count)

    def say(self, other: str) -> None:
        self._other.say(other)
