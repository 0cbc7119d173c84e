"""Whether the map of a city hall fits its desks: every window stands somewhere, and everything within its floor."""

from collections.abc import Iterator

from config.draft import Draft, Placed
from config.marked import near
from kiosk.guidance.floors import Floor, Point

_LEAST_AISLE = 2


def check_floors(draft: Draft) -> None:
    """Note every fault of the map; a city need not have one. Of a floor that could not be read nothing is missing."""
    for placed in draft.floors.values():
        _check_floor(draft, placed)
    standing = {desk for placed in draft.floors.values() for desk in placed.value.windows}
    for id_, desk in draft.desks.items():
        readable = "map" not in draft.blind and desk.value.floor not in draft.unread
        if draft.floors and readable and desk.value.window is not None and id_ not in standing:
            desk.fault("stands_nowhere", "id", id=id_)


def _check_floor(draft: Draft, placed: Placed[Floor]) -> None:
    floor = placed.value
    if len(floor.aisle) < _LEAST_AISLE:
        placed.fault("short_aisle", "aisle")
    for desk in floor.windows:
        if draft.lacks("desks", desk):
            placed.fault("no_desk", "windows", desk, id=desk, near=near(desk, draft.desks))
        elif desk in draft.desks and draft.desks[desk].value.floor != floor.id:
            placed.fault("other_floor", "windows", desk, id=desk, floor=draft.desks[desk].value.floor or "-")
    for path, (x, y) in _points(floor):
        if not (0 <= x <= floor.size[0] and 0 <= y <= floor.size[1]):
            placed.fault("off_floor", *path, x=x, y=y)


def _points(floor: Floor) -> Iterator[tuple[tuple[str | int, ...], Point]]:
    """Yield where a point is written, and the point."""
    for name in ("aisle", "entrances", "stairs"):
        yield from (((name, at), point) for at, point in enumerate(getattr(floor, name)))
    yield from ((("windows", desk), point) for desk, point in floor.windows.items())
    for at, (x, y, w, h) in enumerate(floor.blocks):
        yield ("blocks", at), (x, y)
        yield ("blocks", at), (x + w, y + h)
    yield from (((name,), point) for name in ("lift", "kiosk") if (point := getattr(floor, name)) is not None)
