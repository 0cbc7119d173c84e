"""What a lobby counts of its visits: sums of a day, from which nobody can be told."""

from dataclasses import dataclass
from enum import Enum


class Tallied(Enum):
    """What a sum counts, and what its ``key`` says.

    LEFT, TIMED_OUT: visits that ended before they were finished, because somebody left, or nobody answered any more;
    the kind of step, or ``question:<id>``. FINISHED: how they were, PAPER, SCREEN or NO_NUMBER. LANGUAGE: visits by
    language (BCP 47). MINUTES: finished visits; the least of MINUTES that they took. NOT_WRITTEN: boxes that were
    filled for somebody, ``name`` or ``address``.
    """

    LEFT = "left"
    TIMED_OUT = "timed_out"
    FINISHED = "finished"
    LANGUAGE = "language"
    MINUTES = "minutes"
    NOT_WRITTEN = "not_written"


PAPER, SCREEN, NO_NUMBER = "paper", "screen", "no_number"
"""The number on paper, or taken from the screen, or none."""

MINUTES = (0, 3, 6, 10, 15, 20, 30)


@dataclass(frozen=True)
class Tally:
    """To be added to a sum. ``event``: one of the visit that anybody may hear of; empty: there is none, or it is not
    counted by event.
    """

    what: Tallied
    key: str
    event: str = ""
    count: int = 1


def minutes_key(minutes: float) -> str:
    return str(max(least for least in MINUTES if least <= max(0, minutes)))
