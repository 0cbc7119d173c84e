"""The windows at which somebody sits now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEFT_AFTER = timedelta(hours=4)
"""Longer than any lunch: whoever's page was closed for so long has gone home without signing out."""

SEEN_LATELY = timedelta(minutes=10)
"""A window whose page was not looked at for so long is closed, unless somebody stands there."""


@dataclass(frozen=True)
class OpenWindow:
    """``desks`` are those that ``who`` (an account's name) calls for here; ``seen``: their page last asked then."""

    window: str
    desks: tuple[str, ...]
    who: str
    opened: datetime
    seen: datetime

    def is_left(self, now: datetime) -> bool:
        """Say whether nobody need be asked before somebody else sits there."""
        return now - self.seen >= LEFT_AFTER
