"""What the core needs of the outside, as small Protocols. Adapters stand in devices, printing, kiosk.storage."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from kiosk.handover.trace import Stage, Trace
from kiosk.paperwork.sheet import Document
from kiosk.people import Person
from kiosk.postal import Town
from kiosk.queue.ticket import BoardView, Ticket, Used
from kiosk.queue.waiting import Wait
from kiosk.queue.windows import OpenWindow
from kiosk.settings import Paper
from kiosk.staff import Account, Role
from kiosk.statistics.record import Record
from kiosk.statistics.span import Span
from kiosk.tally import Tally


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the aware time in the city's zone."""


class ReaderState(Enum):
    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    EMPTY = "empty"
    CARD = "card"


class Watch(Protocol):
    """Handed to every piece of blocking work: how it says where it is and learns that nobody waits."""

    def cancelled(self) -> bool: ...

    def report(self, progress: object) -> None:
        """Say where the work is: a ReaderState while waiting for a card, a PrinterNotice while printing, or what is
        known before the work is done.
        """


class CardKind(Enum):
    MY_NUMBER = "my_number"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE = "residence"
    SPECIAL_PERMANENT = "special_permanent"


class SecretKind(Enum):
    """What opens a card. Each is a secret of its own with tries of its own; none is ever tried in place of another."""

    PIN = "pin"
    """Four digits: 券面事項入力補助用暗証番号, or a driving licence's 暗証番号1."""
    CHECK_NUMBER = "check_number"
    """照合番号B: fourteen digits, as they are printed on the face of a My Number card."""
    CARD_NUMBER = "card_number"
    """Two letters, eight digits and two letters on the face of a residence card."""
    AUTHENTICATION_PIN = "authentication_pin"
    """利用者証明用暗証番号: four digits, for a signature by the card."""


@dataclass(frozen=True)
class SecretWanted:
    """A secret that opens a card. ``tries_left`` None: the card does not count."""

    kind: SecretKind
    tries_left: int | None = None


@dataclass(frozen=True)
class Secret:
    """What somebody typed, as they typed it."""

    kind: SecretKind
    text: str = field(repr=False)


@dataclass(frozen=True)
class CardFound:
    """A card on the reader that we know. ``opens``: what can open it, best first; empty: it opens without a secret.

    ``signs``: the secret with which it also signs a challenge, where the city wants that. ``carries_licence``: a My
    Number card that is a driving licence, too (マイナ免許証).
    """

    kind: CardKind
    opens: tuple[SecretWanted, ...]
    expires: date | None = None
    signs: SecretWanted | None = None
    carries_licence: bool = False


@dataclass(frozen=True)
class CardRead:
    """What a card told us. ``tries_left`` of the secret that opened it, None where the card does not count.

    ``genuine`` None: nothing proves it. ``apdus``: commands sent. ``details``: what else it says, by the names of the
    fields in its own standard; no form and no question reads them.
    """

    kind: CardKind
    person: Person = field(repr=False)
    tries_left: int | None
    expires: date | None = None
    genuine: bool | None = None
    apdus: int = 0
    details: Mapping[str, str] = field(default_factory=dict, repr=False)


class CardReader(Protocol):
    """One PC/SC reader or several. Every method blocks; call it off the GUI thread."""

    def await_card(self, watch: Watch) -> CardFound:
        """Wait until a known card lies there, the newest of several, however often readers or pcscd come and go.

        Reports each change of ReaderState. Raises Cancelled when the watch says so,
        UnknownCard, CardExpired, CardRemoved, Unreadable or CardTimeout for a card that cannot be used.
        """

    def await_another_card(self, watch: Watch) -> CardFound:
        """As ``await_card``, but cards that were read do not count until they have been taken away."""

    def read(self, secret: Secret | None, watch: Watch) -> CardRead:
        """Open the card with this secret, if it wants one, and read who it belongs to. Asks for the tries left first.

        Nothing is sent to another card than the one that was found: CardRemoved, also when that one was put back.
        Raises WrongSecret, LastTry, Blocked, CardExpired, NoCard, CardRemoved, Unreadable, CardTimeout, NoReader,
        NoService.
        """

    def challenge(self, secret: Secret, watch: Watch) -> bool | None:
        """Let the card sign a random number with its key for 利用者証明 (JPKI), opened by that key's own PIN.

        Say whether the signature is of the card's certificate and that of a trusted issuer; None where no issuer is
        trusted. Raises as ``read`` does.
        """

    def await_removal(self, watch: Watch) -> None:
        """Return once no card lies on any reader (or there is no reader any more)."""

    def await_found_gone(self, watch: Watch) -> None:
        """Return once the card that was found last is gone, whatever lies on other readers."""


