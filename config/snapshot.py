"""A city's content of today and of all days to come, as bytes: data alone, which no reader of it can be made to run.

Each day from which something else holds has an edition of its own; only the wanted one is decoded. Conditions are
written by their source. A whole file (its digest is right) of the form that this program writes can be decoded.
"""

import hashlib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, Final, cast, get_args, get_type_hints

import msgspec

from config.city import Content
from kiosk.errors import SnapshotDamaged, SnapshotOutdated
from kiosk.guidance.content import VALUE_TYPES, Fact, Guide, Value
from kiosk.paperwork.form import Form
from kiosk.postal import Town
from kiosk.settings import Settings
from kiosk.words import Words

_MAGIC: Final = b"kakanai city "
_DIGEST_BYTES: Final = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Version:
    """Which one it is: ``number`` counts up from 1, ``source`` is a digest of the YAML behind it."""

    number: int
    made: datetime
    source: str


@dataclass(frozen=True)
class _Common:
    """What is the same on all days."""

    settings: Settings
    words: Mapping[str, Mapping[str, str]]
    towns: tuple[Town, ...]


@dataclass(frozen=True)
class _Guide(Guide):
    """As it is written down: values take their types from the facts, which must be known before."""

    cards: Mapping[str, Mapping[str, Any]]
    parties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Edition:
    guide: _Guide
    forms: Mapping[str, Form]


@dataclass(frozen=True)
class Snapshot:
    """One version, of which only the head has been decoded. The first of the ``editions`` also holds before its day."""

    version: Version
    zone: str
    common: bytes
    editions: tuple[tuple[date, bytes], ...]

    def since(self, day: date) -> date:
        """Return the day from which the edition of this day holds."""
        return max((since for since, _ in self.editions if since <= day), default=self.editions[0][0])

    def content(self, day: date) -> Content:
        """Decode the content as it holds on this day."""
        since = self.since(day)
        common: _Common = _decoder(_Common).decode(self.common)
        edition: _Edition = _decoder(_Edition).decode(dict(self.editions)[since])
        return Content(
            settings=common.settings,
            guide=_typed(edition.guide),
            forms=edition.forms,
            words=_words(common.words),
            towns=common.towns,
            day=day,
            changes=tuple(later for later, _ in self.editions if later > max(day, since)),
        )

    def contents(self) -> Iterator[Content]:
        """Decode them all, each as of its first day."""
        return (self.content(since) for since, _ in self.editions)


def pack(version: Version, contents: Sequence[Content]) -> bytes:
    """Write one version: the content of today, and of each day to come from which something else holds."""
    first = contents[0]
    assert all(earlier.day < later.day for earlier, later in pairwise(contents))
    words = {language: words.sentences for language, words in first.words.items()}
    body = msgspec.msgpack.encode(
        Snapshot(
            version=version,
            zone=first.settings.office.zone,
            common=msgspec.msgpack.encode(_Common(first.settings, words, first.towns)),
            editions=tuple((content.day, _edition(content)) for content in contents),
        )
    )
    return _MAGIC + _form() + _digest(body) + body


def unpack(data: bytes, name: str) -> Snapshot:
    """Read one version. Raises SnapshotError, with this name, for another form and for whatever is not whole."""
    form, digest, body = _parted(data, len(_MAGIC), _DIGEST_BYTES, _DIGEST_BYTES)
    if not data.startswith(_MAGIC) or digest != _digest(body):
        raise SnapshotDamaged(name)
    if form != _form():
        raise SnapshotOutdated(name)
    snapshot: Snapshot = _decoder(Snapshot).decode(body)
    return snapshot


def _parted(data: bytes, *lengths: int) -> tuple[bytes, ...]:
    """Return what stands behind the first length: a part of each other length, and the rest."""
    ends = [0, *accumulate(lengths), len(data)]
    return tuple(data[start:end] for start, end in pairwise(ends))[1:]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@cache
def _form() -> bytes:
    """Return a digest of all types that are written, so that no version is read into other types than it came from."""
    types = _types_of(Snapshot, {}) | _types_of(_Common, {}) | _types_of(_Edition, {})
    return _digest("\n".join(sorted(f"{kind.__qualname__}: {parts}" for kind, parts in types.items())).encode())


def _types_of(hint: Any, found: dict[type, str]) -> dict[type, str]:
    """Note all dataclasses and enums in what may be written here, with what they are made of."""
    if hint in found:
        return found
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        found[cast("type", hint)] = str(hints)
        for part in hints.values():
            _types_of(part, found)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        found[hint] = str([member.value for member in hint])
    for part in get_args(hint):
        _types_of(part, found)
    return found


def _edition(content: Content) -> bytes:
    return msgspec.msgpack.encode({"guide": content.guide, "forms": content.forms})


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cast("type", kind))


def _typed(written: _Guide) -> Guide:
    fields = vars(written) | {
        "cards": _told(written.cards, written.facts),
        "parties": _told(written.parties, written.facts),
    }
    return Guide(**fields)


def _told(tellers: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Fact]) -> dict[str, dict[str, Value]]:
    return {
        teller: {id_: msgspec.convert(value, VALUE_TYPES[facts[id_].type]) for id_, value in told.items()}
        for teller, told in tellers.items()
    }


def _words(written: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    language, *others = written
    base = Words(language, written[language])
    return {language: base} | {other: Words(other, written[other], base) for other in others}
