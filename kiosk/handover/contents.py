"""The contents of a visit as CBOR (RFC 8949), made small for a symbol on paper, and back.

Text that is not ASCII goes as UTF-16 in a byte string: two bytes where UTF-8 takes three for most of what a Japanese
register writes. Days go as their number (tag 100, RFC 8943), people
as columns, one for each thing that is known of them.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from itertools import chain

import cbor2

from kiosk.errors import Altered
from kiosk.handover.record import Change, Handover, Plain, Revision

_DAY_TAG = 100
_EPOCH = date(1970, 1, 1).toordinal()
_DEEPEST = 32
"""Containers within one another; a visit has four."""

_MOST_PEOPLE = 1000
_MOST = 2**63


def pack(handover: Handover) -> bytes:
    """Return everything but what the head of every symbol says already."""
    fields: list[object] = [
        handover.ticket,
        *_instant(handover.made),
        [*handover.events],
        len(handover.people),
        _columns(handover.people),
        handover.facts,
        handover.needs,
        handover.proxy,
    ]
    if handover.revisions:
        fields.append([handover.kiosk, [_revision(revision) for revision in handover.revisions]])
    return cbor2.dumps(compact(fields))


def unpack(data: bytes, *, city: str, kiosk: str | None, sheet: str) -> Handover:
    """Read what ``kiosk`` signed, or with ``None`` a counter. Raises Altered for what no visit of ours has.

    No kiosk can say that something was corrected, and a counter says of which kiosk it came.
    """
    loaded = _loaded(data)
    corrected: tuple[Revision, ...] = ()
    match loaded:
        case [*plain, [first, [_, *_] as revisions]] if kiosk is None:
            loaded, kiosk, corrected = plain, _text(first), tuple(map(_revised, revisions))
    match loaded:
        case [ticket, int(seconds), int(offset), [*events], int(count), dict(columns), facts, needs, proxy] if (
            kiosk is not None
        ):
            return Handover(
                city=city,
                kiosk=kiosk,
                ticket=None if ticket is None else _text(ticket),
                made=_moment(seconds, offset),
                events=tuple(map(_text, events)),
                people=_people(columns, count),
                facts=_known(facts),
                needs=_known(needs),
                proxy=None if proxy is None else _known(proxy),
                sheet=sheet,
                revisions=corrected,
            )
        case _:
            raise Altered


def compact(value: object) -> object:
    """Return a plain value as it is written: this is also how the dictionary has it."""
    match value:
        case str():
            return _compact_text(value)
        case Mapping():
            return {key: compact(inner) for key, inner in value.items()}
        case list() | tuple():
            return [compact(inner) for inner in value]
        case _:
            return value


def _compact_text(text: str) -> object:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return cbor2.CBORTag(_DAY_TAG, day.toordinal() - _EPOCH)
    return text if text.isascii() else text.encode("utf-16-be")


def _instant(moment: datetime) -> tuple[int, int]:
    """Return the seconds of a moment, and those by which its zone is ahead."""
    return int(moment.timestamp()), int((moment.utcoffset() or timedelta()).total_seconds())


def _revision(revision: Revision) -> list[object]:
    changes = [[change.what, change.before, change.after, change.why, change.note] for change in revision.changes]
    return [revision.who, revision.window, *_instant(revision.made), changes]


def _revised(value: object) -> Revision:
    match value:
        case [who, window, int(seconds), int(offset), [*changes]]:
            told = None if window is None else _text(window)
            return Revision(_text(who), told, _moment(seconds, offset), tuple(map(_change, changes)))
        case _:
            raise Altered


def _change(value: object) -> Change:
    match value:
        case [what, before, after, why, note]:
            return Change(_text(what), _plain(before), _plain(after), _text(why), _text(note))
        case _:
            raise Altered


def _loaded(data: bytes) -> object:
    try:
        loaded: object = cbor2.loads(data, max_depth=_DEEPEST)
    except cbor2.CBORDecodeError as error:
        raise Altered(type(error).__name__) from None
    return loaded


def _columns(people: tuple[Mapping[str, Plain], ...]) -> dict[str, list[object]]:
    """Return for each thing what is known of everybody in turn, ``undefined`` where nothing is."""
    keys = dict.fromkeys(chain.from_iterable(people))
    return {key: [person.get(key, cbor2.undefined) for person in people] for key in keys}


def _people(columns: Mapping[object, object], count: int) -> tuple[Mapping[str, Plain], ...]:
    lines = {key: line for key, line in columns.items() if isinstance(line, list) and len(line) == count}
    if len(lines) < len(columns) or not 0 <= count <= _MOST_PEOPLE:
        raise Altered
    each = ({key: line[at] for key, line in lines.items() if line[at] is not cbor2.undefined} for at in range(count))
    return tuple(map(_known, each))


def _known(value: object) -> dict[str, Plain]:
    plain = _plain(value)
    if not isinstance(plain, dict):
        raise Altered
    return plain


def _text(value: object) -> str:
    plain = _plain(value)
    if not isinstance(plain, str):
        raise Altered
    return plain


def _plain(value: object, deep: int = 0) -> Plain:
    """Undo ``compact``. A container within itself, which CBOR can write, is too deep."""
    if deep > _DEEPEST:
        raise Altered
    match value:
        case None | bool() | str():
            return value
        case int() if abs(value) <= _MOST:
            return value
        case bytes():
            return _utf16(value)
        case list():
            return [_plain(inner, deep + 1) for inner in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {key: _plain(inner, deep + 1) for key, inner in value.items()}
        case date() if type(value) is date:
            return value.isoformat()
        case _:
            raise Altered


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16-be")
    except UnicodeDecodeError:
        raise Altered from None  # its text holds the data


def _moment(seconds: int, offset_s: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, timezone(timedelta(seconds=offset_s)))
    except (ValueError, OverflowError, OSError):
        raise Altered from None
