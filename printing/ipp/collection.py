"""An attribute whose value is a collection, as IPP writes it (RFC 8010, 3.1.6). pyipp reads them, but writes none."""

from collections.abc import Iterator, Mapping
from struct import pack
from typing import Final

from pyipp.enums import IppTag

MEDIA_COL: Final = "media-col"


def collection(name: str, members: Mapping[str, object]) -> bytes:
    """Write an attribute whose value is a collection of keywords, integers and collections (RFC 8010, 3.1.6)."""
    return _attribute(IppTag.BEGIN_COLLECTION, name, b"") + b"".join(_members(members))


def _members(members: Mapping[str, object]) -> Iterator[bytes]:
    for name, value in members.items():
        yield _attribute(IppTag.MEMBER_NAME, "", name.encode())
        match value:
            case int():
                yield _attribute(IppTag.INTEGER, "", pack(">i", value))
            case str():
                yield _attribute(IppTag.KEYWORD, "", value.encode())
            case Mapping():
                yield _attribute(IppTag.BEGIN_COLLECTION, "", b"")
                yield from _members(value)
    yield _attribute(IppTag.END_COLLECTION, "", b"")


def _attribute(tag: IppTag, name: str, value: bytes) -> bytes:
    return pack(">BH", tag, len(name)) + name.encode() + pack(">H", len(value)) + value
