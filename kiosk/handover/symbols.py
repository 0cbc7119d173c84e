"""The texts of the symbols on paper: a sealed handover, in one or in several, each with its head in the clear.

A text is Base32 (RFC 4648) without padding: the characters A-Z and 2-7 are what a USB scanner types alike on every
keyboard layout, and what a QR code packs tightly (ISO/IEC 18004, alphanumeric mode). Behind the magic stand the length
and the CRC-32 of the head, in every version alike; so a reader can tell a misread head from one that says what it
does not know. The head holds the length of what follows: that is how a cut text is told from an altered one.
"""

import base64
import hashlib
import re
import string
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kiosk.errors import Altered, Incomplete, NewerVersion, NotOurs, OtherCity

MAGIC = b"KK"
VERSION = 1
"""Of what a kiosk hands over."""

CORRECTED = 2
"""Of what a counter corrected: counters from before it knew how cannot read it, and say so."""

MOST_LETTERS = 1451
"""Of one symbol: version 25, error correction M (ISO/IEC 18004, table 7). Its 117 modules are 0.4 mm wide in the 47 mm
that forms leave: what an office printer prints and a hand scanner reads."""

_ALPHABET = frozenset(string.ascii_uppercase + "234567")
OPENING = base64.b32encode(MAGIC).decode()[: len(MAGIC) * 8 // 5]
"""The letters that the magic alone decides."""

_FRAME = struct.Struct(">2sBI")
_FIELDS = struct.Struct(">BHBB4s4s4s4s")
_LONGEST_HEAD = -(-(_FRAME.size + 255) * 8 // 5)
"""In letters."""


@dataclass(frozen=True)
class Head:
    """Who can open it: the city, and the ids of the keys and of the dictionary. ``signer``: of a kiosk or a counter."""

    city: str
    signer: bytes
    counter: bytes
    dictionary: bytes
    version: int = VERSION

    @property
    def bound(self) -> bytes:
        """What is bound to the sealed part, so that no other head fits it."""
        return MAGIC + bytes((self.version,)) + self.signer + self.counter + self.dictionary + self.city.encode()


@dataclass(frozen=True)
class Piece:
    """What one symbol carries: piece ``number`` of ``of`` of the sealed bytes. ``whole`` is a digest of them all."""

    head: Head
    number: int
    of: int
    whole: bytes
    body: bytes = field(repr=False)


def write_symbols(head: Head, sealed: bytes) -> tuple[str, ...]:
    """Return the text of each symbol: one, or as few as hold it, each with as much."""
    room = MOST_LETTERS * 5 // 8 - _FRAME.size - _FIELDS.size - len(head.city.encode())
    of = -(-len(sealed) // room)
    size = -(-len(sealed) // of)
    whole = _digest(sealed)
    return tuple(
        _text(Piece(head, number, of, whole, sealed[(number - 1) * size : number * size]))
        for number in range(1, of + 1)
    )


def _text(piece: Piece) -> str:
    head = piece.head
    fields = _FIELDS.pack(
        head.version, len(piece.body), piece.number, piece.of, piece.whole, head.signer, head.counter, head.dictionary
    )
    told = fields + head.city.encode()
    return _letters(_FRAME.pack(MAGIC, len(told), _checksum(told)) + told + piece.body)


def read_symbols(text: str) -> tuple[Piece, ...]:
    """Return the pieces of which a scanner typed the texts, with any line breaks and capitals or none.

    Raises NotOurs, NewerVersion, Altered or Incomplete.
    """
    letters = "".join(text.split())
    if letters[: len(OPENING)].upper() != OPENING:
        raise NotOurs
    if not letters.isascii() or set(letters.upper()) - _ALPHABET:
        raise Altered
    return tuple(map(_piece, _texts(letters.upper())))


def join(pieces: tuple[Piece, ...], *, city: str) -> tuple[Head, bytes]:
    """Return the sealed bytes of one whole.

    Raises OtherCity, Incomplete unless these are all its pieces and of nothing else, or Altered.
    """
    if any(piece.head.city != city for piece in pieces):
        raise OtherCity
    first = pieces[0]
    by_number = {piece.number: piece for piece in pieces}
    if any((piece.head, piece.whole, piece.of) != (first.head, first.whole, first.of) for piece in pieces):
        raise Incomplete
    if len(by_number) < first.of:
        raise Incomplete
    sealed = b"".join(by_number[number].body for number in range(1, first.of + 1))
    if _digest(sealed) != first.whole:
        raise Altered
    return first.head, sealed


def _texts(letters: str) -> Iterator[str]:
    """Part what was typed: wherever a head stands that is whole, a text begins."""
    found = (found.start() for found in re.finditer(OPENING, letters))
    starts = [0, *(start for start in found if start and _begins(letters[start : start + _LONGEST_HEAD]))]
    return (letters[start:end] for start, end in pairwise([*starts, len(letters)]))


def _begins(letters: str) -> bool:
    try:
        _told(_bytes(letters))
    except (Altered, Incomplete):
        return False
    return True


def _piece(letters: str) -> Piece:
    data = _bytes(letters)
    told = _told(data)
    if told[:1] > bytes((CORRECTED,)):
        raise NewerVersion
    body = data[_FRAME.size + len(told) :]
    piece, length = _parsed(told, body)
    if len(body) < length:
        raise Incomplete
    if len(body) > length or _letters(data) != letters:
        raise Altered
    return piece


def _told(data: bytes) -> bytes:
    """Return the head. Raises Incomplete where it is not all there, and Altered for another than was written."""
    if len(data) < _FRAME.size:
        raise Incomplete
    magic, length, checksum = _FRAME.unpack_from(data)
    told = data[_FRAME.size : _FRAME.size + length]
    if len(told) < length:
        raise Incomplete
    if magic != MAGIC or not told or checksum != _checksum(told):
        raise Altered
    return told


def _parsed(told: bytes, body: bytes) -> tuple[Piece, int]:
    """Return the piece, and how long its body was. Raises Altered."""
    try:
        version, length, number, of, whole, signer, counter, dictionary = _FIELDS.unpack_from(told)
        city = told[_FIELDS.size :].decode()
    except (struct.error, UnicodeDecodeError):
        raise Altered from None
    if version not in {VERSION, CORRECTED} or not 1 <= number <= of:
        raise Altered
    return Piece(Head(city, signer, counter, dictionary, version), number, of, whole, body), length


def _digest(sealed: bytes) -> bytes:
    return hashlib.sha256(sealed).digest()[:4]


def _checksum(told: bytes) -> int:
    return zlib.crc32(MAGIC + bytes((len(told),)) + told)


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _bytes(letters: str) -> bytes:
    """Return the bytes that so many letters hold whole."""
    return base64.b32decode(letters + "A" * (-len(letters) % 8))[: len(letters) * 5 // 8]
