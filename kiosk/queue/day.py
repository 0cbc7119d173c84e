"""The service day of the queue."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.settings import Office


def service_day(moment: datetime, office: Office) -> date:
    """Return the day that numbers taken at this aware moment belong to; it turns at the office's hour."""
    local = moment.astimezone(ZoneInfo(office.zone))
    before_turn = local.time() < office.day_turns
    return local.date() - timedelta(days=1) if before_turn else local.date()
