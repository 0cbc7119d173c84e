"""A sheet of paper as data: marks in millimetres from the top left corner.

Laid out once, drawn twice: by printing/ as PDF and by the lobby as the preview.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from kiosk.lettering.glyphs import Face, Glyph
from kiosk.words import Words


class Media(Enum):
    """What is in the tray; the value is the IPP media keyword (PWG 5101.1), width x height in mm."""

    A4 = "iso_a4_210x297mm"
    SLIP = "custom_slip_80x200mm"


@dataclass(frozen=True)
class Run:
    """Glyphs on one baseline starting at (x, y)."""

    x_mm: float
    y_mm: float
    face: Face
    size_pt: float
    glyphs: tuple[Glyph, ...]
    grey: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float
    width_pt: float = 0.3
    dashed: bool = False


@dataclass(frozen=True)
class Frame:
    """A rectangle. ``stroke_pt`` None: no outline; ``fill_grey`` None: no fill, 0 black, 1 white.

    ``colour`` (#rrggbb) fills it instead: the colour of a desk on the signs, never the only sign of anything.
    """

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    stroke_pt: float | None = 0.3
    fill_grey: float | None = None
    dashed: bool = False
    radius_mm: float = 0.0
    colour: str | None = None


@dataclass(frozen=True)
class Ring:
    """An ellipse drawn around a choice (○囲み)."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    stroke_pt: float = 0.8


@dataclass(frozen=True)
class Tick:
    """A check mark (レ) inside the rectangle."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    stroke_pt: float = 1.1


@dataclass(frozen=True)
class Symbol:
    """A two-dimensional code: rows of modules, True is dark; the quiet zone is the layout's."""

    x_mm: float
    y_mm: float
    module_mm: float
    rows: tuple[tuple[bool, ...], ...]

    def bars(self) -> Iterator[tuple[int, int, int]]:
        """Yield dark modules that touch in a row as one bar: column, row, length."""
        for y, row in enumerate(self.rows):
            x = 0
            for dark, modules in groupby(row):
                length = len(tuple(modules))
                if dark:
                    yield x, y, length
                x += length


Mark = Run | Rule | Frame | Ring | Tick | Symbol


@dataclass(frozen=True)
class Area:
    """A rectangle that the resident fills by hand; the preview lights it. ``label`` is a word key."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    label: str


@dataclass(frozen=True)
class Page:
    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]
    own_hand: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Document:
    """What one print job carries. ``name`` is the job's name and says nothing about a person.

    A form has its id; the sheets on which it goes on are called ``<id>-2``, ``<id>-3`` and so on.
    """

    name: str
    media: Media
    pages: tuple[Page, ...]


def form_title(name: str, words: Words) -> str:
    """Return what a sheet of a form is called; empty for a document that is none.

    All sheets on which a form goes on have the words of the first of them, with their own number.
    """
    form, _, sheet = name.rpartition("-")
    keys = (f"form.{id_}.title" for id_ in (name, f"{form}-2"))
    return next((words.say(key, sheet=sheet) for key in keys if key in words), "")
