"""Work of a visit that takes time. Each piece knows how to do itself with the ports, and no thread.

``perform`` blocks and runs off the GUI thread; it raises KakanaiError, Cancelled when
the watch says that nobody waits for it any more. ``deadline_s`` None: a person decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from kiosk.errors import KakanaiError, PrintError, QueueError
from kiosk.paperwork.sheet import Document, Media
from kiosk.ports import (
    Bell,
    CardFound,
    CardRead,
    CardReader,
    Ledger,
    LobbyQueue,
    Printer,
    Render,
    Secret,
    Sound,
    Tallies,
    Watch,
)
from kiosk.queue.ticket import Ticket
from kiosk.queue.waiting import Prospect, Wait
from kiosk.settings import Paper
from kiosk.tally import Tally

CLEARING_S = 1.5
"""For each printer; three of them that do not answer leave time for the queue within the deadline of an arrival."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Outlet:
    """A printer, and the paper in it for one kind of document."""

    printer: Printer
    paper: Paper


@dataclass(frozen=True)
class Outside:
    """The ports of one kiosk. ``holder`` names this visit in the queue: ``<kiosk>/<visit>``.

    ``ledger`` None: the queue is a file of this machine, and cannot be away.
    """

    reader: CardReader
    outlets: Mapping[Media, Outlet]
    store: LobbyQueue
    bell: Bell
    render: Render
    kiosk: str
    holder: str
    tallies: Tallies
    ledger: Ledger | None = None

    @property
    def printers(self) -> tuple[Printer, ...]:
        """Each once: all paper may come out of the same."""
        printers: list[Printer] = []
        for outlet in self.outlets.values():
            if outlet.printer not in printers:
                printers.append(outlet.printer)
        return tuple(printers)


# --- What comes of it ----------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """``people`` None: the queue does not answer. ``wait``: at the desk where it is longest."""

    people: int | None
    wait: Wait | None = None


@dataclass(frozen=True)
class TicketTaken:
    """``prospect``: what is before them; None: nobody can tell."""

    ticket: Ticket
    prospect: Prospect | None


@dataclass(frozen=True)
class SheetOut: ...


@dataclass(frozen=True)
class Published: ...


@dataclass(frozen=True)
class Challenged:
    """``genuine``: see CardReader.challenge."""

    genuine: bool | None


@dataclass(frozen=True)
class CardGone: ...


@dataclass(frozen=True)
class ClerkCalled: ...


@dataclass(frozen=True)
class Rung: ...


@dataclass(frozen=True)
class Kept:
    """``again`` False: there is no ledger to keep."""

    again: bool


@dataclass(frozen=True)
class VisitCounted: ...


@dataclass(frozen=True)
class Failed:
    error: KakanaiError


Outcome = (
    Counted
    | CardFound
    | CardRead
    | Challenged
    | TicketTaken
    | SheetOut
    | Published
    | CardGone
    | ClerkCalled
    | Rung
    | Kept
    | VisitCounted
    | Failed
)


# --- What is to be done --------------------------------------------------------------------


class Work(Protocol):
    @property
    def deadline_s(self) -> float | None: ...

    def perform(self, outside: Outside, watch: Watch) -> Outcome: ...


@dataclass(frozen=True)
class Arrive:
    """Come to the screen: count who waits, and put in order what a visit that died here left.

    What it had taken becomes void, no clerk is called any more, and no sheet of it comes out in front of the next
    resident. Reports the count before it asks the printers. Goes on when somebody touches the screen meanwhile.
    """

    deadline_s: float | None = 5.0

    def perform(self, outside: Outside, watch: Watch) -> Counted:
        counted = _arrive_in_queue(outside)
        watch.report(counted)
        for printer in outside.printers:
            _clear(printer)
        return counted


def _arrive_in_queue(outside: Outside) -> Counted:
    try:
        outside.store.void_abandoned(outside.kiosk, outside.holder)
        outside.store.clerk_came(outside.kiosk)
        longest = max(outside.store.waits().values(), default=None)
        return Counted(outside.store.people_waiting(), longest)
    except QueueError as error:
        log.warning("queue_away", error=error.code)
        return Counted(None)


def _clear(printer: Printer) -> None:
    try:
        jobs = printer.cancel_left(CLEARING_S)
    except PrintError as error:
        log.warning("printer_not_cleared", error=error.code)
    else:
        if jobs:
            log.warning("sheets_were_left", jobs=jobs)


@dataclass(frozen=True)
class AwaitCardOnReader:
    deadline_s: float | None = None

    def perform(self, outside: Outside, watch: Watch) -> CardFound:
        return outside.reader.await_card(watch)


@dataclass(frozen=True)
class AwaitAnotherCard:
    """As the above, once the card that was read before has made room."""

    deadline_s: float | None = None

    def perform(self, outside: Outside, watch: Watch) -> CardFound:
        return outside.reader.await_another_card(watch)


