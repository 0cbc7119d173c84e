"""A handover as the text of a QR, and back: CBOR, deflated, in Base32 (RFC 4648) without padding.

The characters A-Z and 2-7 are what a USB scanner types alike on every keyboard
layout, and what a QR code packs tightly (ISO/IEC 18004 alphanumeric mode).
Version, city and the kind of envelope stand in front, so that a reader knows
what it holds before it opens it. The open envelope is neither signed nor sealed;
its checksum (Adler-32, RFC 1950) finds what a scanner misread.
"""

import base64
import binascii
import string
import zlib
from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from io import BytesIO

import cbor2

from kiosk.errors import Altered, Incomplete, NewerVersion, NotOurs, OtherCity
from kiosk.guidance.content import Guide
from kiosk.handover.record import Handover, Plain, boxes_of, case_of, plain_plan
from kiosk.paperwork.form import Form

MAGIC = b"KK"
VERSION = 1
MOST_BYTES = 65536
"""More than this does not inflate: no sheet carries it, and a forged one could fill the memory."""


ONE_SYMBOL = 3391
"""Letters that one QR code holds: version 40, error correction M, alphanumeric (ISO/IEC 18004, table 7)."""


class Envelope(IntEnum):
    OPEN = 0


def write_handover(handover: Handover) -> str:
    """Return the text that the sheet's QR carries."""
    head = cbor2.dumps([VERSION, handover.city, int(Envelope.OPEN)])
    body = zlib.compress(cbor2.dumps(_pack(handover)), level=9)
    return base64.b32encode(MAGIC + head + body).decode().rstrip("=")


def read_handover(text: str, *, city: str) -> Handover:
    """Open a handover text. Raises NotOurs, NewerVersion, OtherCity, Altered or Incomplete."""
    data = _bytes(text)
    if not data.startswith(MAGIC):
        raise NotOurs
    stream = BytesIO(data[len(MAGIC) :])
    _check_head(_load(stream), city)
    return _unpack(_load(BytesIO(_inflate(stream.read()))))


def _bytes(text: str) -> bytes:
    letters = "".join(text.split()).upper()
    if not letters or set(letters) - set(string.ascii_uppercase + "234567"):
        raise NotOurs
    try:
        return base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as error:
        raise Incomplete from error


def _load(stream: BytesIO) -> object:
    try:
        loaded: object = cbor2.load(stream)
    except (cbor2.CBORDecodeError, UnicodeDecodeError, ValueError) as error:
        raise Altered(type(error).__name__) from None
    return loaded


def _check_head(head: object, city: str) -> None:
    match head:
        case [int(version), *_] if version > VERSION:
            raise NewerVersion
        case [int(), str(theirs), int()] if theirs == city:
            return
        case [int(), str(), int()]:
            raise OtherCity
        case _:
            raise Altered


def _inflate(body: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(body, MOST_BYTES)
    except zlib.error:
        raise Altered from None
    if not inflater.eof:
        raise Incomplete
    return data


def _pack(handover: Handover) -> list[object]:
    return [
        handover.kiosk,
        handover.ticket,
        int(handover.made.timestamp()),
        handover.made.isoformat()[19:],
        handover.events,
        handover.people,
        handover.facts,
        handover.needs,
        handover.proxy,
        handover.sheet,
        handover.city,
    ]


def _unpack(fields: object) -> Handover:
    match fields:
        case [str(kiosk), None | str() as ticket, int(seconds), str(offset), [*events], [*people], dict(facts),
              dict(needs), None | dict() as proxy, str(sheet), str(city)]:  # fmt: skip
            return Handover(
                city=city,
                kiosk=kiosk,
                ticket=ticket,
                made=_moment(seconds, offset),
                events=tuple(map(str, events)),
                people=tuple(person for person in people if isinstance(person, dict)),
                facts=facts,
                needs=needs,
                proxy=proxy,
                sheet=sheet,
            )
        case _:
            raise Altered


def _moment(seconds: int, offset: str) -> datetime:
    try:
        zone = datetime.strptime(offset, "%z").tzinfo
        return datetime.fromtimestamp(seconds, zone)
    except (ValueError, OverflowError, OSError):
        raise Altered from None


def handover_json(handover: Handover, guide: Guide, forms: Mapping[str, Form]) -> dict[str, Plain]:
    """Return the shape that ``kakanai unseal`` prints, with the plan and the boxes as this city decides them now.

    Raises Altered for values that no visit of ours has.
    """
    try:
        case = case_of(handover, guide, forms)
    except (ValueError, TypeError):
        raise Altered from None
    return {
        "city": handover.city,
        "kiosk": handover.kiosk,
        "ticket": handover.ticket,
        "made": handover.made.isoformat(),
        "events": [*handover.events],
        "people": [dict(person) for person in handover.people],
        "proxy": dict(handover.proxy) if handover.proxy else None,
        "facts": dict(handover.facts),
        "needs": dict(handover.needs),
        "forms": {form: dict[str, Plain](boxes) for form, boxes in boxes_of(case, guide, forms).items()},
        "plan": plain_plan(case.plan),
        "sheet": handover.sheet,
    }
