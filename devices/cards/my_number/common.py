"""The 共通カードAP of a My Number card: until when it holds, which it tells everybody.

Its one record also says the card's serial number and the municipality; neither is kept.
"""

from datetime import date

from devices.apdu import AID, FID
from devices.cards.values import date_of
from devices.files import CardFiles

COMMON_AP: AID = bytes.fromhex("D3921000310001010100")
RECORDS: FID = 0x0001
HEADER = b"\x01\x1c"
"""Simple-TLV: 28 digits follow, 15 of the serial number, 5 of the municipality and 8 of the date."""
EXPIRES = slice(len(HEADER) + 20, len(HEADER) + 28)


def read_expiry(files: CardFiles) -> date | None:
    """Return the last day on which the card holds; ``None`` where it lacks the application or the record."""
    if not files.has_application(COMMON_AP):
        return None
    return expiry_in(files.read_record(RECORDS, 1) or b"")


def expiry_in(record: bytes) -> date | None:
    """Return the date of the record, ``None`` when it has another shape or its date is none."""
    return date_of(record[EXPIRES]) if record.startswith(HEADER) else None
