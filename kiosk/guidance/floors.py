"""The city hall as a plan of every floor, and the way that somebody walks over them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
"""x, y from the top left corner of the floor."""

Block = tuple[float, float, float, float]
"""x, y, width, height of what one cannot walk through."""


@dataclass(frozen=True)
class Floor:
    """One floor; ``id`` as desks have it. All lengths are in one unit of the city's choice, such as metres.

    ``windows``: where each desk stands. ``aisle``: the line along which one walks from one to another.
    ``kiosk`` stands on one floor, or on several in a city with several kiosks.
    """

    id: str
    size: Point
    aisle: tuple[Point, ...]
    windows: Mapping[str, Point]
    blocks: tuple[Block, ...] = ()
    entrances: tuple[Point, ...] = ()
    stairs: tuple[Point, ...] = ()
    lift: Point | None = None
    kiosk: Point | None = None

    @property
    def way_up(self) -> Point | None:
        """Where one changes to another floor: the lift, which carries everybody."""
        return self.lift or next(iter(self.stairs), None)

    def walk(self, start: Point, end: Point) -> tuple[Point, ...]:
        """Return the way from one place to another: to the aisle, along it, and from it."""
        first, last = self._joined(start), self._joined(end)
        between = self.aisle[first[0] + 1 : last[0] + 1] or self.aisle[last[0] + 1 : first[0] + 1][::-1]
        way = (start, first[1], *between, last[1], end)
        return tuple(point for n, point in enumerate(way) if n == 0 or point != way[n - 1])

    def _joined(self, place: Point) -> tuple[int, Point]:
        """Return the piece of the aisle that is nearest to a place, and the point on it."""
        points = ((n, _nearest(place, *piece)) for n, piece in enumerate(pairwise(self.aisle)))
        return min(points, key=lambda found: _distance(place, found[1]))


@dataclass(frozen=True)
class Leg:
    """The way on one floor to a desk; ``desk`` None: to where one leaves the floor. ``number`` counts the desks."""

    floor: str
    points: tuple[Point, ...] = field(repr=False)
    desk: str | None = None
    number: int = 0


def route(floors: Mapping[str, Floor], desks: Sequence[str]) -> tuple[Leg, ...]:
    """Return the way from the kiosk over these desks, in this order; desks that stand nowhere are left out."""
    return tuple(_legs(floors, desks))


def _legs(floors: Mapping[str, Floor], desks: Sequence[str]) -> Iterator[Leg]:
    here = next(((floor, floor.kiosk) for floor in floors.values() if floor.kiosk), None)
    number = 0
    for desk in desks:
        floor = next((floor for floor in floors.values() if desk in floor.windows), None)
        if floor is None:
            continue
        number += 1
        start: Point | None = None
        if here is not None and here[0].id == floor.id:
            start = here[1]
        elif here is not None:
            start = floor.way_up
            if here[0].way_up is not None:
                yield Leg(here[0].id, here[0].walk(here[1], here[0].way_up))
        place = floor.windows[desk]
        yield Leg(floor.id, floor.walk(start, place) if start else (place,), desk, number)
        here = floor, place


def _nearest(place: Point, start: Point, end: Point) -> Point:
    """Return the point between start and end that is nearest to a place."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = dx * dx + dy * dy
    along = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / long if long else 0.0
    along = min(1.0, max(0.0, along))
    return start[0] + along * dx, start[1] + along * dy


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
