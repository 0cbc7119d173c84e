"""A form laid out: what is printed on every sheet (drawn once), and the values of one visit on top of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, count, repeat

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import Align, Box, BoxKind, Chosen, Form, Label, Option, Place, Placed
from kiosk.paperwork.overflow import Overflow
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Rule, Symbol
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.paperwork.undrawn import undrawn
from kiosk.paperwork.writing import Writing
from kiosk.settings import City

Modules = tuple[tuple[bool, ...], ...]
"""The rows of a two-dimensional code; True is dark."""

Encode = Callable[[str], Modules]
"""Text as the modules of a two-dimensional code."""

_A4_MM = (210.0, 297.0)
_PART_MM = 2.8


@dataclass(frozen=True)
class Corrected:
    """That a counter corrected the application: ``what`` it is called, ``date`` and ``window`` as they are printed."""

    what: str
    date: str
    window: str


@dataclass(frozen=True)
class BlankForm:
    """A form with all that is printed on every sheet already set. Made once, used by every visit."""

    form: Form
    city: City
    marks: tuple[Mark, ...] = field(repr=False)


class Blanks(Mapping[str, BlankForm]):
    """The blank forms of a city by id, each drawn when it is first wanted."""

    def __init__(self, forms: Mapping[str, Form], city: City, lettering: Lettering) -> None:
        self._forms = forms
        self._draw = cache(lambda id_: draw_blank(forms[id_], city, lettering))

    def __getitem__(self, id_: str) -> BlankForm:
        blank: BlankForm = self._draw(id_)
        return blank

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


@dataclass(frozen=True)
class _Sheet:
    """One sheet and what a visit adds to it; ``before``: how many sheets of the same form come before it."""

    blank: BlankForm
    before: int
    writing: Writing
    absent: frozenset[str]
    in_full: Sequence[Mark] = ()


def draw_blank(form: Form, city: City, lettering: Lettering) -> BlankForm:
    """Set the rules, frames and words of an assembled form."""
    typesetter = Typesetter(lettering)
    placed = tuple(form.placed())
    shades = (mark for one in placed for mark in _shades(one))
    names = _names(form, city)
    words = (mark for one in placed for mark in _words(one, names, typesetter))
    return BlankForm(form, city, (*shades, *words))


def lay_out_form(
    blank: BlankForm,
    filled: FilledForm,
    lettering: Lettering,
    *,
    symbols: Sequence[str] = (),
    encode: Encode,
    continuation: BlankForm | None = None,
    corrected: Corrected | None = None,
) -> tuple[Document, ...]:
    """Write the values of one visit on a blank form, and on sheets of the ``continuation`` what it has no room for.

    Every sheet is a document: F01, F01-2, F01-3 ... Each carries one of ``symbols``, the texts of the handover, as long
    as there are any; there are sheets for all of them. Without a continuation it only says that something is missing.
    """
    typesetter = Typesetter(lettering)
    sheets = _sheets(blank, filled, typesetter, continuation, len(symbols))
    told = (*_rest(blank, filled, sheets, typesetter), *_undrawn(blank, filled, typesetter))
    first, *further = (_page(sheet, number, len(sheets), typesetter) for number, sheet in enumerate(sheets, start=1))
    pages = (replace(first, marks=(*first.marks, *told)), *further)
    names = (filled.name, *(f"{filled.name}-{number}" for number in range(2, len(sheets) + 1)))
    texts = chain(symbols, repeat(""))
    marks = (_symbol(sheet.blank.form, text, encode) for sheet, text in zip(sheets, texts, strict=False))
    parts = chain(_parts(sheets, len(symbols), typesetter), repeat(()))
    return tuple(
        Document(
            name,
            Media.A4,
            (replace(page, marks=(*page.marks, *_corrected(sheet.blank, corrected, typesetter), *symbol, *part)),),
            title=blank.form.title,
            discreet=blank.form.discreet,
        )
        for name, page, sheet, symbol, part in zip(names, pages, sheets, marks, parts, strict=False)
    )


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
    blank: BlankForm, filled: FilledForm, typesetter: Typesetter, continuation: BlankForm | None, symbols: int
) -> tuple[_Sheet, ...]:
    """Write sheet after sheet until everybody has a row, every text stands somewhere in full, and every symbol."""
    overflow = Overflow()
    writing = _write(blank.form, 0, filled, Writing(typesetter, overflow if continuation else None))
    first = _Sheet(blank, 0, writing, filled.absent)
    if continuation is None:
        return (first,)
    form = continuation.form
    written: list[Writing] = []
    while any(_goes_on(placed, filled) for placed in form.placed(len(written))) or len(written) < max(
        len(_in_full(form, overflow, typesetter)), symbols - 1
    ):
        written.append(_write(form, len(written), filled, Writing(typesetter, overflow)))
    texts = chain(_in_full(form, overflow, typesetter), repeat(()))
    return (first, *map(_Sheet, repeat(continuation), count(), written, repeat(filled.absent), texts))


def _in_full(form: Form, overflow: Overflow, typesetter: Typesetter) -> list[list[Mark]]:
    return overflow.sheets(form.in_full, typesetter) if form.in_full else []


def _goes_on(placed: Placed, filled: FilledForm) -> bool:
    """Whether this is the row of somebody."""
    return placed.row is not None and placed.row <= filled.people.get(placed.section.id, 0)


def _write(form: Form, before: int, filled: FilledForm, writing: Writing) -> Writing:
    """Write what stands on this sheet; rows of nobody stay empty."""
    for placed in form.placed(before):
        if placed.row is None or _goes_on(placed, filled):
            for box in placed.section.boxes:
                name = placed.name(box)
                if box.is_signed_by_notifier and filled.signature:
                    writing.marks += filled.signature.ink(placed.place(box.at))
                else:
                    writing.write(box, placed, filled.values.get(name, ""), by_hand=name in filled.by_hand)
    return writing


def _page(sheet: _Sheet, number: int, sheets: int, typesetter: Typesetter) -> Page:
    blank, writing = sheet.blank, sheet.writing
    labels = (
        mark
        for placed in blank.form.placed(sheet.before)
        for label in placed.section.labels
        if label.varies
        for mark in _label(
            label, placed.place(label.at), typesetter, _names(blank.form, blank.city, placed.row, number, sheets)
        )
    )
    choices = _arising(sheet, typesetter)
    marks = (*writing.grounds, *blank.marks, *choices, *labels, *writing.marks, *sheet.in_full)
    return Page(*_A4_MM, marks, tuple(writing.own_hand), blank.form.original)


def _rest(blank: BlankForm, filled: FilledForm, sheets: tuple[_Sheet, ...], typesetter: Typesetter) -> Iterable[Mark]:
    """Say on the first sheet that there is more than it holds."""
    label = blank.form.rest
    is_whole = len(sheets) == 1 and not sheets[0].writing.rest and not any(_more(blank.form, filled))
    if label is None or is_whole:
        return ()
    return _label(label, label.at, typesetter, _names(blank.form, blank.city, None, 1, len(sheets)))


def _undrawn(blank: BlankForm, filled: FilledForm, typesetter: Typesetter) -> Iterable[Mark]:
    """Tell the clerk of the characters in whose place a blank stands."""
    label = blank.form.undrawn
    characters = undrawn(blank.form, filled, typesetter.lettering) if label else ""
    if label is None or not characters:
        return ()
    return _label(label, label.at, typesetter, {**_names(blank.form, blank.city), "characters": characters})


def _corrected(blank: BlankForm, corrected: Corrected | None, typesetter: Typesetter) -> Iterator[Mark]:
    """Mark what is signed in place of the first sheet."""
    label = blank.form.corrected
    if label is None or corrected is None:
        return
    yield Frame(*label.at, stroke_pt=1.2)
    yield from _label(
        label,
        label.at,
        typesetter,
        {**_names(blank.form, blank.city), "what": corrected.what, "date": corrected.date, "window": corrected.window},
    )


def _more(form: Form, filled: FilledForm) -> Iterator[bool]:
    """Say of every section with rows whether somebody has none."""
    yield from (filled.people.get(one.id, 0) > one.rows.last for one in form.sections if one.rows)


def _shades(placed: Placed) -> Iterator[Mark]:
    for shade in placed.section.shades:
        yield Frame(*placed.place(shade.at), stroke_pt=shade.pt, fill_grey=shade.grey, radius_mm=shade.radius)
    for line in placed.section.lines:
        x1, y1, x2, y2 = line.at
        yield Rule(placed.x + x1, placed.y + y1, placed.x + x2, placed.y + y2, line.pt, line.dashed)


def _words(placed: Placed, names: Mapping[str, object], typesetter: Typesetter) -> Iterator[Mark]:
    for label in placed.section.labels:
        if not label.varies:
            yield from _label(label, placed.place(label.at), typesetter, names)
    yield from _choices(placed, typesetter, (box for box in placed.section.boxes if box.given is None))


def _choices(placed: Placed, typesetter: Typesetter, boxes: Iterable[Box]) -> Iterator[Mark]:
    """Print what can be chosen in these boxes of a section."""
    for box in boxes:
        for option in box.options:
            yield from _option(box, option, placed, typesetter)


def _arising(sheet: _Sheet, typesetter: Typesetter) -> Iterator[Mark]:
    """Print what can be chosen in the boxes that only some visits have."""
    for placed in sheet.blank.form.placed(sheet.before):
        section = placed.section
        boxes = (box for box in section.boxes if box.given and f"{section.id}.{box.id}" not in sheet.absent)
        yield from _choices(placed, typesetter, boxes)


def _names(form: Form, city: City, row: int | None = None, sheet: int = 1, sheets: int = 1) -> Mapping[str, object]:
    """What stands in the braces of labels."""
    return {
        "n": row,
        "sheet": sheet,
        "sheets": sheets,
        "city": city.name,
        "addressee": form.addressee or city.addressee,
        "title": form.title,
        "subtitle": form.subtitle,
        "number": form.number,
    }


def _label(label: Label, place: Place, typesetter: Typesetter, names: Mapping[str, object]) -> Iterable[Mark]:
    style = Style(label.pt, label.face, label.align, label.grey)
    text = label.text.format(**names)
    if label.vertical:
        return typesetter.column(text, place, style)
    if label.shrinks:
        return _shrunk(text, place, typesetter, style)
    return typesetter.block(text.split("\n"), place, style)


def _shrunk(text: str, place: Place, typesetter: Typesetter, style: Style) -> Iterable[Mark]:
    """Set words that are spread where they have room, and get smaller, in the middle, where they have none."""
    _, _, w, h = place
    fitted = typesetter.lettering.fit(text, style.face, w_mm=w, h_mm=h, size_pt=style.size_pt)
    is_short = len(fitted.lines) == 1 and fitted.size_pt == style.size_pt
    align = style.align if is_short or style.align is not Align.SPREAD else Align.CENTER
    return typesetter.block(fitted.lines, place, replace(style, size_pt=fitted.size_pt, align=align, gap=1.15))


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


def _parts(sheets: Sequence[_Sheet], symbols: int, typesetter: Typesetter) -> Iterator[Iterable[Mark]]:
    """Say under each of several symbols which it is: a scanner wants all of them."""
    for number, sheet in enumerate(sheets[: symbols if symbols > 1 else 0], start=1):
        assert sheet.blank.form.symbol is not None
        x, y, side = sheet.blank.form.symbol
        place = (x, y + side, side, _PART_MM)
        yield typesetter.block([f"QR {number}/{symbols}"], place, Style(6.5, Face.BOLD, Align.RIGHT))
