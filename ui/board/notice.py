"""The last lines of the board: what the city has to tell, or since when the queue cannot be read."""

from PySide6.QtCore import QRectF

from kiosk.settings import Tokens
from ui.board.canvas import CENTRE, Canvas
from ui.board.panel import Panel
from ui.board.said import Bilingual, Pair

TURN_S = 8
"""Several notices take turns."""


class Notice(Panel):
    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__(said, tokens)
        self._text: Pair = ("", "")
        self._urgent = False

    def show_notice(self, away_since: str | None, notices: tuple[Pair, ...], second: int) -> None:
        """``away_since``: the time of the last good answer, None while all is well. ``second``: of any clock.

        Without a notice it says what to do with a number.
        """
        urgent = away_since is not None
        told = (self._said.say("away", time=away_since),) if urgent else notices or (self._said["how"],)
        text = told[second // TURN_S % len(told)]
        if (text, urgent) == (self._text, self._urgent):
            return
        self._text, self._urgent = text, urgent
        self.setAccessibleName(" ".join(text))
        self.update()

    def paint(self, on: Canvas, box: QRectF) -> None:
        fill, border = ("accent_tint", "accent") if self._urgent else ("city_tint", "city_tint")
        on.block(box, fill, radius=20, border=border, border_px=5)
        mark = QRectF(20, box.center().y() - 26, 52, 52)
        on.block(mark, "ink" if self._urgent else "city", radius=26)
        on.text(mark, "!" if self._urgent else "i", 42, "on_city", bold=True, align=CENTRE)
        lines = box.adjusted(94, 6, -24, -6)
        first, second = self._text
        on.text(lines.adjusted(0, 0, 0, -36), first, 42, "ink", bold=True)
        on.text(lines.adjusted(0, 48, 0, 0), second, 30, "ink")
