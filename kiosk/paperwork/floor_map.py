"""A small map of the city hall: its floors beside each other, and the way over the windows of a visit, as marks.

Everything is told by shape, not by colour: a window to go to is filled, the way is a thick line, each stop has its
number in a ring. Letters are at least ``LEAST_PT``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from kiosk.guidance.content import Desk
from kiosk.guidance.floors import Floor, Leg, Point, route
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.paperwork.flow import Block, stack
from kiosk.paperwork.form import Align, Place
from kiosk.paperwork.sheet import Frame, Mark, Ring, Rule, shifted
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.words import Words

LEAST_PT = 8.0
_HEIGHT_MM = 46.0
_ALONE_MM = 92.0
_GAP_MM = 6.0
_TITLE_MM = 7.0
_ACROSS = 2
"""So many floors stand beside each other."""

_TITLE = Style(14, Face.BOLD)
_LABEL = Style(LEAST_PT, align=Align.CENTER)
_HERE = Style(10, Face.BOLD, Align.CENTER)
_GOAL = Style(13, Face.BOLD, Align.CENTER, grey=1.0)
_OTHER = Style(9, Face.TEXT, Align.CENTER, grey=0.4)
_NUMBER = Style(9, Face.BOLD, Align.CENTER)
_GOAL_MM, _OTHER_MM, _NUMBER_MM = 7.2, 5.6, 4.6
_WAY_PT = 1.6
_HEAD_MM = 1.7
_BLOCK_GREY = 0.88
_NO_COLOUR = "#303030"


@dataclass(frozen=True)
class FloorMap:
    """Draws maps in the words of one language."""

    floors: Mapping[str, Floor]
    desks: Mapping[str, Desk]
    typesetter: Typesetter
    words: Words

    def draw(self, stops: Sequence[Desk], x_mm: float, w_mm: float) -> Block:
        """Draw the floors with these stops, and that of the kiosk; nothing where no stop stands on the map."""
        legs = route(self.floors, [desk.id for desk in stops])
        shown = [floor for floor in self.floors.values() if any(leg.floor == floor.id for leg in legs)]
        if len(shown) == 1:
            return self._row(shown, legs, x_mm + (w_mm - _ALONE_MM) / 2, _ALONE_MM)
        panel = (w_mm - _GAP_MM) / _ACROSS
        rows = [shown[n : n + _ACROSS] for n in range(0, len(shown), _ACROSS)]
        return stack(*(self._row(row, legs, x_mm, panel) for row in rows))

    def floor(self, floor: Floor, legs: Sequence[Leg], w_mm: float) -> Block:
        """Draw one floor with what of the way lies on it."""
        scale = min(w_mm / floor.size[0], _HEIGHT_MM / floor.size[1])
        here = [leg for leg in legs if leg.floor == floor.id]
        several = sum(leg.desk is not None for leg in legs) > 1
        marks = (
            *_ground(floor, scale),
            *self._others(floor, scale, {leg.desk for leg in here}),
            *(mark for leg in here for mark in _line(leg, scale)),
            *self._places(floor, scale),
            *(mark for leg in here if leg.desk for mark in self._stop(leg, scale, numbered=several)),
        )
        return Block(floor.size[1] * scale, marks)

    def _row(self, row: Sequence[Floor], legs: Sequence[Leg], x_mm: float, panel_mm: float) -> Block:
        blocks = []
        for n, floor in enumerate(row):
            x = x_mm + n * (panel_mm + _GAP_MM)
            title = self._put(floor_words(floor.id, self.words), (x, 0, panel_mm, _TITLE_MM - 1), _TITLE)
            drawn = self.floor(floor, legs, panel_mm)
            marks = (shifted(mark, x, _TITLE_MM) for mark in drawn.marks)
            blocks.append(Block(_TITLE_MM + drawn.height_mm, (*title, *marks)))
        height = max(block.height_mm for block in blocks)
        return Block(height + 3, tuple(mark for block in blocks for mark in block.marks))

    def _others(self, floor: Floor, scale: float, goals: set[str | None]) -> Iterator[Mark]:
        """Yield the windows that are not gone to."""
        for desk, point in floor.windows.items():
            if desk in goals or desk not in self.desks:
                continue
            place = _square(point, scale, _OTHER_MM)
            yield Frame(*place, stroke_pt=0.4, fill_grey=1.0, radius_mm=_OTHER_MM / 2)
            yield from self._put(self.desks[desk].window or "", place, _OTHER)

    def _stop(self, leg: Leg, scale: float, *, numbered: bool) -> Iterator[Mark]:
        """Yield the window as on the signs, and on the way to it the how manieth it is."""
        desk = self.desks[leg.desk or ""]
        place = _square(leg.points[-1], scale, _GOAL_MM)
        yield Frame(*place, stroke_pt=None, radius_mm=_GOAL_MM / 2, colour=desk.colour or _NO_COLOUR)
        yield from self._put(desk.window or "", place, _GOAL)
        if numbered and len(leg.points) > 1:
            x, y = _before(leg.points, scale, _GOAL_MM / 2 + _HEAD_MM + 0.8 + _NUMBER_MM / 2)
            ring = (x - _NUMBER_MM / 2, y - _NUMBER_MM / 2, _NUMBER_MM, _NUMBER_MM)
            yield Frame(*ring, stroke_pt=None, fill_grey=1.0, radius_mm=_NUMBER_MM / 2)
            yield Ring(*ring, stroke_pt=0.8)
            yield from self._put(str(leg.number), ring, _NUMBER)

    def _places(self, floor: Floor, scale: float) -> Iterator[Mark]:
        """Yield entrances, stairs, lift and kiosk with their names."""
        for x, y in floor.entrances:
            yield from _arrow_in((x * scale, y * scale))
            yield from self._label("entrance", (x * scale, y * scale - 6.2))
        for x, y in floor.stairs:
            yield from _steps((x * scale, y * scale))
            yield from self._label("stairs", (x * scale, y * scale + 4.6))
        if floor.lift:
            x, y = floor.lift
            yield from _cabin((x * scale, y * scale))
            yield from self._label("lift", (x * scale, y * scale + 4.6))
        if floor.kiosk:
            x, y = floor.kiosk
            yield Frame(x * scale - 1.6, y * scale - 1.6, 3.2, 3.2, stroke_pt=None, fill_grey=0.0)
            yield from self._label("here", (x * scale, y * scale + 4.2), _HERE)

    def _label(self, key: str, middle: Point, style: Style = _LABEL) -> Iterator[Mark]:
        text = plain(self.words[f"paper.map.{key}"])
        width = self.typesetter.width(text, style)
        yield from self._put(text, (middle[0] - width / 2, middle[1] - 2, width, 4), style)

    def _put(self, text: str, place: Place, style: Style) -> tuple[Mark, ...]:
        return self.typesetter.block([text], place, style)


def _ground(floor: Floor, scale: float) -> Iterator[Mark]:
    for x, y, w, h in floor.blocks:
        yield Frame(x * scale, y * scale, w * scale, h * scale, stroke_pt=None, fill_grey=_BLOCK_GREY)
    yield Frame(0, 0, floor.size[0] * scale, floor.size[1] * scale, stroke_pt=0.9, radius_mm=1.0)


def _line(leg: Leg, scale: float) -> Iterator[Mark]:
    """Yield the way, with a head where it comes to a window."""
    points = [(x * scale, y * scale) for x, y in leg.points]
    if leg.desk and len(points) > 1:
        points[-1] = _before(leg.points, scale, _GOAL_MM / 2 + 0.4)
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Rule(x1, y1, x2, y2, _WAY_PT)
    if leg.desk and len(points) > 1:
        yield from _head(points[-2], points[-1])


def _head(start: Point, tip: Point) -> Iterator[Mark]:
    long = hypot(tip[0] - start[0], tip[1] - start[1]) or 1.0
    dx, dy = (tip[0] - start[0]) / long * _HEAD_MM, (tip[1] - start[1]) / long * _HEAD_MM
    for side in (1, -1):
        yield Rule(tip[0] - dx - side * dy * 0.8, tip[1] - dy + side * dx * 0.8, *tip, _WAY_PT)


def _before(points: Sequence[Point], scale: float, back_mm: float) -> Point:
    """Return the point so far before the end of the way, on its last piece."""
    (x1, y1), (x2, y2) = ((x * scale, y * scale) for x, y in points[-2:])
    share = back_mm / (hypot(x2 - x1, y2 - y1) or 1.0)
    return x2 + (x1 - x2) * share, y2 + (y1 - y2) * share


def _square(middle: Point, scale: float, side: float) -> Place:
    return middle[0] * scale - side / 2, middle[1] * scale - side / 2, side, side


def _steps(middle: Point) -> Iterator[Mark]:
    """Three steps that go up to the right."""
    x, y = middle[0] - 2.4, middle[1] + 2.0
    for n in range(3):
        yield Rule(x + n * 1.6, y - n * 1.3, x + n * 1.6, y - (n + 1) * 1.3, 0.8)
        yield Rule(x + n * 1.6, y - (n + 1) * 1.3, x + (n + 1) * 1.6, y - (n + 1) * 1.3, 0.8)


def _cabin(middle: Point) -> Iterator[Mark]:
    """A box with an arrow up and one down."""
    x, y = middle
    yield Frame(x - 2.4, y - 2.4, 4.8, 4.8, stroke_pt=0.8, fill_grey=1.0)
    for side, up in ((-1.0, 1), (1.0, -1)):
        yield Rule(x + side, y - 1.4, x + side, y + 1.4, 0.7)
        yield Rule(x + side - 0.7, y - up * 0.5, x + side, y - up * 1.5, 0.7)
        yield Rule(x + side + 0.7, y - up * 0.5, x + side, y - up * 1.5, 0.7)


def _arrow_in(foot: Point) -> Iterator[Mark]:
    """An arrow that comes in from below."""
    x, y = foot
    yield Rule(x, y + 1.5, x, y - 3.0, 1.1)
    yield Rule(x - 1.3, y - 1.6, x, y - 3.1, 1.1)
    yield Rule(x + 1.3, y - 1.6, x, y - 3.1, 1.1)
