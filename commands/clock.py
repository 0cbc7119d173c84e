"""The time in the city."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


class CityClock:
    """``kiosk.ports.Clock`` by the system's clock, in the city's zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        return datetime.now(self._zone)


@dataclass
class SetClock:
    """``kiosk.ports.Clock`` that stands where it is set, for days that are invented and for tests."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        """Set it forward (or back) by ``timedelta``'s keywords."""
        self.moment += timedelta(**by)
