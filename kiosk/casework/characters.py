"""Characters of names and places that not every machine has: which no font draws, and which CP932 cannot carry.

Nothing is ever replaced by another character. CP932 is the code page of most systems behind the counter: JIS X 0208
with the extensions of NEC and IBM, and without variation selectors.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from kiosk.lettering.clusters import clusters
from kiosk.lettering.gaiji import is_private_use
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering

SUBSTITUTE = "〓"
"""Stands where a character cannot: printers and typists have used it for that (ゲタ, JIS X 0208 2-14)."""

_SAME = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")
"""One character of JIS X 0208 each, to which Unicode's own table and that of CP932 give different codes."""


class Doubt(Enum):
    """Why a clerk looks at a character. GAIJI: only the card knows it; OUTSIDE: CP932 has it not."""

    GAIJI = "gaiji"
    UNDRAWN = "undrawn"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Run:
    """A stretch of text of which all is in order, or one character that is not. ``code``: its code points."""

    text: str = field(repr=False)
    doubt: Doubt | None = None
    code: str = field(default="", repr=False)


def runs(text: str, lettering: Lettering) -> tuple[Run, ...]:
    """Part a text at each character that is to be checked."""
    found: list[Run] = []
    for character in clusters(text):
        doubt = _doubt(character, lettering)
        if doubt is None and found and found[-1].doubt is None:
            found[-1] = Run(found[-1].text + character)
        else:
            found.append(Run(character, doubt, code(character) if doubt else ""))
    return tuple(found)


@dataclass(frozen=True)
class Replaced:
    """A character that had no room in CP932: the ``number`` in its text, from 1."""

    number: int
    code: str


def in_cp932(text: str) -> tuple[str, tuple[Replaced, ...]]:
    """Return a text that CP932 can carry, and what had to be replaced in it."""
    written, replaced = "", []
    for number, character in enumerate(clusters(text), start=1):
        same = character.translate(_SAME)
        if _is_in_cp932(same):
            written += same
        else:
            written += SUBSTITUTE
            replaced.append(Replaced(number, code(character)))
    return written, tuple(replaced)


def code(character: str) -> str:
    return " ".join(f"U+{ord(one):04X}" for one in character)


def _doubt(character: str, lettering: Lettering) -> Doubt | None:
    if is_private_use(character[0]):
        return Doubt.GAIJI
    if any(glyph.id == 0 for glyph in _glyphs(character, lettering)):
        return Doubt.UNDRAWN
    return None if _is_in_cp932(character.translate(_SAME)) else Doubt.OUTSIDE


def _glyphs(character: str, lettering: Lettering) -> Iterator[Glyph]:
    if not character.isspace():
        yield from (glyph for _, shaped in lettering.shape(character, Face.NAME) for glyph in shaped)


def _is_in_cp932(character: str) -> bool:
    """Its private use (0xF040 to 0xF9FC) means something else on every machine."""
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return not is_private_use(character[0])
