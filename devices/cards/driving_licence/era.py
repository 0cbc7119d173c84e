"""Dates by Japanese era, as driving licences write them."""

import re
from datetime import date

from kiosk.calendar import ERAS, GREGORIAN

LENGTH = 7


def era_date_of(value: bytes) -> date | None:
    """Return the date of era (1 明治 to 5 令和) and YYMMDD in ASCII digits; ``None`` for what is none, like all zeros.

    A year may count on after its era has ended: cards of 2018 hold until a day of 平成35年.
    """
    if not re.fullmatch(rb"[1-5][0-9]{6}", value):
        return None
    era = ERAS[len(ERAS) - int(value[:1])]
    try:
        day = date(era.first.year + int(value[1:3]) - 1, int(value[3:5]), int(value[5:]))
    except ValueError:
        return None
    return day if day >= max(era.first, GREGORIAN) else None
