"""The queue as a lobby has it that keeps a ledger: it gives numbers also when the queue does not answer."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Thread
from typing import Protocol, TypeVar

import structlog

from kiosk.errors import LedgerUnavailable, QueueError, StoreUnavailable
from kiosk.ports import Clock, TicketStore
from kiosk.queue.day import service_day
from kiosk.queue.ticket import Ticket, TicketState, Used
from kiosk.queue.waiting import Wait
from kiosk.settings import Office
from kiosk.storage.ledger import LedgerFile


@dataclass(frozen=True)
class Patience:
    """How long the queue is waited for, and how long one that did not answer is taken to be away.

    A visit that asks three times still has its number within the deadline of its work; who asks after it need not wait.
    """

    answer_s: float
    away_s: float


PATIENCE = Patience(answer_s=3.0, away_s=10.0)

log = structlog.get_logger()

T = TypeVar("T")


class ClosingQueue(TicketStore, Protocol):
    """A queue that holds a connection."""

    def close(self) -> None: ...


class LedgeredTickets:
    """``kiosk.ports.LobbyQueue`` and ``kiosk.ports.Ledger``. ``reserve``: how many numbers of each letter lie ready.

    Threads may share it. What was asked of a queue that stayed silent may still be done there: a number that nobody
    got then becomes void as one that a visit left behind, and what is told twice counts once.
    """

    def __init__(
        self,
        store: ClosingQueue,
        ledger: LedgerFile,
        clock: Clock,
        office: Office,
        reserve: Mapping[str, int],
        *,
        patience: Patience = PATIENCE,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._office = office
        self._reserve = reserve
        self._patience = patience
        self._away_until_s = 0.0
        self._taken: dict[str, Ticket] = {}
        self._from_ledger: set[str] = set()
        self._restocks = True

    # --- what a visit asks --------------------------------------------------------------

    def take(
        self, letter: str, route: tuple[str, ...], holder: str, *, event: str | None = None, priority: bool = False
    ) -> Ticket:
        def taken() -> Ticket:
            return self._store.take(letter, route, holder, event=event, priority=priority)

        try:
            ticket = self._ask(taken)
        except StoreUnavailable:
            to = self._unnumbered(route, event, priority=priority)
            ticket = self._given(letter, to, holder) or self._await(taken)
        self._taken[ticket.number] = ticket
        return ticket

    def publish(self, number: str, *, paper: bool, day: date | None = None) -> Ticket:
        if number not in self._from_ledger:
            try:
                return self._ask(lambda: self._store.publish(number, paper=paper, day=day))
            except StoreUnavailable:
                if number not in self._taken:
                    raise
        waits = _waiting(self._taken[number], self._clock.now(), paper=paper)
        self._ledger.note_waiting(waits)
        return waits

    def void_abandoned(self, kiosk: str, holder: str) -> int:
        """Void also what was given of the ledger. The queue is told first what it did not hear: it voids the rest.

        With a ledger that cannot be read nothing is voided: it may say that somebody holds the paper.
        """
        try:
            self._ledger.abandon(holder)
            self._ask(self._tell)
        except LedgerUnavailable as error:
            _complain(error)
            return 0
        return self._ask(lambda: self._store.void_abandoned(kiosk, holder))

    def people_waiting(self, desk: str | None = None) -> int:
        return self._ask(lambda: self._store.people_waiting(desk))

    def waits(self) -> Mapping[str, Wait]:
        return self._ask(self._store.waits)

    def call_clerk(self, kiosk: str) -> None:
        self._ask(lambda: self._store.call_clerk(kiosk))

    def clerk_came(self, kiosk: str) -> None:
        self._ask(lambda: self._store.clerk_came(kiosk))

    # --- what is done beside visits -----------------------------------------------------

    def keep(self) -> None:
        day = service_day(self._clock.now(), self._office)
        self._ledger.let_go_before(day)
        self._tell()
        if self._restocks and self._lacking(day):
            with self._ledger.alone() as alone:
                if alone:
                    self._heard(lambda: self._restock(day))

    def close(self) -> None:
        self._ledger.close()
        self._store.close()

    def _tell(self) -> None:
        for used in self._ledger.untold():
            if self._is_refused(used):
                log.error("number_refused", number=used.number)
                self._ledger.refuse(used)
            else:
                self._ledger.tear_out(used)

    def _is_refused(self, used: Used) -> bool:
        """Tell the queue; say whether somebody waits of whom it will not hear. It is another queue, or restored."""
        try:
            heard = self._heard(lambda: self._store.use(used))
        except StoreUnavailable:
            raise
        except QueueError:
            return used.waiting is not None
        return used.waiting is not None and heard.state is TicketState.VOID

    def _lacking(self, day: date) -> dict[str, int]:
        """Return how many numbers are lacking of the letters of which half are gone."""
        stock = self._ledger.stock(day)
        lacking = {letter: wanted - stock[letter] for letter, wanted in self._reserve.items()}
        return {letter: count for letter, count in lacking.items() if 2 * count >= self._reserve[letter]}

    def _restock(self, day: date) -> None:
        """Reserve what is lacking, once nothing is reserved that was never written down: that becomes void."""
        for ticket in self._ledger.compare(self._store.reserved(self._ledger.kiosk)):
            self._store.use(_unused(ticket))
        for letter, count in self._lacking(day).items():
            reserved = self._store.reserve(letter, count, self._ledger.kiosk)
            try:
                self._ledger.put(reserved)
            except LedgerUnavailable:
                self._restocks = False  # a full disk shall not use up the numbers
                raise

    # --- the ledger ---------------------------------------------------------------------

    def _unnumbered(self, route: tuple[str, ...], event: str | None, *, priority: bool) -> Ticket:
        now = self._clock.now()
        return Ticket(
            number="",
            day=service_day(now, self._office),
            state=TicketState.TAKEN,
            route=tuple(dict.fromkeys(route)),
            at=None,
            window=None,
            priority=priority,
            taken=now,
            called=None,
            reference="",
            since=now,
            event=event,
        )

    def _given(self, letter: str, to: Ticket, holder: str) -> Ticket | None:
        """Return a number of the ledger; None: there is none, or no ledger."""
        try:
            given = self._ledger.give(letter, to, holder)
        except LedgerUnavailable as error:
            _complain(error)
            return None
        if given is not None:
            log.warning("number_from_ledger")
            self._from_ledger.add(given.number)
        return given

    # --- the queue, with patience -------------------------------------------------------

    def _ask(self, call: Callable[[], T]) -> T:
        """Return what the queue says. Raises StoreUnavailable at once while it is taken to be away."""
        if time.monotonic() < self._away_until_s:
            raise StoreUnavailable("The queue was away a moment ago.")
        return self._await(call)

    def _await(self, call: Callable[[], T]) -> T:
        """Wait for the answer as long as our patience lasts; who is still waiting then is left behind."""
        answer: Future[T] = Future()
        Thread(target=_settle, args=(answer, call), name="queue", daemon=True).start()
        return self._heard(lambda: _within(answer, self._patience.answer_s))

    def _heard(self, call: Callable[[], T]) -> T:
        """Call, and remember whether the queue answered."""
        try:
            said = call()
        except StoreUnavailable:
            self._away_until_s = time.monotonic() + self._patience.away_s
            raise
        self._away_until_s = 0.0
        return said


def _complain(error: LedgerUnavailable) -> None:
    log.error("ledger_unavailable", reason=str(error))


def _settle(answer: Future[T], call: Callable[[], T]) -> None:
    try:
        answer.set_result(call())
    except Exception as error:  # noqa: BLE001  # whoever waits for it gets it
        answer.set_exception(error)


def _within(answer: Future[T], patience_s: float) -> T:
    try:
        return answer.result(patience_s)
    except TimeoutError:
        raise StoreUnavailable("The queue does not answer.") from None


def _waiting(ticket: Ticket, moment: datetime, *, paper: bool) -> Ticket:
    at = ticket.route[0] if ticket.route else None
    return replace(ticket, state=TicketState.WAITING, at=at, paper=paper, since=moment)


def _unused(ticket: Ticket) -> Used:
    return Used(ticket.day, ticket.number, (), taken=ticket.taken, waiting=None)
