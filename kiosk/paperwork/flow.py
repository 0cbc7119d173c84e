"""Text that flows down a page and on to the next: blocks of marks with a height."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from kiosk.paperwork.sheet import Mark, shifted
from kiosk.paperwork.typesetting import Style, Typesetter, line_gap

_SHORT = 0.25


@dataclass(frozen=True)
class Block:
    """Marks that stay together, counted from the block's own top, and how much height they take."""

    height_mm: float
    marks: tuple[Mark, ...] = ()


def moved_down(marks: Iterable[Mark], by_mm: float) -> tuple[Mark, ...]:
    """Return the marks so much further down."""
    return tuple(shifted(mark, 0, by_mm) for mark in marks) if by_mm else tuple(marks)


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


class Hold(Enum):
    """How blocks hold together.

    Not at all; on one page where they have room on one, RATHER only where that takes no page more; or on pages of
    their own.
    """

    LOOSE = "loose"
    RATHER = "rather"
    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True)
class Chapter:
    """Blocks that follow one another."""

    blocks: tuple[Block, ...]
    hold: Hold = Hold.LOOSE

    def turns(self, room_mm: float, page_mm: float) -> bool:
        """Whether it begins on a new page, when there is so much room on this one."""
        height = sum(block.height_mm for block in self.blocks)
        return self.hold is Hold.APART or (self.hold is not Hold.LOOSE and room_mm < height <= page_mm)


def pages_of(chapters: Iterable[Chapter], first_mm: float, later_mm: float) -> tuple[Block, ...]:
    """Break chapters into pages: so much room on the first one, so much on each that follows."""
    held = tuple(chapters)
    loose = (replace(chapter, hold=Hold.LOOSE) if chapter.hold is Hold.RATHER else chapter for chapter in held)
    pages = min(_broken(held, first_mm, later_mm), _broken(loose, first_mm, later_mm), key=len)
    return tuple(stack(*page) for page in pages)


def _broken(chapters: Iterable[Chapter], first_mm: float, later_mm: float) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    room, apart = first_mm, False
    for chapter in chapters:
        turns = apart or chapter.turns(room, later_mm)
        apart = chapter.hold is Hold.APART
        for block in chapter.blocks:
            if pages[-1] and (turns or block.height_mm > room):
                pages.append([])
                room = later_mm
            turns = False
            pages[-1].append(block)
            room -= block.height_mm
    return pages
