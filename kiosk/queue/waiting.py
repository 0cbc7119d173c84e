"""How long one waits, as a range and as people say it: from who is ahead, the windows and how long one household takes.

A gamma distribution stands for the time until enough windows have become free; the range are its quantiles, rounded
outwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from math import ceil, exp, floor, inf, log, sqrt
from statistics import fmean, median

FEWEST = 8
"""Of fewer households nobody knows how long one takes."""

_USUAL_SPREAD = 0.6
_LEAST_SPREAD = 0.3
_FORGOTTEN = 8
"""Of the logarithm of minutes at a desk, while nothing is known: one in six takes twice as long as the median."""

_QUANTILE = 1.1
"""In standard deviations. A normal distribution has 73 % within; rounding outwards makes more of it."""

_DOUBT = 0.2
"""How far off the pace itself may be: a window closes at noon, a day is slower than the last weeks."""

_NOTHING = 1e-6
"""Below it, sums of parts of windows are none."""

_STEPS_MIN = ((60, 5), (120, 10))
"""Up to so many minutes people speak in steps of so many."""

_COARSE_STEP_MIN = 30


@dataclass(frozen=True)
class Wait:
    """From ``low_min`` to ``high_min`` minutes, rounded as people say it; 0 to 0: one's turn comes at once.

    ``opens``: the office is still closed, and they count from this time on.
    """

    low_min: int
    high_min: int
    opens: time | None = None

    def __lt__(self, other: "Wait") -> bool:
        """Say whether it is shorter, counted from the same time on."""
        return (self.low_min, self.high_min) < (other.low_min, other.high_min)

    @property
    def at_once(self) -> bool:
        return self.high_min == 0


@dataclass(frozen=True)
class Prospect:
    """What somebody is told who takes a number: how many wait at the desk to which it leads, and how long it takes."""

    people: int
    wait: Wait


@dataclass(frozen=True)
class Service:
    """How long one household takes at a desk, from its call on: half of them up to ``median_min`` minutes.

    ``spread`` is the standard deviation of the time's logarithm.
    """

    median_min: float
    spread: float = _USUAL_SPREAD

    @property
    def mean_min(self) -> float:
        return self.median_min * exp(self.spread**2 / 2)

    @property
    def variance_min2(self) -> float:
        return self.mean_min**2 * (exp(self.spread**2) - 1)


@dataclass(frozen=True)
class Line:
    """What stands between somebody and their call.

    ``ahead``: those who will be called before; ``at_windows``: those who are at a window now; ``late``: those who will
    come from another desk with an older number. ``windows``: how many windows call for this desk, a part of one where
    it also calls for others. ``overtaking``: households a minute that come with priority from now on; who has waited
    for ``overtaken_min`` is overtaken no more.
    """

    ahead: tuple[Service, ...]
    at_windows: tuple[Service, ...] = ()
    windows: float = 1.0
    late: tuple[Service, ...] = ()
    overtaking: float = 0.0
    overtaken_min: float = inf


def service_of(minutes: Iterable[float]) -> Service | None:
    """Return how long a household takes, from how long others took; None: too few are known.

    The spread is the one with which the mean is theirs: those ahead take their mean together, whatever their times'
    distribution is. What took many times as long as usual was forgotten and counts as ``_FORGOTTEN`` medians.
    """
    known = [minute for minute in minutes if minute > 0]
    if len(known) < FEWEST:
        return None
    middle = median(known)
    mean = fmean(min(minute, _FORGOTTEN * middle) for minute in known)
    return Service(middle, max(_LEAST_SPREAD, sqrt(2 * log(max(1.0, mean / middle)))))


def wait_range(line: Line) -> Wait:
    """Return between how many minutes one waits; in four of five visits, or more, the truth lies within."""
    low = _quantile(line, line.ahead, -_QUANTILE)
    high = _quantile(line, (*line.ahead, *line.late), _QUANTILE)
    return Wait(_rounded(low, floor), _rounded(high + _overtaken_min(line, high), ceil))


def _quantile(line: Line, ahead: tuple[Service, ...], deviations: float) -> float:
    """Return minutes until a window is free for whoever comes after these: a quantile of a gamma distribution.

    A window is free when of all these households one more is done than there are windows less. Approximation: Wilson
    and Hilferty 1931.
    """
    busy = min(len(line.at_windows), line.windows)
    to_be_done = len(ahead) + busy - line.windows + 1
    services = (*ahead, *line.at_windows)
    if to_be_done <= _NOTHING or not services:
        return 0.0
    each = fmean(service.mean_min for service in services)
    variation = fmean(service.variance_min2 for service in services) / each**2
    begun = min(busy / line.windows, to_be_done)  # who is at a window now is halfway through, or later
    rounds = to_be_done - begun * (1 - variation) / 2
    relative = (variation / rounds + _DOUBT**2) / 9
    root = 1 - relative + deviations * sqrt(relative)
    return float(rounds * each / line.windows * max(0.0, root) ** 3)


def _overtaken_min(line: Line, wait_min: float) -> float:
    """Return how much longer one waits because others come with priority meanwhile."""
    services = line.ahead or line.at_windows
    if not services:
        return 0.0
    households = line.overtaking * min(wait_min, line.overtaken_min)
    return households * fmean(service.mean_min for service in services) / line.windows


def _rounded(minutes: float, whole: Callable[[float], int]) -> int:
    step = next((step for limit, step in _STEPS_MIN if minutes <= limit), _COARSE_STEP_MIN)
    return whole(minutes / step) * step
