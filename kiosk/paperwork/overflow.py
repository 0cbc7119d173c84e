"""Texts that no box can hold: each gets a mark, and stands in full on a continuation sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.lettering.fitting import MM_PER_PT
from kiosk.paperwork.form import Listing
from kiosk.paperwork.sheet import Mark
from kiosk.paperwork.typesetting import Style, Typesetter

_MARK_MM = 9.0
_GAP = 1.3


@dataclass
class Overflow:
    """The texts so far, in the order of their marks ※1, ※2 ..."""

    texts: list[str] = field(default_factory=list, repr=False)

    def mark(self, text: str) -> str:
        """Return the mark of a text; the same text keeps the one it has."""
        if text not in self.texts:
            self.texts.append(text)
        return f"※{self.texts.index(text) + 1}"

    def sheets(self, listing: Listing, typesetter: Typesetter) -> list[list[Mark]]:
        """Set all texts in full, sheet by sheet: line after line, none of them cut."""
        style = Style(listing.pt, listing.face, gap=_GAP)
        x, y, w, h = listing.at
        step = style.em_mm * _GAP
        room = max(1, int(h / step))
        lines = list(self._lines(w, style, typesetter))
        return [
            [
                mark
                for at, (sign, line) in enumerate(lines[first : first + room])
                for text, left in ((sign, x), (line, x + _MARK_MM))
                for mark in typesetter.block([text], (left, y + at * step, w, step), style)
            ]
            for first in range(0, len(lines), room)
        ]

    def _lines(self, w_mm: float, style: Style, typesetter: Typesetter) -> Iterator[tuple[str, str]]:
        """Yield every line, the first of a text with its mark."""
        width_em = (w_mm - _MARK_MM) / (style.size_pt * MM_PER_PT)
        for text in self.texts:
            lines = typesetter.lettering.lines(text, style.face, width_em=width_em)
            yield from zip((self.mark(text), *("" for _ in lines[1:])), lines, strict=True)
