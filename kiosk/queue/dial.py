"""Whose turn it is: the city's dial between those with priority and those without."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import QUEUED, by_arrival
from kiosk.settings import Queue


def next_for(
    desks: Iterable[str], tickets: Iterable[Ticket], last: Sequence[bool], queue: Queue, now: datetime
) -> Ticket | None:
    """Return who of these tickets is called next to these desks; None: nobody waits for them.

    ``last``: of the calls to these desks today, the last one first, whether it went to somebody with priority.
    """
    here = frozenset(desks)
    waiting = [ticket for ticket in tickets if ticket.state in QUEUED and ticket.at in here]
    overdue = [ticket for ticket in waiting if is_overdue(ticket, queue, now)]
    turn = [ticket for ticket in waiting if ticket.priority is priority_has_its_turn(last, queue)]
    return min(overdue or turn or waiting, key=by_arrival, default=None)


def is_overdue(ticket: Ticket, queue: Queue, now: datetime) -> bool:
    """Whether it has waited so long that it comes first, whatever it is."""
    return now - ticket.since >= timedelta(minutes=queue.longest_wait_min)


def priority_has_its_turn(last: Sequence[bool], queue: Queue) -> bool:
    """Whether the next call goes to somebody with priority if there is one: of any round of calls, so many do.

    ``last`` as in ``next_for``; of what is longer than a round, the rest does not count.
    """
    return sum(last[: remembered(queue)]) < queue.priority


def remembered(queue: Queue) -> int:
    """Return how many past calls the dial looks at: a round without the call that is coming."""
    return queue.priority + queue.ordinary - 1
