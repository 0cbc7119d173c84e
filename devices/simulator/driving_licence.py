"""Software driving licences: all applications, keys and files of a real one. Every number on them is none.

How their text is cut where a field has no room (欠字 at its end, no reading of the name) is our own choice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from devices.apdu import AID, FID, MF
from devices.cards.driving_licence import card as driving_licence
from devices.cards.driving_licence import changes as licence_changes
from devices.cards.driving_licence import entries as licence_entries
from devices.cards.driving_licence.card import DF1, PIN1
from devices.simulator.faults import Faults
from devices.simulator.files import (
    Access,
    Application,
    CardProfile,
    DataFile,
    Key,
    KeyName,
    MasterFile,
    all_of,
    any_of,
)
from devices.simulator.licence_text import LicenceWriter
from devices.simulator.people import HOLDERS, CardHolder
from devices.simulator.pictures import face_as_jpeg2000
from kiosk.calendar import ERAS
from kiosk.lettering import gaiji
from kiosk.people import NAME_GAP

ATR = bytes.fromhex("3B888001000000009181C100D8")

DF2: AID = bytes.fromhex("A0000002310200000000000000000000")
DF3: AID = bytes.fromhex("A0000002480300000000000000000000")
PIN2: FID = 0x0002
REGISTERED_DOMICILE, GAIJI, NEW_GAIJI, NEW_DOMICILE, SIGNATURE = 0x0002, 0x0003, 0x0005, 0x0006, 0x0007
PHOTO: FID = 0x0001

COUNTED: tuple[KeyName, ...] = ((MF, PIN1),)

SECRET_2 = b"4321"
UNSET = driving_licence.UNSET_PIN.encode()
EDITION = b"\x90"
ISSUED, EXPIRES = date(2025, 3, 12), date(2035, 4, 12)
LAPSED = date(2022, 4, 12)
COMMISSION, COMMISSION_IN_SHORT = "架空県公安委員会", "架空県公委"
NUMBER, REFERENCE = b"000000000000", b"00000"
OBTAINED_ON = {"motorcycles_small_special_and_mopeds": date(2009, 2, 3), "others": date(2010, 4, 5)}
CATEGORIES_SINCE = {"ordinary": date(2010, 4, 5), "moped": date(2009, 2, 3)}
NO_DATE = b"0000000"

FORMER_ADDRESS, NEW_ADDRESS = "架空県見本市西９－８－７", "架空県見本市東１丁目２番地の３　東荘４０５"
MOVED_FIRST, MOVED_LAST = date(2025, 9, 1), date(2026, 2, 10)
NEW_NAME, NEW_KANA = "見本　太郎", "ミホン　タロウ"
NEW_CONDITION = "眼鏡等"

FILLER = b"\xff" * 16


def profile(holder: CardHolder, faults: Faults) -> CardProfile:
    """Return the licence of this holder."""
    filler = FILLER if faults.filler else b""
    applications = (_root(holder, faults, filler), _entries(holder, faults, filler), _photo(), _reserved())
    return CardProfile(ATR, applications, MasterFile.SELECTED)


def _root(holder: CardHolder, faults: Faults, filler: bytes) -> Application:
    pins = (UNSET, UNSET) if faults.unset_pin else (holder.pin.encode(), SECRET_2)
    return Application(
        MF,
        keys={PIN1: Key(pins[0], 3), PIN2: Key(pins[1], 3)},
        files={
            driving_licence.COMMON_DATA: DataFile(_common_data(_expires(faults)) + filler),
            driving_licence.PIN_SETTING: DataFile(_object(0x05, bytes((not faults.unset_pin,))) + filler),
        },
    )


def _entries(holder: CardHolder, faults: Faults, filler: bytes) -> Application:
    """DF1. What lies behind PIN2, too, is not for us."""
    writer = LicenceWriter()
    issued_to = _with_gaiji(holder) if faults.gaiji else holder
    files = {
        driving_licence.ENTRIES: (entries(issued_to, writer, _expires(faults)), 880, _PIN1, False),
        REGISTERED_DOMICILE: (_object(0x41, writer.write("架空県見本市", 80)), 82, _BOTH, True),
        GAIJI: (_object(0x48, b"") + _object(0x49, b""), 264, _PIN1, False),
        driving_licence.CHANGES: (changes(holder, writer, moved=faults.moved), 640, _PIN1, False),
        NEW_GAIJI: (_object(0xA0, b"\x00"), 663, _PIN1, False),
        NEW_DOMICILE: (_object(0xAA, b"\x00"), 256, _BOTH, True),
        SIGNATURE: (_object(0xB1, bytes(256)), 578, _PIN1, False),
    }
    return Application(
        DF1,
        files={
            fid: DataFile(content.ljust(length, b"\xff") + filler, access, forbidden)
            for fid, (content, length, access, forbidden) in files.items()
        },
    )


def _photo() -> Application:
    photo = face_as_jpeg2000((24, 30))[:2000]
    content = b"\x5f\x40\x82" + len(photo).to_bytes(2) + photo
    return Application(DF2, files={PHOTO: DataFile(content.ljust(2005, b"\xff"), _BOTH, forbidden=True)})


def _reserved() -> Application:
    return Application(DF3, files={0x0001: DataFile(b"\xff" * 512, _PIN1)})


def _with_gaiji(holder: CardHolder) -> CardHolder:
    """Let the name begin with a character that nobody but the card knows."""
    return replace(holder, name=gaiji.GAIJI[0] + holder.name[1:])


def _expires(faults: Faults) -> date:
    return LAPSED if faults.expired else EXPIRES


def _common_data(expires: date) -> bytes:
    days = (day.strftime("%Y%m%d") for day in (ISSUED, expires))
    return _object(0x45, b"010" + bytes.fromhex("".join(days))) + _object(0x46, b"\x00\x00")


def entries(holder: CardHolder, writer: LicenceWriter, expires: date = EXPIRES) -> bytes:
    """Return DF1/EF01 up to its filler: every tag, those that say nothing with an empty value."""
    values = {
        licence_entries.EDITION: EDITION,
        licence_entries.NAME: writer.write(holder.name, 72),
        licence_entries.KANA: writer.write_whole(holder.kana, 32),
        licence_entries.ALIAS: b"",
        licence_entries.UNIFIED_KANA: writer.write_whole(holder.kana.replace(NAME_GAP, ""), 16),
        licence_entries.BIRTH: _era_date(holder.birth),
        licence_entries.ADDRESS: writer.write(holder.address, 80),
        licence_entries.ISSUED: _day(ISSUED),
        licence_entries.REFERENCE: REFERENCE,
        licence_entries.COLOUR: writer.write("優良", 6),
        licence_entries.EXPIRES: _day(expires),
        licence_entries.CONDITIONS[0]: writer.write("眼鏡等", 80),
        licence_entries.CONDITIONS[1]: writer.write("準中型で運転できる準中型車は準中型車（５ｔ）に限る", 80),
        licence_entries.COMMISSION: writer.write(COMMISSION, 24),
        licence_entries.NUMBER: NUMBER,
        **_days(licence_entries.OBTAINED, OBTAINED_ON),
        **_days(licence_entries.CATEGORIES, CATEGORIES_SINCE),
    }
    return b"".join(_object(tag, values.get(tag, b"")) for tag in range(licence_entries.EDITION, 0x34))


def changes(holder: CardHolder, writer: LicenceWriter, *, moved: bool) -> bytes:
    """Return DF1/EF04 up to its filler; of somebody who moved with two addresses, the second of which is newer."""
    values = dict(_changes(holder, writer)) if moved else {}
    tags = range(licence_changes.NEW_COMMISSIONS[0], 0x98)
    return _object(licence_changes.CHANGED, bytes((moved,))) + b"".join(
        _object(tag, values.get(tag, b"")) for tag in tags
    )


def _changes(holder: CardHolder, writer: LicenceWriter) -> Iterator[tuple[int, bytes]]:
    def change(text: str, day: date, by: str = COMMISSION_IN_SHORT) -> bytes:
        return EDITION + writer.write(_day(day).decode(), 14) + writer.write(text, 80) + writer.write(by, 10)

    yield licence_changes.NEW_COMMISSIONS[0], change(COMMISSION_IN_SHORT, MOVED_LAST, by="")
    if holder == HOLDERS["taro"]:
        yield licence_changes.NEW_NAMES[0], change(NEW_NAME, MOVED_FIRST)
        yield licence_changes.NEW_KANA[0], change(NEW_KANA, MOVED_FIRST)
    yield licence_changes.NEW_ADDRESSES[0], change(FORMER_ADDRESS, MOVED_FIRST)
    yield licence_changes.NEW_ADDRESSES[1], change(NEW_ADDRESS, MOVED_LAST)
    yield licence_changes.NEW_CONDITIONS[0], change(NEW_CONDITION, MOVED_LAST)


def _days(names: Mapping[int, str], days: Mapping[str, date]) -> Mapping[int, bytes]:
    return {tag: _day(days[name]) if name in days else NO_DATE for tag, name in names.items()}


def _era_date(birth: str) -> bytes:
    """Write YYYYMMDD by its era; a day that there is not is written all the same."""
    year, rest = int(birth[:4]), birth[4:]
    era = next(era for era in ERAS if era.first.strftime("%Y%m%d") <= birth)
    return f"{len(ERAS) - ERAS.index(era)}{year - era.first.year + 1:02}{rest}".encode()


def _day(day: date) -> bytes:
    return _era_date(day.strftime("%Y%m%d"))


_PIN1: Access = any_of((MF, PIN1))
_BOTH: Access = all_of((MF, PIN1), (MF, PIN2))


def _object(tag: int, value: bytes) -> bytes:
    """Write an object with its tag in one byte."""
    length = len(value)
    return bytes((tag,)) + (bytes((length,)) if length < 0x80 else b"\x82" + length.to_bytes(2)) + value
