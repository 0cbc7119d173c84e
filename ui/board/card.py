"""One call on the board: the number, where it leads, and how much it wants to be seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF

from kiosk.queue.ticket import Called
from ui.board.canvas import CENTRE, Canvas
from ui.board.said import Bilingual

NUMBER_PX = 150
"""The digits are then 121 px high: 60 mm on 43 inches, which is 20 minutes of arc from 10 m (ISO 9241-303)."""

_WINDOW_PX = 136
_FLOOR_PX = 40

Span = tuple[float, float]
"""From where to where, as shares of a width."""

_NUMBER: Span = (0.02, 0.58)
_BETWEEN: Span = (0.59, 0.68)
_BADGE: Span = (0.69, 0.98)


def span(box: QRectF, part: Span) -> QRectF:
    """Return the part of a box between two shares of its width."""
    left, right = part
    return QRectF(box.left() + box.width() * left, box.top(), box.width() * (right - left), box.height())


class Look(Enum):
    """A new call changes from LIT to UNLIT and back once a second (WCAG 2.3.1 allows three times)."""

    LIT = "lit"
    UNLIT = "unlit"
    LAST = "last"
    EARLIER = "earlier"


@dataclass(frozen=True)
class Colours:
    """All texts on their grounds are 7:1 or more (WCAG 1.4.6)."""

    ground: str
    ink: str
    border: str
    border_px: float
    badge: str
    on_badge: str


LOOKS = {
    Look.LIT: Colours("city", "on_city", "accent", 8, "surface", "city"),
    Look.UNLIT: Colours("accent_tint", "city", "accent", 8, "city", "on_city"),
    Look.LAST: Colours("surface", "city", "city", 6, "city", "on_city"),
    Look.EARLIER: Colours("surface", "city", "line", 3, "city", "on_city"),
}


@dataclass(frozen=True)
class Fresh:
    """The calls that stand out because they are new, and whether they are ``lit`` at this moment."""

    calls: frozenset[Called] = frozenset()
    lit: bool = False

    def look(self, call: Called, usual: Look) -> Look:
        if call not in self.calls:
            return usual
        return Look.LIT if self.lit else Look.UNLIT


def numbers_of(calls: Iterable[Called]) -> str:
    """Return the calls as a screen reader finds them."""
    return ", ".join(f"{call.number} → {call.window}" for call in calls)


def paint_card(on: Canvas, box: QRectF, line: Called, look: Look, said: Bilingual) -> None:
    """Draw a call in one row: number, arrow with the floor over it, window."""
    colours = LOOKS[look]
    on.block(box, colours.ground, radius=20, border=colours.border, border_px=colours.border_px)
    on.text(span(box, _NUMBER), line.number, NUMBER_PX, colours.ink, bold=True, align=CENTRE)
    badge = span(box, _BADGE).adjusted(0, 9, 0, -9)
    on.block(badge, colours.badge, radius=16)
    on.text(badge.adjusted(8, 0, -8, 0), line.window, _WINDOW_PX, colours.on_badge, bold=True, align=CENTRE)
    between = span(box, _BETWEEN)
    on.arrow(between.center() + QPointF(0, 26 if line.floor else 0), 40, colours.ink)
    if line.floor:
        floor, _ = said.floor(line.floor)
        on.text(between.translated(0, -28), floor, _FLOOR_PX, colours.ink, bold=True, align=CENTRE)
