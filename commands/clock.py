"""The time in the city, and a time that is set by hand."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


class CityClock:
    """``kiosk.ports.Clock`` by the system's clock, in the city's zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        return datetime.now(self._zone)


@dataclass
class StandingClock:
    """``kiosk.ports.Clock`` that stands where it is put."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment
