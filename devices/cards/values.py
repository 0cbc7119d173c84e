"""Values as cards write them: text and dates."""

import re
import unicodedata
from datetime import date

from kiosk.errors import Unreadable


def text_of(value: bytes) -> str:
    """Return UTF-8 as it is. Raises Unreadable for anything else, and for control characters."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        # Without its cause: the text of a UnicodeDecodeError quotes the bytes.
        raise Unreadable("The card's text is no UTF-8.") from None
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise Unreadable("The card's text holds control characters.")
    return text


def date_of(value: bytes) -> date | None:
    """Return the date of YYYYMMDD in ASCII digits, ``None`` when it is none."""
    if not re.fullmatch(rb"[0-9]{8}", value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None
