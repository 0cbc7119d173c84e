"""The queue in a database: each call one transaction, its rules those of kiosk.queue."""

from base64 import b32encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from secrets import token_bytes
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from kiosk.errors import NobodyWaiting, UnknownTicket
from kiosk.ports import Clock
from kiosk.queue import transition
from kiosk.queue.day import service_day
from kiosk.queue.number import check_letter, number_of, parse_number
from kiosk.queue.ticket import BoardView, Called, Ticket, TicketState
from kiosk.queue.transition import Act
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.schema import changes, clerk_calls, tickets

_REFERENCE_BYTES = 10


class SqlTicketStore:
    """``kiosk.ports.TicketStore`` in a database. ``floors``: desk id to the floor that the board shows.

    It connects at the first call. Threads may share it; a process that was forked after
    that call needs a store of its own. ``who`` stands in the history of what is done.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        office: Office,
        floors: Mapping[str, str] | None = None,
        who: str = "command",
    ) -> None:
        self._database = database
        self._clock = clock
        self._office = office
        self._zone = ZoneInfo(office.zone)
        self._floors = floors or {}
        self._who = who

    def signed(self, who: str) -> "SqlTicketStore":
        return SqlTicketStore(self._database, self._clock, self._office, self._floors, who)

    def close(self) -> None:
        self._database.close()

    def take(
        self, letter: str, route: tuple[str, ...], holder: str, *, event: str | None = None, priority: bool = False
    ) -> Ticket:
        check_letter(letter)
        with self._database.writing() as connection:
            day, now = self._day(connection), self._clock.now()
            taken = {
                "day": day,
                "letter": letter,
                "serial": _last_serial(connection, day, letter) + 1,
                "state": TicketState.TAKEN.value,
                "route": list(dict.fromkeys(route)),
                "event": event,
                "priority": priority,
                "taken": now,
                "since": now,
                "reference": b32encode(token_bytes(_REFERENCE_BYTES)).decode(),
                "holder": holder,
            }
            row = connection.execute(insert(tickets).values(taken).returning(*tickets.c)).one()
            return self._recorded(connection, Act.TAKE, self._ticket(row), None)

    def publish(self, number: str, *, paper: bool) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._find(connection, number)
            arrival = _next_arrival(connection, ticket.day)
            return self._change(
                connection, Act.PUBLISH, ticket, transition.publish(ticket, paper=paper, arrival=arrival)
            )

    def void(self, number: str) -> Ticket:
        return self._act(Act.VOID, number, transition.void)

    def void_abandoned(self, kiosk: str, holder: str) -> int:
        abandoned = select(tickets).where(
            tickets.c.state == TicketState.TAKEN.value,
            tickets.c.holder.startswith(f"{kiosk}/", autoescape=True),
            tickets.c.holder != holder,
        )
        with self._database.writing() as connection:
            found = self._read(connection, abandoned)
            for ticket in found:
                self._change(connection, Act.VOID, ticket, transition.void(ticket))
            return len(found)

    def call_next(self, desk: str, window: str) -> Ticket:
        with self._database.writing() as connection:
            first = transition.next_for(desk, self._in_state(connection, TicketState.WAITING))
            if first is None:
                raise NobodyWaiting(f"Nobody waits for {desk}.")
            return self._change(connection, Act.CALL, first, transition.call(first, window, self._clock.now()))

    def call(self, number: str, window: str) -> Ticket:
        return self._act(Act.CALL, number, lambda ticket: transition.call(ticket, window, self._clock.now()))

    def done(self, number: str) -> Ticket:
        return self._act(Act.DONE, number, transition.done)

    def hold(self, number: str) -> Ticket:
        return self._act(Act.HOLD, number, transition.hold)

    def pass_on(self, number: str, desk: str) -> Ticket:
        return self._act(Act.PASS, number, lambda ticket: transition.pass_on(ticket, desk))

    def no_show(self, number: str) -> Ticket:
        return self._act(Act.NO_SHOW, number, transition.no_show)

    def show(self, number: str) -> Ticket:
        with self._database.reading() as connection:
            return self._find(connection, number)

    def tickets(self) -> tuple[Ticket, ...]:
        with self._database.reading() as connection:
            today = select(tickets).where(tickets.c.day == self._day(connection))
            by_number = today.order_by(tickets.c.letter, tickets.c.serial)
            return tuple(sorted(self._read(connection, by_number), key=transition.by_arrival))

    def board(self) -> BoardView:
        with self._database.reading() as connection:
            shown = self._in_state(connection, TicketState.WAITING, TicketState.CALLED)
            calling = connection.scalars(select(clerk_calls.c.kiosk).order_by(clerk_calls.c.since)).all()
        return _board_view(shown, tuple(calling), self._floors)

    def people_waiting(self) -> int:
        with self._database.reading() as connection:
            waiting = (tickets.c.day == self._day(connection), tickets.c.state == TicketState.WAITING.value)
            return connection.execute(select(func.count()).where(*waiting)).scalar_one()

    def call_clerk(self, kiosk: str) -> None:
        with self._database.writing() as connection:
            known = select(clerk_calls.c.kiosk).where(clerk_calls.c.kiosk == kiosk)
            if connection.execute(known).first() is None:
                connection.execute(insert(clerk_calls).values(kiosk=kiosk, since=self._clock.now()))

    def clerk_came(self, kiosk: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(clerk_calls).where(clerk_calls.c.kiosk == kiosk))

    def await_change(self, timeout_s: float) -> None:
        self._database.await_change(timeout_s)

    def _day(self, connection: Connection) -> date:
        """The service day; a clock that is set back does not bring back a day that is over."""
        newest = connection.execute(select(func.max(tickets.c.day))).scalar_one()
        today = service_day(self._clock.now(), self._office)
        return today if newest is None else max(today, newest)

    def _act(self, act: Act, number: str, change: Callable[[Ticket], Ticket]) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._find(connection, number)
            return self._change(connection, act, ticket, change(ticket))

    def _find(self, connection: Connection, number: str) -> Ticket:
        letter, serial = parse_number(number)
        found = self._read(connection, select(tickets).where(*_is(self._day(connection), letter, serial)))
        if not found:
            raise UnknownTicket(f"There is no ticket {number_of(letter, serial)} today.")
        return found[0]

    def _in_state(self, connection: Connection, *states: TicketState) -> tuple[Ticket, ...]:
        wanted = tickets.c.state.in_([state.value for state in states])
        return self._read(connection, select(tickets).where(tickets.c.day == self._day(connection), wanted))

    def _read(self, connection: Connection, wanted: Select[Any]) -> tuple[Ticket, ...]:
        return tuple(self._ticket(row) for row in connection.execute(wanted))

    def _change(self, connection: Connection, act: Act, before: Ticket, changed: Ticket) -> Ticket:
        changed = replace(changed, since=self._clock.now())
        row = _is(changed.day, *parse_number(changed.number))
        connection.execute(update(tickets).where(*row).values(_changeable(changed)))
        return self._recorded(connection, act, changed, before.window)

    def _recorded(self, connection: Connection, act: Act, ticket: Ticket, left: str | None) -> Ticket:
        """Write its row of history. ``left``: the window at which it was before."""
        letter, serial = parse_number(ticket.number)
        change = {
            "day": ticket.day,
            "letter": letter,
            "serial": serial,
            "act": act.value,
            "state": ticket.state.value,
            "desk": ticket.at,
            "window": ticket.window or left,
            "who": self._who,
            "moment": ticket.since,
        }
        connection.execute(insert(changes).values(change))
        return ticket

    def _ticket(self, row: Row[Any]) -> Ticket:
        return Ticket(
            number=number_of(row.letter, row.serial),
            day=row.day,
            state=TicketState(row.state),
            route=tuple(row.route),
            at=row.at,
            window=row.window,
            priority=row.priority,
            taken=self._local(row.taken),
            called=None if row.called is None else self._local(row.called),
            reference=row.reference,
            paper=row.paper,
            arrival=row.arrival,
            since=self._local(row.since),
            calls=row.calls,
            event=row.event,
        )

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)


def _is(day: date, letter: str, serial: int) -> tuple[ColumnElement[bool], ...]:
    return tickets.c.day == day, tickets.c.letter == letter, tickets.c.serial == serial


def _last_serial(connection: Connection, day: date, letter: str) -> int:
    given = select(tickets.c.serial).where(tickets.c.day == day, tickets.c.letter == letter)
    last = given.order_by(tickets.c.serial.desc()).limit(
        1
    )  # max() reads all, where PostgreSQL thinks that they are few
    return connection.scalars(last).one_or_none() or 0


def _next_arrival(connection: Connection, day: date) -> int:
    latest = select(func.max(tickets.c.arrival)).where(tickets.c.day == day)
    return (connection.execute(latest).scalar_one() or 0) + 1


def _changeable(ticket: Ticket) -> dict[str, object]:
    return {
        "state": ticket.state.value,
        "route": list(ticket.route),
        "at": ticket.at,
        "window": ticket.window,
        "called": ticket.called,
        "since": ticket.since,
        "calls": ticket.calls,
        "priority": ticket.priority,
        "arrival": ticket.arrival,
        "paper": ticket.paper,
    }


def _board_view(shown: Iterable[Ticket], calling: tuple[str, ...], floors: Mapping[str, str]) -> BoardView:
    called = [
        Called(ticket.number, ticket.window, floors.get(ticket.at or ""), ticket.called)
        for ticket in shown
        if ticket.window is not None and ticket.called is not None
    ]
    called.sort(key=lambda line: line.at, reverse=True)
    waiting = (ticket.number for ticket in shown if ticket.state is TicketState.WAITING)
    return BoardView(tuple(called), tuple(sorted(waiting, key=parse_number)), calling)
