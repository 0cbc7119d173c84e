"""The ledger of a lobby: a SQLite file of its machine, with the numbers of which the queue does not know everything.

Nothing about a resident: what stands here, the queue gets.
"""

import fcntl
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import IO, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError

from kiosk.errors import LedgerUnavailable
from kiosk.queue.number import number_of, parse_number
from kiosk.queue.ticket import Ticket, Used
from kiosk.storage.schema import Instant
from kiosk.storage.sqlite import Sqlite

_metadata = MetaData()

_pages = Table(
    "pages",
    _metadata,
    Column("kiosk", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("page", String(16), nullable=False),
    Column("reference", String(16), nullable=False),
    Column("taken", Instant, nullable=False),
    Column("holder", String),
    Column("route", JSON, nullable=False),
    Column("event", String),
    Column("priority", Boolean, nullable=False, default=False),
    Column("waiting", Instant),
    Column("paper", Boolean, nullable=False, default=True),
    Column("place", Integer),
)


class Page(Enum):
    """Where a number stands. RESERVED: it can be given. GIVEN: a visit has it, and its paper is not out yet.

    To be told to the queue: WAITING, and OVER, which nobody got or whose visit died. REFUSED: the queue would not hear
    of it, and somebody has to look.
    """

    RESERVED = "reserved"
    GIVEN = "given"
    WAITING = "waiting"
    OVER = "over"
    REFUSED = "refused"


@dataclass(frozen=True)
class LedgerStanding:
    """How many numbers stand where. ``since``: when the first of those began to wait of whom the queue does not know.

    ``refused``: numbers of which somebody holds the paper, and the queue would not hear of them.
    """

    reserved: int
    waiting: int
    since: datetime | None
    refused: tuple[str, ...]


class LedgerFile:
    """The pages of one kiosk; several kiosks of a machine may share a file. Each call is one transaction, then synced.

    It opens the file at the first call, so that it may be made before a fork and used after it. Threads may share it.
    Every failure is raised as LedgerUnavailable.
    """

    def __init__(self, path: Path, kiosk: str) -> None:
        self._path = path
        self._sqlite = Sqlite(f"sqlite:///{path}")
        event.listen(self._sqlite.engine, "begin", self._sqlite.begin_writing)
        self._opening = Lock()
        self._opened = False
        self.kiosk = kiosk

    def put(self, reserved: Iterable[Ticket]) -> None:
        """Write down what the queue has reserved for us."""
        with self._writing() as connection:
            for ticket in reserved:
                connection.execute(insert(_pages).values(self._row(Page.RESERVED, ticket)))

    def stock(self, day: date) -> Counter[str]:
        """Return how many numbers of each letter can be given on this service day.

        Where a clock was set back, the queue has gone on to a later day, and so have its numbers.
        """
        by_letter = select(_pages.c.letter, func.count()).where(*self._on(Page.RESERVED), _pages.c.day >= day)
        with self._writing() as connection:
            rows = connection.execute(by_letter.group_by(_pages.c.letter))
            return Counter({row[0]: row[1] for row in rows})

    def give(self, letter: str, to: Ticket, holder: str) -> Ticket | None:
        """Give the next reserved number of this letter to a household; ``to``: all else that its ticket says.

        None: there is none for this service day.
        """
        mine = *self._on(Page.RESERVED), _pages.c.letter == letter, _pages.c.day >= to.day
        with self._writing() as connection:
            found = connection.execute(select(_pages).where(*mine).order_by(_pages.c.day, _pages.c.serial)).first()
            if found is None:
                return None
            number = number_of(found.letter, found.serial)
            ticket = replace(to, number=number, day=found.day, reference=found.reference)
            row = {**self._row(Page.GIVEN, ticket), "holder": holder}
            connection.execute(update(_pages).where(*self._is(found.day, number)).values(row))
            return ticket

    def note_waiting(self, ticket: Ticket) -> None:
        """Keep that this one waits since then, behind those kept before: given by us, or taken from the queue."""
        with self._writing() as connection:
            place = (connection.execute(select(func.max(_pages.c.place))).scalar_one() or 0) + 1
            row = {**self._row(Page.WAITING, ticket), "waiting": ticket.since, "place": place}
            connection.execute(upsert(_pages).values(row).on_conflict_do_update(index_elements=_KEY, set_=row))

    def abandon(self, holder: str) -> None:
        """Give up what visits other than this one were given, whose paper never came out."""
        theirs = *self._on(Page.GIVEN), _pages.c.holder != holder
        with self._writing() as connection:
            connection.execute(update(_pages).where(*theirs).values(page=Page.OVER.value))

    def let_go_before(self, day: date) -> None:
        """Give up the reserved numbers of service days that are over, and what was refused then."""
        reserved, refused = ((*self._on(page), _pages.c.day < day) for page in (Page.RESERVED, Page.REFUSED))
        with self._writing() as connection:
            connection.execute(update(_pages).where(*reserved).values(page=Page.OVER.value))
            connection.execute(delete(_pages).where(*refused))

    def untold(self) -> tuple[Used, ...]:
        """Return what is to be told to the queue: who waits, in the order in which they began to; then what is over."""
        kept = self._on(Page.WAITING, Page.OVER)
        in_order = select(_pages).where(*kept).order_by(_pages.c.place.is_(None), _pages.c.place)
        with self._writing() as connection:
            return tuple(_used(row) for row in connection.execute(in_order))

    def tear_out(self, used: Used) -> None:
        """Forget what the queue knows by now."""
        with self._writing() as connection:
            connection.execute(delete(_pages).where(*self._is(used.day, used.number)))

    def refuse(self, used: Used) -> None:
        """Keep for somebody to look at what the queue would not hear."""
        with self._writing() as connection:
            page = update(_pages).where(*self._is(used.day, used.number))
            connection.execute(page.values(page=Page.REFUSED.value))

    def compare(self, reserved: Collection[Ticket]) -> tuple[Ticket, ...]:
        """Forget the reserved numbers that the queue no longer has so; return those of the queue that are not here."""
        theirs = {(ticket.day, ticket.number): ticket for ticket in reserved}
        with self._writing() as connection:
            here = {
                (row.day, number_of(row.letter, row.serial)): Page(row.page)
                for row in connection.execute(select(_pages).where(_pages.c.kiosk == self.kiosk))
            }
            for key, page in here.items():
                if page is Page.RESERVED and key not in theirs:
                    connection.execute(delete(_pages).where(*self._is(*key)))
        return tuple(ticket for key, ticket in theirs.items() if key not in here)

    def standing(self) -> LedgerStanding:
        with self._writing() as connection:
            rows = connection.execute(select(_pages).where(_pages.c.kiosk == self.kiosk)).all()
        waiting = [row.waiting for row in rows if row.page == Page.WAITING.value]
        refused = (number_of(row.letter, row.serial) for row in rows if row.page == Page.REFUSED.value)
        reserved = sum(row.page == Page.RESERVED.value for row in rows)
        return LedgerStanding(reserved, len(waiting), min(waiting, default=None), tuple(refused))

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether nobody else of this machine does what only one may at a time; if so, nobody does until the end.

        Whoever dies meanwhile lets go.
        """
        with self._lock() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _lock(self) -> IO[str]:
        try:
            return self._path.with_name(f"{self._path.name}.lock").open("w")
        except OSError as error:
            raise self._unavailable(error) from error

    def close(self) -> None:
        self._sqlite.close()

    def _on(self, *pages: Page) -> tuple[ColumnElement[bool], ...]:
        return _pages.c.kiosk == self.kiosk, _pages.c.page.in_([page.value for page in pages])

    def _is(self, day: date, number: str) -> tuple[ColumnElement[bool], ...]:
        letter, serial = parse_number(number)
        return _pages.c.kiosk == self.kiosk, _pages.c.day == day, _pages.c.letter == letter, _pages.c.serial == serial

    def _row(self, page: Page, ticket: Ticket) -> dict[str, object]:
        letter, serial = parse_number(ticket.number)
        return {
            "kiosk": self.kiosk,
            "day": ticket.day,
            "letter": letter,
            "serial": serial,
            "page": page.value,
            "reference": ticket.reference,
            "taken": ticket.taken,
            "route": list(ticket.route),
            "event": ticket.event,
            "priority": ticket.priority,
            "paper": ticket.paper,
        }

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            self._open()
            with self._sqlite.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise self._unavailable(error.orig) from error

    def _unavailable(self, reason: object) -> LedgerUnavailable:
        return LedgerUnavailable(f"The ledger {self._path} cannot be used: {reason}.")

    def _open(self) -> None:
        with self._opening:
            if not self._opened:
                with self._sqlite.engine.begin() as connection:
                    _metadata.create_all(connection)
                self._opened = True


_KEY = [column.name for column in _pages.primary_key]


def _used(row: Row[Any]) -> Used:
    return Used(
        day=row.day,
        number=number_of(row.letter, row.serial),
        route=tuple(row.route),
        taken=row.taken,
        waiting=row.waiting,
        paper=row.paper,
        event=row.event,
        priority=row.priority,
    )
