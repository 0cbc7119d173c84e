"""The reader and the card, as they move: what is to be done with the card, or that nothing is."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.lobby.drawings import draw_arrow_up, draw_card, draw_reader
from ui.lobby.moving import MovingPicture
from ui.lobby.style import Style

_FRAME_MS = 40
_ROUND_MS = 2600
_CHANGE_MS = 4400


class Motion(Enum):
    """What the card does, again and again; CHANGED makes room for another. With DARK the reader is away."""

    PUT_DOWN = auto()
    LIES = auto()
    TAKEN = auto()
    CHANGED = auto()
    DARK = auto()


_SHARE_OF_HEIGHT = {
    Motion.PUT_DOWN: 0.98,
    Motion.LIES: 0.98,
    Motion.TAKEN: 0.82,
    Motion.CHANGED: 0.82,
    Motion.DARK: 0.98,
}
_AWAY = {Motion.PUT_DOWN: QPointF(0.3, -0.43), Motion.LIES: QPointF(), Motion.TAKEN: QPointF(0, -0.58)}
"""Where the card comes from or goes to, seen from the reader and in its widths."""


class ReaderPicture(MovingPicture):
    """The reader with the card moving onto it, lying on it, or being taken from it."""

    def __init__(self, style: Style) -> None:
        super().__init__(_FRAME_MS)
        self._style = style
        self._motion = Motion.PUT_DOWN
        self.setMinimumHeight(style.px(420))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def become(self, motion: Motion) -> None:
        self._motion = motion
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(self.width() * 0.56, self.height() * _SHARE_OF_HEIGHT[self._motion])
        reader = QRectF(0, 0, width, width * 0.66)
        reader.moveCenter(QPointF(self.width() / 2, self.height() * 0.64))
        motion, moment = _now(self._motion, self.moment(_CHANGE_MS if self._motion is Motion.CHANGED else _ROUND_MS))
        draw_reader(painter, reader, self._style, lit=_glow(motion, moment))
        if self._motion is Motion.TAKEN:
            self._draw_arrows(painter, reader)
        if motion is not Motion.DARK:
            card = QRectF(0, 0, width * 0.62, width * 0.62 * 0.63)
            away = reader.center() + _AWAY[motion] * width
            card.moveCenter(away + (reader.center() - away) * _nearness(motion, moment))
            draw_card(painter, card, self._style)

    def _draw_arrows(self, painter: QPainter, reader: QRectF) -> None:
        """One at each side of the card's way up."""
        unit = reader.width() / 100
        for side in (-1, 1):
            arrow = QRectF(0, 0, 15 * unit, 30 * unit)
            arrow.moveCenter(QPointF(reader.center().x() + side * 42 * unit, reader.top() - 22 * unit))
            draw_arrow_up(painter, arrow, self._style)


def _now(motion: Motion, moment: float) -> tuple[Motion, float]:
    """Return what the card does at this moment: where it makes room, it goes first, and then another one comes."""
    if motion is not Motion.CHANGED:
        return motion, moment
    return (Motion.TAKEN, moment * 2) if moment < 0.5 else (Motion.PUT_DOWN, moment * 2 - 1)


def _glow(motion: Motion, moment: float) -> float | None:
    """Return how bright the reader's field is at this moment of the round."""
    match motion:
        case Motion.DARK:
            return None
        case Motion.PUT_DOWN:
            return min(1.0, max(0.0, moment * 3 - 1.2))
    return abs(moment * 2 - 1)


def _nearness(motion: Motion, moment: float) -> float:
    """Return how near the card is to its place on the reader: 1 when it lies there."""
    match motion:
        case Motion.PUT_DOWN:
            return 1 - (1 - min(1.0, moment * 1.9)) ** 3
        case Motion.TAKEN:
            return 1 - min(1.0, max(0.0, moment * 2.4 - 0.9)) ** 2
    return 1.0
