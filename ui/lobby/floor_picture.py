"""The floor of a window with the way to it, painted with the same marks as on paper."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.guidance.content import Desk, Guide
from kiosk.guidance.floors import route
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.paperwork.floor_map import FloorMap
from kiosk.paperwork.sheet import Page
from kiosk.paperwork.typesetting import Typesetter
from kiosk.words import Words
from ui.lobby.glyphs import GlyphPen
from ui.lobby.sheet_painting import SheetPainter
from ui.lobby.style import Style
from ui.lobby.way import where_words

_WIDTH_MM = 60.0
"""So narrow that its letters are as large on the screen as they must be to be read."""

_ABOVE_MM, _BELOW_MM = 0.5, 2.0
"""For the walls, and for the arrow at the entrance."""

_HEIGHT_PX = 314


class FloorPicture(QWidget):
    """Nothing to touch."""

    def __init__(self, style: Style, guide: Guide, lettering: Lettering, pen: GlyphPen) -> None:
        super().__init__()
        self._guide = guide
        self._typesetter = Typesetter(lettering)
        self._pen = pen
        self._page: Page | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(style.px(_HEIGHT_PX))

    def point(self, desk: Desk, words: Words) -> bool:
        """Show the way to this desk, if there is a map on which it stands."""
        if not any(desk.id in floor.windows for floor in self._guide.floors.values()):
            return False
        legs = route(self._guide.floors, [desk.id])
        drawer = FloorMap(self._guide.floors, self._guide.desks, self._typesetter, words)
        drawn = drawer.floor(self._guide.floors[legs[-1].floor], legs, _WIDTH_MM)
        self._page = Page(_WIDTH_MM, drawn.height_mm, drawn.marks)
        self.setAccessibleName(plain(where_words(desk, words)))
        self.update()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        height = self._page.height_mm + _ABOVE_MM + _BELOW_MM
        scale = min(self.width() / (self._page.width_mm + 2 * _ABOVE_MM), self.height() / height)
        painter.translate((self.width() - self._page.width_mm * scale) / 2, _ABOVE_MM * scale)
        SheetPainter(painter, self._pen, scale).paint(self._page)
