"""Text into a box: smaller, then on more lines, then smaller still; what does not fit is given back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kiosk.lettering.lines import Measured, Word, break_lines, split_words

MM_PER_PT = 25.4 / 72
_STEP_PT = 0.25
_COMFORTABLE = 0.75
ROUNDING = 1e-6


@dataclass(frozen=True)
class Fitted:
    """Lines for a box, all at one size. Joined with ``rest`` they are the whole text, line breaks aside."""

    lines: tuple[str, ...]
    size_pt: float
    rest: str


@dataclass(frozen=True)
class Box:
    """Room for text. ``line_gap`` is the distance of baselines in em; a line is one em high."""

    w_mm: float
    h_mm: float
    size_pt: float
    min_pt: float
    line_gap: float

    def sizes(self) -> Iterator[float]:
        """Yield the sizes to try, from the wanted one down to the smallest."""
        size = self.size_pt
        while size > self.min_pt:
            yield size
            size -= _STEP_PT
        yield self.smallest

    @property
    def smallest(self) -> float:
        return min(self.min_pt, self.size_pt)

    def width(self, size_pt: float) -> float:
        """Return the room on a line, in 1/1000 em of this size."""
        return self.w_mm / (size_pt * MM_PER_PT) * 1000 + ROUNDING

    def lines(self, size_pt: float) -> int:
        """Return how many lines of this size are not too high for the box."""
        ems = self.h_mm / (size_pt * MM_PER_PT) + ROUNDING
        return 0 if ems < 1 else 1 + int((ems - 1) / self.line_gap)


def fit_text(text: Sequence[Measured], box: Box) -> Fitted:
    """Keep one line down to three quarters of the wanted size; then take the largest size that fits on lines."""
    words = split_words(text)
    widest = max((advance for _, advance in text), default=0)
    sizes = [size for size in box.sizes() if widest <= box.width(size)]
    alone = (size for size in sizes if size >= _COMFORTABLE * box.size_pt and _fits(words, box, size, 1))
    together = (size for size in sizes if _fits(words, box, size, box.lines(size)))
    size = next(chain(alone, together), box.smallest)
    lines = break_lines(words, box.width(size))[: box.lines(size)] if sizes else []
    rest = "".join(word.text for word in words)[sum(map(len, lines)) :]
    return Fitted(tuple(line.removesuffix("\n") for line in lines), size, rest)


def _fits(words: Sequence[Word], box: Box, size_pt: float, lines: int) -> bool:
    """Say whether so few lines take all the words, and the box so many lines."""
    limit = box.width(size_pt)
    if lines > box.lines(size_pt) or sum(word.ink for word in words) > limit * lines:
        return False
    return len(break_lines(words, limit)) <= lines
