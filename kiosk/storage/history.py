"""What happened in the queue, read for sums: never the column that says who did it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from kiosk.handover.trace import Stage
from kiosk.queue.day import day_begins
from kiosk.queue.number import number_of
from kiosk.queue.ticket import TicketState
from kiosk.queue.transition import Act
from kiosk.settings import Office
from kiosk.statistics.record import Change, Counted, Mark, Record
from kiosk.statistics.span import Span
from kiosk.storage.database import Database
from kiosk.storage.schema import changes, marks, scans, tallies, tickets
from kiosk.tally import Tallied

_C, _M = changes.c, marks.c


class SqlHistory:
    """``kiosk.ports.History`` in a database."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office
        self._zone = ZoneInfo(office.zone)

    def record(self, span: Span) -> Record:
        with self._database.reading() as connection:
            return Record(
                changes=tuple(self._changes(connection, span)),
                marks=tuple(self._marks(connection, span)),
                tallies=tuple(_tallies(connection, span)),
            )

    def days(self) -> tuple[date, ...]:
        with self._database.reading() as connection:
            newest_first = select(tickets.c.day).distinct().order_by(tickets.c.day.desc())
            return tuple(connection.scalars(newest_first))

    def _changes(self, connection: Connection, span: Span) -> Iterator[Change]:
        told = _C.day, _C.letter, _C.serial, _C.act, _C.state, _C.desk, _C.window, _C.moment
        rows: Select[Any] = select(*told, tickets.c.event, tickets.c.priority).join_from(changes, tickets)
        for row in connection.execute(rows.where(_within(_C.day, span)).order_by(_C.id)):
            yield self._change(row)

    def _change(self, row: Row[Any]) -> Change:
        return Change(
            day=row.day,
            number=number_of(row.letter, row.serial),
            act=Act(row.act),
            state=TicketState(row.state),
            desk=row.desk,
            moment=row.moment.astimezone(self._zone),
            event=row.event,
            priority=row.priority,
            window=row.window,
        )

    def _marks(self, connection: Connection, span: Span) -> Iterator[Mark]:
        first, last = (day_begins(day, self._office) for day in (span.first, span.last + timedelta(days=1)))
        for row in connection.execute(_marked().where(_M.moment >= first, _M.moment < last).order_by(_M.id)):
            opened = row.opened and row.opened.astimezone(self._zone)
            yield Mark(
                row.fingerprint, Stage(row.stage), row.moment.astimezone(self._zone), row.desk, row.event, opened
            )


def _marked() -> Select[Any]:
    opened = select(func.min(scans.c.moment, type_=scans.c.moment.type)).where(scans.c.fingerprint == _M.fingerprint)
    return select(_M.fingerprint, _M.stage, _M.moment, _M.desk, _M.event, opened.scalar_subquery().label("opened"))


def _tallies(connection: Connection, span: Span) -> Iterator[Counted]:
    column = tallies.c
    sums = select(column.day, column.what, column.key, func.sum(column.count).label("times"))
    by_key = sums.where(_within(column.day, span)).group_by(column.day, column.what, column.key)
    for row in connection.execute(by_key):
        yield Counted(row.day, Tallied(row.what), row.key, row.times)


def _within(day: ColumnElement[date], span: Span) -> ColumnElement[bool]:
    return day.between(span.first, span.last)
