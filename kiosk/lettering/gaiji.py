"""外字: characters that only a card knows, by a number of its own and a picture at most.

Unicode has no code for them, so they travel as private-use characters: what they look like is agreed between nobody.
No font draws them, even one that has glyphs there; screen and paper show a framed blank, to be filled by hand.
"""

import unicodedata

GAIJI = tuple(chr(0xE000 + number) for number in range(1, 8))
"""外字 1 to 7 of a driving licence (FFF1 to FFF7)."""

LACKING = "\ue00a"
"""欠字: the place of a character that the card could not hold at all (FFFA)."""

_PRIVATE_USE = "Co"


def is_private_use(character: str) -> bool:
    """Say whether Unicode leaves the look of this character to whoever uses it (general category Co)."""
    return unicodedata.category(character) == _PRIVATE_USE
