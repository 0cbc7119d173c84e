"""A sheet of paper as data: marks in millimetres from the top left corner.

Laid out once, drawn twice: by printing/ as PDF and by the lobby as the preview.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby

from kiosk.lettering.glyphs import Face, Glyph
from kiosk.words import Words


class Media(Enum):
    """Which of a kiosk's papers a document comes out on; the value is its key in kiosk.yaml."""

    A4 = "sheets"
    CHECKLIST = "checklist"
    SLIP = "slips"


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


@dataclass(frozen=True)
class Ink:
    """What a finger wrote: one line through these points (x, y)."""

    points: tuple[tuple[float, float], ...] = field(repr=False)
    width_pt: float = 1.4


Mark = Run | Rule | Frame | Ring | Tick | Symbol | Ink


def shifted(mark: Mark, right_mm: float, down_mm: float) -> Mark:
    """Return the mark in another place."""
    if isinstance(mark, Rule):
        x1, y1, x2, y2 = mark.x1_mm + right_mm, mark.y1_mm + down_mm, mark.x2_mm + right_mm, mark.y2_mm + down_mm
        return replace(mark, x1_mm=x1, y1_mm=y1, x2_mm=x2, y2_mm=y2)
    if isinstance(mark, Ink):
        return replace(mark, points=tuple((x + right_mm, y + down_mm) for x, y in mark.points))
    return replace(mark, x_mm=mark.x_mm + right_mm, y_mm=mark.y_mm + down_mm)


@dataclass(frozen=True)
class Area:
    """A rectangle that the resident fills by hand; the preview lights it. ``label`` is a word key."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    label: str


@dataclass(frozen=True)
class Original:
    """A city's own official sheet, beneath what we write: the ``pdf`` of one page, and a ``picture`` (PNG) of it."""

    pdf: bytes = field(repr=False)
    picture: bytes = field(repr=False)


@dataclass(frozen=True)
class Page:
    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]
    own_hand: tuple[Area, ...] = ()
    original: Original | None = None


DISCREET = "discreet"


@dataclass(frozen=True)
class Document:
    """What one print job carries. ``name`` is the job's name and says nothing about a person.

    A form has its id, with the number of whom it is about where there is a sheet for each (``F09-1:3``); the sheets on
    which it goes on are called ``<name>-2``, ``<name>-3`` and so on.
    ``title`` and ``language`` (BCP 47) are what the file declares of itself. Of a ``discreet`` one no screen says the
    title, which others may read.
    """

    name: str
    media: Media
    pages: tuple[Page, ...]
    title: str = ""
    language: str = "ja"
    discreet: bool = False

    @property
    def kind(self) -> str:
        """What it is called on a screen: its name, unless that would tell others what it is about."""
        return DISCREET if self.discreet else self.name


_FURTHER = re.compile(r"(?P<name>.+)-(?P<sheet>\d+)")


def form_title(name: str, words: Words) -> str:
    """Return what a sheet of a form is called; empty for a document that is none."""
    key = f"form.{name.partition(':')[0]}.title"
    further = _FURTHER.fullmatch(name) if ":" in name or key not in words else None
    if further is not None:
        title = form_title(further["name"], words)
        return words.say("paper.form.sheet", title=title, sheet=further["sheet"]) if title else ""
    return words.get(key, "")


def sheet_title(kind: str, words: Words) -> str:
    """Return what a screen calls a document of this kind: a form by its title, the others by what they are."""
    return form_title(kind, words) or words[f"screen.sheet.{kind}"]
