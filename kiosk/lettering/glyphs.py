"""What text becomes before it is drawn: glyphs of a face."""

from dataclasses import dataclass
from enum import Enum


class Face(Enum):
    """A typeface by its role: names of people and places, reading text, emphasis."""

    NAME = "name"
    TEXT = "text"
    BOLD = "bold"


@dataclass(frozen=True)
class Glyph:
    """One glyph and the characters it stands for; ``advance`` in 1/1000 em.

    ``id`` 0: no font has it; a thin frame one em wide is drawn, to be filled by hand.
    """

    text: str
    id: int
    advance: float
