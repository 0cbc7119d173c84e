"""A form laid out: what is printed on every sheet (drawn once), and the values of one visit on top of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import BY_HAND, Align, Box, BoxKind, Chosen, Form, Label, Option, Place, Placed
from kiosk.paperwork.sheet import Area, Document, Frame, Mark, Media, Page, Ring, Rule, Symbol, Tick
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.settings import City

Modules = tuple[tuple[bool, ...], ...]
"""The rows of a two-dimensional code; True is dark."""

Encode = Callable[[str], Modules]
"""Text as the modules of a two-dimensional code."""

_A4_MM = (210.0, 297.0)
_BY_HAND_GREY = 0.9
_SIGN_TAG = "自署"
_WRITE_TAG = "本人記入"
_DATE = re.compile(r"(?P<era>\D*)(?P<year>\d+|元)年(?P<month>\d+)月(?P<day>\d+)日")
_WESTERN = "西暦"
_UNITS = "年月日"


@dataclass(frozen=True)
class BlankForm:
    """A form with all that is printed on every sheet already set. Made once, used by every visit."""

    form: Form
    marks: tuple[Mark, ...] = field(repr=False)


def draw_blank(form: Form, city: City, lettering: Lettering) -> BlankForm:
    """Set the rules, frames and words of an assembled form."""
    typesetter = Typesetter(lettering)
    placed = tuple(form.placed())
    shades = (mark for one in placed for mark in _shades(one))
    words = (mark for one in placed for mark in _words(one, city, typesetter))
    return BlankForm(form, (*shades, *words))


def lay_out_form(
    blank: BlankForm, filled: FilledForm, lettering: Lettering, *, symbol: str, encode: Encode
) -> Document:
    """Write the values of one visit on a blank form; ``symbol`` is the handover text, empty for none."""
    typesetter = Typesetter(lettering)
    written = _Written(typesetter)
    for placed in blank.form.placed():
        if placed.row is None or placed.row <= filled.people:
            for box in placed.section.boxes:
                written.write(box, placed, filled.values.get(placed.name(box), ""))
    rest = _rest(blank.form, typesetter) if written.rest or _too_many(blank.form, filled.people) else ()
    code = _symbol(blank.form, symbol, encode)
    marks = (*written.grounds, *blank.marks, *written.marks, *rest, *code)
    page = Page(*_A4_MM, marks, tuple(written.own_hand))
    return Document(blank.form.id, Media.A4, (page,))


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


def _shades(placed: Placed) -> Iterator[Mark]:
    for shade in placed.section.shades:
        yield Frame(*placed.place(shade.at), stroke_pt=shade.pt, fill_grey=shade.grey, radius_mm=shade.radius)
    for line in placed.section.lines:
        x1, y1, x2, y2 = line.at
        yield Rule(placed.x + x1, placed.y + y1, placed.x + x2, placed.y + y2, line.pt, line.dashed)


def _words(placed: Placed, city: City, typesetter: Typesetter) -> Iterator[Mark]:
    for label in placed.section.labels:
        text = label.text.format(n=placed.row, addressee=city.addressee, city=city.name)
        yield from _label(label, text, placed.place(label.at), typesetter)
    for box in placed.section.boxes:
        for option in box.options:
            yield from _option(box, option, placed, typesetter)


def _label(label: Label, text: str, place: Place, typesetter: Typesetter) -> Iterable[Mark]:
    style = Style(label.pt, label.face, label.align, label.grey)
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


def _rest(form: Form, typesetter: Typesetter) -> Iterable[Mark]:
    return _label(form.rest, form.rest.text, form.rest.at, typesetter) if form.rest else ()


def _too_many(form: Form, people: int) -> bool:
    return any(people > section.rows.count for section in form.sections if section.rows)


def _symbol(form: Form, text: str, encode: Encode) -> Iterator[Mark]:
    if form.symbol is None or not text:
        return
    x, y, side = form.symbol
    rows = encode(text)
    module = side / len(rows)
    yield Symbol(x, y, module, rows)


class _Written:
    """What one visit adds to the blank form, gathered box by box."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self.grounds: list[Mark] = []
        self.marks: list[Mark] = []
        self.own_hand: list[Area] = []
        self.rest = False

    def write(self, box: Box, placed: Placed, value: str) -> None:
        place = placed.place(box.at)
        if not value or box.kind in BY_HAND:
            self._leave(box, place)
        elif box.kind is BoxKind.CHOICE:
            self._choose(box, placed, value.split())
        elif box.kind is BoxKind.DATE and box.options:
            self._date(box, placed, value)
        else:
            self._text(box, place, value)

    def _leave(self, box: Box, place: Place) -> None:
        if box.own_hand is not None:
            self.grounds.append(Frame(*place, stroke_pt=None, fill_grey=_BY_HAND_GREY))
            self.own_hand.append(Area(*place, label=box.own_hand))
        if box.kind is BoxKind.DATE:
            self._units(place)
        elif box.own_hand is not None:
            self._tag(box, place)

    def _tag(self, box: Box, place: Place) -> None:
        x, y, w, _ = place
        tag = _SIGN_TAG if box.kind is BoxKind.SIGNATURE else _WRITE_TAG
        self.marks += self._typesetter.block([tag], (x, y, w - 0.8, 3), Style(5.5, align=Align.RIGHT, grey=0.35))

    def _text(self, box: Box, place: Place, value: str) -> None:
        _, _, w, h = place
        fitted = self._typesetter.lettering.fit(value, box.face, w_mm=w, h_mm=h, size_pt=box.pt, min_pt=box.min_pt)
        self.rest = self.rest or bool(fitted.rest)
        style = Style(fitted.size_pt, box.face, box.align, gap=1.15)
        self.marks += self._typesetter.block(fitted.lines, place, style)

    def _choose(self, box: Box, placed: Placed, chosen: list[str]) -> None:
        for option in box.options:
            if option.id in chosen:
                self.marks.append(_chosen(box, placed.place(option.at)))

    def _date(self, box: Box, placed: Placed, value: str) -> None:
        place = placed.place(box.at)
        parts = _DATE.fullmatch(value)
        if parts is None:
            self._text(box, place, value)
            return
        era = parts["era"] or _WESTERN
        self.marks += [_ring(placed.place(option.at)) for option in box.options if option.id == era]
        self._units(place)
        for slot, number in zip(_slots(place), parts.group("year", "month", "day"), strict=True):
            self.marks += self._typesetter.block([number], slot, Style(box.pt, box.face, Align.RIGHT))

    def _units(self, place: Place) -> None:
        for (x, y, w, h), unit in zip(_slots(place), _UNITS, strict=True):
            self.marks += self._typesetter.block([unit], (x + w + 0.5, y, 0, h), Style(6.5))


def _chosen(box: Box, place: Place) -> Mark:
    if box.chosen is Chosen.RING:
        return _ring(place)
    x, y, w, h = place
    return Tick(x, y - h * 0.15, w * 1.15, h * 1.1)


def _ring(place: Place) -> Ring:
    return Ring(*place)


def _slots(place: Place) -> tuple[Place, Place, Place]:
    """Divide a date into the places of its numbers; each is followed by 年, 月 or 日."""
    x, y, w, h = place
    unit = 3.2
    year = (w - 3 * unit) * 0.44
    other = (w - 3 * unit) * 0.28
    return ((x, y, year, h), (x + year + unit, y, other, h), (x + year + other + 2 * unit, y, other, h))
