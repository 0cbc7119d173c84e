"""Hides small counts, and as many others that nobody can compute a hidden one from the sum (二次秘匿)."""

from collections.abc import Mapping

Hidden = int | None
"""A count, or None where it is hidden."""


def hide_small(counts: Mapping[str, int], fewest: int) -> Mapping[str, Hidden]:
    """Return the counts of one table whose sum is told elsewhere: those from 1 up to below ``fewest`` hidden.

    Nothing is not hidden: it is about nobody. Where what is hidden would be one count alone, less than ``fewest``
    together, or nothing but ones, the next smallest are hidden with it.
    """
    hidden = {key for key, count in counts.items() if 0 < count < fewest}
    others = sorted((count, key) for key, count in counts.items() if count >= fewest)
    while hidden and others and not _safe([counts[key] for key in hidden], fewest):
        hidden.add(others.pop(0)[1])
    return {key: None if key in hidden else count for key, count in counts.items()}


def _safe(hidden: list[int], fewest: int) -> bool:
    return len(hidden) > 1 and sum(hidden) >= fewest and sum(hidden) > len(hidden)
