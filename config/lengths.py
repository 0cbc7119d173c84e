"""Whether the words of a city have room where people read them: on the screen at its usual size, and on the checklist.

Nothing is cut there: what is too long goes on in more lines, pushes the next thing off the page, and is not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.faults import fault
from config.texts import Texts
from kiosk.errors import Fault
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain

_COLUMN_PX = 968
"""An upright panel without its margins."""


@dataclass(frozen=True)
class Room:
    """Where the words of these keys stand: so wide in em of their size, on so many lines at most."""

    keys: re.Pattern[str]
    width_em: float
    lines: int
    face: Face = Face.TEXT


def _on_screen(keys: str, width_px: float, size_px: float, lines: int, face: Face = Face.TEXT) -> Room:
    return Room(re.compile(keys), width_px / size_px, lines, face)


def _on_paper(keys: str, width_mm: float, size_pt: float, lines: int, face: Face = Face.TEXT) -> Room:
    return Room(re.compile(keys), width_mm / (size_pt * MM_PER_PT), lines, face)


ROOMS = (
    _on_screen(r"question\.\w+\.ask", _COLUMN_PX, 64, 4, Face.BOLD),
    _on_screen(r"question\.\w+\.(help|why)", _COLUMN_PX, 40, 4),
    _on_screen(r"fact\.\w+\.label", 780, 52, 5, Face.BOLD),
    _on_screen(r"fact\.\w+\.value\.\w+", 780, 52, 3, Face.BOLD),
    _on_screen(r"fact\.\w+\.(yes|no|is)", 780, 40, 4),
    _on_screen(r"event\.\w+\.everyday", 780, 52, 2, Face.BOLD),
    _on_screen(r"event\.\w+\.why", _COLUMN_PX, 34, 3),
    _on_paper(r"procedure\.[\w.]+\.(name|plain|due)", 160, 15.5, 2, Face.BOLD),
    _on_paper(r"procedure\.[\w.]+\.note", 160, 14, 7),
    _on_paper(r"bring\.\w+", 160, 14, 3),
    _on_paper(r"desk\.\w+\.name", 135, 14, 2, Face.BOLD),
)
"""The first that fits a key holds. Of a language with furigana the words without it are measured."""


def too_long(texts: Mapping[str, Texts], lettering: Lettering) -> Iterator[Fault]:
    """Yield every word that needs more lines than it has, with its file and line."""
    for words in texts.values():
        for key, sentence in words.sentences.items():
            room = next((room for room in ROOMS if room.keys.fullmatch(key)), None)
            if room is None:
                continue
            lines = len(lettering.lines(plain(sentence), room.face, width_em=room.width_em))
            if lines > room.lines:
                marked, line = words.places[key]
                yield fault(marked.file, line, "too_long", key=key, lines=lines, most=room.lines)