@dataclass(frozen=True)
class PrinterNotice:
    """What the printer says while we wait for it: IPP printer-state-reasons; empty when it works again."""

    reasons: tuple[str, ...]


class Printer(Protocol):
    def print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None:
        """Print one document on this paper, as far as the printer has it; return when the printer says that it is out.

        Reports a PrinterNotice whenever the printer's reasons change (paper out, refilled) and goes on
        waiting. Raises PrinterUnreachable, PrintRefused, or Cancelled (the job is then cancelled too).
        """

    def cancel_left(self, patience_s: float) -> int:
        """Cancel what an earlier visit of this kiosk left in the printer; return how many jobs.

        Touches nothing that anybody else sent, nor what this visit prints. Raises PrinterUnreachable, also when
        ``patience_s`` is over, and PrintRefused.
        """


Render = Callable[[Document], bytes]
"""A laid-out document as PDF."""


class LobbyQueue(Protocol):
    """The queue as a lobby uses it. Each call is one transaction; all raise StoreUnavailable."""

    def take(
        self, letter: str, route: tuple[str, ...], holder: str, *, event: str | None = None, priority: bool = False
    ) -> Ticket:
        """Take the next number of the service day; ``holder`` is the visit that prints it, ``event`` as in Ticket."""

    def publish(self, number: str, *, paper: bool, day: date | None = None) -> Ticket:
        """Let a taken ticket wait: its paper is out, or the resident took the number from the screen.

        ``day``: whose number it is, so that after the turn of the service day nobody else's is meant; None: today's.
        """

    def void_abandoned(self, kiosk: str, holder: str) -> int:
        """Void what other visits of this kiosk took and never published; return how many.

        A holder is ``<kiosk>/<visit>``.
        """

    def people_waiting(self, desk: str | None = None) -> int:
        """Return how many wait, at this desk or at all of them."""

    def waits(self) -> Mapping[str, Wait]:
        """Return about how long somebody waits at each desk who takes a number for it now, by the desk's id.

        The same for everybody: priority is never said, neither by a longer wait nor by a shorter one.
        """

    def call_clerk(self, kiosk: str) -> None:
        """Somebody at this kiosk needs help."""

    def clerk_came(self, kiosk: str) -> None: ...


class TicketStore(LobbyQueue, Protocol):
    """The queue as boards and counters use it, too, and as a lobby's ledger does.

    Calls that name a ticket raise UnknownTicket and WrongState.
    """

    def as_seen(self, ticket: Ticket) -> "TicketStore":
        """Return the same queue for this one ticket: what is done to it fails with WrongState once it has changed."""

    def signed(self, who: str) -> "TicketStore":
        """Return the same queue; its history says that this account, kiosk or command did what is done through it."""

    def reserve(self, letter: str, count: int, holder: str) -> tuple[Ticket, ...]:
        """Take so many numbers ahead, for the hour when the queue cannot be asked. ``holder`` is no visit's.

        They are as taken ones until they are used or void; ``void_abandoned`` leaves them alone.
        """

    def use(self, used: Used) -> Ticket:
        """Tell what became of a number while the queue was away; once it is known, telling it again changes nothing.

        Who waited is put in the order of arrival where they came. Those of a service day that is over are told, too,
        and stay in its history.
        """

    def reserved(self, holder: str) -> tuple[Ticket, ...]:
        """Return the reserved numbers of this holder that were neither used nor made void, of all days."""

    def void(self, number: str) -> Ticket: ...

    def call_next(self, desks: tuple[str, ...], window: str) -> Ticket:
        """Call whose turn it is at these desks, by the city's dial. Raises NobodyWaiting.

        Who is at this window already stays there until it is said what becomes of them.
        """

    def call(self, number: str, window: str) -> Ticket:
        """Call this number: the first time, again, out of hold, or after a no-show."""

    def second_call(self, number: str, window: str) -> Ticket:
        """Call once more who was served or put aside, to be handed what was made for them (交付)."""

    def serve(self, number: str) -> Ticket:
        """They stand at the window. Nobody has to say so: what was called can also be done at once."""

    def prioritise(self, number: str, *, priority: bool) -> Ticket:
        """Give it priority, or take it away."""

    def done(self, number: str) -> Ticket:
        """Finish at the present desk: the ticket waits for the next one on its route, or is done."""

    def hold(self, number: str) -> Ticket:
        """Put it aside until it is called by its number."""

    def pass_on(self, number: str, desk: str) -> Ticket:
        """Let it wait at this desk with its number and its place; the present desk: back in the queue."""

    def no_show(self, number: str) -> Ticket:
        """Nobody came to the window; it can still be called by its number."""

    def show(self, number: str) -> Ticket: ...

    def tickets(self) -> tuple[Ticket, ...]:
        """All tickets of the service day, in order of arrival."""

    def board(self) -> BoardView: ...

    def kiosks_calling(self) -> tuple[str, ...]:
        """Return where somebody pressed "call a clerk", who waits longest first."""

    def await_change(self, timeout_s: float) -> None:
        """Return when the queue may have changed, or when the time is over: a hint to read again. Raises nothing.

        One thread waits at a time, and tells others.
        """


