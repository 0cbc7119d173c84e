"""Text in the pieces that a reader sees as one character."""

import unicodedata


def clusters(text: str) -> tuple[str, ...]:
    """Split into characters, each with the variation selectors and combining marks that follow it."""
    parts: list[str] = []
    for character in text:
        if parts and parts[-1] != "\n" and _belongs_to_the_one_before(character):
            parts[-1] += character
        else:
            parts.append(character)
    return tuple(parts)


def is_selector(character: int) -> bool:
    """Say whether this is a variation selector: VS1-16, or VS17-256, which make up an IVS (UTS #37)."""
    return 0xFE00 <= character <= 0xFE0F or 0xE0100 <= character <= 0xE01EF


def _belongs_to_the_one_before(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character) in {"Mn", "Mc", "Me"}
