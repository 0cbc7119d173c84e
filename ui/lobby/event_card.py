"""What happened, as a large card: an icon, everyday words, the statute's word small beneath; or a card to tick."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.guidance.content import Event, Guide
from kiosk.lettering.glyphs import Face
from kiosk.words import Words
from ui.lobby.controls import draw_raised, draw_tick_box
from ui.lobby.icons import draw_icon, icon_named
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

_LEFT = Qt.AlignmentFlag.AlignLeft
_DISC_PX, _EDGE_PX, _TICK_PX, _GAP_PX = 88, 16, 52, 10
_MOST_LINES = 2
HEIGHT_PX = 188


class EventCard(Touchable):
    """``soft`` events are coloured more quietly. ``let_tick``: a touch ticks it, and its box is shown."""

    def __init__(self, style: Style, event: Event) -> None:
        super().__init__(style, f"choice:{event.id}", HEIGHT_PX)
        self._icon = icon_named(event.icon)
        self._tone = "quiet" if event.quiet else "city"
        self._large = TextBlock(style.font("choice", Face.BOLD), evenly=True)
        self._smaller = TextBlock(style.font("text", Face.BOLD), evenly=True)
        self._statute = TextBlock(style.font("small"), evenly=True)
        self._ticks = False
        self.setCheckable(True)

    def say(self, everyday: str, statute: str) -> None:
        for block in (self._large, self._smaller):
            block.set_text(everyday)
        self._statute.set_text(statute)
        self.name(f"{everyday} {statute}")
        self.updateGeometry()
        self.update()

    def let_tick(self, ticks: bool) -> None:  # noqa: FBT001 # a Qt setter in all but name
        self._ticks = ticks
        self.update()

    def nextCheckState(self) -> None:
        """Where one touch decides, what is marked is decided by the step shown."""
        if self._ticks:
            self.setChecked(not self.isChecked())

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        return self._title(inner).height(inner) + self._statute.height(inner) + self.look.px(22)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=self.isChecked())
        self._draw_icon(painter, face)
        width = self._text_width(area.width())
        title = self._title(width)
        height = title.height(width) + self._statute.height(width)
        line = QRectF(face.left() + self._left(), face.center().y() - height / 2, width, height)
        title.draw(painter, line, self.look.colour("ink"), _LEFT)
        below = line.adjusted(0, title.height(width), 0, 0)
        self._statute.draw(painter, below, self.look.colour("ink_soft"), _LEFT)

    def _title(self, width: float) -> TextBlock:
        """Return the words as large as a few lines of them may be."""
        lines = self._large.lines(width)
        fits = len(lines) <= _MOST_LINES and max(map(self._large.advance, lines), default=0) <= width
        return self._large if fits else self._smaller

    def _left(self) -> float:
        return self.look.px(_DISC_PX + 2 * _EDGE_PX)

    def _text_width(self, width: float) -> float:
        return width - self._left() - self.look.px(12)

    def _draw_icon(self, painter: QPainter, face: QRectF) -> None:
        size = self.look.px(_DISC_PX)
        disc = QRectF(face.left() + self.look.px(_EDGE_PX), face.center().y() - size / 2, size, size)
        if self._ticks:
            box = self.look.px(_TICK_PX)
            disc.translate(0, -(box + self.look.px(_GAP_PX)) / 2)
            below = QRectF(disc.center().x() - box / 2, disc.bottom() + self.look.px(_GAP_PX), box, box)
            draw_tick_box(painter, below, self.look, on=self.isChecked())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(f"{self._tone}_tint"))
        painter.drawEllipse(disc)
        inset = size * 0.2
        draw_icon(painter, self._icon, disc.adjusted(inset, inset, -inset, -inset), self.look.colour(self._tone))


class EventGrid(QWidget):
    """Cards in two columns; ``touched`` carries the event."""

    touched = Signal(str)

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space("s"))
        self._cards = {event.id: self._card(style, event) for event in guide.events.values()}
        self._shown: tuple[str, ...] = ()

    def offer(self, events: tuple[str, ...], words: Words) -> None:
        """Show these, in this order."""
        for id_, card in self._cards.items():
            card.say(words[f"event.{id_}.everyday"], words[f"event.{id_}.statute"])
        if events == self._shown:
            return
        self._shown = events
        for card in self._cards.values():
            self._grid.removeWidget(card)
        for id_, card in self._cards.items():
            card.setVisible(id_ in events)
        for n, id_ in enumerate(events):
            self._grid.addWidget(self._cards[id_], n // 2, n % 2)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, int(2 * row < len(events)))

    def mark(self, chosen: tuple[str, ...], *, ticks: bool) -> None:
        """Mark these; ``ticks``: a touch adds another or takes it away."""
        for id_, card in self._cards.items():
            card.let_tick(ticks)
            card.setChecked(id_ in chosen)

    def ticked(self) -> tuple[str, ...]:
        """Return what is marked, in the order shown."""
        return tuple(id_ for id_ in self._shown if self._cards[id_].isChecked())

    def _card(self, style: Style, event: Event) -> EventCard:
        card = EventCard(style, event)
        card.setParent(self)
        card.hide()
        card.clicked.connect(lambda: self.touched.emit(event.id))
        return card
