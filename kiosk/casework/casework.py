"""A counter's work on sheets: opened, corrected, and printed again with its own seal. It keeps nothing of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from kiosk.calendar import say_day
from kiosk.casework.application import Application, Reading
from kiosk.casework.correction import Edit, Rules
from kiosk.casework.export import Exporting
from kiosk.casework.shape import Shapes
from kiosk.errors import CannotSign, Incomplete, NothingCorrected
from kiosk.handover.dictionary import Dictionary
from kiosk.handover.fingerprint import fingerprint_of
from kiosk.handover.record import IDENTITY, Handover, case_of
from kiosk.handover.symbols import Piece, read_symbols
from kiosk.handover.text import Opening, read_handover, write_handover
from kiosk.lettering.ruby import plain
from kiosk.paperwork.layout import Corrected
from kiosk.paperwork.sheet import Document
from kiosk.paperwork.sheets import Sheets
from kiosk.settings import Counter
from kiosk.words import Words

_PAPER = "ja"
"""The language of every form."""


@dataclass(frozen=True)
class Desk:
    """Who works on a sheet, where and when. ``who`` is the name of an account."""

    who: str
    window: str | None
    now: datetime


@dataclass(frozen=True)
class Gathered:
    """What was scanned of one sheet so far. ``missing``: the numbers of the symbols that are still to come."""

    texts: tuple[str, ...] = field(repr=False)
    missing: tuple[int, ...]
    of: int


@dataclass(frozen=True)
class Casework:
    """``opening``: what sheets are opened with today, read anew each time, so that a rotation needs no restart."""

    opening: Callable[[], Opening]
    dictionary: Dictionary
    sheets: Sheets
    counter: Counter
    words: Words

    @property
    def rules(self) -> Rules:
        needs = {need.id: need for form in self.sheets.forms.values() for need in form.needs}
        return Rules(Shapes(self.sheets.guide, needs), self.counter)

    @property
    def exporting(self) -> Exporting:
        return Exporting(self.sheets.guide, self.sheets.forms)

    def gather(self, texts: Iterable[str]) -> Gathered:
        """Keep what belongs to the sheet that was scanned last. Raises what ``read_symbols`` raises of it."""
        scanned = tuple(chain.from_iterable(map(_pieces, texts)))
        _, last = scanned[-1]
        same = {piece.number: text for text, piece in scanned if (piece.whole, piece.of) == (last.whole, last.of)}
        missing = tuple(number for number in range(1, last.of + 1) if number not in same)
        return Gathered(tuple(dict.fromkeys(same.values())), missing, last.of)

    def open(self, texts: Iterable[str]) -> Handover:
        """Raises a HandoverError, or a KeyFileError where the counter has no keys."""
        return read_handover("\n".join(texts), self.opening())

    def fingerprint(self, texts: Iterable[str]) -> str:
        return fingerprint_of("\n".join(texts), self.opening())

    def correct(self, handover: Handover, edits: Iterable[Edit], desk: Desk) -> Handover:
        """Raises CorrectionRefused."""
        return self.rules.correct(handover, edits, who=desk.who, window=desk.window, now=desk.now)

    def application(self, handover: Handover, words: Words) -> Application:
        """Raises Altered for values that no visit of ours has."""
        sheets = self.sheets
        return Reading(sheets.guide, sheets.forms, self.rules, words, sheets.lettering).application(handover)

    def print_out(self, handover: Handover) -> Document:
        """Return the corrected application as one document, sealed by this counter to all of the city's.

        Raises NothingCorrected where everything is as the kiosk printed it, and CannotSign.
        """
        keys = self.opening().keys.sealing
        if keys is None:
            raise CannotSign
        if not handover.revisions:
            raise NothingCorrected
        texts = write_handover(handover, keys, self.dictionary)
        case = case_of(handover, self.sheets.guide, self.sheets.forms)
        documents, carried = self.sheets.application(case, texts, self._mark(handover))
        if not carried:
            raise Incomplete
        first = documents[0]
        return replace(first, pages=tuple(page for document in documents for page in document.pages))

    def _mark(self, handover: Handover) -> Corrected:
        """Say what distinguishes this sheet from the first one: that it was corrected, or only that it was checked."""
        last = handover.revisions[-1]
        what = "verified" if all(change.what == IDENTITY for change in handover.changes) else "corrected"
        window = plain(self.words.say("casework.paper.window", window=last.window)) if last.window else ""
        return Corrected(
            plain(self.words[f"casework.paper.{what}"]), say_day(last.made.date(), _PAPER, weekday=False), window
        )


def _pieces(text: str) -> Iterable[tuple[str, Piece]]:
    return ((text, piece) for piece in read_symbols(text))
