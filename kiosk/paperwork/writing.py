"""Values into the boxes of one sheet, as marks; and where the resident writes by hand."""

import re
from collections.abc import Iterator

from kiosk.lettering.clusters import clusters
from kiosk.lettering.fitting import Fitted
from kiosk.paperwork.form import BY_HAND, Align, Box, BoxKind, Chosen, Place, Placed
from kiosk.paperwork.overflow import Overflow
from kiosk.paperwork.sheet import Area, Frame, Mark, Ring, Tick
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.people import NAME_GAP

_BY_HAND_GREY = 0.9
_SIGN_TAG = "自署"
_WRITE_TAG = "本人記入"
_DATE = re.compile(r"(?P<era>\D*)(?P<year>\d+|元)年((?P<month>\d+)月)?((?P<day>\d+)日)?(（\D*）)?")
_WESTERN = "西暦"
_UNITS = "年月日"
_NOT_KNOWN = "不詳"
_BLANK_MM = 20.0
_BLANK_GAP_MM = 2.0
_BLANK_INSET_MM = 0.3
"""A blank for half a name: never narrower where the box is wide enough, apart from the other half, within the lines."""


class Writing:
    """What one visit adds to a blank sheet, gathered box by box.

    Texts that do not fit get their mark from ``overflow``; without one they end where their box does, and ``rest``
    says so.
    """

    def __init__(self, typesetter: Typesetter, overflow: Overflow | None) -> None:
        self._typesetter = typesetter
        self._overflow = overflow
        self.grounds: list[Mark] = []
        self.marks: list[Mark] = []
        self.own_hand: list[Area] = []
        self.rest = False

    def write(self, box: Box, placed: Placed, value: str, *, by_hand: bool) -> None:
        """Write a value; ``by_hand``: the resident writes what is missing of it."""
        place = placed.place(box.at)
        if not value.strip() or box.kind in BY_HAND:
            self._leave(box, place, by_hand=by_hand)
        elif box.kind is BoxKind.CHOICE:
            self._choose(box, placed, value)
        elif box.kind is BoxKind.DATE and box.options:
            self._date(box, placed, value)
        elif box.is_left(value):
            self._half_name(box, place, value, by_hand=by_hand)
        else:
            self._text(box, place, value)

    def _leave(self, box: Box, place: Place, *, by_hand: bool) -> None:
        if by_hand:
            self._by_hand(box, place)
        if box.kind is BoxKind.DATE:
            self._units(place)
        elif by_hand:
            self._tag(_SIGN_TAG if box.kind is BoxKind.SIGNATURE else _WRITE_TAG, place)

    def _by_hand(self, box: Box, place: Place) -> None:
        self.grounds.append(Frame(*place, stroke_pt=None, fill_grey=_BY_HAND_GREY))
        self.own_hand.append(Area(*place, label=box.own_hand or ""))

    def _tag(self, tag: str, place: Place) -> None:
        x, y, w, _ = place
        self.marks += self._typesetter.block([tag], (x, y, w - 0.8, 3), Style(5.5, align=Align.RIGHT, grey=0.35))

    def _half_name(self, box: Box, place: Place, value: str, *, by_hand: bool) -> None:
        """Set the part that is known, and frame a blank for the other one, before or after it."""
        x, y, w, h = place
        family, _, given = value.partition(NAME_GAP)
        room = max(w - _BLANK_MM - _BLANK_GAP_MM, w / 2)
        fitted = self._fitted(box, (x, y, room, h), family or given)
        style = _style(box, fitted)
        known = max((self._typesetter.width(line, style) for line in fitted.lines), default=0.0)
        blank = w - known - _BLANK_GAP_MM
        self.marks += self._typesetter.block(fitted.lines, (x if family else x + w - known, y, known, h), style)
        frame = (x + w - blank if family else x, y + _BLANK_INSET_MM, blank, h - 2 * _BLANK_INSET_MM)
        if by_hand:
            self._by_hand(box, frame)
        self.grounds.append(Frame(*frame))
        self._tag(_WRITE_TAG, frame)

    def _text(self, box: Box, place: Place, value: str) -> None:
        fitted = self._fitted(box, place, value)
        self.marks += self._typesetter.block(fitted.lines, place, _style(box, fitted))

    def _fitted(self, box: Box, place: Place, value: str) -> Fitted:
        """Fit the text; when it is too long, as much of it as leaves room for its mark."""
        fitted = self._fit(box, place, value)
        if not fitted.rest:
            return fitted
        self.rest = True
        if self._overflow is None:
            return fitted
        mark = self._overflow.mark(value)
        shorter = (self._fit(box, place, f"{text}{mark}") for text in _shortened(value, fitted))
        return next((found for found in shorter if not found.rest), fitted)

    def _fit(self, box: Box, place: Place, text: str) -> Fitted:
        _, _, w, h = place
        return self._typesetter.lettering.fit(text, box.face, w_mm=w, h_mm=h, size_pt=box.pt, min_pt=box.min_pt)

    def _choose(self, box: Box, placed: Placed, value: str) -> None:
        """Mark what is chosen; a value that is none of the choices is written at the one that has room for it."""
        chosen = value.split()
        is_other = not {option.id for option in box.options}.issuperset(chosen)
        for option in box.options:
            if option.rest is not None and is_other:
                self.marks.append(_chosen(box, placed.place(option.at)))
                self._text(box, placed.place(option.rest), value)
            elif option.id in chosen:
                self.marks.append(_chosen(box, placed.place(option.at)))

    def _date(self, box: Box, placed: Placed, value: str) -> None:
        place = placed.place(box.at)
        parts = _DATE.fullmatch(value)
        if parts is None:
            self._text(box, place, value)
            return
        era = parts["era"] or _WESTERN
        self.marks += [Ring(*placed.place(option.at)) for option in box.options if option.id == era]
        self._units(place)
        for slot, number in zip(_slots(place), parts.group("year", "month", "day"), strict=True):
            style = Style(box.pt, box.face, Align.RIGHT) if number else Style(box.min_pt, box.face, Align.RIGHT)
            self.marks += self._typesetter.block([number or _NOT_KNOWN], slot, style)

    def _units(self, place: Place) -> None:
        for (x, y, w, h), unit in zip(_slots(place), _UNITS, strict=True):
            self.marks += self._typesetter.block([unit], (x + w + 0.5, y, 0, h), Style(6.5))


def _style(box: Box, fitted: Fitted) -> Style:
    return Style(fitted.size_pt, box.face, box.align, gap=1.15)


def _shortened(text: str, fitted: Fitted) -> Iterator[str]:
    """Yield what fitted of a text, then one character less, and so on."""
    pieces = clusters(text.removesuffix(fitted.rest))
    yield from ("".join(pieces[:length]).rstrip() for length in range(len(pieces), -1, -1))


def _chosen(box: Box, place: Place) -> Mark:
    if box.chosen is Chosen.RING:
        return Ring(*place)
    x, y, w, h = place
    return Tick(x, y - h * 0.15, w * 1.15, h * 1.1)


def _slots(place: Place) -> tuple[Place, Place, Place]:
    """Divide a date into the places of its numbers; each is followed by 年, 月 or 日."""
    x, y, w, h = place
    unit = 3.2
    year = (w - 3 * unit) * 0.44
    other = (w - 3 * unit) * 0.28
    return ((x, y, year, h), (x + year + unit, y, other, h), (x + year + other + 2 * unit, y, other, h))
