"""A form as data: what a city prints on A4, in millimetres, and which boxes take which value.

Read from the city's ``forms/<ID>.yaml``; pieces that many forms share stand in ``forms/parts.yaml``
(a mapping of ``Part``) and are put in place by ``kiosk.paperwork.assembly``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.lettering.glyphs import Face
from kiosk.paperwork.case import Need
from kiosk.paperwork.sheet import Original
from kiosk.people import NAME_GAP

_EVERYBODY = PersonCondition("true")

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

    ``{n}`` is the row's number, ``{sheet}`` and ``{sheets}`` count the sheets of one form, ``{city}`` is the city's
    name; ``{title}``, ``{subtitle}``, ``{number}`` and ``{addressee}`` are the form's.
    ``shrinks``: words too long for their place get smaller, then a second line.
    """

    at: Place
    text: str
    pt: float = 7.0
    face: Face = Face.TEXT
    align: Align = Align.LEFT
    vertical: bool = False
    grey: float = 0.0
    shrinks: bool = False

    @property
    def varies(self) -> bool:
        """Whether it is not the same on every sheet."""
        return any(name in self.text for name in ("{n}", "{sheet}", "{sheets}"))


class BoxKind(Enum):
    """What a box takes. SIGNATURE and BLANK are written by hand, STAFF by a clerk: nothing is ever printed there.

    Of a NAME the part that nobody typed becomes a framed blank, for the resident's own hand.
    """

    TEXT = "text"
    NAME = "name"
    KANA = "kana"
    DATE = "date"
    CHOICE = "choice"
    SIGNATURE = "signature"
    BLANK = "blank"
    STAFF = "staff"


SIGNED_BY_NOTIFIER = "notifier.signature"

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

    Chosen when ``when`` is true; without ``when``, when the box's value is this ``id`` or ``label``. The one with
    ``rest`` is chosen for a value that is none of the others, which is then written there.
    """

    id: str
    at: Place
    label: str = ""
    when: Condition | None = None
    rest: Place | None = None


@dataclass(frozen=True)
class Instead:
    """What a box takes in place of its ``value`` where ``when`` is true."""

    when: Condition
    value: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A place for one value.

    ``value`` are dotted names; the first that is known is printed: ``today``, ``ticket``, ``notifier.*`` (who stands
    at the window), ``self.*`` (whose errand it is), ``person.*`` (the one of the row; outside of rows whom the sheet is
    about), ``spouse.*`` (theirs, of SELF and the spouse), ``husband.*`` and ``wife.*`` (these two by their sex) and
    ``chosen.<need>.*`` (name, kana, birth, age, sex, address, nationality, school, grade, card), ``person.to.self``
    (who they are to SELF), ``person.to.<need>`` (who they are to the one chosen there), ``person.notifies`` ("yes" of
    who stands at the window), ``person.shared.<need of people>.<need>``, ``residence.*`` (status, period, until.year,
    until.month, until.day, card_number: of the one who moves whose residence card was read), ``need.<id>`` (of an
    address ``.postal`` and ``.text``; told of one person ``need.<id>:<number>``), ``fact.<id>``, ``fees.<form>`` (in
    yen, of what is required with that form, each once). ``when`` false takes
    ``otherwise`` instead, unknown nothing. Before that the first of ``instead`` counts that is true, and one that is
    unknown takes nothing, too.
    Conditions are true when they are for any of the events; what was told for one of them counts for all.
    Where ``given`` is false the box does not arise: nothing is printed, not even its choices, and nothing is left to
    the hand.
    Of a SIGNATURE ``notifier.signature`` is what who stands at the window may have signed on the screen.
    A DATE with options has its era ringed, its numbers printed before 年月日.
    ``own_hand`` is the word key of what the resident writes here while no value stands there; a box without
    words for it is left as it is, and so is one ``of_japanese`` in the row of a foreign national.
    """

    id: str
    kind: BoxKind
    at: Place
    source: Source = Source.DERIVED
    value: tuple[str, ...] = ()
    when: Condition | None = None
    otherwise: tuple[str, ...] = ()
    instead: tuple[Instead, ...] = ()
    given: Condition | None = None
    options: tuple[Option, ...] = ()
    chosen: Chosen = Chosen.TICK
    required: bool = False
    own_hand: str | None = None
    of_japanese: bool = False
    pt: float = 10.5
    min_pt: float = 6.0
    align: Align = Align.LEFT
    face: Face = Face.NAME

    @property
    def names(self) -> tuple[str, ...]:
        """All dotted names from which it may take its value."""
        return (*self.value, *self.otherwise, *(name for other in self.instead for name in other.value))

    @property
    def is_signed_by_notifier(self) -> bool:
        return self.kind is BoxKind.SIGNATURE and SIGNED_BY_NOTIFIER in self.value

    def is_left(self, value: str) -> bool:
        """Whether the resident writes here: nothing is known, or only one part of a name."""
        parts = value.split(NAME_GAP) if self.kind is BoxKind.NAME else (value,)
        return not all(parts)


