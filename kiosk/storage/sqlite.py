"""A SQLite file: how it is opened, how its one writer waits, and how a change of it is noticed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.errors import StoreUnavailable, UsageError
from kiosk.storage.backend import WRITES, Standing

BUSY_TIMEOUT_S = 5.0
"""How long a writer waits for another one before the database counts as unavailable."""

_ASK_AGAIN_S = 0.002
_LOOK_S = 0.03


class Sqlite:
    """``kiosk.storage.backend.Backend`` of ``sqlite:///…``; without a path it lives in memory."""

    upgraded_by_anybody = True

    def __init__(self, url: str) -> None:
        # hide_parameters keeps the values of a failed statement out of logs and tracebacks
        self.engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(self.engine, "connect", _set_up)
        self._lookout = _Lookout(_file_of(url))

    def begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    def begin_writing(self, connection: Connection) -> None:
        """Ask every few milliseconds: SQLite's own waits grow to 100 ms, and late comers overtake.

        A read that turns into a write would fail at once when somebody else writes.
        """
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        _while_busy(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")

    def await_change(self, timeout_s: float) -> None:
        self._lookout.await_change(timeout_s)

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """A table that others refer to is only replaced by a new one while references are not enforced.

        That can be said before a transaction alone; so they are checked at its end.
        """
        with self.engine.connect() as connection:
            _outside_transactions(connection, "PRAGMA foreign_keys = OFF")
            try:
                with connection.execution_options(**WRITES).begin():
                    yield connection
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise StoreUnavailable("The queue's database has rows that refer to nothing.")
            finally:
                _outside_transactions(connection, "PRAGMA foreign_keys = ON")

    def standing(self, _connection: Connection, revision: str | None) -> Standing:
        return Standing("SQLite", revision)

    def close(self) -> None:
        self._lookout.close()
        self.engine.dispose()


class _Lookout:
    """Looks at the number that SQLite counts up with every commit of anybody else."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._turn = Lock()
        self._connection: sqlite3.Connection | None = None
        self._seen: int | None = None

    def await_change(self, timeout_s: float) -> None:
        deadline = monotonic() + timeout_s
        with self._turn:
            while not self._changed() and (left_s := deadline - monotonic()) > 0:
                sleep(min(_LOOK_S, left_s))

    def close(self) -> None:
        with self._turn:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _changed(self) -> bool:
        seen, self._seen = self._seen, self._version()
        return self._seen != seen

    def _version(self) -> int | None:
        """Return the number; None while there is no such file."""
        if self._file is None:
            return None
        try:
            if self._connection is None:
                self._connection = _opened(self._file)
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            return None
        return int(version)


def _opened(file: Path) -> sqlite3.Connection:
    """Open a file that is there; whoever only looks makes none."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)


def _file_of(url: str) -> Path | None:
    try:
        name = make_url(url).database
    except ArgumentError:
        raise UsageError("A SQLite file is named by a URL such as sqlite:////var/lib/kakanai/queue.db.") from None
    return Path(name) if name and name != ":memory:" else None


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """WAL lets a board read while a kiosk writes; FULL keeps what was acknowledged through a power cut."""
    connection.isolation_level = None  # BEGIN is ours
    _while_busy(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _outside_transactions(connection: Connection, statement: str) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    with closing(driver.execute(statement)):
        pass


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
