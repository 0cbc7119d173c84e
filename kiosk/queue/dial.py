"""Whose turn it is: the city's dial between those with priority and those without."""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import QUEUED, by_arrival
from kiosk.settings import Queue


def next_for(
    desks: Iterable[str], tickets: Iterable[Ticket], last: Sequence[bool], queue: Queue, now: datetime
) -> Ticket | None:
    """Return who of these tickets is called next to these desks; None: nobody waits for them.

    ``last``: of the last calls to these desks today, as many as are ``remembered``, whether they went to somebody with
    priority.
    """
    here = frozenset(desks)
    waiting = [ticket for ticket in tickets if ticket.state in QUEUED and ticket.at in here]
    overdue = [ticket for ticket in waiting if is_overdue(ticket, queue, now)]
    turn = [ticket for ticket in waiting if ticket.priority is priority_has_its_turn(last, queue)]
    return min(overdue or turn or waiting, key=by_arrival, default=None)


def called_before(
    desk: str, tickets: Iterable[Ticket], last: Sequence[bool], queue: Queue, now: datetime
) -> tuple[Ticket, ...]:
    """Return who is called to this desk before somebody without priority who begins to wait now, in any order.

    As ``next_for`` would call them one by one, if nobody else came.
    """
    waiting = [ticket for ticket in tickets if ticket.state in QUEUED and ticket.at == desk]
    overdue = [ticket for ticket in waiting if is_overdue(ticket, queue, now)]
    others = [ticket for ticket in waiting if not is_overdue(ticket, queue, now)]
    ordinary = [ticket for ticket in others if not ticket.priority]
    favoured = sorted((ticket for ticket in others if ticket.priority), key=by_arrival, reverse=True)
    calls = deque(reversed(last), remembered(queue))
    calls.extend(ticket.priority for ticket in sorted(overdue, key=by_arrival))
    before: list[Ticket] = []
    for newcomer in (*ordinary, None):
        while favoured and priority_has_its_turn(calls, queue):
            before.append(favoured.pop())
            calls.append(True)
        if newcomer is not None:
            before.append(newcomer)
            calls.append(False)
    return (*overdue, *before)


def is_overdue(ticket: Ticket, queue: Queue, now: datetime) -> bool:
    """Whether it has waited so long that it comes first, whatever it is."""
    return now - ticket.since >= timedelta(minutes=queue.longest_wait_min)


def priority_has_its_turn(last: Iterable[bool], queue: Queue) -> bool:
    """Whether the next call goes to somebody with priority if there is one: of any round of calls, so many do.

    ``last``: whether the calls went to somebody with priority, of the last ``remembered`` ones.
    """
    return sum(last) < queue.priority


def remembered(queue: Queue) -> int:
    """Return how many past calls the dial looks at: a round without the call that is coming."""
    return queue.priority + queue.ordinary - 1
