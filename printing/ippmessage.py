"""IPP messages as bytes (RFC 8010): the requests that a kiosk makes, and whatever a printer answers.

Not pyipp: it brings asyncio and an HTTP client that take 0.3 s to import and 27 MB in every process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct, error


class Operation(IntEnum):
    """RFC 8011, 5.4.15."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """The answers that we act on (RFC 8011, appendix B); below 0x0100 all is well."""

    CLIENT_ERROR_NOT_FOUND = 0x0406
    CLIENT_ERROR_GONE = 0x0407
    SERVER_ERROR_TEMPORARY_ERROR = 0x0505
    SERVER_ERROR_BUSY = 0x0507


class Tag(IntEnum):
    """RFC 8010, 3.5. Groups first, then values."""

    OPERATION_ATTRIBUTES = 0x01
    JOB_ATTRIBUTES = 0x02
    END_OF_ATTRIBUTES = 0x03
    INTEGER = 0x21
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    NATURAL_LANGUAGE = 0x48
    MIME_MEDIA_TYPE = 0x49


Value = int | str
Attributes = Mapping[str, tuple[Tag, Sequence[Value]]]

_HEADER = Struct(">BBHI")
_LENGTH = Struct(">H")
_INTEGER = Struct(">i")
_TEXTS = range(0x40, 0x60)
_FIRST_VALUE_TAG = 0x10
_NUMBERS = frozenset({Tag.INTEGER, Tag.ENUM})
_VERSION = (2, 0)


@dataclass(frozen=True)
class Answer:
    """A printer's answer: attributes by name, all groups together; what is neither number nor text stays bytes."""

    status: int
    attributes: Mapping[str, tuple[int | str | bytes, ...]]

    @property
    def ok(self) -> bool:
        return self.status < 0x0100

    def words(self, name: str) -> tuple[str, ...]:
        """Return the keywords or other texts of this attribute; none if the printer does not say."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))

    def number(self, name: str) -> int | None:
        return next((value for value in self.attributes.get(name, ()) if isinstance(value, int)), None)


def encode_request(operation: Operation, target: Attributes, job: Attributes, document: bytes = b"") -> bytes:
    """Return a request; ``target`` are the operation attributes after charset and language."""
    language: Attributes = {
        "attributes-charset": (Tag.CHARSET, ["utf-8"]),
        "attributes-natural-language": (Tag.NATURAL_LANGUAGE, ["en"]),
    }
    parts = [_HEADER.pack(*_VERSION, operation, 1), bytes([Tag.OPERATION_ATTRIBUTES]), _encoded({**language, **target})]
    if job:
        parts += [bytes([Tag.JOB_ATTRIBUTES]), _encoded(job)]
    return b"".join([*parts, bytes([Tag.END_OF_ATTRIBUTES]), document])


def _encoded(attributes: Attributes) -> bytes:
    return b"".join(
        bytes([tag]) + _counted(name.encode() if place == 0 else b"") + _counted(_value(value))
        for name, (tag, values) in attributes.items()
        for place, value in enumerate(values)
    )


def _value(value: Value) -> bytes:
    return value.encode() if isinstance(value, str) else _INTEGER.pack(value)


def _counted(content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + content


def decode_answer(message: bytes) -> Answer:
    """Read an answer. Raises ``ValueError`` for anything that is no IPP message.

    Collections are not taken apart: nobody asks for one.
    """
    try:
        status = _HEADER.unpack_from(message)[2]
        return Answer(status, _decoded(message))
    except (error, IndexError) as fault:
        raise ValueError("this is no IPP message") from fault


def _decoded(message: bytes) -> dict[str, tuple[int | str | bytes, ...]]:
    attributes: dict[str, tuple[int | str | bytes, ...]] = {}
    place, name = _HEADER.size, ""
    while message[place] != Tag.END_OF_ATTRIBUTES:
        tag, place = message[place], place + 1
        if tag < _FIRST_VALUE_TAG:
            continue
        key, place = _taken(message, place)
        value, place = _taken(message, place)
        name = key.decode("utf-8", "replace") or name
        attributes[name] = (*attributes.get(name, ()), _plain(tag, value))
    return attributes


def _taken(message: bytes, place: int) -> tuple[bytes, int]:
    start = place + _LENGTH.size
    end = start + _LENGTH.unpack_from(message, place)[0]
    return message[start:end], end


def _plain(tag: int, value: bytes) -> int | str | bytes:
    if tag in _NUMBERS:
        return int(_INTEGER.unpack(value)[0])
    return value.decode("utf-8", "replace") if tag in _TEXTS else value
