"""A small way aside: an icon over a few words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.lettering.glyphs import Face
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ICON_PX, _EDGE_PX = 44, 14


class Tile(Touchable):
    """Stands in a row with others, so that none of them takes more room than the large choices leave."""

    def __init__(self, style: Style, name: str, icon: Icon) -> None:
        super().__init__(style, name, 132)
        self._icon = icon
        self._words = TextBlock(style.font("small", Face.BOLD), evenly=True)

    def say(self, words: str) -> None:
        self._words.set_text(words)
        self.name(words.replace("\n", ""))
        self.updateGeometry()
        self.update()

    def content_height(self, width: int) -> float:
        return self._words.height(self._room(width)) + self.look.px(_ICON_PX + 2 * _EDGE_PX)

    def is_cut(self) -> bool:
        lines = self._words.lines(self._room(self.width()))
        return super().is_cut() or max(map(self._words.advance, lines), default=0) > self.width()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        look, city = self.look, self.look.colour("city")
        fill = look.colour("city_tint" if self.isDown() else "ground")
        draw_box(painter, area, fill, radius=look.radius("l"), edge=look.colour("line"), edge_px=look.px(3))
        width, size = self._room(area.width()), look.px(_ICON_PX)
        height = self._words.height(width)
        top = area.center().y() - (height + size) / 2
        draw_icon(painter, self._icon, QRectF(area.center().x() - size / 2, top, size, size), city, 1.15)
        line = QRectF(area.center().x() - width / 2, top + size, width, height)
        self._words.draw(painter, line, city, _CENTRE)

    def _room(self, width: float) -> float:
        return width - self.look.px(16)
