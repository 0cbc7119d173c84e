"""What the content of a city says again and again, as a preset dictionary for deflate (RFC 1951).

Both sides must have the very same one, so it has an id. It stands in the order of the content, what every visit has at
its end: deflate reaches what is near with fewer bits.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import cbor2

from kiosk.errors import Altered
from kiosk.guidance.content import FactType, Guide
from kiosk.handover.contents import compact
from kiosk.paperwork.form import Form
from kiosk.people import NAME_GAP, Relation, Sex

ID_BYTES = 4
MOST_BYTES = 65536
"""More than this does not inflate: no sheet carries it, and a forged one could fill the memory."""

_WINDOW = 32768
"""How far deflate looks back."""

_RAW = -zlib.MAX_WBITS
"""Without the frame of zlib: what is sealed needs no checksum."""

_MEMORY = 9
"""As much as zlib can use."""

_NO = cbor2.dumps(False)


@dataclass(frozen=True)
class Dictionary:
    """``data`` is what deflate is primed with."""

    data: bytes = field(repr=False)

    @cached_property
    def id(self) -> bytes:
        """The first bytes of its SHA-256."""
        return hashlib.sha256(self.data).digest()[:ID_BYTES]

    def deflate(self, data: bytes) -> bytes:
        deflater = zlib.compressobj(9, zlib.DEFLATED, _RAW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, self.data)
        return deflater.compress(data) + deflater.flush()

    def inflate(self, data: bytes) -> bytes:
        """Raises Altered for what is no deflate, ends early, goes on behind its end or is too long."""
        inflater = zlib.decompressobj(_RAW, self.data)
        try:
            inflated = inflater.decompress(data, MOST_BYTES)
        except zlib.error:
            raise Altered from None
        if not inflater.eof or inflater.unused_data:
            raise Altered
        return inflated


def dictionary_of(guide: Guide, forms: Mapping[str, Form], places: Iterable[str]) -> Dictionary:
    """Return the dictionary of a content. ``places``: names that its addresses have."""
    parts = (
        *_words(value for fact in guide.facts.values() for value in fact.values),
        *chain.from_iterable(_asked(guide, event) for event in guide.events),
        *_words(country.name for country in guide.countries.values()),
        *_words(status.name for status in guide.residence_statuses.values()),
        *_words(need.id for form in forms.values() for need in form.needs),
        *_words(guide.events),
        *_words(places),
        _household(),
    )
    return Dictionary(b"".join(parts)[-_WINDOW:])


def _words(words: Iterable[str]) -> Iterator[bytes]:
    return (cbor2.dumps(compact(word)) for word in dict.fromkeys(words))


def _asked(guide: Guide, event: str) -> Iterator[bytes]:
    """Write what an event asks, in its order, answered with no: many lines of a visit in one match."""
    asked = (fact for question in guide.events[event].questions for fact in guide.questions[question].asks)
    for fact in dict.fromkeys(asked):
        yield cbor2.dumps(fact) + (_NO if guide.facts[fact].type is FactType.BOOL else b"")


def _household() -> bytes:
    """Write a family as ``contents`` has it, in columns: what most have, and nothing where everybody has their own."""
    unknown = cbor2.undefined
    relations = [relation.value for relation in Relation]
    columns = {
        "name": [NAME_GAP],
        "kana": [NAME_GAP],
        "birth": ["2000-01-01"],
        "sex": [Sex.MALE.value, Sex.FEMALE.value] * 2 + [Sex.MALE.value],
        "address": ["一丁目"],
        "relation": [Relation.SELF.value, Relation.SPOUSE.value, *[Relation.CHILD.value] * 3, Relation.PARENT.value],
        "nationality": [unknown, "日本", unknown, unknown],
        "moves": [True] * 6,
        "foreign": [False] * 6,
        "has_card": [True] * 3 + [False] * 3,
        "residence": [unknown, {"status": "", "period": "5年", "until": "2030-01-01", "card_number": ""}, unknown],
    }
    return cbor2.dumps(compact([relations, columns]))
