"""Software My Number cards: the applications, keys and files of a real one, as far as ours are asked for them."""

from devices import my_number
from devices.apdu import AID
from devices.simulator.files import Application, CardProfile, DataFile, Key
from devices.simulator.people import CardHolder

ATR = bytes.fromhex("3B888001000005E0B381A1007F")

JPKI_AP: AID = bytes.fromhex("D392F000260100000001")
SURFACE_AP: AID = bytes.fromhex("D3921000310001010402")

PIN, CHECK_A, CHECK_B = my_number.PIN, 0x0014, 0x0015
SURFACE_CHECK_B, SURFACE_CHECK_A = 0x0012, 0x0013


def profile(holder: CardHolder, *, leading_filler: bytes = b"") -> CardProfile:
    """Return the card of this holder; ``leading_filler`` stands before the four attributes."""
    return CardProfile(ATR, (_text(holder, leading_filler), _surface(holder), _jpki(holder)))


def unknown_card() -> CardProfile:
    """A card without any application."""
    return CardProfile(bytes.fromhex("3B8180018080"), ())


def _text(holder: CardHolder, leading_filler: bytes) -> Application:
    """The 券面事項入力補助AP."""
    return Application(
        my_number.TEXT_AP,
        keys={
            PIN: Key(holder.pin.encode(), 3),
            CHECK_A: Key(holder.number.encode(), 10),
            CHECK_B: Key(holder.check_number_b.encode(), 10),
        },
        files={
            0x0001: DataFile(_number(holder), frozenset({PIN, CHECK_A}), forbidden=True),
            my_number.ATTRIBUTES: DataFile(
                leading_filler + four_attributes(holder) + b"\xff" * 2, frozenset({PIN, CHECK_B})
            ),
            0x0003: DataFile(_object(0xFF30, b""), frozenset({PIN, CHECK_A, CHECK_B}), forbidden=True),
        },
    )


def _surface(holder: CardHolder) -> Application:
    """The 券面事項確認AP, with a picture of the number that nobody may take."""
    return Application(
        SURFACE_AP,
        keys={
            SURFACE_CHECK_A: Key(holder.number.encode(), 10),
            SURFACE_CHECK_B: Key(holder.check_number_b.encode(), 10),
        },
        files={0x0005: DataFile(_object(0xFF40, b""), frozenset({SURFACE_CHECK_A}), forbidden=True)},
    )


def _jpki(holder: CardHolder) -> Application:
    """The 公的個人認証AP: enough of it to be told apart."""
    return Application(
        JPKI_AP,
        keys={0x0018: Key(holder.pin.encode(), 3)},
        files={0x0006: DataFile(b"JPKIAPICCTOKEN2".ljust(32).ljust(160, b"\0"))},
    )


def _number(holder: CardHolder) -> bytes:
    return _object(0xFF10, holder.number.encode()) + b"\xff" * 2


def four_attributes(holder: CardHolder) -> bytes:
    """Return FF20 with its table of offsets (from the tag FF20) and the four values."""
    values = [
        _object(my_number.NAME, holder.name.encode()),
        _object(my_number.ADDRESS, holder.address.encode()),
        _object(my_number.BIRTH, holder.birth.encode()),
        _object(my_number.SEX, holder.sex.encode()),
    ]
    table_length = 3 + 2 * len(values)
    body_length = table_length + sum(map(len, values))
    at = len(_header(my_number.FOUR_ATTRIBUTES, body_length)) + table_length
    offsets = b""
    for value in values:
        offsets += at.to_bytes(2)
        at += len(value)
    return _object(my_number.FOUR_ATTRIBUTES, _object(0xDF21, offsets) + b"".join(values))


def _object(tag: int, value: bytes) -> bytes:
    return _header(tag, len(value)) + value


def _header(tag: int, length: int) -> bytes:
    if length < 0x80:
        return tag.to_bytes(2) + bytes((length,))
    return tag.to_bytes(2) + (bytes((0x81, length)) if length < 0x100 else b"\x82" + length.to_bytes(2))
