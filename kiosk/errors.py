"""The one tree of errors.

    KakanaiError
    ├── Cancelled               whoever asked no longer wants the answer
    ├── Overdue                 work that did not come back before its deadline
    ├── CardError
    │   ├── NoService           pcscd does not run
    │   ├── NoReader            no reader is connected
    │   ├── NoCard              no card lies on the reader
    │   ├── UnknownCard         a card, but none that we read
    │   ├── WrongSecret         wrong secret; some tries are left
    │   ├── LastTry             one try is left, and the kiosk does not use it
    │   ├── Blocked             no try is left
    │   ├── CardRemoved         taken away while it was read
    │   ├── CardExpired         past its date of expiry
    │   ├── Unreadable          answered with something that makes no sense
    │   │   ├── NotAllowed      we asked for a file off the allow-list: a fault of ours, nothing was sent
    │   │   └── LongAnswersRefused  the reader takes no APDU of extended length
    │   └── CardTimeout         the reader does not answer
    ├── PrintError
    │   ├── PrinterUnreachable  nobody answers at the printer's address
    │   └── PrintRefused        the printer does not take, or aborted, the document
    ├── QueueError
    │   ├── StoreUnavailable    the database is busy, full or gone
    │   │   └── StoreOutdated   its schema is another one than this program's
    │   ├── LedgerUnavailable   the lobby's own file of numbers cannot be read or written
    │   ├── UnknownTicket       no such number today
    │   ├── WrongState          the ticket cannot do that now
    │   ├── NobodyWaiting       nobody waits for this desk
    │   ├── WindowTaken         somebody else sits at this window
    │   └── NoWindow            whoever calls sits at none
    ├── StaffError              an account of staff
    │   ├── WrongPassword       no such name, or not its password
    │   ├── AccountLocked       too many wrong passwords in a row
    │   ├── TooSoon             the next attempt came too early
    │   ├── UnknownAccount      nobody has this name
    │   ├── AccountExists       somebody has it already
    │   ├── BadAccountName      not a name that can be typed everywhere
    │   ├── WeakPassword        too short to be one
    │   └── PasswordsDiffer     the two that should be the same are not
    ├── PageError               a page of the counter that was not asked for rightly
    │   ├── PageUnknown         there is none at this address
    │   ├── TookTooLong         longer than anybody waits for a page
    │   ├── NotYourPage         it is for a higher role
    │   ├── FormForged          the form did not come from a page of ours
    │   ├── FormTooLarge        more than any form of ours holds
    │   └── PageOutdated        meanwhile something else was done
    ├── AddressTaken            another program listens there, or nobody may
    ├── ContentError            the city's YAML has faults; carries all of them
    ├── SnapshotError           a published version of the content that cannot be used
    │   ├── SnapshotDamaged     not whole
    │   └── SnapshotOutdated    written by another version of this program
    ├── KeyFileError            a file of keys that cannot be used
    │   ├── KeyFileMissing      there is none
    │   ├── KeyFileExposed      others can read a private key
    │   ├── KeyFileUnreadable   no key in it, or not ours to read
    │   └── KeyFileUnwritable   its folder is not ours to write into
    ├── VoiceMissing            nothing on this machine speaks that language
    ├── BadCondition            an expression of the YAML that makes no sense
    ├── UsageError              a command was given something it cannot use
    ├── CorrectionRefused       what a clerk typed cannot stand where they typed it
    ├── NothingCorrected        there is nothing that a new sheet would say
    ├── CannotSign              the counter has no key to sign with
    └── HandoverError
        ├── NotOurs  OtherCity  UnknownKey  Altered  TooOld  Incomplete  NewerVersion

``code`` names the kind for programs; the sentence for the person in front of the
kiosk is the word ``error.<code>``. The text of an exception is for the log and
never holds personal data.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar


class KakanaiError(Exception):
    """Root of all errors that we raise on purpose."""

    code: ClassVar[str] = "error"


class Cancelled(KakanaiError):
    code = "cancelled"


class Overdue(KakanaiError):
    code = "timeout"


class CardError(KakanaiError):
    """Something went wrong between us and a card; ``tries_left`` where it is known."""

    code = "card"

    def __init__(self, message: str = "", *, tries_left: int | None = None) -> None:
        super().__init__(message or self.code)
        self.tries_left = tries_left


class NoService(CardError):
    code = "no_service"


class NoReader(CardError):
    code = "no_reader"


class NoCard(CardError):
    code = "no_card"


class UnknownCard(CardError):
    code = "unknown_card"


class WrongSecret(CardError):
    code = "wrong_pin"


class LastTry(CardError):
    code = "last_try"


class Blocked(CardError):
    code = "blocked"


class CardRemoved(CardError):
    code = "removed"


class CardExpired(CardError):
    """``expired`` is the last day on which the card held."""

    code = "expired"

    def __init__(self, message: str = "", *, expired: date | None = None) -> None:
        super().__init__(message)
        self.expired = expired


class Unreadable(CardError):
    code = "unreadable"


class NotAllowed(Unreadable):
    """Has no code of its own: for the person in front of the kiosk the card could not be read."""


class LongAnswersRefused(Unreadable):
    """Never reaches anybody: what was asked for is then read in pieces."""


class CardTimeout(CardError):
    code = "timeout"


class PrintError(KakanaiError):
    """A sheet did not come out; ``reasons`` are IPP job-state-reasons (RFC 8011 5.3.8) where the printer gave it up."""

    code = "print"

    def __init__(self, message: str = "", *, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message or self.code)
        self.reasons = reasons


class PrinterUnreachable(PrintError):
    code = "printer_unreachable"


class PrintRefused(PrintError):
    code = "print_refused"


class QueueError(KakanaiError):
    code = "queue"


class StoreUnavailable(QueueError):
    code = "store_unavailable"


class StoreOutdated(StoreUnavailable):
    """``found``: the schema that the database has, None for an empty one; ``newer``: a newer program made it."""

    code = "store_outdated"

    def __init__(self, found: str | None, wanted: str, *, newer: bool) -> None:
        remedy = "update this program" if newer else "its owner runs `kakanai database upgrade`"
        super().__init__(f"The queue's database has schema {found or '(none)'}, this program needs {wanted}: {remedy}.")
        self.found = found
        self.wanted = wanted
        self.newer = newer


class LedgerUnavailable(QueueError):
    code = "ledger_unavailable"


class UnknownTicket(QueueError):
    code = "unknown_ticket"


class WrongState(QueueError):
    code = "wrong_state"


class NobodyWaiting(QueueError):
    code = "nobody_waiting"


class WindowTaken(QueueError):
    """``who`` sits there."""

    code = "window_taken"

    def __init__(self, message: str, *, who: str) -> None:
        super().__init__(message)
        self.who = who


class NoWindow(QueueError):
    code = "no_window"


class StaffError(KakanaiError):
    code = "staff"


class WrongPassword(StaffError):
    code = "wrong_password"


class AccountLocked(StaffError):
    code = "account_locked"


class TooSoon(StaffError):
    code = "too_soon"


class UnknownAccount(StaffError):
    code = "unknown_account"


class AccountExists(StaffError):
    code = "account_exists"


class BadAccountName(StaffError):
    code = "bad_account_name"


class WeakPassword(StaffError):
    code = "weak_password"


class PasswordsDiffer(StaffError):
    code = "passwords_differ"


class PageError(KakanaiError):
    code = "page"


class PageUnknown(PageError):
    code = "page_unknown"


class TookTooLong(PageError):
    """Working something out took longer than anybody waits for a page."""

    code = "took_too_long"


class NotYourPage(PageError):
    code = "not_your_page"


class FormForged(PageError):
    code = "form_forged"


class FormTooLarge(PageError):
    code = "form_too_large"


class PageOutdated(PageError):
    code = "page_outdated"


class AddressTaken(KakanaiError):
    code = "address_taken"


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in the city's YAML: ``file`` relative to the city's folder, ``line`` from 1.

    ``ja`` and ``en`` are the same sentence.
    """

    file: str
    line: int
    en: str
    ja: str

    def say(self, language: str) -> str:
        return self.ja if language.startswith("ja") else self.en

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.en}"


