"""Text that flows down a page and on to the next: blocks of marks with a height."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.paperwork.sheet import Mark, Rule
from kiosk.paperwork.typesetting import Style, Typesetter, line_gap

_SHORT = 0.25


@dataclass(frozen=True)
class Block:
    """Marks that stay together, counted from the block's own top, and how much height they take."""

    height_mm: float
    marks: tuple[Mark, ...] = ()


def moved_down(marks: Iterable[Mark], by_mm: float) -> tuple[Mark, ...]:
    """Return the marks so much further down."""
    return tuple(_moved(mark, by_mm) for mark in marks)


def stack(*blocks: Block) -> Block:
    """Put blocks under one another, never to be parted."""
    marks: list[Mark] = []
    height = 0.0
    for block in blocks:
        marks += moved_down(block.marks, height)
        height += block.height_mm
    return Block(height, tuple(marks))


def gap(height_mm: float) -> Block:
    return Block(height_mm)


def paragraph(typesetter: Typesetter, text: str, x_mm: float, w_mm: float, style: Style) -> Block:
    """Set text over as many lines as it needs."""
    lines = _balanced(typesetter, text, w_mm, style)
    height = len(lines) * style.em_mm * line_gap(text, style)
    return Block(height, typesetter.block(lines, (x_mm, 0, w_mm, height), style))


def _balanced(typesetter: Typesetter, text: str, w_mm: float, style: Style) -> tuple[str, ...]:
    """Break into lines; when the last one is very short, make all of them a little shorter instead."""
    lines = _lines(typesetter, text, w_mm, style)
    if len(lines) < 2 or typesetter.width(lines[-1], style) > _SHORT * w_mm:
        return lines
    tries = (_lines(typesetter, text, w_mm * share, style) for share in (0.9, 0.8, 0.7))
    shorter = (found for found in tries if len(found) == len(lines))
    return max(shorter, key=lambda found: typesetter.width(found[-1], style), default=lines)


def _lines(typesetter: Typesetter, text: str, w_mm: float, style: Style) -> tuple[str, ...]:
    return typesetter.lettering.lines(text, style.face, width_em=w_mm / style.em_mm)


def pages_of(blocks: Sequence[Block], first_mm: float, later_mm: float) -> tuple[Block, ...]:
    """Break blocks into pages: so much room on the first one, so much on each that follows."""
    pages: list[list[Block]] = [[]]
    room = first_mm
    for block in blocks:
        if block.height_mm > room and pages[-1]:
            pages.append([])
            room = later_mm
        pages[-1].append(block)
        room -= block.height_mm
    return tuple(stack(*page) for page in pages)


def _moved(mark: Mark, by_mm: float) -> Mark:
    if isinstance(mark, Rule):
        return replace(mark, y1_mm=mark.y1_mm + by_mm, y2_mm=mark.y2_mm + by_mm)
    return replace(mark, y_mm=mark.y_mm + by_mm)
