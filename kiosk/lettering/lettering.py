"""The loaded faces: text becomes glyphs with their widths, for paper and screen alike."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from kiosk.lettering.clusters import clusters, is_selector
from kiosk.lettering.fitting import MM_PER_PT, ROUNDING, Box, Fitted, fit_text
from kiosk.lettering.font import Font, load_font
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lines import Measured, break_lines, split_words
from kiosk.lettering.ruby import AIR, SHARE, Span, has_readings, spans

Drawn = tuple[Face, Glyph]
"""One character as a glyph, and the face that has it."""


@dataclass(frozen=True)
class Lettering:
    """All faces. Every face stands in for the others where they lack a character.

    A character is drawn as it is written or not at all: nothing is normalised into a different one.
    """

    fonts: Mapping[Face, Font]
    _known: Mapping[Face, dict[str, Drawn]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: {face: {} for face in Face}
    )
    """Every character drawn before, alone and in no order: nothing in it says who was here."""

    def shape(self, text: str, face: Face) -> tuple[tuple[Face, tuple[Glyph, ...]], ...]:
        """Return one line as stretches of one face each, in order; what no face has is a glyph with id 0."""
        stretches = groupby(self._drawn(text, face), key=lambda pair: pair[0])
        return tuple((one, tuple(glyph for _, glyph in pairs)) for one, pairs in stretches)

    def width_mm(self, text: str, face: Face, size_pt: float) -> float:
        """Return how long the text is on one line."""
        return sum(advance for _, advance in self._measured(text, face)) / 1000 * size_pt * MM_PER_PT

    def fit(
        self,
        text: str,
        face: Face,
        *,
        w_mm: float,
        h_mm: float,
        size_pt: float,
        min_pt: float = 6.0,
        line_gap: float = 1.15,
    ) -> Fitted:
        """Break the text into lines for a box, at ``size_pt`` or smaller, never below ``min_pt``.

        A line is one em high, baselines are ``line_gap`` em apart. One line is kept down to three quarters of the
        size, then the largest size at which all lines fit is taken. What does not fit even so is in ``rest``.
        """
        return fit_text(self._measured(text, face), Box(w_mm, h_mm, size_pt, min_pt, line_gap))

    def lines(self, text: str, face: Face, *, width_em: float) -> tuple[str, ...]:
        """Break the text into lines of one size, no wider than so many em."""
        words = split_words(self._measured(text, face))
        return tuple(line.removesuffix("\n") for line in break_lines(words, width_em * 1000 + ROUNDING))

    def _measured(self, text: str, face: Face) -> tuple[Measured, ...]:
        """Measure what stays together: characters, and words with their reading."""
        if not has_readings(text):
            return self._measured_plain(text, face)
        return tuple(
            part
            for span in spans(text)
            for part in (
                [(span.held, self._advance(span, face))] if span.reading else self._measured_plain(span.base, face)
            )
        )

    def _advance(self, span: Span, face: Face) -> float:
        """Return the width of a word with its reading in 1/1000 em: that of the wider one."""
        base, reading = (
            sum(advance for _, advance in self._measured_plain(part, face)) for part in (span.base, span.reading)
        )
        return max(base, (reading + AIR) * SHARE)

    def _measured_plain(self, text: str, face: Face) -> tuple[Measured, ...]:
        glyphs = (glyph for _, glyph in self._drawn(text, face))
        return tuple((glyph.text, 0 if glyph.text == "\n" else glyph.advance) for glyph in glyphs)

    def _drawn(self, text: str, face: Face) -> list[Drawn]:
        known = self._known[face]
        pieces = clusters(text)
        known.update({cluster: self._draw(cluster, face) for cluster in pieces if cluster not in known})
        return [known[cluster] for cluster in pieces]

    def _draw(self, cluster: str, face: Face) -> Drawn:
        for one in self._in_order(face):
            glyph = _glyph_in(self.fonts[one], cluster)
            if glyph is not None:
                return one, glyph
        return face, _blank(cluster)

    def _in_order(self, face: Face) -> Iterator[Face]:
        yield face
        yield from (other for other in Face if other is not face)


def load_lettering(paths: Mapping[Face, Path]) -> Lettering:
    """Open the font of every face. Raises UsageError for a file that is no TrueType font."""
    return Lettering({face: load_font(path) for face, path in paths.items()})


def _glyph_in(font: Font, cluster: str) -> Glyph | None:
    """Return the glyph of one cluster, or None when this font cannot draw it exactly."""
    character, *marks = map(ord, _composed(cluster))
    if len(marks) > 1 or not all(map(is_selector, marks)):
        return None
    glyph = font.glyph(character, *marks)
    return Glyph(cluster, glyph, font.advance(glyph)) if glyph else None


def _composed(cluster: str) -> str:
    """Join a letter and its accent; never a compatibility ideograph, which NFC would replace by another kanji."""
    if len(cluster) == 1 or unicodedata.normalize("NFC", cluster[0]) != cluster[0]:
        return cluster
    return unicodedata.normalize("NFC", cluster)


def _blank(cluster: str) -> Glyph:
    return Glyph(cluster, 0, 1000)
