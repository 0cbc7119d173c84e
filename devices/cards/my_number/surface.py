"""The 券面事項確認AP of a My Number card: its face as pictures, opened by 照合番号B (never by 照合番号A).

Its file with a picture of the Individual Number (0005) is never named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from devices import tlv
from devices.apdu import AID, FID
from devices.cards.my_number.text import CHECK_NUMBER_PATTERN
from devices.cards.pictures import as_png
from devices.cards.values import date_of
from devices.files import CardFiles, SecretFile
from kiosk.errors import Blocked, LastTry, Unreadable, WrongSecret
from kiosk.people import Pictures

SURFACE_AP: AID = bytes.fromhex("D3921000310001010402")
CHECK_NUMBER: FID = 0x0012
FACE: FID = 0x0002
CERTIFICATE: FID = 0x0004

SECRET = SecretFile(CHECK_NUMBER, CHECK_NUMBER_PATTERN, tries=10, by_short_identifier=True)
"""照合番号B as this application keeps it: a key, and tries, apart from those of the 券面事項入力補助AP."""

TEMPLATE = 0xFF20
BIRTH, SEX, KEY, NAME, ADDRESS, PHOTO, SIGNATURE, EXPIRES = range(0xDF22, 0xDF2A)


@dataclass(frozen=True)
class CardFace:
    """Objects of the face by tag: their values, and as they are written on the card."""

    values: Mapping[int, bytes] = field(repr=False)
    written: Mapping[int, bytes] = field(repr=False)

    @property
    def expires(self) -> date | None:
        """The last day on which the card holds."""
        return date_of(self.values.get(EXPIRES, b""))

    def pictures(self, *, photo: bool) -> Pictures:
        """Return name and address, and the holder's face where it is wanted. What cannot be decoded is left out."""
        return Pictures(
            name=self._picture(NAME), address=self._picture(ADDRESS), photo=self._picture(PHOTO) if photo else b""
        )

    def _picture(self, tag: int) -> bytes:
        try:
            return as_png(self.values.get(tag, b""))
        except Unreadable:
            return b""


def read_face(files: CardFiles, check_number: str) -> CardFace | None:
    """Open the application by 照合番号B and read the face.

    ``None`` where the card lacks it, or this number does not open it: with one try left it is not tried. Raises
    Unreadable for a face that is open but makes no sense.
    """
    if not files.has_application(SURFACE_AP):
        return None
    try:
        files.open_with(SECRET, check_number)
    except (WrongSecret, LastTry, Blocked):
        return None
    return card_face(files.read_object(FACE, TEMPLATE))


def card_face(template: bytes) -> CardFace:
    """Return what is in the template FF20 of the face. Raises Unreadable when it is malformed."""
    return CardFace(tlv.objects(template), tlv.objects_as_written(template))
