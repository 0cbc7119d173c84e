"""When sheets were scanned and ticked, in the database: by a keyed fingerprint, from which nobody learns whose."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, insert, select

from kiosk.handover.trace import Mark, Scan, Stage, Trace
from kiosk.ports import Clock
from kiosk.storage.database import Database
from kiosk.storage.schema import marks, scans


class SqlCases:
    """``kiosk.ports.Cases`` in a database; times come back in the clock's zone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def scan(self, fingerprint: str, who: str, window: str | None) -> Trace:
        with self._database.writing() as connection:
            before = self._trace(connection, fingerprint)
            row = {"fingerprint": fingerprint, "who": who, "window": window, "moment": self._clock.now()}
            connection.execute(insert(scans).values(row))
            return before

    def tick(
        self, fingerprint: str, stage: Stage, who: str, window: str | None, *, desk: str | None, event: str | None
    ) -> Trace:
        with self._database.writing() as connection:
            before = self._trace(connection, fingerprint)
            if any(mark.stage is stage for mark in before.marks):
                return before
            where = {"who": who, "window": window, "desk": desk, "event": event}
            mark = insert(marks).values(fingerprint=fingerprint, stage=stage.value, moment=self._clock.now(), **where)
            connection.execute(mark)
            return self._trace(connection, fingerprint)

    def trace(self, fingerprint: str) -> Trace:
        with self._database.reading() as connection:
            return self._trace(connection, fingerprint)

    def _trace(self, connection: Connection, fingerprint: str) -> Trace:
        scanned = select(scans).where(scans.c.fingerprint == fingerprint).order_by(scans.c.id)
        ticked = select(marks).where(marks.c.fingerprint == fingerprint).order_by(marks.c.id)
        return Trace(
            tuple(map(self._scan, connection.execute(scanned))), tuple(map(self._mark, connection.execute(ticked)))
        )

    def _scan(self, row: Row[Any]) -> Scan:
        return Scan(row.who, row.window, row.moment.astimezone(self._zone))

    def _mark(self, row: Row[Any]) -> Mark:
        return Mark(Stage(row.stage), row.who, row.window, row.moment.astimezone(self._zone))

    @property
    def _zone(self) -> ZoneInfo:
        zone = self._clock.now().tzinfo
        assert isinstance(zone, ZoneInfo)
        return zone
