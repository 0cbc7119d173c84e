"""The keys of every pad, and the grid in which they stand."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kiosk.lettering.glyphs import Face
from ui.lobby.controls import draw_raised
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.pads.entry import Entry
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

KEY_PX = 100
BOUNCE_MS = 120
"""A trembling finger comes down again sooner than anybody types the same letter twice."""

Edit = Callable[[Entry], Entry]
"""What a key does to what has been typed."""

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Size(Enum):
    """How a key is lettered: one character, a word, or a few words on several lines."""

    LETTER = "title"
    WORD = "choice"
    PHRASE = "text"
    WORDS = "small"


class Key(Touchable):
    """One key; a touch does one thing once."""

    INK = "ink"

    def __init__(
        self, style: Style, name: str, size: Size = Size.LETTER, icon: Icon | None = None, height_px: float = KEY_PX
    ) -> None:
        super().__init__(style, f"key:{name}", height_px)
        self._icon = icon
        self._words = TextBlock(style.font(size.value, Face.BOLD))
        self._hint = TextBlock(style.font("small"))
        self._released_ms = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, label: str, spoken: str = "") -> None:
        """Letter the key; ``spoken`` names it where the lettering cannot be spoken."""
        self._words.set_text(label)
        self.name(spoken or label.replace("\n", ""))
        self.update()

    def hint(self, text: str) -> None:
        """Write small in the corner how the letter is read; an empty text is none."""
        self._hint.set_text(text)
        self.update()

    def is_cut(self) -> bool:
        lines = self._words.lines(self._room())
        return (
            self._words.height(self._room()) + self._icon_px() > self.height()
            or max(map(self._words.advance, lines), default=0) > self._room()
            or (self._words.text.isascii() and " ".join(lines) != " ".join(self._words.text.split()))
        )

    def ink(self) -> str:
        return self.INK

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._bounced(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released_ms = event.timestamp()
        super().mouseReleaseEvent(event)

    def _bounced(self, event: QMouseEvent) -> bool:
        return bool(self._released_ms) and 0 <= event.timestamp() - self._released_ms < BOUNCE_MS

    def _room(self) -> float:
        return self.width() - self.look.px(8)

    def _icon_px(self) -> float:
        return self.look.px(44) if self._icon is not None else 0.0

    def draw(self, painter: QPainter, area: QRectF) -> None:
        painter.setOpacity(1.0 if self.isEnabled() else 0.35)
        face = self._draw_face(painter, area)
        ink = self.look.colour(self.ink())
        height = self._words.height(self._room())
        top = face.center().y() - (height + self._icon_px()) / 2
        if self._icon is not None:
            size = self._icon_px()
            draw_icon(painter, self._icon, QRectF(face.center().x() - size / 2, top, size, size), ink, 1.1)
        aside = self.look.px(28) if self._hint.text else 0
        line = QRectF(face.center().x() - self._room() / 2 - aside, top + self._icon_px(), self._room(), height)
        self._words.draw(painter, line, ink, _CENTRE)
        corner = face.adjusted(0, 0, -self.look.px(10), 0)
        corner.setTop(face.bottom() - self._hint.line_height)
        self._hint.draw(painter, corner, self.look.colour("ink_soft"), Qt.AlignmentFlag.AlignRight)

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        return draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)


class ControlKey(Key):
    """A key that changes what was typed: of the city's colour, so that it is not taken for a letter."""

    INK = "city"

    def __init__(self, style: Style, name: str, size: Size = Size.WORDS, icon: Icon | None = None) -> None:
        super().__init__(style, name, size, icon)

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        look = self.look
        fill = look.colour("city_tint" if not self.isDown() else "surface")
        draw_box(painter, area, fill, radius=look.radius("m"), edge=look.colour("city"), edge_px=look.px(2))
        return area


class SkipKey(Key):
    """The way out of a pad, to the pen: its object is ``skip``."""

    INK = "city"

    def __init__(self, style: Style, size: Size) -> None:
        super().__init__(style, "", size)
        self.setObjectName("skip")

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        look = self.look
        fill = look.colour("city_tint" if self.isDown() else "ground")
        draw_box(painter, area, fill, radius=look.radius("m"), edge=look.colour("line"), edge_px=look.px(3))
        return area


class EnterKey(Key):
    """The way on from a pad that fills the whole screen: its object is ``next``, as everywhere."""

    INK = "on_city"

    def __init__(self, style: Style) -> None:
        super().__init__(style, "", Size.WORD)
        self.setObjectName("next")

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        look = self.look
        fill = look.colour("city_pressed" if self.isDown() else "city")
        draw_box(painter, area, fill, radius=look.radius("m"), edge=fill, edge_px=0)
        return area


class SwitchKey(Key):
    """A key of several of which one is chosen, and filled; its owner says which."""

    def __init__(self, style: Style, name: str, size: Size) -> None:
        super().__init__(style, name, size)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """What is chosen is decided by the owner."""

    def ink(self) -> str:
        return "on_city" if self.isChecked() else "ink"

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        face = super()._draw_face(painter, area)
        if self.isChecked():
            city = self.look.colour("city")
            draw_box(painter, face, city, radius=self.look.radius("l"), edge=city, edge_px=0)
        return face


class KeyGrid(QWidget):
    """Keys in rows and columns of one size. ``edited`` carries an Edit."""

    edited = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.look = style
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space("s"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def put(self, key: Key, row: int, column: int, *, rows: int = 1, columns: int = 1) -> None:
        """Stand the key there; one that stood elsewhere moves."""
        self._grid.removeWidget(key)
        self._grid.addWidget(key, row, column, rows, columns)
        for spanned in range(column, column + columns):
            self._grid.setColumnStretch(spanned, 1)
        for spanned in range(row, row + rows):
            self._grid.setRowStretch(spanned, 1)

    def letter(self, letter: str) -> Key:
        """Return a new key that types its letter."""
        key = Key(self.look, letter)
        key.say(letter)
        self._edits(key, lambda entry: entry.typed(letter))
        return key

    def control(self, name: str, edit: Edit, size: Size = Size.WORDS, icon: Icon | None = None) -> ControlKey:
        """Return a new key that does ``edit``."""
        key = ControlKey(self.look, name, size, icon)
        self._edits(key, edit)
        return key

    def _edits(self, key: Key, edit: Edit) -> None:
        key.clicked.connect(lambda: self.edited.emit(edit))
