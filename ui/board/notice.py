"""The last line of the board: somebody at a kiosk needs a clerk, or the queue cannot be read."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.settings import Tokens
from ui.board.canvas import canvas
from ui.board.said import Bilingual, Pair

WIDTH, HEIGHT = 1808, 56


class Notice(QWidget):
    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__()
        self._said = said
        self._tokens = tokens
        self._text: Pair | None = None
        self._urgent = False

    def show_notice(self, away_since: str | None, kiosks_calling: tuple[str, ...]) -> None:
        """``away_since`` is the time of the last good answer, None while all is well."""
        text = self._wording(away_since, kiosks_calling)
        if text == self._text:
            return
        self._text, self._urgent = text, away_since is not None
        self.setAccessibleName(" ".join(self._text) if self._text else "")
        self.update()

    def _wording(self, away_since: str | None, kiosks_calling: tuple[str, ...]) -> Pair | None:
        if away_since is not None:
            return self._said.say("away", time=away_since)
        if kiosks_calling:
            return self._said.say("clerk", kiosks=", ".join(kiosks_calling))
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._text is None:
            return
        with canvas(self, self._tokens, WIDTH) as on:
            if self._urgent:
                on.block(QRectF(0, 0, WIDTH, HEIGHT), "accent", radius=16)
            ink = "on_accent" if self._urgent else "ink_soft"
            on.block(QRectF(24, 18, 20, 20), ink, radius=10)
            on.pair(QRectF(64, 0, WIDTH - 92, HEIGHT), self._text, 36, ink, soft=ink)
