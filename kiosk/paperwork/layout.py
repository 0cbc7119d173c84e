"""A form laid out: what is printed on every sheet (drawn once), and the values of one visit on top of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count, repeat

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import Align, Box, BoxKind, Chosen, Form, Label, Option, Place, Placed
from kiosk.paperwork.overflow import Overflow
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Rule, Symbol
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.paperwork.writing import Writing
from kiosk.settings import City

Modules = tuple[tuple[bool, ...], ...]
"""The rows of a two-dimensional code; True is dark."""

Encode = Callable[[str], Modules]
"""Text as the modules of a two-dimensional code."""

_A4_MM = (210.0, 297.0)


@dataclass(frozen=True)
class BlankForm:
    """A form with all that is printed on every sheet already set. Made once, used by every visit."""

    form: Form
    city: City
    marks: tuple[Mark, ...] = field(repr=False)


@dataclass(frozen=True)
class _Sheet:
    """One sheet and what a visit adds to it; ``before``: how many sheets of the same form come before it."""

    blank: BlankForm
    before: int
    writing: Writing
    in_full: Sequence[Mark] = ()


def draw_blank(form: Form, city: City, lettering: Lettering) -> BlankForm:
    """Set the rules, frames and words of an assembled form."""
    typesetter = Typesetter(lettering)
    placed = tuple(form.placed())
    shades = (mark for one in placed for mark in _shades(one))
    words = (mark for one in placed for mark in _words(one, city, typesetter))
    return BlankForm(form, city, (*shades, *words))


def lay_out_form(
    blank: BlankForm,
    filled: FilledForm,
    lettering: Lettering,
    *,
    symbol: str,
    encode: Encode,
    continuation: BlankForm | None = None,
) -> tuple[Document, ...]:
    """Write the values of one visit on a blank form, and on sheets of the ``continuation`` what it has no room for.

    Every sheet is a document: F01, F01-2, F01-3 ... The first carries ``symbol``, the handover text, unless that is
    empty. Without a continuation it only says that something is missing.
    """
    typesetter = Typesetter(lettering)
    sheets = _sheets(blank, filled, typesetter, continuation)
    rest = _rest(blank, filled, sheets, typesetter)
    first, *further = (_page(sheet, number, len(sheets), typesetter) for number, sheet in enumerate(sheets, start=1))
    first = replace(first, marks=(*first.marks, *rest, *_symbol(blank.form, symbol, encode)))
    names = (blank.form.id, *(f"{blank.form.id}-{number}" for number in range(2, len(sheets) + 1)))
    return tuple(Document(name, Media.A4, (page,)) for name, page in zip(names, (first, *further), strict=True))


def outline(form: Form, lettering: Lettering) -> tuple[Mark, ...]:
    """Return a frame and the name of every box, for whoever draws a form."""
    typesetter = Typesetter(lettering)
    marks: list[Mark] = []
    for placed in form.placed():
        for box in placed.section.boxes:
            x, y, w, h = placed.place(box.at)
            marks.append(Frame(x, y, w, h, stroke_pt=0.5, dashed=True))
            marks += typesetter.line(placed.name(box), x + 0.3, y + 1.8, Style(5, Face.BOLD, grey=0.4))
    return tuple(marks)


def _sheets(
    blank: BlankForm, filled: FilledForm, typesetter: Typesetter, continuation: BlankForm | None
) -> tuple[_Sheet, ...]:
    """Write sheet after sheet until everybody has a row and every text stands somewhere in full."""
    overflow = Overflow()
    first = _Sheet(blank, 0, _write(blank.form, 0, filled, Writing(typesetter, overflow if continuation else None)))
    if continuation is None:
        return (first,)
    form = continuation.form
    missing = range(blank.form.last_row, filled.people, max(1, form.last_row - blank.form.last_row))
    written = [_write(form, before, filled, Writing(typesetter, overflow)) for before in range(len(missing))]
    while len(written) < len(_in_full(form, overflow, typesetter)):
        written.append(_write(form, len(written), filled, Writing(typesetter, overflow)))
    texts = chain(_in_full(form, overflow, typesetter), repeat(()))
    return (first, *map(_Sheet, repeat(continuation), count(), written, texts))


def _in_full(form: Form, overflow: Overflow, typesetter: Typesetter) -> list[list[Mark]]:
    return overflow.sheets(form.in_full, typesetter) if form.in_full else []


def _write(form: Form, before: int, filled: FilledForm, writing: Writing) -> Writing:
    """Write what stands on this sheet; rows of nobody stay empty."""
    for placed in form.placed(before):
        if placed.row is None or placed.row <= filled.people:
            for box in placed.section.boxes:
                name = placed.name(box)
                writing.write(box, placed, filled.values.get(name, ""), by_hand=name in filled.by_hand)
    return writing


def _page(sheet: _Sheet, number: int, sheets: int, typesetter: Typesetter) -> Page:
    blank, writing = sheet.blank, sheet.writing
    labels = (
        mark
        for placed in blank.form.placed(sheet.before)
        for label in placed.section.labels
        if label.varies
        for mark in _label(label, placed.place(label.at), typesetter, _names(blank.city, placed.row, number, sheets))
    )
    marks = (*writing.grounds, *blank.marks, *labels, *writing.marks, *sheet.in_full)
    return Page(*_A4_MM, marks, tuple(writing.own_hand))


def _rest(blank: BlankForm, filled: FilledForm, sheets: tuple[_Sheet, ...], typesetter: Typesetter) -> Iterable[Mark]:
    """Say on the first sheet that there is more than it holds."""
    label = blank.form.rest
    is_whole = len(sheets) == 1 and not sheets[0].writing.rest and filled.people <= blank.form.last_row
    if label is None or is_whole:
        return ()
    return _label(label, label.at, typesetter, _names(blank.city, None, 1, len(sheets)))


def _shades(placed: Placed) -> Iterator[Mark]:
    for shade in placed.section.shades:
        yield Frame(*placed.place(shade.at), stroke_pt=shade.pt, fill_grey=shade.grey, radius_mm=shade.radius)
    for line in placed.section.lines:
        x1, y1, x2, y2 = line.at
        yield Rule(placed.x + x1, placed.y + y1, placed.x + x2, placed.y + y2, line.pt, line.dashed)


def _words(placed: Placed, city: City, typesetter: Typesetter) -> Iterator[Mark]:
    for label in placed.section.labels:
        if not label.varies:
            yield from _label(label, placed.place(label.at), typesetter, _names(city))
    for box in placed.section.boxes:
        for option in box.options:
            yield from _option(box, option, placed, typesetter)


def _names(city: City, row: int | None = None, sheet: int = 1, sheets: int = 1) -> Mapping[str, object]:
    """What stands in the braces of labels."""
    return {"n": row, "sheet": sheet, "sheets": sheets, "addressee": city.addressee, "city": city.name}


def _label(label: Label, place: Place, typesetter: Typesetter, names: Mapping[str, object]) -> Iterable[Mark]:
    style = Style(label.pt, label.face, label.align, label.grey)
    text = label.text.format(**names)
    if label.vertical:
        return typesetter.column(text, place, style)
    return typesetter.block(text.split("\n"), place, style)


def _option(box: Box, option: Option, placed: Placed, typesetter: Typesetter) -> Iterable[Mark]:
    x, y, w, h = placed.place(option.at)
    if box.kind is BoxKind.DATE:
        return typesetter.block([option.label], (x, y, w, h), Style(6.5, align=Align.CENTER))
    if box.chosen is Chosen.RING:
        return typesetter.block([option.label], (x, y, w, h), Style(box.pt, align=Align.CENTER))
    square = Frame(x, y, w, h, stroke_pt=0.4)
    return (square, *typesetter.block([option.label], (x + w + 0.8, y, 0, h), Style(box.pt)))


def _symbol(form: Form, text: str, encode: Encode) -> Iterator[Mark]:
    if form.symbol is None or not text:
        return
    x, y, side = form.symbol
    rows = encode(text)
    module = side / len(rows)
    yield Symbol(x, y, module, rows)
