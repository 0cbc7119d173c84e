"""The cards that can be read here, by name."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.ports import CardKind
from kiosk.words import Words
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Text
from ui.lobby.style import Style

_COLUMNS = 2


class CardKinds(QWidget):
    """One small line for each kind, in two columns."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._lines = {kind: _Line(style) for kind in CardKind}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space("l"))
        grid.setVerticalSpacing(style.space("xs"))
        for place, line in enumerate(self._lines.values()):
            grid.addWidget(line, *divmod(place, _COLUMNS))
        grid.setColumnStretch(1, 1)

    def say(self, words: Words) -> None:
        for kind, line in self._lines.items():
            line.say(words[f"card.{kind.value}.title"])


class _Line(QWidget):
    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._text = Text(style, "small", face=Face.BOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(60), 0, 0, 0)
        row.addWidget(self._text)

    def say(self, name: str) -> None:
        self._text.say(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._style.px(44)
        draw_icon(painter, Icon.CARD, QRectF(0, self.height() / 2 - size / 2, size, size), self._style.colour("city"))
