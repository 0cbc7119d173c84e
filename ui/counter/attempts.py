"""Wrong passwords slow down whoever types them: by a time in which nothing is tried, not by anybody waiting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from kiosk.errors import TooSoon
from kiosk.ports import Clock

FREE_OF_A_NAME = 3
"""So many wrong ones in a row cost nothing: people mistype."""

FREE_OF_AN_ADDRESS = 20
"""More: all thin clients of an office may come from one."""

PAUSE = timedelta(seconds=5)
"""Between the later ones."""

_FORGET = timedelta(minutes=15)


@dataclass(frozen=True)
class _Row:
    wrong: int
    last: datetime


class Attempts:
    """Counts wrong passwords in a row of one key: a name, also one that nobody has, or an address.

    After ``free`` of them the next one is looked at only when PAUSE is over.
    """

    def __init__(self, clock: Clock, free: int) -> None:
        self._clock = clock
        self._free = free
        self._rows: dict[str, _Row] = {}
        self._lock = Lock()

    def check(self, key: str) -> None:
        """Raise TooSoon when the last wrong one is not long enough ago."""
        with self._lock:
            row = self._rows.get(key)
        if row is not None and row.wrong >= self._free and abs(self._clock.now() - row.last) < PAUSE:
            raise TooSoon

    def note_wrong(self, key: str) -> None:
        now = self._clock.now()
        with self._lock:
            self._rows = {key: row for key, row in self._rows.items() if abs(now - row.last) < _FORGET}
            wrong = self._rows[key].wrong if key in self._rows else 0
            self._rows[key] = _Row(wrong + 1, now)

    def note_right(self, key: str) -> None:
        with self._lock:
            self._rows.pop(key, None)
