"""A PostgreSQL server: how it is reached, how its one writer waits, and how a change of it is noticed.

Slow to import; a city with one machine never does.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, create_engine, text

from kiosk.errors import UsageError
from kiosk.storage.backend import WRITES, Standing

CONNECT_TIMEOUT_S = 3
"""For each of the hosts that a URL names."""
STATEMENT_TIMEOUT_S = 5
ANSWER_TIMEOUT_S = 6
"""For a server that no longer says anything: it would have ended the statement itself."""
ABANDONED_S = 10
"""A writer that was stopped in the middle holds the others up no longer."""

CHANNEL = "kakanai"
_WRITER = 0x6B616B616E6169
"""The key of the advisory lock that whoever writes holds: "kakanai"."""
_ASK_AGAIN_S = 0.5
_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "fallback_application_name": "kakanai",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": ANSWER_TIMEOUT_S * 1000,
}
_SESSION = {
    "statement_timeout": f"{STATEMENT_TIMEOUT_S}s",
    "lock_timeout": f"{STATEMENT_TIMEOUT_S}s",
    "idle_in_transaction_session_timeout": f"{ABANDONED_S}s",
    "client_min_messages": "warning",
}
_T = TypeVar("_T")


class Postgresql:
    """``kiosk.storage.backend.Backend`` of ``postgresql://…``. The URL is libpq's: several hosts, sockets, TLS.

    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    """

    upgraded_by_anybody = False

    def __init__(self, url: str) -> None:
        self._parameters = _parameters(url)
        self.engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connected,
            hide_parameters=True,  # as with SQLite
            pool_pre_ping=True,  # a server that was restarted is used again at once
            pool_timeout=STATEMENT_TIMEOUT_S,
        )
        self._turn = Lock()
        self._closed = Event()
        self._listening: _Connection | None = None

    def begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_writing(self, connection: Connection) -> None:
        """One after the other, in the order in which they came; each statement sees what those before committed.

        The notice that something changed is part of the transaction: it is sent if that is committed. All in one
        round trip, as seven others may wait.
        """
        begin = "BEGIN ISOLATION LEVEL READ COMMITTED"
        connection.exec_driver_sql(f"{begin}; SELECT pg_advisory_xact_lock({_WRITER}); NOTIFY {CHANNEL}")

    def await_change(self, timeout_s: float) -> None:
        """Listen on a connection of its own. One that was lost and is there again is a reason to look, too."""
        with self._turn:
            if self._listening is None:
                self._listen(timeout_s)
                return
            try:
                list(self._listening.notifies(timeout=timeout_s, stop_after=1))
            except psycopg.Error:
                self._stop_listening()

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Tables may take as long as they need; whoever waits for them gives up by itself."""
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, _Connection)
            driver.patience_s = None
            try:
                with connection.execution_options(**WRITES).begin():
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                    yield connection
            finally:
                driver.patience_s = ANSWER_TIMEOUT_S

    def standing(self, connection: Connection, revision: str | None) -> Standing:
        role, now = connection.execute(text("SELECT current_user, clock_timestamp()")).one()
        return Standing("PostgreSQL", revision, role, now)

    def close(self) -> None:
        self._closed.set()
        with self._turn:
            self._stop_listening()
        self.engine.dispose()

    def _connected(self) -> "_Connection":
        # BEGIN is ours
        return _Connection.connect(autocommit=True, **self._parameters)

    def _listen(self, timeout_s: float) -> None:
        """Return once somebody answers and we listen, or when the time is over."""
        deadline = monotonic() + timeout_s
        while not self._closed.is_set():
            with suppress(psycopg.Error):
                self._listening = self._listener()
                return
            if (left_s := deadline - monotonic()) <= 0:
                return
            self._closed.wait(min(_ASK_AGAIN_S, left_s))

    def _listener(self) -> "_Connection":
        connection = self._connected()
        try:
            connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error:
            connection.close()
            raise
        return connection

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.close()
        self._listening = None


class _Connection(psycopg.Connection[tuple[object, ...]]):
    """A connection that is given up when its server stays silent; ``patience_s`` None: never."""

    patience_s: float | None = ANSWER_TIMEOUT_S

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        try:
            return super().wait(gen, interval, self.patience_s if timeout is None else timeout)
        except psycopg.OperationalError as error:
            if timeout is not None or self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("the server does not answer") from error


def _parameters(url: str) -> dict[str, Any]:
    """Return what libpq reads in the URL, and what we want where it says nothing."""
    try:
        given = conninfo_to_dict(re.sub(r"^postgres(ql)?(\+psycopg)?:", "postgresql:", url))
    except psycopg.Error:
        raise UsageError(
            "A PostgreSQL database is named by a URL such as postgresql+psycopg://kakanai_lobby@server/kakanai."
        ) from None
    session = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    return {**_DEFAULTS, **given, "options": f"{session} {given.get('options') or ''}".rstrip()}
