"""The open windows in the database."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kiosk.errors import WindowTaken
from kiosk.ports import Clock
from kiosk.queue.windows import OpenWindow
from kiosk.storage.database import Database
from kiosk.storage.schema import windows


class SqlWindows:
    """``kiosk.ports.Windows`` in a database; times come back in the clock's zone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[OpenWindow, ...]:
        with self._database.reading() as connection:
            return tuple(map(self._window, connection.execute(select(windows).order_by(windows.c.window))))

    def open(self, window: str, desks: tuple[str, ...], who: str) -> OpenWindow:
        with self._database.writing() as connection:
            self._refuse_others(connection, window, who)
            return self._seat(connection, window, desks, who)

    def take_over(self, window: str, desks: tuple[str, ...], who: str) -> OpenWindow:
        with self._database.writing() as connection:
            return self._seat(connection, window, desks, who)

    def close(self, who: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(windows).where(windows.c.who == who))

    def seen(self, who: str) -> None:
        with self._database.writing() as connection:
            connection.execute(update(windows).where(windows.c.who == who).values(seen=self._clock.now()))

    def _refuse_others(self, connection: Connection, window: str, who: str) -> None:
        row = connection.execute(select(windows).where(windows.c.window == window, windows.c.who != who)).first()
        if row is not None and not self._window(row).is_left(self._clock.now()):
            raise WindowTaken(f"Somebody else sits at window {window}.", who=row.who)

    def _seat(self, connection: Connection, window: str, desks: tuple[str, ...], who: str) -> OpenWindow:
        """One window has one clerk, and a clerk one window."""
        connection.execute(delete(windows).where((windows.c.window == window) | (windows.c.who == who)))
        now = self._clock.now()
        connection.execute(insert(windows).values(window=window, desks=list(desks), who=who, opened=now, seen=now))
        return OpenWindow(window, desks, who, now, now)

    def _window(self, row: Row[Any]) -> OpenWindow:
        zone = self._clock.now().tzinfo
        return OpenWindow(row.window, tuple(row.desks), row.who, row.opened.astimezone(zone), row.seen.astimezone(zone))