class Ledger(Protocol):
    """What a lobby keeps of its own for the hour when the queue is away."""

    def keep(self) -> None:
        """Tell the queue what it did not hear, and reserve numbers ahead when few are left.

        Blocks; call it off the GUI thread, again and again. Raises StoreUnavailable.
        """


class Tallies(Protocol):
    def add(self, counted: Iterable[Tally]) -> None:
        """Add to the sums of today, in one transaction. Raises StoreUnavailable."""


class Windows(Protocol):
    """Where staff sit now. One window has one clerk, and a clerk one window. All raise StoreUnavailable."""

    def all(self) -> tuple[OpenWindow, ...]: ...

    def open(self, window: str, desks: tuple[str, ...], who: str) -> OpenWindow:
        """Let this account call to this window, for these desks. Raises WindowTaken while somebody else sits there.

        Whoever has left it (``OpenWindow.is_left``) is not asked.
        """

    def take_over(self, window: str, desks: tuple[str, ...], who: str) -> OpenWindow:
        """As ``open``, in place of whoever sits there."""

    def close(self, who: str) -> None:
        """Leave the window at which this account sits, if any."""

    def seen(self, who: str) -> None:
        """Note that the page of this account is open now."""


class Accounts(Protocol):
    """Who may use the counter page. All raise StoreUnavailable; those that name an account raise UnknownAccount."""

    def all(self) -> tuple[Account, ...]:
        """Return all accounts by name, also those that are disabled."""

    def find(self, name: str) -> Account: ...

    def check(self, name: str, password: str) -> Account:
        """Return whose password this is. Slow on purpose, and as slow for names that nobody has.

        Raises WrongPassword, also for unknown and disabled accounts, and AccountLocked after ten in a row.
        """

    def add(self, name: str, role: Role, password: str) -> Account:
        """Raises AccountExists, BadAccountName, WeakPassword."""

    def set_password(self, name: str, password: str) -> Account:
        """Also unlocks it. Raises WeakPassword."""

    def disable(self, name: str) -> Account: ...

    def enable(self, name: str) -> Account: ...

    def unlock(self, name: str) -> Account:
        """Forget the wrong passwords."""


class History(Protocol):
    """What happened, without who did it. All raise StoreUnavailable."""

    def record(self, span: Span) -> Record:
        """Return what happened on the service days of this span. Reads much; keep it off the GUI thread."""

    def days(self) -> tuple[date, ...]:
        """Return the service days on which numbers were taken, the newest first."""


class Cases(Protocol):
    """What is known of sheets by their fingerprints. Each call is one transaction; all raise StoreUnavailable."""

    def scan(self, fingerprint: str, who: str, window: str | None) -> Trace:
        """Note that it was scanned, and return what was known before."""

    def tick(
        self, fingerprint: str, stage: Stage, who: str, window: str | None, *, desk: str | None, event: str | None
    ) -> Trace:
        """Note a stage, unless it was ticked already; return what is known now."""

    def trace(self, fingerprint: str) -> Trace: ...


class Sound(Enum):
    """What the lobby says without words to somebody who looks elsewhere."""

    WARNING = "warning"
    """Are you still there?"""
    CARD = "card"
    """Your card still lies on the reader."""


class Bell(Protocol):
    def ring(self, sound: Sound) -> None:
        """Return once the sound was heard, or cannot be: a machine without sound stays silent. Raises nothing.

        Blocks; call it off the GUI thread.
        """


@dataclass(frozen=True)
class Utterance:
    """A sentence to be spoken, as it is read aloud in this language."""

    language: str
    text: str


class Announcer(Protocol):
    def announce(self, sentences: tuple[Utterance, ...]) -> None:
        """Call by ear: return once everything was heard, or cannot be. Raises nothing.

        Blocks as long as that takes; call it off the GUI thread.
        """


class TownDirectory(Protocol):
    """The towns of the country by postal code. Quick enough for the GUI thread (a local file)."""

    def towns(self) -> tuple[Town, ...]:
        """Return the city's own towns."""

    def lookup(self, postal: str) -> tuple[Town, ...]:
        """Return the towns of seven digits; none when nobody has the code."""
