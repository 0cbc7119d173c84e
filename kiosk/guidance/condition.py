"""Conditions and counts as written in the city's YAML (being written)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """A parsed expression."""

    source: str
