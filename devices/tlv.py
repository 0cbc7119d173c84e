"""BER-TLV data objects (ISO/IEC 8825-1) as identity cards use them: one- and two-byte tags, definite lengths."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.errors import Unreadable


class Tags(Enum):
    """How tags are written."""

    BER = auto()
    """By ISO/IEC 8825-1."""
    TWO_BYTES = auto()
    """As BER, but none is longer than two bytes, whatever the second one says (DFD1 on residence cards)."""
    ONE_BYTE = auto()
    """One byte each, whatever its bits say (driving licences)."""


@dataclass(frozen=True)
class Header:
    """Tag and extent of one object: its value is ``data[start:end]``, counted in the data it was read from."""

    tag: int
    start: int
    end: int


def header(data: bytes, at: int = 0, tags: Tags = Tags.BER) -> Header | None:
    """Read tag and length of the object at ``at``; ``None`` when filler (00 or FF) or nothing is there.

    Raises Unreadable. The value itself need not be in ``data`` yet.
    """
    if _is_filler(data, at, tags):
        return None
    tag, after_tag = _tag(data, at, tags)
    length, start = _length(data, after_tag)
    return Header(tag, start, start + length)


def objects(data: bytes, tags: Tags = Tags.BER) -> dict[int, bytes]:
    """Return the values of the objects in ``data`` by tag, up to the filler.

    Raises Unreadable when an object is cut off or a tag comes twice.
    """
    return {head.tag: data[head.start : head.end] for _, head in _walk(data, tags)}


def objects_as_written(data: bytes) -> dict[int, bytes]:
    """As ``objects``, but each with its tag and length before the value: what signatures are over."""
    return {head.tag: data[at : head.end] for at, head in _walk(data, Tags.BER)}


def _walk(data: bytes, tags: Tags) -> Iterator[tuple[int, Header]]:
    """Yield where each object begins, and its header."""
    seen: set[int] = set()
    at = 0
    while (head := header(data, at, tags)) is not None:
        if head.end > len(data) or head.tag in seen:
            raise Unreadable("A data object is cut off or comes twice.")
        seen.add(head.tag)
        yield at, head
        at = head.end


def encoded(tag: int, value: bytes) -> bytes:
    """Return one object; its value has at most 65,535 bytes."""
    length = len(value)
    if length < 0x80:
        return written(tag) + bytes((length,)) + value
    width = 1 if length < 0x100 else 2
    return written(tag) + bytes((0x80 + width,)) + length.to_bytes(width) + value


def written(tag: int) -> bytes:
    """Return the bytes of a tag."""
    return tag.to_bytes((tag.bit_length() + 7) // 8)


def _is_filler(data: bytes, at: int, tags: Tags) -> bool:
    if at >= len(data) or data[at] == 0x00:
        return True
    return data[at] == 0xFF and (tags is Tags.ONE_BYTE or at + 1 == len(data) or data[at + 1] == 0xFF)


def _tag(data: bytes, at: int, tags: Tags) -> tuple[int, int]:
    if tags is Tags.ONE_BYTE or data[at] & 0x1F != 0x1F:
        return data[at], at + 1
    if data[at + 1 : at + 2] and (data[at + 1] < 0x80 or tags is Tags.TWO_BYTES):
        return int.from_bytes(data[at : at + 2]), at + 2
    raise Unreadable("A tag is cut off or longer than two bytes.")


def _length(data: bytes, at: int) -> tuple[int, int]:
    first = data[at : at + 1]
    if not first:
        raise Unreadable("A length is cut off.")
    if first[0] < 0x80:
        return first[0], at + 1
    width = first[0] - 0x80
    digits = data[at + 1 : at + 1 + width]
    if width not in (1, 2) or len(digits) < width:
        raise Unreadable("A length is cut off, indefinite, or longer than two bytes.")
    return int.from_bytes(digits), at + 1 + width
