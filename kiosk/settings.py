"""What a city sets for one kiosk, its looks and its office: the types behind kiosk.yaml and tokens.yaml."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import Enum

LEAST_IDLE_WARNING_S = 30
"""To answer "are you still there?". WCAG 2.2 (success criterion 2.2.1) asks for 20 s; slow hands need more."""


LEAST_ACCEPT_DAYS = 14
"""For how long a sheet can be used at least: many come a second time with what they lacked."""


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
    """Opening hours of the office, and the hour at which the service day of the queue turns.

    ``accept_days``: for how many days after it was made the counter opens a sheet.
    """

    opens: time
    closes: time
    zone: str
    closed_weekdays: tuple[int, ...]
    closed_dates: tuple[str, ...]
    day_turns: time
    minutes_per_ticket: int
    accept_days: int = LEAST_ACCEPT_DAYS


@dataclass(frozen=True)
class Queue:
    """How numbers are given and called.

    Of those who wait at a desk, ``priority`` with priority are called to ``ordinary`` without; whoever has waited for
    ``longest_wait_min`` comes first. A clerk notes that nobody came after ``calls_before_no_show`` calls. ``minutes``:
    about how long one household of an event takes at a desk, until the city's own history knows better; the office's
    ``minutes_per_ticket`` for events that are not named. ``one_stop``: the desk that does everything, where there is
    one.
    """

    priority: int = 2
    ordinary: int = 1
    longest_wait_min: int = 40
    calls_before_no_show: int = 2
    minutes: Mapping[str, int] = field(default_factory=dict)
    one_stop: str | None = None


@dataclass(frozen=True)
class Statistics:
    """What of the queue's figures may be told. Counts of households below ``fewest`` are hidden.

    ``licence`` of the open data, as it is written in them.
    """

    fewest: int = 5
    licence: str = "CC BY 4.0"


LEAST_FEWEST = 3
"""Two households know of each other what the figure of both says."""


A4 = "iso_a4_210x297mm"
"""An IPP media keyword (PWG 5101.1)."""


class Sides(Enum):
    """The values are IPP keywords (RFC 8011, 5.2.8)."""

    ONE_SIDED = "one-sided"
    TWO_SIDED_LONG_EDGE = "two-sided-long-edge"
    TWO_SIDED_SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True)
class Paper:
    """Where one kind of document comes out, and on what. ``printer`` is an IPP URI.

    ``tray`` is an IPP keyword (media-source, PWG 5100.7), ``media`` one that says its size (PWG 5101.1); where they are
    empty, the printer takes what suits the document.
    """

    printer: str
    tray: str = ""
    media: str = ""
    sides: Sides = Sides.ONE_SIDED


@dataclass(frozen=True)
class Kiosk:
    """One machine. ``reader``: patterns of PC/SC reader names (with ``*`` and ``?``).

    ``sheets`` is the paper of all A4, ``checklist`` that of the checklist where it is another, ``slips`` of the number.
    After ``idle_s`` without a touch it asks whether somebody is there, and waits ``idle_warning_s`` for an answer.
    ``card_photo``: the holder's photo is read of cards, too. ``jpki_challenge``: My Number cards are asked for a
    signature, which takes a secret of its own. ``sign_on_screen``: who stands at the window may sign with a finger.
    ``keys``: the folder of the keys of handovers. ``ledger``: the lobby's own file for the hour when a queue elsewhere
    is away, and ``reserve`` how many numbers of each letter it has ready then.
    """

    id: str
    reader: str | tuple[str, ...]
    sheets: Paper
    slips: Paper
    database: str
    languages: tuple[str, ...]
    idle_s: float
    idle_warning_s: float
    finish_s: float
    card_photo: bool = False
    jpki_challenge: bool = False
    keys: str = "keys"
    sign_on_screen: bool = False
    checklist: Paper | None = None
    ledger: str = "kakanai-ledger.db"
    reserve: int = 8

    @property
    def needs_ledger(self) -> bool:
        """Whether the queue can be away while this machine goes on: not when it is a file of the machine."""
        return self.reserve > 0 and not self.database.startswith("sqlite:")

    @property
    def paper_by_kind(self) -> Mapping[str, Paper]:
        """Return the paper of every kind of document, by its key. Slips alone are not A4 unless the city says so."""
        papers = {"sheets": self.sheets, "checklist": self.checklist or self.sheets}
        return {**{key: replace(paper, media=paper.media or A4) for key, paper in papers.items()}, "slips": self.slips}

    def printing_on(self, printer: str) -> "Kiosk":
        """Return the same machine with all its paper in one printer."""
        sheets, slips = replace(self.sheets, printer=printer), replace(self.slips, printer=printer)
        checklist = self.checklist and replace(self.checklist, printer=printer)
        return replace(self, sheets=sheets, slips=slips, checklist=checklist)

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


SPOKEN = ("ja", "en")
"""The languages that the board has a voice for."""


@dataclass(frozen=True)
class Voice:
    """How the board calls by ear. ``languages`` one after the other, of SPOKEN; none: the chime alone.

    ``volume`` is a percentage of what the machine's mixer lets through. ``hours``: from when to when it is heard at
    all, None: whenever somebody is called.
    """

    chime: bool = True
    languages: tuple[str, ...] = SPOKEN
    volume: int = 100
    hours: tuple[time, time] | None = None

    def is_heard(self, moment: datetime) -> bool:
        """Say whether it may be heard at this moment, which is in the city's zone."""
        audible = self.volume > 0 and (self.chime or bool(self.languages))
        return audible and (self.hours is None or self.hours[0] <= moment.time() < self.hours[1])


