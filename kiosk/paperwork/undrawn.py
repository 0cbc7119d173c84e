"""The characters of a form that no font has: a framed blank stands there, and the clerk is told which they are."""

from collections.abc import Iterator

from kiosk.lettering.gaiji import is_private_use
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import Box, BoxKind, Form, Placed

_CALLED = {BoxKind.NAME: "氏名", BoxKind.TEXT: "住所など"}
_GAIJI = "外字"
_MOST = 4
"""More than these are only counted."""


def undrawn(form: Form, filled: FilledForm, lettering: Lettering) -> str:
    """Say where they stand and which they are: ``1の氏名の2字目 U+31350``; empty where every character is drawn."""
    found = tuple(dict.fromkeys(_found(form, filled, lettering)))
    more = f"、ほか{len(found) - _MOST}字" if len(found) > _MOST else ""
    return "、".join(found[:_MOST]) + more


def _found(form: Form, filled: FilledForm, lettering: Lettering) -> Iterator[str]:
    told: set[str] = set()
    for row, box, value in _values(form, filled):
        if value in told:
            continue
        told.add(value)
        glyphs = [glyph for _, shaped in lettering.shape(value, box.face) for glyph in shaped]
        letters = [glyph for glyph in glyphs if not glyph.text.isspace()]
        for number, glyph in enumerate(letters, start=1):
            if glyph.id == 0:
                whose = f"{row}の" if row else ""
                yield f"{whose}{_CALLED[box.kind]}の{number}字目 {_code(glyph.text)}"


def _values(form: Form, filled: FilledForm) -> Iterator[tuple[int | None, Box, str]]:
    for section in form.sections:
        rows = range(1, filled.people.get(section.id, 0) + 1) if section.rows else (None,)
        for row in rows:
            for box in section.boxes:
                value = filled.values.get(Placed(section, 0, 0, row).name(box), "")
                if value and box.kind in _CALLED:
                    yield row, box, value


def _code(character: str) -> str:
    """Say the code points; what only a card knows has none that anybody else would know."""
    return _GAIJI if is_private_use(character[0]) else " ".join(f"U+{ord(one):04X}" for one in character)
