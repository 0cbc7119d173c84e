"""One SQLite database file: how it is opened, how a transaction begins, and what its failures are called."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import Connection, create_engine, event, insert, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.errors import StoreUnavailable, UsageError
from kiosk.storage.schema import VERSION, metadata, schema_version

BUSY_TIMEOUT_S = 5.0
"""How long a writer waits for another one before the database counts as unavailable."""

_ASK_AGAIN_S = 0.002
_WRITES = {"writes": True}


class Database:
    """Connects at the first transaction, so that it may be made before a fork and used after it.

    Threads may share it; processes each use their own. Every failure of the
    database is raised as StoreUnavailable.
    """

    def __init__(self, url: str) -> None:
        # hide_parameters keeps the values of a failed statement out of logs and tracebacks
        self._engine = create_engine(_checked(url), hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(**_WRITES)
        self._opening = Lock()
        self._opened = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer."""
        with _named_failures():
            self._open()
            with self._engine.begin() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer until the block ends; committed and synced when it ends well."""
        with _named_failures():
            self._open()
            with self._writer.begin() as connection:
                yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _open(self) -> None:
        with self._opening:
            if self._opened:
                return
            if not inspect(self._engine).has_table(schema_version.name):
                self._create()
            self._opened = True

    def _create(self) -> None:
        with self._writer.begin() as connection:
            if not inspect(connection).has_table(schema_version.name):
                metadata.create_all(connection)
                connection.execute(insert(schema_version).values(version=VERSION))


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError("The database is named by a URL such as sqlite:////var/lib/kakanai/queue.db.") from None
    if parsed.get_backend_name() != "sqlite":
        raise UsageError("The queue is kept in SQLite: give a URL such as sqlite:////var/lib/kakanai/queue.db.")
    return parsed


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """WAL lets a board read while a kiosk writes; FULL keeps what was acknowledged through a power cut."""
    connection.isolation_level = None  # BEGIN is ours, see _begin
    _while_busy(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A read that turns into a write fails at once when somebody else writes, so that a writer says so first."""
    if connection.get_execution_options().get("writes", False):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Ask every few milliseconds: SQLite's own waits grow to 100 ms, and late comers overtake."""
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    _while_busy(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")


def _while_busy(act: Callable[[], object]) -> None:
    """Do this once nobody else is writing; give up after BUSY_TIMEOUT_S.

    Also for what SQLite refuses at once whatever its timeout, such as the change to WAL while another does the same.
    """
    deadline = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            act()
        except (OperationalError, sqlite3.OperationalError) as error:
            if not _is_busy(error) or monotonic() > deadline:
                raise
            sleep(_ASK_AGAIN_S)
        else:
            return


def _is_busy(error: OperationalError | sqlite3.OperationalError) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorname.startswith("SQLITE_BUSY")


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailable(f"The queue's database cannot be used: {error.orig}.") from error
    except PoolTimeoutError as error:
        raise StoreUnavailable("The queue's database cannot be used: no connection is free.") from error