@dataclass(frozen=True)
class ReadCard:
    secret: Secret | None
    deadline_s: float | None = 10.0

    def perform(self, outside: Outside, watch: Watch) -> CardRead:
        return outside.reader.read(self.secret, watch)


@dataclass(frozen=True)
class ChallengeCard:
    """Let the card that was read sign something, with a secret of its own."""

    secret: Secret
    deadline_s: float | None = 10.0

    def perform(self, outside: Outside, watch: Watch) -> Challenged:
        return Challenged(outside.reader.challenge(self.secret, watch))


@dataclass(frozen=True)
class TakeTicket:
    """``event`` and ``priority`` as in Ticket."""

    letter: str
    route: tuple[str, ...]
    event: str | None = None
    priority: bool = False
    deadline_s: float | None = 10.0

    def perform(self, outside: Outside, watch: Watch) -> TicketTaken:  # noqa: ARG002  # a few short transactions
        prospect = _prospect(outside.store, self.route[0])
        ticket = outside.store.take(self.letter, self.route, outside.holder, event=self.event, priority=self.priority)
        return TicketTaken(ticket, prospect)


def _prospect(store: LobbyQueue, desk: str) -> Prospect | None:
    """Ask what is before them. The number does not depend on it."""
    try:
        people, wait = store.people_waiting(desk), store.waits().get(desk)
    except QueueError as error:
        log.warning("no_prospect", error=error.code)
        return None
    return Prospect(people, wait) if wait else None


@dataclass(frozen=True)
class PrintSheet:
    """A printer without paper may wait long; the resident can give up at any time."""

    document: Document = field(repr=False)
    deadline_s: float | None = None

    def perform(self, outside: Outside, watch: Watch) -> SheetOut:
        outlet = outside.outlets[self.document.media]
        outlet.printer.print(self.document.name, outside.render(self.document), outlet.paper, watch)
        return SheetOut()


@dataclass(frozen=True)
class PublishTicket:
    """Let the number wait on the board; ``paper`` False when it was taken from the screen."""

    ticket: Ticket
    paper: bool
    deadline_s: float | None = 10.0

    def perform(self, outside: Outside, watch: Watch) -> Published:  # noqa: ARG002  # one short transaction
        outside.store.publish(self.ticket.number, paper=self.paper, day=self.ticket.day)
        return Published()


@dataclass(frozen=True)
class AwaitFoundGone:
    """While the secret of a card is asked for: without that card it opens nothing."""

    deadline_s: float | None = None

    def perform(self, outside: Outside, watch: Watch) -> CardGone:
        outside.reader.await_found_gone(watch)
        return CardGone()


@dataclass(frozen=True)
class AwaitRemoval:
    """No card may be left behind on any reader."""

    deadline_s: float | None = None

    def perform(self, outside: Outside, watch: Watch) -> CardGone:
        outside.reader.await_removal(watch)
        return CardGone()


@dataclass(frozen=True)
class CallClerk:
    """Somebody at this kiosk needs help, until the next visit comes to the screen."""

    deadline_s: float | None = 5.0

    def perform(self, outside: Outside, watch: Watch) -> ClerkCalled:  # noqa: ARG002  # one short transaction
        outside.store.call_clerk(outside.kiosk)
        return ClerkCalled()


@dataclass(frozen=True)
class Ring:
    """Let it be heard in the lobby. The deadline is for a sound driver that hangs."""

    sound: Sound
    deadline_s: float | None = 5.0

    def perform(self, outside: Outside, watch: Watch) -> Rung:  # noqa: ARG002  # a sound takes about a second
        outside.bell.ring(self.sound)
        return Rung()


@dataclass(frozen=True)
class KeepLedger:
    """Beside a visit, whatever it does: tell the queue what it did not hear, and reserve numbers ahead."""

    deadline_s: float | None = 60.0

    def perform(self, outside: Outside, watch: Watch) -> Kept:  # noqa: ARG002  # the queue has its own patience
        if outside.ledger is not None:
            outside.ledger.keep()
        return Kept(again=outside.ledger is not None)


@dataclass(frozen=True)
class CountVisit:
    """Add a visit that is over to the sums of the day. Nobody waits for it; while the queue is away it is left out."""

    tallies: tuple[Tally, ...]
    deadline_s: float | None = 10.0

    def perform(self, outside: Outside, watch: Watch) -> VisitCounted:  # noqa: ARG002  # one short transaction
        try:
            outside.tallies.add(self.tallies)
        except QueueError as error:
            log.warning("visit_not_counted", error=error.code)
        return VisitCounted()


Perform = Callable[[Work, Watch], Outcome]
"""How the lobby has work done: ``perform`` with the ports already in hand."""
