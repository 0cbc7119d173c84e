"""What one kind of database does in a way of its own; ``Database`` does the rest."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Engine

WRITES = {"writes": True}
"""The execution option of a transaction that writes."""


@dataclass(frozen=True)
class Standing:
    """How a database looks to whoever uses it. ``role`` and ``now`` (its own clock) None: it has none of its own."""

    kind: str
    revision: str | None
    role: str | None = None
    now: datetime | None = None


class Backend(Protocol):
    """One database, reached by one URL."""

    @property
    def engine(self) -> Engine:
        """It begins no transaction by itself."""

    @property
    def upgraded_by_anybody(self) -> bool:
        """Whether whoever opens it first brings it to today's schema; else its owner does."""

    def begin_reading(self, connection: Connection) -> None:
        """Begin one consistent view."""

    def begin_writing(self, connection: Connection) -> None:
        """Wait until nobody else writes, and begin; once it is committed, those who await a change know."""

    def await_change(self, timeout_s: float) -> None:
        """As ``Database.await_change``."""

    def rebuilding(self) -> AbstractContextManager[Connection]:
        """Give the only writer, who may change tables; committed when the block ends well."""

    def standing(self, connection: Connection, revision: str | None) -> Standing: ...

    def close(self) -> None: ...