class ContentError(KakanaiError):
    """The city's YAML cannot be used; ``faults`` names every mistake found."""

    code = "content"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class SnapshotError(KakanaiError):
    """A published version of a city's content that cannot be used."""

    code = "snapshot"


class SnapshotDamaged(SnapshotError):
    code = "snapshot_damaged"


class SnapshotOutdated(SnapshotError):
    """Another version of this program wrote it."""

    code = "snapshot_outdated"


class KeyFileError(KakanaiError):
    """A file of keys that cannot be used."""

    code = "key_file"

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class KeyFileMissing(KeyFileError):
    code = "key_file_missing"


class KeyFileExposed(KeyFileError):
    """Its group or others can read a private key."""

    code = "key_file_exposed"


class KeyFileUnreadable(KeyFileError):
    code = "key_file_unreadable"


class KeyFileUnwritable(KeyFileError):
    code = "key_file_unwritable"


class VoiceMissing(KakanaiError):
    code = "voice_missing"


class BadCondition(KakanaiError):
    """What is wrong with an expression: ``kind`` of mistake and the words that a sentence about it needs."""

    code = "condition"

    def __init__(self, kind: str, **values: str) -> None:
        super().__init__(" ".join((kind, *values.values())))
        self.kind = kind
        self.values = values


class UsageError(KakanaiError):
    code = "usage"


class CorrectionRefused(KakanaiError):
    code = "correction_refused"


class NothingCorrected(KakanaiError):
    code = "nothing_corrected"


class CannotSign(KakanaiError):
    code = "cannot_sign"


class HandoverError(KakanaiError):
    code = "handover"


class NotOurs(HandoverError):
    code = "not_ours"


class OtherCity(HandoverError):
    code = "other_city"


class UnknownKey(HandoverError):
    code = "unknown_key"


class Altered(HandoverError):
    code = "altered"


class TooOld(HandoverError):
    code = "too_old"


class Incomplete(HandoverError):
    code = "incomplete"


class NewerVersion(HandoverError):
    code = "newer_version"
