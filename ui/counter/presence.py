"""Whose page is open: told to the database now and then, so that a window without a clerk is not counted."""

from contextlib import suppress
from datetime import datetime, timedelta

from kiosk.errors import QueueError
from kiosk.ports import Clock, Windows

EVERY = timedelta(minutes=1)


class Presence:
    """``windows`` None: a counter without a queue, where nobody counts windows. Threads may share it."""

    def __init__(self, windows: Windows | None, clock: Clock) -> None:
        self._windows = windows
        self._clock = clock
        self._noted: dict[str, datetime] = {}

    def note(self, who: str) -> None:
        """Note that a page of this account is open now. A database that is away hears of it the next time."""
        now = self._clock.now()
        if self._windows is None or abs(now - self._noted.get(who, now - EVERY)) < EVERY:
            return
        self._noted[who] = now
        with suppress(QueueError):
            self._windows.seen(who)
