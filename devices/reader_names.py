"""What the names of PC/SC readers tell: which of them a city means, and what cannot be read on them."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

_SAM = re.compile(r"\bSAM\b")
"""The slot for a Security Access Module inside a reader, such as ``ACS ACR1252 ... [... SAM] 01 00``."""

_CONTACT = re.compile(
    r"\bICC\b|\bContact\b|\bACR3[89]|\bACR3901|\bSCR ?3[35]\d\d|\bOMNIKEY (AG |Smart ?Card Reader )?(1|3)\d{3}"
    r"|\bCardMan 3|\bPC Twin|\bCT\d\d\b",
    re.IGNORECASE,
)
"""Slots in which a card is put. Those on which it is laid say PICC or CL, or nothing."""


def is_wanted(name: str, patterns: Iterable[str]) -> bool:
    """Return whether one of the patterns means this reader.

    ``*`` and ``?`` stand for other characters, brackets for themselves since names have them, and small letters for
    large ones. A SAM slot is meant only by a pattern that says so.
    """
    fitting = [pattern for pattern in patterns if _fits(name, pattern)]
    return any(map(_SAM.search, fitting)) if _SAM.search(name) else bool(fitting)


def is_contact_only(name: str) -> bool:
    """Return whether no card without contacts can be read there: no driving licence, no residence card."""
    return _CONTACT.search(name) is not None


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold().replace("[", "[[]"))
