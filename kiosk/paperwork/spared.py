"""What nobody had to write: the boxes of names and addresses that were filled for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import Box, BoxKind, Form, Placed

_OF_ADDRESS = ("address", "text")
"""How the dotted names of addresses end: ``self.address``, ``need.new_address.text``."""


class Spared(Enum):
    NAME = "name"
    ADDRESS = "address"


def spared(sheets: Iterable[FilledForm], forms: Mapping[str, Form]) -> Mapping[Spared, int]:
    """Return how many boxes of each kind are filled on these forms; what is left to the hand does not count."""
    return Counter(kind for filled in sheets for kind in _kinds(filled, forms[filled.form]))


def _kinds(filled: FilledForm, form: Form) -> Iterator[Spared]:
    for section in form.sections:
        rows = range(1, filled.people[section.id] + 1) if section.rows else (None,)
        for placed in (Placed(section, *section.at, row) for row in rows):
            names = ((placed.name(box), _kind(box)) for box in section.boxes)
            yield from (kind for name, kind in names if kind and name in filled.values and name not in filled.by_hand)


def _kind(box: Box) -> Spared | None:
    if box.kind is BoxKind.NAME:
        return Spared.NAME
    is_address = box.kind is BoxKind.TEXT and any(name.rpartition(".")[2] in _OF_ADDRESS for name in box.names)
    return Spared.ADDRESS if is_address else None