@dataclass(frozen=True)
class BoardNotice:
    """A sentence of the city's own on its boards, by language. Whatever is left out of when does not matter.

    ``days``: the first and the last one. ``weekdays``: 0 is Monday. ``times``: on each of these days from when to when.
    """

    text: Mapping[str, str]
    days: tuple[date, date] | None = None
    weekdays: tuple[int, ...] = ()
    times: tuple[time, time] | None = None

    def holds(self, moment: datetime) -> bool:
        """Say whether it is shown at this moment, which is in the city's zone."""
        return (
            (self.days is None or self.days[0] <= moment.date() <= self.days[1])
            and (not self.weekdays or moment.weekday() in self.weekdays)
            and (self.times is None or self.times[0] <= moment.time() < self.times[1])
        )


@dataclass(frozen=True)
class Board:
    """The city's boards. ``languages``: the one that is read first, and the one beside it.

    ``floor``: where they hang, as desks.yaml writes it; there a window's floor goes without saying.
    """

    languages: tuple[str, str] = ("ja", "en")
    floor: str = ""
    voice: Voice = field(default_factory=Voice)
    notices: tuple[BoardNotice, ...] = ()


@dataclass(frozen=True)
class Identity:
    """Documents by which somebody's identity is made sure, by their ids: ``one`` is enough, or two of ``two``.

    A ``hearing`` is questions that only they can answer; it stands for one of the two (住民基本台帳法施行規則 5条).
    """

    one: tuple[str, ...] = ()
    two: tuple[str, ...] = ()
    hearing: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.one, *self.two, *((self.hearing,) if self.hearing else ()))

    def is_enough(self, seen: Collection[str]) -> bool:
        """Say whether these make sure who it is."""
        lesser = [document for document in (*self.two, self.hearing) if document in seen]
        return any(document in seen for document in self.one) or (len(lesser) >= 2 and lesser != [self.hearing])


@dataclass(frozen=True)
class Counter:
    """The counter page. ``host`` and ``port``: where it listens; ``names``: by which browsers find it.

    ``certificate`` and ``private_key`` are files in PEM; without them it makes a certificate for itself. ``sheets``:
    where corrected sheets come out; without it they are opened as PDF. ``identity``: by what a clerk makes sure who it
    is. ``strike`` and ``add``: why a clerk strikes or adds a procedure.
    """

    host: str = "127.0.0.1"
    port: int = 8443
    names: tuple[str, ...] = ()
    certificate: str = ""
    private_key: str = ""
    sheets: Paper | None = None
    identity: Identity = Identity()
    strike: tuple[str, ...] = ()
    add: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """``card_roots`` empty: no card is ever said to be genuine."""

    city: City
    office: Office
    kiosk: Kiosk
    tokens: Tokens
    card_roots: tuple[CardRoot, ...] = ()
    queue: Queue = field(default_factory=Queue)
    counter: Counter = Counter()
    statistics: Statistics = Statistics()
    board: Board = field(default_factory=Board)
