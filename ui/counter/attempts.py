"""Wrong passwords slow down whoever types them: by a time in which nothing is tried, not by anybody waiting."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from kiosk.errors import TooSoon
from kiosk.ports import Clock

FREE = 3
"""So many wrong ones in a row cost nothing: people mistype."""

PAUSE = timedelta(seconds=5)
"""Between the later ones."""

_FORGET = timedelta(minutes=15)


@dataclass(frozen=True)
class _Row:
    wrong: int
    last: datetime


class Attempts:
    """Counts wrong passwords in a row by name and by address, also of names that nobody has."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[str, _Row] = {}
        self._lock = Lock()

    def check(self, *keys: str) -> None:
        """Raise TooSoon when the last wrong one of any of these is not long enough ago."""
        now = self._clock.now()
        with self._lock:
            rows = [self._rows[key] for key in keys if key in self._rows]
        if any(row.wrong >= FREE and abs(now - row.last) < PAUSE for row in rows):
            raise TooSoon

    def note_wrong(self, *keys: str) -> None:
        now = self._clock.now()
        with self._lock:
            self._rows = {key: row for key, row in self._rows.items() if abs(now - row.last) < _FORGET}
            for key in keys:
                row = self._rows.get(key, _Row(0, now))
                self._rows[key] = replace(row, wrong=row.wrong + 1, last=now)

    def note_right(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._rows.pop(key, None)
