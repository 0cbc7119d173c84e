"""The windows at which somebody sits now."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OpenWindow:
    """``desks`` are those that ``who`` (an account's name) calls for here; ``seen``: their page last asked then."""

    window: str
    desks: tuple[str, ...]
    who: str
    opened: datetime
    seen: datetime
