"""The files of residence cards and special permanent resident certificates: where they are and what they hold.

Source: 在留カード等仕様書 Ver 1.5 and 第２世代在留カード等仕様書 Ver 1.1 (出入国在留管理庁), 3.3 of both. Of the first
generation only the address on the back is text; of the second, name and address are pictures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from devices import tlv
from devices.apdu import FID
from devices.cards.pictures import as_png
from devices.cards.values import date_of, text_of
from kiosk.errors import Unreadable
from kiosk.people import Residence, Sex
from kiosk.ports import CardKind

Objects = Mapping[int, bytes]
"""The data objects of a file by their tags, in the order in which they stand there."""


@dataclass(frozen=True)
class CardFile:
    """``short``: its short identifier. ``length``: its bytes by the standard; the end may be filled with 00."""

    short: FID
    length: int


FRONT, PHOTO = CardFile(0x05, 7004), CardFile(0x06, 3004)
"""DF1, first generation: the whole front, and the holder's face."""
ENTRIES = {CardKind.RESIDENCE: CardFile(0x03, 73), CardKind.SPECIAL_PERMANENT: CardFile(0x03, 46)}
NAME_AND_FACE, ADDRESS_PICTURE = CardFile(0x04, 5508), CardFile(0x06, 2505)
"""DF1, second generation."""
BACK_ADDRESS = CardFile(0x01, 342)
"""DF2, first generation: the address written on the back when the holder moved. UNCERTAIN: its length."""
FIRST_PROOF, SECOND_PROOF = CardFile(0x02, 1464), CardFile(0x02, 704)
"""DF3: the issuer's signature and certificate."""

FRONT_PICTURE, FIRST_FACE = 0xD0, 0xD1
BACK_DATE, BACK_MUNICIPALITY, BACK_TEXT = 0xD2, 0xD3, 0xD4
NAME_PICTURE, FACE, ADDRESS = 0xD0, 0xD1, 0xDFD1
CARD_EXPIRY, BIRTH, SEX, NATIONALITY, STATUS = 0xC5, 0xC6, 0xC7, 0xC8, 0xC9
PERMISSION, PERMISSION_DATE, WORK, STAY_EXPIRY, PERIOD = 0xCA, 0xCB, 0xCC, 0xCD, 0xCE
FIRST_SIGNATURE, FIRST_CERTIFICATE = 0xDA, 0xDB
SECOND_SIGNATURE, SECOND_CERTIFICATE = 0xDC, 0xDD

SEXES = {b"1": Sex.MALE, b"2": Sex.FEMALE, b"3": Sex.UNKNOWN}
WORK_RULES = {
    "1": "就労制限なし",
    "2": "在留資格に基づく就労活動のみ可",
    "4": "指定書により指定された就労活動のみ可",
    "9": "就労不可",
}
SPECIAL_PERMANENT = "特別永住者"
INDEFINITE = "無期限"
STATELESS = "無国籍"


def objects(content: bytes) -> Objects:
    """Return what is in a file. Raises Unreadable."""
    return tlv.objects(content, tlv.Tags.TWO_BYTES)


def required(file: Objects, tag: int) -> bytes:
    """Return the picture without which nobody knows whose card it is. Raises Unreadable."""
    if not file.get(tag, b"").strip(b"\0"):
        raise Unreadable("The card lacks the picture of its holder's name.")
    return file[tag]


def picture(value: bytes) -> bytes:
    """Return a picture as PNG; empty where there is none, which may be written as nothing but 00."""
    return as_png(value if value.strip(b"\0") else b"")


def text(file: Objects, tag: int) -> str:
    """Return the text of an object, empty where there is none. UNCERTAIN: whether 00 fills it up; it is cut off."""
    return text_of(file.get(tag, b"").rstrip(b"\0"))


def nonempty(**details: str) -> dict[str, str]:
    return {name: value for name, value in details.items() if value}


def residence(kind: CardKind, number: str, entries: Objects) -> Residence:
    """Return what the card says of the holder's stay; of the first generation there is nothing but its kind as text.

    The status of residence is the code of ten characters that the card holds: its table is handed out by the agency to
    those who develop readers and is not published. A certificate says by its kind what the status is.
    """
    special = kind is CardKind.SPECIAL_PERMANENT
    return Residence(
        status=SPECIAL_PERMANENT if special else text(entries, STATUS),
        period="" if special else period(text(entries, PERIOD)),
        until=date_of(entries.get(STAY_EXPIRY, b"")),
        card_number=number,
    )


def nationality(entries: Objects) -> str:
    """Return a code of three letters (ISO 3166-1), as it stands there; empty where there is none.

    UNCERTAIN: XXX, which ICAO Doc 9303 has for an unspecified nationality, is taken for none (無国籍).
    """
    code = text(entries, NATIONALITY)
    return STATELESS if code == "XXX" else code


def period(code: str) -> str:
    """Return a period of stay as the card's face says it: YYMM, DDD, or 0000; anything else stays as it is."""
    if code == "0000":
        return INDEFINITE
    if re.fullmatch("[0-9]{3}", code):
        return f"{int(code)}日"
    if not re.fullmatch("[0-9]{4}", code):
        return code
    years, months = int(code[:2]), int(code[2:])
    return (f"{years}年" if years else "") + (f"{months}月" if months else "")


def expiry(entries: Objects) -> date | None:
    return date_of(entries.get(CARD_EXPIRY, b""))


def permission(entries: Objects) -> dict[str, str]:
    """Return what the card says of the permission and of work; the kind of permission is a code without a table."""
    work = text(entries, WORK)
    return nonempty(
        permission=text(entries, PERMISSION),
        permission_date=text(entries, PERMISSION_DATE),
        work=WORK_RULES.get(work, work),
    )


def back(file: Objects) -> dict[str, str]:
    """Return what belongs to the address on the back."""
    return nonempty(back_date=text(file, BACK_DATE), municipality_code=text(file, BACK_MUNICIPALITY))
