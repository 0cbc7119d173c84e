"""Commands and responses of ISO/IEC 7816-4: only what identity cards are asked."""

from dataclasses import dataclass, field
from enum import IntEnum

AID = bytes
"""Name of an application (DF name)."""
FID = int
"""Two-byte identifier of a file under the current application."""

SHORT_LE_MAX = 256


class INS(IntEnum):
    VERIFY = 0x20
    SELECT = 0xA4
    READ_BINARY = 0xB0
    GET_RESPONSE = 0xC0


class SW(IntEnum):
    """Status words by the standard's names. 61xx, 63Cx and 6Cxx carry a number in their last digits."""

    SUCCESS = 0x9000
    END_OF_FILE_REACHED = 0x6282
    WRONG_LENGTH = 0x6700
    LOGICAL_CHANNEL_NOT_SUPPORTED = 0x6881
    COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE = 0x6981
    SECURITY_STATUS_NOT_SATISFIED = 0x6982
    AUTHENTICATION_METHOD_BLOCKED = 0x6983
    REFERENCE_DATA_NOT_USABLE = 0x6984
    NO_CURRENT_EF = 0x6986
    FILE_OR_APPLICATION_NOT_FOUND = 0x6A82
    INCORRECT_PARAMETERS_P1_P2 = 0x6A86
    OFFSET_OUTSIDE_EF = 0x6B00
    INSTRUCTION_NOT_SUPPORTED = 0x6D00
    CLASS_NOT_SUPPORTED = 0x6E00
    NO_PRECISE_DIAGNOSIS = 0x6F00


def bytes_waiting(sw: int) -> int | None:
    """Return how many bytes GET RESPONSE can fetch (61xx), ``None`` for any other status."""
    return (sw & 0xFF or SHORT_LE_MAX) if sw >> 8 == 0x61 else None


def right_le(sw: int) -> int | None:
    """Return the Le that the card wants instead (6Cxx), ``None`` for any other status."""
    return (sw & 0xFF or SHORT_LE_MAX) if sw >> 8 == 0x6C else None


def tries_in(sw: int) -> int | None:
    """Return the tries that a VERIFY left (63Cx, or none at all), ``None`` for any other status."""
    if sw in (SW.AUTHENTICATION_METHOD_BLOCKED, SW.REFERENCE_DATA_NOT_USABLE):
        return 0
    return sw & 0xF if sw & 0xFFF0 == 0x63C0 else None


@dataclass(frozen=True)
class Command:
    """A command APDU. ``le`` None: no answer but the status word is wanted; 256 is sent as 00."""

    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None
    cla: int = 0x00

    def encode(self) -> bytes:
        """Return the short form (at most 255 bytes of data, ``le`` at most 256)."""
        header = bytes((self.cla, self.ins, self.p1, self.p2))
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return header + body + (b"" if self.le is None else bytes((self.le & 0xFF,)))

    @classmethod
    def decode(cls, apdu: bytes) -> "Command":
        """Read a short or extended APDU (ISO/IEC 7816-3, 12.1.3). Raises ValueError when its lengths do not fit."""
        if len(apdu) < 4:
            raise ValueError("An APDU has at least four bytes.")
        data, le = _body(apdu[4:])
        return cls(cla=apdu[0], ins=apdu[1], p1=apdu[2], p2=apdu[3], data=data, le=le)


def _body(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    width = 2 if body[0] == 0 and len(body) > 2 else 1
    if width == 2:
        body = body[1:]
    length, rest = int.from_bytes(body[:width]), body[width:]
    if not rest:
        return b"", length or 1 << 8 * width
    data, le = rest[:length], rest[length:]
    if not data or len(data) < length or len(le) not in (0, width):
        raise ValueError("The lengths inside the APDU contradict each other.")
    return data, (int.from_bytes(le) or 1 << 8 * width) if le else None


@dataclass(frozen=True)
class Response:
    """A response APDU. What the card said is not part of ``repr``."""

    data: bytes = field(repr=False)
    sw: int

    def encode(self) -> bytes:
        return self.data + self.sw.to_bytes(2)

    @property
    def ok(self) -> bool:
        return self.sw == SW.SUCCESS


def select_application(aid: AID) -> Command:
    """SELECT by DF name, no file control information wanted."""
    return Command(INS.SELECT, 0x04, 0x0C, aid)


def select_file(fid: FID) -> Command:
    """SELECT an EF under the current application, no file control information wanted."""
    return Command(INS.SELECT, 0x02, 0x0C, fid.to_bytes(2))


def read_binary(offset: int, le: int) -> Command:
    """READ BINARY of the current EF; ``offset`` below 8000h."""
    return Command(INS.READ_BINARY, offset >> 8, offset & 0xFF, le=le)


def verify(secret: bytes) -> Command:
    """VERIFY against the current EF; an empty ``secret`` asks how many tries are left and costs none."""
    return Command(INS.VERIFY, 0x00, 0x80, secret)
