"""Sums of a day in the database."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, insert, update

from kiosk.ports import Clock
from kiosk.queue.day import service_day
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.schema import tallies
from kiosk.tally import Tally


class SqlTallies:
    """``kiosk.ports.Tallies``; the day is the service day, as that of the numbers."""

    def __init__(self, database: Database, clock: Clock, office: Office) -> None:
        self._database = database
        self._clock = clock
        self._office = office

    def add(self, counted: Iterable[Tally]) -> None:
        sums: Counter[tuple[str, str, str]] = Counter()
        for tally in counted:
            sums[tally.what.value, tally.event, tally.key] += tally.count
        day = service_day(self._clock.now(), self._office)
        with self._database.writing() as connection:
            for (what, event, key), count in sums.items():
                _add(connection, {"day": day, "what": what, "event": event, "key": key}, count)


def _add(connection: Connection, to: dict[str, str | date], count: int) -> None:
    same = (tallies.c[column] == value for column, value in to.items())
    added = connection.execute(update(tallies).where(*same).values(count=tallies.c.count + count))
    if added.rowcount == 0:
        connection.execute(insert(tallies).values(**to, count=count))