@dataclass(frozen=True)
class Part:
    """A piece that several forms share, in mm from its own corner."""

    shades: tuple[Shade, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Rows:
    """A section drawn ``count`` times, ``step`` mm under one another, one person each from the ``first`` on.

    Everybody of the household has a row of whom ``over`` is not false. On a shared continuation it is left out: there
    the rows go on that the form has under the same id, as they are drawn there, as many as have room.
    """

    count: int
    step: float
    over: PersonCondition = _EVERYBODY
    first: int = 1

    @property
    def last(self) -> int:
        return self.first + self.count - 1


@dataclass(frozen=True)
class Listing:
    """Where texts stand in full that no box could hold, each behind its mark."""

    at: Place
    pt: float = 9.0
    face: Face = Face.NAME


@dataclass(frozen=True)
class Section:
    """A region of the sheet with its corner at ``at`` (x, y). ``use`` names a shared part drawn beneath its own.

    ``heads``: the section with rows above which it stands; a continuation that has not got those leaves it out, too.

    Boxes are known as ``<section>.<box>``, with rows as ``<section><n>.<box>``, counted from 1.
    """

    id: str
    at: tuple[float, float]
    use: str | None = None
    heads: str | None = None
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
class Subject:
    """Whom a sheet is about: the one person of whom ``who`` is true, or with ``each`` a sheet for each of them.

    ``chosen`` names the need by which somebody is chosen. Of several, or nobody, the hand writes who it is; a form with
    a sheet for each is not printed where surely nobody is meant.
    """

    who: PersonCondition = _EVERYBODY
    each: bool = False
    chosen: str | None = None


@dataclass(frozen=True)
class Form:
    """One sheet. ``symbol`` is the square (x, y, side) in which the QR with the handover stands.

    ``title`` is its official one, ``number`` that of the city's pattern (第1号様式), ``addressee`` whom it goes to
    where that is not the city's own. Where ``given`` is false it is not printed.
    ``over`` is the file, beside the form's, of the city's own official sheet over which the boxes are laid
    (``original``, when it has been read).
    ``like`` names a form of which this one has everything that it does not say otherwise; a section replaces the one
    of the same id.
    ``asks`` are the needs of ``forms/needs.yaml`` that it wants, ``needs`` those of its own: what neither card nor
    answers give. ``subject`` None: SELF.
    ``alone``: it is printed by visits that print no other form with a ``symbol``, so that these have a sheet for the
    counter, too.
    ``stands_for`` are the forms that this one replaces where both would be printed (付記); ``also`` are printed
    wherever it is.
    ``discreet``: its title is never said where others may see it.
    ``undrawn`` is printed when a font lacks characters of a value; ``{characters}`` in it are which, for the clerk.
    ``corrected`` is printed, framed, on every sheet that a counter corrected; ``{what}``, ``{date}`` and
    ``{window}`` in it.
    ``rest`` is printed when something is continued elsewhere. ``continuation`` is the form on whose sheets people and
    texts go on that find no room here. Its rows begin where those of this form end, its boxes are boxes of this form by
    the same names, and ``in_full`` takes the texts. A ``shared`` one is the continuation of many forms.
    """

    id: str
    sections: tuple[Section, ...] = field(default=(), repr=False)
    title: str = ""
    subtitle: str = ""
    number: str = ""
    addressee: str | None = None
    over: str | None = None
    original: Original | None = None
    like: str | None = None
    given: Condition | None = None
    subject: Subject | None = None
    symbol: tuple[float, float, float] | None = None
    rest: Label | None = None
    undrawn: Label | None = None
    corrected: Label | None = None
    asks: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    continuation: str | None = None
    alone: bool = False
    shared: bool = False
    stands_for: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    discreet: bool = False
    in_full: Listing | None = None

    def placed(self, before: int = 0) -> Iterator[Placed]:
        """Yield every section where it lies, one with rows once for each; ``before``: sheets of this form before it."""
        for section in self.sections:
            x, y = section.at
            rows = section.rows
            if rows is None:
                yield Placed(section, x, y)
            else:
                first = rows.first + before * rows.count
                yield from (Placed(section, x, y + at * rows.step, first + at) for at in range(rows.count))

    def conditions(self) -> Iterator[Condition]:
        """All conditions of this form that are about the visit."""
        yield from () if self.given is None else (self.given,)
        yield from (need.given for need in self.needs if need.given)
        for section in self.sections:
            for box in section.boxes:
                yield from (other.when for other in box.instead)
                yield from (when for when in (box.given, box.when, *(option.when for option in box.options)) if when)

    @property
    def can_be_signed(self) -> bool:
        """Whether who stands at the window signs it."""
        return any(box.is_signed_by_notifier for section in self.sections for box in section.boxes)

    def facts(self) -> Iterator[str]:
        """The facts that are printed as they are."""
        names = (name for section in self.sections for box in section.boxes for name in box.names)
        yield from (name.removeprefix("fact.") for name in names if name.startswith("fact."))
