"""Furigana: ``{転入|てんにゅう}届`` in the words of a city, held with Unicode's interlinear annotation characters.

Those three characters (U+FFF9 to U+FFFB, Unicode 23.8) say what is annotated and by what, and pass through
``str.format`` untouched, unlike the braces in which people write it.
"""

import re
from dataclasses import dataclass

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"

SHARE = 0.5
"""The size of a reading, against the size of what it stands over (JIS X 4051)."""

AIR = 250
"""What parts a reading from the next one, in 1/1000 of its own em."""

_WRITTEN = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_HELD = re.compile(f"{ANCHOR}([^{SEPARATOR}]*){SEPARATOR}([^{TERMINATOR}]*){TERMINATOR}")


@dataclass(frozen=True)
class Span:
    """A piece of text, and how it is read; ``reading`` empty: as it stands."""

    base: str
    reading: str = ""

    @property
    def held(self) -> str:
        """The span as it stands in a text."""
        return f"{ANCHOR}{self.base}{SEPARATOR}{self.reading}{TERMINATOR}" if self.reading else self.base


def annotated(written: str) -> str:
    """Turn what people write into what is held."""
    return _WRITTEN.sub(rf"{ANCHOR}\1{SEPARATOR}\2{TERMINATOR}", written)


def spans(text: str) -> tuple[Span, ...]:
    """Take a text apart into what has a reading and what has none."""
    found: list[Span] = []
    end = 0
    for match in _HELD.finditer(text):
        found += [Span(text[end : match.start()])] if match.start() > end else []
        found.append(Span(match[1], match[2]))
        end = match.end()
    return (*found, Span(text[end:])) if end < len(text) else tuple(found)


def has_readings(text: str) -> bool:
    return ANCHOR in text


def plain(text: str) -> str:
    """Return the text without its readings."""
    return _HELD.sub(r"\1", text) if has_readings(text) else text


def spoken(text: str) -> str:
    """Return the text as it is read aloud."""
    return _HELD.sub(r"\2", text)
