"""The My Number card's 券面事項入力補助AP: name, address, birth and sex behind a 4-digit PIN.

The files that hold the Individual Number, or what it can be computed from, are not on the allow-list.
"""

import re
import unicodedata
from datetime import date

from devices import tlv
from devices.apdu import (
    AID,
    FID,
    SHORT_LE_MAX,
    SW,
    Command,
    Response,
    read_binary,
    select_application,
    select_file,
    tries_in,
    verify,
)
from devices.connection import CardConnection, send
from kiosk.errors import Blocked, LastTry, UnknownCard, Unreadable, WrongPin
from kiosk.people import Person, Sex

TEXT_AP: AID = bytes.fromhex("D3921000310001010408")
PIN: FID = 0x0011
ATTRIBUTES: FID = 0x0002
ALLOWED = frozenset({(TEXT_AP, PIN), (TEXT_AP, ATTRIBUTES)})

PIN_TRIES = 3
"""Tries of the PIN after a right one."""

FOUR_ATTRIBUTES, NAME, ADDRESS, BIRTH, SEX = 0xFF20, 0xDF22, 0xDF23, 0xDF24, 0xDF25
ATTRIBUTES_MAX = 4096
"""Bytes of the file that we are ready to read; real ones hold a few hundred."""
LEADING_FILLER_MAX = 2
"""Some cards of 2023 are said to put two bytes before the first tag."""

# JIS X 0303 / ISO 5218; 3 is a code that some software writes for "other".
SEXES = {b"0": Sex.UNKNOWN, b"1": Sex.MALE, b"2": Sex.FEMALE, b"3": Sex.OTHER, b"9": Sex.OTHER}


class MyNumberCard:
    """One session with the 券面事項入力補助AP. Raises UnknownCard when the card has no such application."""

    def __init__(self, connection: CardConnection) -> None:
        self._connection = connection
        self._select_application()

    def tries_left(self) -> int:
        """Ask how many tries the PIN has left; this consumes none and leaves the PIN's file selected."""
        self._select_file(PIN)
        response = self._send(verify(b""))
        tries = PIN_TRIES if response.ok else tries_in(response.sw)
        if tries is None:
            raise Unreadable(f"The card does not say how many tries are left ({response.sw:04X}).")
        return tries

    def verify_pin(self, pin: str) -> int:
        """Present the PIN once, if at least two tries are left and it has four digits; return the tries left after it.

        Raises Blocked, LastTry or WrongPin; with the first two, and for a PIN of another shape, nothing was sent.
        """
        tries = self.tries_left()
        if tries == 0:
            raise Blocked("The card's PIN is blocked.", tries_left=0)
        if tries == 1:
            raise LastTry("The card's PIN has one try left, which is not used here.", tries_left=1)
        if not re.fullmatch("[0-9]{4}", pin):
            raise WrongPin("The PIN has four digits.", tries_left=tries)
        return self._tries_after(self._send(verify(pin.encode("ascii"))))

    def person(self) -> Person:
        """Read the four attributes; the PIN must have been verified."""
        self._select_file(ATTRIBUTES)
        return attributes(self._read_object())

    def _tries_after(self, response: Response) -> int:
        if response.ok:
            return PIN_TRIES
        tries = tries_in(response.sw)
        if tries is None:
            raise Unreadable(f"The card did not judge the PIN ({response.sw:04X}).")
        if tries == 0:
            raise Blocked("The card's PIN is blocked now.", tries_left=0)
        raise WrongPin("The PIN is wrong.", tries_left=tries)

    def _send(self, command: Command) -> Response:
        return send(self._connection, command)

    def _select_application(self) -> None:
        response = self._send(select_application(TEXT_AP))
        if response.sw == SW.NO_PRECISE_DIAGNOSIS:
            # The first command after power-up was seen to fail once on real cards.
            response = self._send(select_application(TEXT_AP))
        if not response.ok:
            raise UnknownCard("This card is none that we read.")

    def _select_file(self, fid: FID) -> None:
        response = self._send(select_file(fid))
        if not response.ok:
            raise Unreadable(f"The card lacks the file {fid:04X} ({response.sw:04X}).")

    def _read_object(self) -> bytes:
        """Read one data object and what stands before it; one command if it fits into 256 bytes."""
        data = self._read(0, SHORT_LE_MAX)
        head = tlv.header(data, _first_tag(data))
        end = head.end if head else 0
        if end > ATTRIBUTES_MAX:
            raise Unreadable("The card's data is longer than any we know.")
        while len(data) < end:
            data += self._read(len(data), min(end - len(data), SHORT_LE_MAX))
        return data

    def _read(self, offset: int, le: int) -> bytes:
        response = self._send(read_binary(offset, le))
        if response.sw not in (SW.SUCCESS, SW.END_OF_FILE_REACHED) or not response.data:
            raise Unreadable(f"The card refused to be read at {offset} ({response.sw:04X}).")
        return response.data


def _first_tag(data: bytes) -> int:
    at = data.find(FOUR_ATTRIBUTES.to_bytes(2), 0, LEADING_FILLER_MAX + 2)
    if at < 0:
        raise Unreadable("The card's data does not begin with the four attributes.")
    return at


def attributes(data: bytes) -> Person:
    """Return the person in EF 0002. Raises Unreadable when the data is malformed or name or address is missing.

    A birth date that is none and a sex that is no code are ``None``.
    """
    template = tlv.objects(data[_first_tag(data) :]).get(FOUR_ATTRIBUTES, b"")
    fields = tlv.objects(template)
    if NAME not in fields or ADDRESS not in fields:
        raise Unreadable("The card's data lacks a name or an address.")
    return Person(
        name=_text(fields[NAME]),
        address=_text(fields[ADDRESS]),
        birth=_date(fields.get(BIRTH, b"")),
        sex=SEXES.get(fields.get(SEX, b"")),
    )


def _text(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        # Without its cause: the text of a UnicodeDecodeError quotes the bytes.
        raise Unreadable("The card's text is no UTF-8.") from None
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise Unreadable("The card's text holds control characters.")
    return text


def _date(value: bytes) -> date | None:
    if not re.fullmatch(rb"[0-9]{8}", value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None
