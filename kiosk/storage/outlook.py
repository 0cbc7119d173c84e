"""What the estimate of waits wants to know of the database: the hall as it is, and how long households took lately."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, or_, select

from kiosk.queue.outlook import PACE_SPAN, Hall, Stay
from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import Act
from kiosk.queue.windows import SEEN_LATELY
from kiosk.storage.schema import Instant, changes, tickets, windows

_LOOKED_AT: Final = 200
"""Of so many calls of the day, the last ones to each desk are what the dial goes on from."""

_HISTORY_ROWS: Final = 20_000
"""So that a peak does not make everybody wait for its sums; about 3,000 households."""

_LEAVES: Final = (Act.DONE, Act.PASS, Act.HOLD, Act.NO_SHOW, Act.SECOND_CALL)
"""Also a second call: handing out is no part of how long a household takes, as in ``Stop.service_min``."""


def read_hall(connection: Connection, day: date, now: datetime, present: tuple[Ticket, ...], calls: int) -> Hall:
    """Return the hall around those who wait or are at a window; ``calls``: how many the dial remembers of a desk."""
    return Hall(
        tickets=present,
        now=now,
        windows=_open_windows(connection, now, present),
        last=_last_calls(connection, day, calls),
        favoured=_favoured(connection, day, now),
    )


def _open_windows(connection: Connection, now: datetime, present: tuple[Ticket, ...]) -> Mapping[str, frozenset[str]]:
    """Return where a clerk looked at the page lately, or has somebody before them."""
    used = {ticket.window for ticket in present if ticket.window}
    is_open = or_(windows.c.seen > now - SEEN_LATELY, windows.c.window.in_(used))
    rows = connection.execute(select(windows.c.window, windows.c.desks).where(is_open))
    return {row.window: frozenset(row.desks) for row in rows}


def _last_calls(connection: Connection, day: date, calls: int) -> Mapping[str, tuple[bool, ...]]:
    today = changes.c.day == day, changes.c.act == Act.CALL.value
    newest = select(changes.c.desk, tickets.c.priority).join_from(changes, tickets).where(*today)
    by_desk: dict[str, tuple[bool, ...]] = {}
    for desk, priority in connection.execute(newest.order_by(changes.c.id.desc()).limit(_LOOKED_AT)):
        by_desk[desk] = (*by_desk.get(desk, ()), priority)[:calls]
    return by_desk


def _favoured(connection: Connection, day: date, now: datetime) -> Mapping[str, int]:
    """Return how many with priority came within an hour, by their first desk."""
    lately = tickets.c.day == day, tickets.c.taken > now - timedelta(hours=1), tickets.c.priority
    return Counter(route[0] for route in connection.scalars(select(tickets.c.route).where(*lately)) if route)


def read_stays(connection: Connection, day: date) -> Iterator[Stay]:
    """Return how long households were at a desk in the weeks before this day, each from its call until it left."""
    newest = connection.execute(select(func.max(changes.c.id))).scalar_one() or 0
    recent = (
        changes.c.id > newest - _HISTORY_ROWS,
        changes.c.day >= day - PACE_SPAN,
        changes.c.day < day,
        changes.c.act.in_([act.value for act in (Act.CALL, *_LEAVES)]),
    )
    left = func.lead(changes.c.moment, type_=Instant).over(
        partition_by=(changes.c.day, changes.c.letter, changes.c.serial), order_by=changes.c.id
    )
    told = changes.c.act, changes.c.desk, changes.c.moment, tickets.c.event, left.label("left")
    walks = select(*told).join_from(changes, tickets).where(*recent).subquery()
    stays = select(walks).where(walks.c.act == Act.CALL.value, walks.c.left.is_not(None))
    for row in connection.execute(stays):
        yield Stay(row.desk or "", row.event, (row.left - row.moment) / timedelta(minutes=1))
