"""Timing a thing many times, and what the times say."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Measured:
    """``times_ms`` of one thing; ``peers``: the median of others that do the same or the least of it.

    ``counts``: what was counted besides, by its name.
    """

    times_ms: tuple[float, ...]
    peers: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the shape that ``kakanai bench --json`` prints."""
        return {
            "median_ms": round(statistics.median(self.times_ms), 3),
            "p95_ms": round(percentile(self.times_ms, 95), 3),
            "p99_ms": round(percentile(self.times_ms, 99), 3),
            "n": len(self.times_ms),
            "peers": {peer: {"median_ms": round(median_ms, 3)} for peer, median_ms in self.peers.items()},
            **self.counts,
        }


def percentile(times_ms: tuple[float, ...], share: int) -> float:
    """Return the time that ``share`` of 100 do not exceed (nearest rank)."""
    ordered = sorted(times_ms)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def times_ms(do: Callable[[], object], n: int, *, warm: int = 3) -> tuple[float, ...]:
    """Time ``do`` n times, after it ran ``warm`` times unseen."""
    for _ in range(warm):
        do()
    gc.collect()
    gc.freeze()  # what others left alive is not searched while this is timed
    return tuple(_once_ms(do) for _ in range(n))


def median_ms(do: Callable[[], object], n: int) -> float:
    return statistics.median(times_ms(do, n))


def _once_ms(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000
