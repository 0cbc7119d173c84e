"""Many durations as the few figures that people compare: how many, the middle one, the tenth worst, the worst."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Times:
    """Of ``n`` durations in minutes: half of them are up to ``median_min``, nine of ten up to ``p90_min``."""

    n: int
    median_min: float
    p90_min: float
    longest_min: float


def times_of(minutes: Iterable[float]) -> Times | None:
    """Return the figures of these durations; None: there are none."""
    known = sorted(minutes)
    if not known:
        return None
    return Times(len(known), _quantile(known, 0.5), _quantile(known, 0.9), known[-1])


def _quantile(known: Sequence[float], share: float) -> float:
    """A duration that there really was (nearest rank), so that nobody has to explain a wait that nobody had."""
    return known[max(0, ceil(share * len(known)) - 1)]
