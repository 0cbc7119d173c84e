"""Ticket numbers as they are printed and called: a letter and a serial number, "A12"."""

import re

from kiosk.errors import UnknownTicket, UsageError

_NUMBER = re.compile(r"([A-Z])([1-9][0-9]{0,5})")
_LETTER = re.compile(r"[A-Z]")


def number_of(letter: str, serial: int) -> str:
    return f"{letter}{serial}"


def parse_number(number: str) -> tuple[str, int]:
    """Return letter and serial number. Raises UnknownTicket for what cannot be a number."""
    match = _NUMBER.fullmatch(number.strip().upper())
    if match is None:
        raise UnknownTicket("That is no ticket number: a letter and a serial number, such as A12, is meant.")
    return match[1], int(match[2])


def check_letter(letter: str) -> str:
    """Return the letter. Raises UsageError unless it is one of A to Z."""
    if _LETTER.fullmatch(letter) is None:
        raise UsageError("A ticket's letter is one of A to Z.")
    return letter
