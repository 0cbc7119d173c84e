"""The reader and the card, as they move: how the card is put down, or lies there, or that the reader is away."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kiosk.ports import ReaderState
from ui.lobby.drawings import draw_card, draw_reader
from ui.lobby.moving import MovingPicture
from ui.lobby.style import Style

_FRAME_MS = 40
_ROUND_MS = 2600
AWAY = frozenset({ReaderState.NO_SERVICE, ReaderState.NO_READER})


class ReaderPicture(MovingPicture):
    """The reader with the card moving onto it, or lying on it."""

    def __init__(self, style: Style) -> None:
        super().__init__(_FRAME_MS)
        self._style = style
        self._lying = False
        self._away = False
        self.setMinimumHeight(style.px(520))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def become(self, state: ReaderState) -> None:
        """Show the card lying still, how it is put down again and again, or a reader that is dark."""
        self._lying = state is ReaderState.CARD
        self._away = state in AWAY
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        moment = self.moment(_ROUND_MS)
        width = min(self.width() * 0.56, self.height() * 0.98)
        reader = QRectF(0, 0, width, width * 0.66)
        reader.moveCenter(QPointF(self.width() / 2, self.height() * 0.64))
        if self._away:
            draw_reader(painter, reader, self._style, lit=None)
            return
        glow = abs(moment * 2 - 1) if self._lying else min(1.0, max(0.0, moment * 3 - 1.2))
        draw_reader(painter, reader, self._style, lit=glow)
        card = QRectF(0, 0, width * 0.62, width * 0.62 * 0.63)
        share = 1.0 if self._lying else min(1.0, moment * 1.9)
        share = 1 - (1 - share) ** 3
        start = QPointF(reader.center().x() + width * 0.3, reader.top() - width * 0.1)
        card.moveCenter(start + (reader.center() - start) * share)
        draw_card(painter, card, self._style)
