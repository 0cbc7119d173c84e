"""Commands and responses of ISO/IEC 7816-4: only what identity cards are asked."""

from dataclasses import dataclass, field
from enum import IntEnum

AID = bytes
"""Name of an application (DF name)."""
FID = int
"""Two-byte identifier of a file under the current application."""

MF: AID = b"\x3f\x00"
"""Stands for the root of a card in the place of an application's name; it is the identifier of that file."""

SHORT_LE_MAX = 256
EXTENDED_LE_MAX = 65536
SHORT_LC_MAX = 255
SHORT_EF_IDENTIFIER_MAX = 0x1E
BY_SHORT_EF_IDENTIFIER = 0x80
"""Set in P1 of READ BINARY, or in P2 of VERIFY: the last five bits name the file."""
OFFSET_MAX = 0x7FFF


class CLA(IntEnum):
    PLAIN = 0x00
    SECURE_MESSAGING = 0x08
    """Secure messaging whose header is not authenticated."""
    PROPRIETARY = 0x80


class INS(IntEnum):
    VERIFY = 0x20
    PERFORM_SECURITY_OPERATION = 0x2A
    EXTERNAL_AUTHENTICATE = 0x82
    """With an answer it is MUTUAL AUTHENTICATE."""
    GET_CHALLENGE = 0x84
    SELECT = 0xA4
    READ_BINARY = 0xB0
    READ_RECORD = 0xB2
    GET_RESPONSE = 0xC0


class SW(IntEnum):
    """Status words by the standard's names. 61xx, 63Cx and 6Cxx carry a number in their last digits."""

    SUCCESS = 0x9000
    OUTPUT_DATA_CORRUPTED = 0x6281
    END_OF_FILE_REACHED = 0x6282
    SELECTED_FILE_DEACTIVATED = 0x6283
    VERIFICATION_FAILED = 0x6300
    STATE_UNCHANGED = 0x6400
    MEMORY_FAILURE = 0x6581
    WRONG_LENGTH = 0x6700
    LOGICAL_CHANNEL_NOT_SUPPORTED = 0x6881
    SECURE_MESSAGING_NOT_SUPPORTED = 0x6882
    COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE = 0x6981
    SECURITY_STATUS_NOT_SATISFIED = 0x6982
    AUTHENTICATION_METHOD_BLOCKED = 0x6983
    REFERENCE_DATA_NOT_USABLE = 0x6984
    CONDITIONS_NOT_SATISFIED = 0x6985
    NO_CURRENT_EF = 0x6986
    SECURE_MESSAGING_OBJECT_MISSING = 0x6987
    SECURE_MESSAGING_OBJECT_INCORRECT = 0x6988
    INCORRECT_PARAMETERS_IN_DATA = 0x6A80
    FUNCTION_NOT_SUPPORTED = 0x6A81
    FILE_OR_APPLICATION_NOT_FOUND = 0x6A82
    RECORD_NOT_FOUND = 0x6A83
    INCORRECT_PARAMETERS_P1_P2 = 0x6A86
    LC_INCONSISTENT_WITH_P1_P2 = 0x6A87
    REFERENCED_DATA_NOT_FOUND = 0x6A88
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
    """A command APDU. ``le`` None: no answer but the status word is wanted; the longest is sent as zeros."""

    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None
    cla: int = CLA.PLAIN

    @property
    def is_extended(self) -> bool:
        """Whether its lengths need the extended form (ISO/IEC 7816-4, 5.2)."""
        return len(self.data) > SHORT_LC_MAX or (self.le or 0) > SHORT_LE_MAX

    def encode(self) -> bytes:
        """Return the short form where the lengths fit it, else the extended one."""
        header = bytes((self.cla, self.ins, self.p1, self.p2))
        if not self.is_extended:
            body = bytes((len(self.data),)) + self.data if self.data else b""
            return header + body + (b"" if self.le is None else bytes((self.le & 0xFF,)))
        body = len(self.data).to_bytes(2) + self.data if self.data else b""
        return header + b"\0" + body + (b"" if self.le is None else (self.le & 0xFFFF).to_bytes(2))

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


def select_master_file() -> Command:
    """SELECT the root of the card, by its identifier."""
    return Command(INS.SELECT, 0x00, 0x00, MF)


def select_file(fid: FID) -> Command:
    """SELECT an EF under the current application, no file control information wanted."""
    return Command(INS.SELECT, 0x02, 0x0C, fid.to_bytes(2))


def read_binary(offset: int, le: int) -> Command:
    """READ BINARY of the current EF; ``offset`` at most OFFSET_MAX."""
    return Command(INS.READ_BINARY, offset >> 8, offset & 0xFF, le=le)


def read_binary_of(fid: FID, le: int) -> Command:
    """READ BINARY from the start of the EF with this short identifier, which becomes the current one."""
    return Command(INS.READ_BINARY, BY_SHORT_EF_IDENTIFIER | fid, 0x00, le=le)


def read_record_of(fid: FID, number: int) -> Command:
    """READ RECORD of the EF with this short identifier; ``number`` counts from 1."""
    return Command(INS.READ_RECORD, number, fid << 3 | 0x04, le=SHORT_LE_MAX)


def verify(secret: bytes, fid: FID = 0) -> Command:
    """VERIFY against the EF with this short identifier, or the current one (0).

    An empty ``secret`` asks how many tries are left and costs none.
    """
    return Command(INS.VERIFY, 0x00, BY_SHORT_EF_IDENTIFIER | fid, secret)


def compute_digital_signature(digest_info: bytes, key: int) -> Command:
    """Sign what stands in a DigestInfo, as JPKI cards do: ``key`` is P2, 00 for the application's own key."""
    return Command(INS.PERFORM_SECURITY_OPERATION, 0x00, key, digest_info, SHORT_LE_MAX, CLA.PROPRIETARY)
