"""Text into places on paper: lines, blocks and letters spread out, as runs of glyphs in millimetres."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import SHARE, has_readings, spans
from kiosk.paperwork.form import Align, Place
from kiosk.paperwork.sheet import Run

_MIDDLE_EM = 0.38
"""How far the middle of a kanji lies above the baseline: its square reaches from -0.12 to 0.88 em."""


_ABOVE_EM = 0.95
"""From the baseline of a word to that of the furigana over it."""

_LOWER_EM = 0.22
"""So much lower stands a word whose furigana shares its place with it."""

_READ_GAP = 1.72
"""The least distance of lines with furigana, in em."""


@dataclass(frozen=True)
class Style:
    """How text looks. ``gap`` is the distance of baselines in em."""

    size_pt: float
    face: Face = Face.TEXT
    align: Align = Align.LEFT
    grey: float = 0.0
    gap: float = 1.3

    @property
    def em_mm(self) -> float:
        return self.size_pt * MM_PER_PT


def line_gap(text: str, style: Style) -> float:
    """Return the distance of baselines in em that a text needs."""
    return max(style.gap, _READ_GAP) if has_readings(text) else style.gap


@dataclass(frozen=True)
class Typesetter:
    """Sets text with the loaded faces."""

    lettering: Lettering

    def line(self, text: str, x_mm: float, baseline_mm: float, style: Style) -> tuple[Run, ...]:
        """Set one line from ``x_mm`` on, with furigana above the words that have it."""
        if has_readings(text):
            return tuple(self._read_line(text, x_mm, baseline_mm, style))
        runs: list[Run] = []
        for face, glyphs in self.lettering.shape(text, style.face):
            runs.append(Run(x_mm, baseline_mm, face, style.size_pt, glyphs, style.grey))
            x_mm += sum(glyph.advance for glyph in glyphs) / 1000 * style.em_mm
        return tuple(runs)

    def _read_line(self, text: str, x_mm: float, baseline_mm: float, style: Style) -> Iterator[Run]:
        """Set word by word, the narrower of a word and its reading in the middle of the other."""
        small = replace(style, size_pt=style.size_pt * SHARE)
        above = baseline_mm - _ABOVE_EM * style.em_mm
        for span in spans(text):
            wide = self.width(span.held, style)
            yield from self.line(span.base, x_mm + (wide - self.width(span.base, style)) / 2, baseline_mm, style)
            yield from self.line(span.reading, x_mm + (wide - self.width(span.reading, small)) / 2, above, small)
            x_mm += wide

    def width(self, text: str, style: Style) -> float:
        return self.lettering.width_mm(text, style.face, style.size_pt)

    def block(self, lines: Sequence[str], place: Place, style: Style) -> tuple[Run, ...]:
        """Set lines into a place, in the middle of its height; spaces that hang over a line's end are not set."""
        x, y, w, h = place
        lower = _LOWER_EM if any(map(has_readings, lines)) else 0.0
        step = style.em_mm * line_gap("".join(lines), style)
        baseline = y + h / 2 - step * (len(lines) - 1) / 2 + (_MIDDLE_EM + lower) * style.em_mm
        runs: list[Run] = []
        for number, line in enumerate(lines):
            runs += self._aligned(line.rstrip(), (x, baseline + number * step, w), style)
        return tuple(runs)

    def column(self, text: str, place: Place, style: Style) -> tuple[Run, ...]:
        """Set letter under letter, spread over the height."""
        x, y, w, h = place
        step = h / len(text)
        runs: list[Run] = []
        for number, letter in enumerate(text):
            left = x + (w - self.width(letter, style)) / 2
            runs += self.line(letter, left, y + (number + 0.5) * step + _MIDDLE_EM * style.em_mm, style)
        return tuple(runs)

    def _aligned(self, text: str, line: tuple[float, float, float], style: Style) -> tuple[Run, ...]:
        x, baseline, w = line
        spare = w - self.width(text, style)
        if style.align is Align.SPREAD:
            return self._spread(text, line, style)
        shift = {Align.LEFT: 0.0, Align.CENTER: spare / 2, Align.RIGHT: spare}[style.align]
        return self.line(text, x + shift, baseline, style)

    def _spread(self, text: str, line: tuple[float, float, float], style: Style) -> tuple[Run, ...]:
        """Set the letters apart: each but the last is given a longer advance."""
        x, baseline, w = line
        more = (w - self.width(text, style)) / max(1, len(text) - 1) / style.em_mm * 1000
        runs = self.line(text, x, baseline, style)
        wide = [
            replace(run, glyphs=tuple(replace(glyph, advance=glyph.advance + more) for glyph in run.glyphs))
            for run in runs
        ]
        return tuple(wide)
