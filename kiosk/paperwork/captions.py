"""What stands beside a box on the sheet: the printed words by which a clerk knows which one is meant."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.paperwork.form import Box, Form, Label, Section

_MM_PER_PT = 0.3528
_FARTHEST_LEFT_MM = 45.0
_FARTHEST_ABOVE_MM = 9.0
_MOST_LETTERS = 18
_BLANK = "（\u3000"
_BRACES = frozenset("{}")


def captions(form: Form) -> dict[str, str]:
    """Return the caption of each box by ``<section>.<box>``, of all rows alike; one with no words around is missing."""
    found: dict[str, str] = {}
    for section in form.sections:
        own = tuple(filter(_names_something, section.labels))
        heads = tuple(filter(_names_something, _around(section, form))) if section.rows else ()
        for box in section.boxes:
            near = (*_left(box, own), *_above(box, own)) or tuple(_above(box, heads))
            if near:
                found[f"{section.id}.{box.id}"] = _text(min(near, key=lambda pair: pair[0])[1])
    return found


def _around(section: Section, form: Form) -> Iterator[Label]:
    """Yield the labels of other sections, as they lie seen from this one: over rows stand heads."""
    x, y = section.at
    for other in form.sections:
        if other is not section and other.rows is None:
            for label in other.labels:
                lx, ly, w, h = label.at
                yield replace(label, at=(lx + other.at[0] - x, ly + other.at[1] - y, w, h))


def _names_something(label: Label) -> bool:
    """Say whether it is more than a mark between numbers, and less than a remark."""
    if not _BRACES.isdisjoint(label.text) or _BLANK in label.text:
        return False
    return 2 <= sum(map(str.isalnum, label.text)) <= _MOST_LETTERS


def _left(box: Box, labels: Iterable[Label]) -> Iterator[tuple[float, Label]]:
    x, y, _, h = box.at
    for label in labels:
        lx, ly, _, lh = label.at
        distance = x - lx - _width(label)
        if -2 <= distance < _FARTHEST_LEFT_MM and lx < x and _overlap(y, h, ly, lh):
            yield max(distance, 0.0), label


def _above(box: Box, labels: Iterable[Label]) -> Iterator[tuple[float, Label]]:
    """Yield those above it, or in the upper left corner of it, counted as farther than those beside it."""
    x, y, w, _ = box.at
    for label in labels:
        lx, ly, lw, lh = label.at
        distance = y - ly - lh
        if -lh - 1 <= distance < _FARTHEST_ABOVE_MM and ly <= y and _overlap(x, w, lx, lw):
            yield 3.0 + max(distance, 0.0), label


def _overlap(one: float, size: float, other: float, other_size: float) -> bool:
    shared = min(one + size, other + other_size) - max(one, other)
    return shared > 0.4 * min(size, other_size)


def _width(label: Label) -> float:
    """Return how far the words reach from the left of their place."""
    if label.vertical:
        return label.at[2]
    longest = max(map(len, label.text.split("\n")))
    return min(label.at[2], longest * label.pt * _MM_PER_PT) if label.align.value == "left" else label.at[2]


def _text(label: Label) -> str:
    return label.text.replace("\n", "").replace("\u3000", "").strip("（）()※： ")
