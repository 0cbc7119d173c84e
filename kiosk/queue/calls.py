"""Which calls are new, and which are still to be said: a board's memory of what it saw."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.queue.ticket import BoardView, Called

CallKey = tuple[str, datetime]
"""A number that is called again is another call."""


def call_key(line: Called) -> CallKey:
    return line.number, line.at


def awaited_keys(lines: Iterable[Called]) -> frozenset[CallKey]:
    """Return the calls that nobody has answered yet."""
    return frozenset(call_key(line) for line in lines if line.awaited)


def new_calls(before: BoardView | None, view: BoardView) -> tuple[Called, ...]:
    """Return who is called now and was not before, oldest call first.

    Without a ``before`` nothing is new: a board that was just switched on does not know who heard it.
    """
    if before is None:
        return ()
    known = frozenset(map(call_key, before.called))
    return tuple(line for line in reversed(view.called) if line.awaited and call_key(line) not in known)


class CallsToSay:
    """The calls that are still to be said, in order; one that is over before it was said is dropped."""

    def __init__(self) -> None:
        self._seen: BoardView | None = None
        self._due: list[Called] = []

    def see(self, view: BoardView) -> None:
        awaited = awaited_keys(view.called)
        still = [line for line in self._due if call_key(line) in awaited]
        self._due = [*still, *new_calls(self._seen, view)]
        self._seen = view

    def take(self) -> Called | None:
        """Return who is to be called next, once; None: nobody."""
        return self._due.pop(0) if self._due else None

    def __bool__(self) -> bool:
        return bool(self._due)
