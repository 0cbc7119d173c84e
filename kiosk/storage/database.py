"""One database by its URL: a reader's view, a writer's turn, today's schema, and what its failures are called."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pkgutil import resolve_name
from threading import Lock

from sqlalchemy import Connection, delete, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from kiosk.errors import StoreOutdated, StoreUnavailable, UsageError
from kiosk.storage.backend import WRITES, Backend, Standing
from kiosk.storage.schema import REVISIONS, metadata, revision

_BACKENDS: Mapping[str, str] = {
    "sqlite": "kiosk.storage.sqlite:Sqlite",
    "postgresql+psycopg": "kiosk.storage.postgresql:Postgresql",
    "postgresql": "kiosk.storage.postgresql:Postgresql",
    "postgres": "kiosk.storage.postgresql:Postgresql",
}
"""By the scheme of the URL; imported when it is used, as psycopg and alembic are slow to import."""

_MIGRATE = "kiosk.storage.migrations.steps:migrate"
_BEFORE_ALEMBIC = "schema_version"
"""The table in which the first schema said that it is one."""


class Database:
    """Connects at the first transaction, so that it may be made before a fork and used after it.

    Threads may share it; processes each use their own. Every failure of the database is raised as StoreUnavailable
    within a few seconds, also when nobody answers; once it is back, the next transaction finds it. A schema that is not
    this program's is StoreOutdated; a SQLite file is brought to it first.
    """

    def __init__(self, url: str) -> None:
        self._backend: Backend = _backend_of(url)
        event.listen(self._backend.engine, "begin", self._begin)
        self._writer = self._backend.engine.execution_options(**WRITES)
        self._opening = Lock()
        self._opened = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer."""
        with self._named_failures():
            self._open()
            with self._backend.engine.begin() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer until the block ends; committed and synced when it ends well."""
        with self._named_failures():
            self._open()
            with self._writer.begin() as connection:
                yield connection

    def await_change(self, timeout_s: float) -> None:
        """Return when something may have changed since the last call, or when the time is over. Raises nothing.

        A hint: read again to know. The first call returns as soon as it can look; one that begins to connect may take
        some seconds longer. Changes are told once: where several threads want them, one waits and tells the others.
        """
        self._backend.await_change(timeout_s)

    def upgrade(self) -> str | None:
        """Bring it to today's schema, in one transaction; return the one that it had, None if it was empty.

        Raises StoreOutdated when it is newer than this program. On PostgreSQL only its owner may.
        """
        with self._named_failures(), self._backend.rebuilding() as connection:
            found = _revision(connection)
            if _is_newer(found):
                raise StoreOutdated(found, REVISIONS[-1], newer=True)
            if found is None:
                metadata.create_all(connection)
                _note(connection, REVISIONS[-1])
            elif found != REVISIONS[-1]:
                _note(connection, found)
                resolve_name(_MIGRATE)(connection)
            return found

    def standing(self) -> Standing:
        """Say what it is, whatever its schema."""
        with self._named_failures(), self._backend.engine.begin() as connection:
            return self._backend.standing(connection, _revision(connection))

    def close(self) -> None:
        self._backend.close()

    def _begin(self, connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        (self._backend.begin_writing if writes else self._backend.begin_reading)(connection)

    def _open(self) -> None:
        with self._opening:
            if self._opened:
                return
            with self._backend.engine.begin() as connection:
                found = _revision(connection)
            if found != REVISIONS[-1]:
                if not self._backend.upgraded_by_anybody or _is_newer(found):
                    raise StoreOutdated(found, REVISIONS[-1], newer=_is_newer(found))
                self.upgrade()
            self._opened = True

    @contextmanager
    def _named_failures(self) -> Iterator[None]:
        """After one, the schema is looked at again: it may be the reason, or another server answers.

        Only the first line of an error is told; PostgreSQL names values of the row in those that follow.
        """
        try:
            yield
        except DBAPIError as error:
            self._opened = False
            reason = str(error.orig).partition("\n")[0]
            raise StoreUnavailable(f"The queue's database cannot be used: {reason}.") from error
        except PoolTimeoutError as error:
            raise StoreUnavailable("The queue's database cannot be used: no connection is free.") from error


def without_password(url: str) -> str:
    """Return the URL as it may be shown."""
    return re.sub(
        r"(//[^:@/]*):[^@/]*@|(password=)[^&]*", lambda found: f"{found[1]}:***@" if found[1] else f"{found[2]}***", url
    )


def _backend_of(url: str) -> Backend:
    scheme, colon, _ = url.partition(":")
    if not colon or scheme not in _BACKENDS:
        raise UsageError(
            "The database is named by a URL such as sqlite:////var/lib/kakanai/queue.db"
            " or postgresql+psycopg://kakanai_lobby@server/kakanai."
        )
    backend: Backend = resolve_name(_BACKENDS[scheme])(url)
    return backend


def _revision(connection: Connection) -> str | None:
    """Return the schema that a database has; None for an empty one."""
    tables = inspect(connection)
    if tables.has_table(revision.name):
        found: str = connection.execute(select(revision.c.version_num)).scalar_one()
        return found
    return REVISIONS[0] if tables.has_table(_BEFORE_ALEMBIC) else None


def _is_newer(found: str | None) -> bool:
    return found is not None and found not in REVISIONS


def _note(connection: Connection, found: str) -> None:
    revision.create(connection, checkfirst=True)
    connection.execute(delete(revision))
    connection.execute(insert(revision).values(version_num=found))
