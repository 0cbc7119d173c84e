"""A name signed with a finger, and how it stands in its box. Nothing of it leaves the visit but on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.paperwork.sheet import Ink

Stroke = tuple[tuple[float, float], ...]
"""The points (x, y) of one line, two at least, in a unit that is the same across and down."""

_AIR_MM = 1.2


@dataclass(frozen=True)
class Signature:
    """One stroke at least."""

    strokes: tuple[Stroke, ...] = field(repr=False)

    def ink(self, place: tuple[float, float, float, float]) -> Iterator[Ink]:
        """Yield the lines as large as they fit into x, y, width, height (mm), in the middle, not stretched."""
        points = [point for stroke in self.strokes for point in stroke]
        left, top = (min(values) for values in zip(*points, strict=True))
        right, bottom = (max(values) for values in zip(*points, strict=True))
        x, y, w, h = place
        scale = min((w - 2 * _AIR_MM) / max(right - left, 1e-6), (h - 2 * _AIR_MM) / max(bottom - top, 1e-6))
        x_mm, y_mm = x + (w - scale * (right - left)) / 2, y + (h - scale * (bottom - top)) / 2
        for stroke in self.strokes:
            yield Ink(tuple((x_mm + scale * (px - left), y_mm + scale * (py - top)) for px, py in stroke))
