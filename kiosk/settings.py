"""What a city sets for one kiosk, its looks and its office: the types behind kiosk.yaml and tokens.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

LEAST_IDLE_WARNING_S = 30
"""To answer "are you still there?". WCAG 2.2 (success criterion 2.2.1) asks for 20 s; slow hands need more."""


@dataclass(frozen=True)
class Tokens:
    """The visual language: sizes are design pixels of a 1080x1920 panel (0.248 mm each), colours #rrggbb."""

    colours: Mapping[str, str]
    type_px: Mapping[str, int]
    space_px: Mapping[str, int]
    radius_px: Mapping[str, int]
    slide_ms: int


@dataclass(frozen=True)
class City:
    """``code`` is the five digits of 全国地方公共団体コード; ``addressee`` stands on every form (あて先)."""

    id: str
    code: str
    name: str
    addressee: str
    prefecture: str
    postal_prefixes: tuple[str, ...]
    crest: str


@dataclass(frozen=True)
class Office:
    """Opening hours of the office, and the hour at which the service day of the queue turns."""

    opens: time
    closes: time
    zone: str
    closed_weekdays: tuple[int, ...]
    closed_dates: tuple[str, ...]
    day_turns: time
    minutes_per_ticket: int


@dataclass(frozen=True)
class Kiosk:
    """One machine. ``reader``: patterns of PC/SC reader names (with ``*`` and ``?``); printers are IPP URIs.

    After ``idle_s`` without a touch it asks whether somebody is there, and waits ``idle_warning_s`` for an answer.
    ``card_photo``: the holder's photo is read of cards, too. ``jpki_challenge``: My Number cards are asked for a
    signature, which takes a secret of its own.
    """

    id: str
    reader: str | tuple[str, ...]
    sheets_printer: str
    slips_printer: str
    database: str
    languages: tuple[str, ...]
    idle_s: float
    idle_warning_s: float
    finish_s: float
    card_photo: bool = False
    jpki_challenge: bool = False

    @property
    def readers(self) -> tuple[str, ...]:
        """Return the patterns."""
        return (self.reader,) if isinstance(self.reader, str) else self.reader


CARD_KEY_ID_DIGITS = 32
"""Hex digits of the identifier of a key that certifies My Number cards."""


@dataclass(frozen=True)
class CardRoot:
    """An issuer of cards that the city trusts, in PEM: either a public ``key`` by its ``id``, or a ``certificate``.

    ``practice``: of software cards. Its private key is public, so that no real city may trust it.
    """

    name: str
    id: str = ""
    key: str = ""
    certificate: str = ""
    practice: bool = False


@dataclass(frozen=True)
class Settings:
    """``card_roots`` empty: no card is ever said to be genuine."""

    city: City
    office: Office
    kiosk: Kiosk
    tokens: Tokens
    card_roots: tuple[CardRoot, ...] = ()
