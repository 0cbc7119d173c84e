"""The queue in a database: each call one transaction, its rules those of kiosk.queue."""

from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from secrets import token_bytes
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, true, update

from kiosk.errors import NobodyWaiting, UnknownTicket, WrongState
from kiosk.ports import Clock
from kiosk.queue import transition
from kiosk.queue.day import office_hours, service_day
from kiosk.queue.dial import next_for, remembered
from kiosk.queue.number import check_letter, number_of, parse_number
from kiosk.queue.outlook import Pace, pace_of, wait_at
from kiosk.queue.ticket import BoardView, Ticket, TicketState, Used
from kiosk.queue.transition import AT_WINDOW, QUEUED, Act
from kiosk.queue.waiting import Wait
from kiosk.settings import Office, Queue
from kiosk.storage.board import read_calls, waiting_by_letter
from kiosk.storage.database import Database
from kiosk.storage.outlook import read_hall, read_stays
from kiosk.storage.schema import changes, clerk_calls, tickets

_REFERENCE_BYTES = 10
_RESERVED = "reserved:"


class SqlTicketStore:
    """``kiosk.ports.TicketStore`` in a database. ``floors``: desk id to the floor that the board shows; ``letters``: to
    the letter of its numbers.

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
        *,
        queue: Queue | None = None,
        letters: Mapping[str, str] | None = None,
        seen: Ticket | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._office = office
        self._zone = ZoneInfo(office.zone)
        self._floors = floors or {}
        self._who = who
        self._queue = queue or Queue()
        self._letters = letters or {}
        self._seen = seen
        self._paces: dict[date, Pace] = {}

    def signed(self, who: str) -> "SqlTicketStore":
        return self._like_this(who, self._seen)

    def as_seen(self, ticket: Ticket) -> "SqlTicketStore":
        return self._like_this(self._who, ticket)

    def close(self) -> None:
        self._database.close()

    def take(
        self, letter: str, route: tuple[str, ...], holder: str, *, event: str | None = None, priority: bool = False
    ) -> Ticket:
        check_letter(letter)
        with self._database.writing() as connection:
            rest = {"route": list(dict.fromkeys(route)), "event": event, "priority": priority, "holder": holder}
            return self._number(connection, Act.TAKE, letter, rest)

    def reserve(self, letter: str, count: int, holder: str) -> tuple[Ticket, ...]:
        check_letter(letter)
        with self._database.writing() as connection:
            rest = {"route": [], "holder": f"{_RESERVED}{holder}"}
            return tuple(self._number(connection, Act.RESERVE, letter, rest) for _ in range(count))

    def use(self, used: Used) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._of_day(connection, used.number, used.day)
            if ticket.state is not TicketState.TAKEN:
                return ticket
            if used.waiting is None:
                return self._change(connection, Act.VOID, ticket, transition.void(ticket))
            if not ticket.route:
                ticket = self._change(connection, Act.USE, ticket, transition.use(ticket, used), used.taken)
            place = _place_of(connection, used.day, used.waiting)
            waits = transition.publish(ticket, paper=used.paper, arrival=place)
            return self._change(connection, Act.PUBLISH, ticket, waits, used.waiting)

    def reserved(self, holder: str) -> tuple[Ticket, ...]:
        unused = tickets.c.state == TicketState.TAKEN.value, tickets.c.holder == f"{_RESERVED}{holder}"
        in_order = select(tickets).where(*unused).order_by(tickets.c.day, tickets.c.letter, tickets.c.serial)
        with self._database.reading() as connection:
            return self._read(connection, in_order)

    def publish(self, number: str, *, paper: bool, day: date | None = None) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._find(connection, number)
            if day not in {None, ticket.day}:
                raise UnknownTicket(f"There is no ticket {number} of {day} any more: a new service day has begun.")
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

    def call_next(self, desks: tuple[str, ...], window: str) -> Ticket:
        with self._database.writing() as connection:
            now, last = self._clock.now(), self._last_calls(connection, desks)
            first = next_for(desks, self._in_state(connection, *QUEUED), last, self._queue, now)
            if first is None:
                raise NobodyWaiting(f"Nobody waits for {', '.join(desks)}.")
            return self._change(connection, Act.CALL, first, transition.call(first, window, now))

    def call(self, number: str, window: str) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._find(connection, number)
            again = ticket.state is TicketState.CALLED
            act, call = (Act.AGAIN, transition.call_again) if again else (Act.CALL, transition.call)
            return self._change(connection, act, ticket, call(ticket, window, self._clock.now()))

    def second_call(self, number: str, window: str) -> Ticket:
        now = self._clock.now()
        return self._act(Act.SECOND_CALL, number, lambda ticket: transition.second_call(ticket, window, now))

    def serve(self, number: str) -> Ticket:
        return self._act(Act.SERVE, number, transition.serve)

    def prioritise(self, number: str, *, priority: bool) -> Ticket:
        return self._act(Act.PRIORITISE, number, lambda ticket: transition.prioritise(ticket, priority=priority))

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
            waiting = self._in_state(connection, *QUEUED)
            calls = read_calls(connection, self._day(connection), self._floors, self._zone)
            calling = _kiosks_calling(connection)
            waits = self._waits(connection)
        numbers = tuple(sorted((ticket.number for ticket in waiting), key=parse_number))
        return BoardView(calls, numbers, calling, waiting_by_letter(numbers, waits, self._letters))

    def kiosks_calling(self) -> tuple[str, ...]:
        with self._database.reading() as connection:
            return _kiosks_calling(connection)

    def people_waiting(self, desk: str | None = None) -> int:
        queued = tickets.c.state.in_([state.value for state in QUEUED])
        there = true() if desk is None else tickets.c.at == desk
        with self._database.reading() as connection:
            waiting = select(func.count()).where(tickets.c.day == self._day(connection), queued, there)
            return connection.execute(waiting).scalar_one()

    def waits(self) -> Mapping[str, Wait]:
        with self._database.reading() as connection:
            return self._waits(connection)

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

    def _like_this(self, who: str, seen: Ticket | None) -> "SqlTicketStore":
        told = self._database, self._clock, self._office, self._floors
        return SqlTicketStore(*told, who, queue=self._queue, letters=self._letters, seen=seen)

    def _act(self, act: Act, number: str, change: Callable[[Ticket], Ticket]) -> Ticket:
        with self._database.writing() as connection:
            ticket = self._find(connection, number)
            return self._change(connection, act, ticket, change(ticket))

    def _find(self, connection: Connection, number: str) -> Ticket:
        ticket = self._of_day(connection, number, self._day(connection))
        if self._seen not in {None, ticket}:
            raise WrongState(f"Ticket {ticket.number} is no longer as it was seen.")
        return ticket

    def _of_day(self, connection: Connection, number: str, day: date) -> Ticket:
        letter, serial = parse_number(number)
        found = self._read(connection, select(tickets).where(*_is(day, letter, serial)))
        if not found:
            raise UnknownTicket(f"There is no ticket {number_of(letter, serial)} on {day}.")
        return found[0]

    def _number(self, connection: Connection, act: Act, letter: str, rest: Mapping[str, object]) -> Ticket:
        day, now = self._day(connection), self._clock.now()
        made = {
            "day": day,
            "letter": letter,
            "serial": _last_serial(connection, day, letter) + 1,
            "state": TicketState.TAKEN.value,
            "taken": now,
            "since": now,
            "reference": b32encode(token_bytes(_REFERENCE_BYTES)).decode(),
            **rest,
        }
        row = connection.execute(insert(tickets).values(made).returning(*tickets.c)).one()
        return self._recorded(connection, act, self._ticket(row), None, now)

    def _last_calls(self, connection: Connection, desks: tuple[str, ...]) -> tuple[bool, ...]:
        """Return what the dial wants to know: whether the last calls to these desks today had priority."""
        to_them = (changes.c.day == self._day(connection), changes.c.act == Act.CALL.value, changes.c.desk.in_(desks))
        last = select(tickets.c.priority).join_from(changes, tickets).where(*to_them).order_by(changes.c.id.desc())
        return tuple(connection.scalars(last.limit(remembered(self._queue))))

    def _waits(self, connection: Connection) -> Mapping[str, Wait]:
        day, now = self._day(connection), self._clock.now()
        present = self._in_state(connection, *QUEUED, *AT_WINDOW)
        hall = read_hall(connection, day, now, present, remembered(self._queue))
        pace = self._pace(connection, day)
        desks = dict.fromkeys((*self._letters, *(ticket.at for ticket in present if ticket.at)))
        opens = self._office.opens if now < office_hours(day, self._office)[0] else None
        return {desk: replace(wait_at(desk, hall, pace), opens=opens) for desk in desks}

    def _pace(self, connection: Connection, day: date) -> Pace:
        """Return the pace of this day, read once. Another thread may have come to the next day meanwhile."""
        pace = self._paces.get(day) or pace_of(read_stays(connection, day), self._queue, self._office)
        self._paces = {day: pace}
        return pace

    def _in_state(self, connection: Connection, *states: TicketState) -> tuple[Ticket, ...]:
        wanted = tickets.c.state.in_([state.value for state in states])
        return self._read(connection, select(tickets).where(tickets.c.day == self._day(connection), wanted))

    def _read(self, connection: Connection, wanted: Select[Any]) -> tuple[Ticket, ...]:
        return tuple(self._ticket(row) for row in connection.execute(wanted))

    def _change(
        self, connection: Connection, act: Act, before: Ticket, changed: Ticket, moment: datetime | None = None
    ) -> Ticket:
        """Write what became of it, and its row of history. ``moment``: when it happened, if that was not now."""
        moment = moment or self._clock.now()
        if (changed.state, changed.at) != (before.state, before.at):
            changed = replace(changed, since=moment)
        row = _is(changed.day, *parse_number(changed.number))
        connection.execute(update(tickets).where(*row).values(_changeable(changed)))
        return self._recorded(connection, act, changed, before.window, moment)

    def _recorded(self, connection: Connection, act: Act, ticket: Ticket, left: str | None, moment: datetime) -> Ticket:
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
            "moment": moment,
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


def _kiosks_calling(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(select(clerk_calls.c.kiosk).order_by(clerk_calls.c.since)))


def _last_serial(connection: Connection, day: date, letter: str) -> int:
    given = select(tickets.c.serial).where(tickets.c.day == day, tickets.c.letter == letter)
    # Of a young table PostgreSQL thinks that it is small, and max() would read all of it
    return connection.scalars(given.order_by(tickets.c.serial.desc()).limit(1)).one_or_none() or 0


def _next_arrival(connection: Connection, day: date) -> int:
    given = select(tickets.c.arrival).where(tickets.c.day == day, tickets.c.arrival.is_not(None))
    return (connection.scalars(given.order_by(tickets.c.arrival.desc()).limit(1)).one_or_none() or 0) + 1


def _place_of(connection: Connection, day: date, waiting: datetime) -> int:
    """Return the place in the order of arrival of who began to wait then; those who came later move back by one."""
    began = changes.c.day == day, changes.c.act == Act.PUBLISH.value, changes.c.moment > waiting
    later = select(func.min(tickets.c.arrival)).join_from(changes, tickets).where(*began)
    place = connection.execute(later).scalar_one()
    if place is None:
        return _next_arrival(connection, day)
    behind = tickets.c.day == day, tickets.c.arrival >= place
    connection.execute(update(tickets).where(*behind).values(arrival=tickets.c.arrival + 1))
    return int(place)


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
        "event": ticket.event,
        "taken": ticket.taken,
    }
