"""The days of the queue: when one begins, and when the office is open on it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.settings import Office


def service_day(moment: datetime, office: Office) -> date:
    """Return the day that numbers taken at this aware moment belong to; it turns at the office's hour."""
    local = moment.astimezone(ZoneInfo(office.zone))
    before_turn = local.time() < office.day_turns
    return local.date() - timedelta(days=1) if before_turn else local.date()


def day_begins(day: date, office: Office) -> datetime:
    """Return the aware moment from which numbers belong to this service day."""
    return datetime.combine(day, office.day_turns, ZoneInfo(office.zone))


def office_hours(day: date, office: Office) -> tuple[datetime, datetime]:
    """Return when the office opens and closes, aware."""
    zone = ZoneInfo(office.zone)
    return datetime.combine(day, office.opens, zone), datetime.combine(day, office.closes, zone)
