"""A form as data: what a city prints on A4, in millimetres, and which boxes take which value.

Read from the city's ``forms/<ID>.yaml``; pieces that many forms share stand in ``forms/parts.yaml``
(a mapping of ``Part``) and are put in place by ``assemble``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from kiosk.guidance.condition import Condition
from kiosk.lettering.glyphs import Face
from kiosk.paperwork.case import Need

Place = tuple[float, float, float, float]
"""x, y, width, height in mm, from the corner of the section it stands in."""


class Align(Enum):
    """SPREAD sets the letters apart over the whole width (均等割付)."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    SPREAD = "spread"


@dataclass(frozen=True)
class Shade:
    """A rectangle: an outline of ``pt``, a ``grey`` ground (0 black, 1 white), or both."""

    at: Place
    pt: float | None = None
    grey: float | None = None
    radius: float = 0.0


@dataclass(frozen=True)
class Line:
    """A rule from (x1, y1) to (x2, y2)."""

    at: Place
    pt: float = 0.3
    dashed: bool = False


@dataclass(frozen=True)
class Label:
    """Printed words, centred in height, in one or more lines; ``vertical`` sets letter under letter.

    ``{n}`` is the row's number and ``{addressee}``, ``{city}`` are the city's.
    """

    at: Place
    text: str
    pt: float = 7.0
    face: Face = Face.TEXT
    align: Align = Align.LEFT
    vertical: bool = False
    grey: float = 0.0


class BoxKind(Enum):
    """What a box takes. SIGNATURE and BLANK are written by hand, STAFF by a clerk: nothing is ever printed there."""

    TEXT = "text"
    KANA = "kana"
    DATE = "date"
    CHOICE = "choice"
    SIGNATURE = "signature"
    BLANK = "blank"
    STAFF = "staff"


BY_HAND = frozenset({BoxKind.SIGNATURE, BoxKind.BLANK, BoxKind.STAFF})


class Source(Enum):
    """Where the value comes from."""

    CARD = "card"
    ANSWER = "answer"
    DERIVED = "derived"
    STAFF = "staff"
    SIGNATURE = "signature"


class Chosen(Enum):
    """How a choice is marked: レ in its square, or a ring around its word."""

    TICK = "tick"
    RING = "ring"


@dataclass(frozen=True)
class Option:
    """One choice of a box. ``at`` is the square that is ticked or the word that is ringed, within the section.

    Chosen when ``when`` is true; without ``when``, when the box's value is this ``id``.
    """

    id: str
    at: Place
    label: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Box:
    """A place for one value.

    ``value`` are dotted names; the first that is known is printed: ``today``, ``ticket``, ``visitor.*`` and
    ``person.*`` (name, kana, birth, sex, address, relation, nationality, school), ``need.<id>`` (of an address
    ``.postal`` and ``.text``), ``fact.<id>``. ``when`` false takes ``otherwise`` instead, unknown nothing.
    A DATE with options has its era ringed, its numbers printed before 年月日.
    ``own_hand`` is the word key of what the resident writes here while no value stands there; a box without
    words for it is left as it is.
    """

    id: str
    kind: BoxKind
    at: Place
    source: Source = Source.DERIVED
    value: tuple[str, ...] = ()
    when: Condition | None = None
    otherwise: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    chosen: Chosen = Chosen.TICK
    required: bool = False
    own_hand: str | None = None
    pt: float = 10.5
    min_pt: float = 6.0
    align: Align = Align.LEFT
    face: Face = Face.NAME


@dataclass(frozen=True)
class Part:
    """A piece that several forms share, in mm from its own corner."""

    shades: tuple[Shade, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    boxes: tuple[Box, ...] = ()


class Over(Enum):
    """Whom the rows of a section stand for: everybody who moves, or the whole household."""

    MOVING = "moving"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class Rows:
    """A section drawn ``count`` times, ``step`` mm under one another, one person each."""

    over: Over
    count: int
    step: float


@dataclass(frozen=True)
class Section:
    """A region of the sheet with its corner at ``at`` (x, y). ``use`` names a shared part drawn beneath its own.

    Boxes are known as ``<section>.<box>``, with rows as ``<section><n>.<box>``, counted from 1.
    """

    id: str
    at: tuple[float, float]
    use: str | None = None
    rows: Rows | None = None
    shades: tuple[Shade, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A section where it lies on the sheet. ``row`` counts from 1; None for a section without rows."""

    section: Section
    x: float
    y: float
    row: int | None = None

    def name(self, box: Box) -> str:
        """Return the id by which the whole form knows a box."""
        return f"{self.section.id}{self.row or ''}.{box.id}"

    def place(self, at: Place) -> Place:
        """Return where on the sheet something of this section lies."""
        x, y, w, h = at
        return (self.x + x, self.y + y, w, h)


@dataclass(frozen=True)
class Form:
    """One sheet. ``symbol`` is the square (x, y, side) in which the QR with the handover stands.

    ``rest`` is printed when something is continued elsewhere. ``needs`` are what neither card nor answers
    give. A household too large for the rows goes on to further sheets.
    """

    id: str
    sections: tuple[Section, ...] = field(repr=False)
    symbol: tuple[float, float, float] | None = None
    rest: Label | None = None
    needs: tuple[Need, ...] = ()

    def placed(self) -> Iterator[Placed]:
        """Yield every section where it lies, one with rows once for each row of this sheet."""
        for section in self.sections:
            x, y = section.at
            if section.rows is None:
                yield Placed(section, x, y)
            else:
                for row in range(section.rows.count):
                    yield Placed(section, x, y + row * section.rows.step, row + 1)

    def conditions(self) -> Iterator[Condition]:
        """All conditions of this form."""
        yield from (need.given for need in self.needs if need.given)
        for section in self.sections:
            for box in section.boxes:
                yield from (when for when in (box.when, *(option.when for option in box.options)) if when)


def assemble(form: Form, parts: Mapping[str, Part]) -> Form:
    """Put the shared parts that ``form`` uses in their places. Raises ``KeyError`` for a part that nobody wrote."""
    return replace(form, sections=tuple(_with_part(section, parts) for section in form.sections))


def _with_part(section: Section, parts: Mapping[str, Part]) -> Section:
    if section.use is None:
        return section
    part = parts[section.use]
    return replace(
        section,
        use=None,
        shades=part.shades + section.shades,
        lines=part.lines + section.lines,
        labels=part.labels + section.labels,
        boxes=part.boxes + section.boxes,
    )
