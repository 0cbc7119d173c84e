"""BER-TLV data objects (ISO/IEC 8825-1) as identity cards use them: one- and two-byte tags, definite lengths."""

from dataclasses import dataclass

from kiosk.errors import Unreadable


@dataclass(frozen=True)
class Header:
    """Tag and extent of one object: its value is ``data[start:end]``, counted in the data it was read from."""

    tag: int
    start: int
    end: int


def header(data: bytes, at: int = 0) -> Header | None:
    """Read tag and length of the object at ``at``; ``None`` when filler (00 or FF) or nothing is there.

    Raises Unreadable. The value itself need not be in ``data`` yet.
    """
    if _is_filler(data, at):
        return None
    tag, after_tag = _tag(data, at)
    length, start = _length(data, after_tag)
    return Header(tag, start, start + length)


def objects(data: bytes) -> dict[int, bytes]:
    """Return the values of the objects in ``data`` by tag, up to the filler.

    Raises Unreadable when an object is cut off or a tag comes twice.
    """
    found: dict[int, bytes] = {}
    at = 0
    while (head := header(data, at)) is not None:
        if head.end > len(data) or head.tag in found:
            raise Unreadable("A data object is cut off or comes twice.")
        found[head.tag] = data[head.start : head.end]
        at = head.end
    return found


def _is_filler(data: bytes, at: int) -> bool:
    if at >= len(data) or data[at] == 0x00:
        return True
    return data[at] == 0xFF and (at + 1 == len(data) or data[at + 1] == 0xFF)


def _tag(data: bytes, at: int) -> tuple[int, int]:
    if data[at] & 0x1F != 0x1F:
        return data[at], at + 1
    if data[at + 1 : at + 2] and data[at + 1] < 0x80:
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
