"""How long one waits, as a range and as people say it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Wait:
    """From ``low_min`` to ``high_min`` minutes, rounded as people say it; 0 to 0: one's turn comes at once."""

    low_min: int
    high_min: int

    @property
    def at_once(self) -> bool:
        return self.high_min == 0
