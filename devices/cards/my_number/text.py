"""The 券面事項入力補助AP of a My Number card: name, address, birth and sex as text.

Its files with the Individual Number (0001), and with digests that it can be computed from (0003), are never named.
"""

from collections.abc import Mapping

from devices import tlv
from devices.apdu import AID, FID
from devices.cards.values import date_of, text_of
from devices.files import CardFiles, SecretFile
from kiosk.errors import Unreadable
from kiosk.people import Person, Sex
from kiosk.ports import SecretKind

TEXT_AP: AID = bytes.fromhex("D3921000310001010408")
PIN: FID = 0x0011
CHECK_NUMBER_B: FID = 0x0015
ATTRIBUTES: FID = 0x0002
CERTIFICATE: FID = 0x0004
KEY: FID = 0x0007

CHECK_NUMBER_PATTERN = "[0-9]{14}"
SECRETS: Mapping[SecretKind, SecretFile] = {
    SecretKind.PIN: SecretFile(PIN, "[0-9]{4}", tries=3, by_short_identifier=True),
    SecretKind.CHECK_NUMBER: SecretFile(CHECK_NUMBER_B, CHECK_NUMBER_PATTERN, tries=10, by_short_identifier=True),
}

FOUR_ATTRIBUTES, NAME, ADDRESS, BIRTH, SEX = 0xFF20, 0xDF22, 0xDF23, 0xDF24, 0xDF25
LEADING_FILLER_MAX = 2
"""Some cards of 2023 are said to put two bytes before the first tag."""

# JIS X 0303 / ISO 5218; 3 is a code that some software writes for "other".
SEXES = {b"0": Sex.UNKNOWN, b"1": Sex.MALE, b"2": Sex.FEMALE, b"3": Sex.OTHER, b"9": Sex.OTHER}


def read_attributes(files: CardFiles) -> Person:
    """Read the person, once the PIN or 照合番号B was presented."""
    return attributes(files.read_object(ATTRIBUTES, FOUR_ATTRIBUTES, LEADING_FILLER_MAX))


def attributes(template: bytes) -> Person:
    """Return the person in the template FF20. Raises Unreadable when it is malformed or lacks name or address.

    A birth date that is none and a sex that is no code are ``None``.
    """
    fields = tlv.objects(template)
    if NAME not in fields or ADDRESS not in fields:
        raise Unreadable("The card's data lacks a name or an address.")
    return Person(
        name=text_of(fields[NAME]),
        address=text_of(fields[ADDRESS]),
        birth=date_of(fields.get(BIRTH, b"")),
        sex=SEXES.get(fields.get(SEX, b"")),
    )
