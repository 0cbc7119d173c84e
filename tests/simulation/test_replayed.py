"""A past day is run as it was: the same people, the same times, the same windows."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands.city import SAMPLE, content_of
from kiosk.queue.outlook import Pace
from kiosk.queue.ticket import TicketState as S
from kiosk.queue.transition import Act
from kiosk.simulation.replayed import replayed_day, staffing_of
from kiosk.simulation.run import run_day
from kiosk.statistics.record import Change

DAY = date(2026, 11, 20)
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(scope="module")
def pace() -> Pace:
    settings = content_of(SAMPLE).settings
    return Pace(settings.queue, settings.office)


def change(minute: float, number: str, act: Act, state: S, *at: str | None) -> Change:
    """``at``: the desk, and the window where there is one."""
    desk, window = (*at, None)[:2]
    return Change(DAY, number, act, state, desk, NINE + timedelta(minutes=minute), "tennyu", window=window)


def household(number: str, came: float, called: float, took: float, window: str) -> Iterator[Change]:
    yield change(came, number, Act.PUBLISH, S.WAITING, "shimin")
    yield change(called, number, Act.CALL, S.CALLED, "shimin", window)
    yield change(called + took, number, Act.DONE, S.PASSED_ON, "kokuho", window)
    yield change(called + took + 1, number, Act.CALL, S.CALLED, "kokuho", "3")
    yield change(called + took + 3, number, Act.DONE, S.DONE, None, "3")


CHANGES = (
    *household("A1", 0, 0, 10, "1"),
    *household("A2", 2, 10, 20, "1"),
    *household("A3", 70, 70, 5, "1"),
    *household("A4", 71, 71, 5, "2"),
)


def test_the_same_people_come_at_the_same_times(pace: Pace) -> None:
    comings = replayed_day(DAY, CHANGES, pace).comings
    assert [(coming.at - NINE) / timedelta(minutes=1) for coming in comings] == [0, 2, 70, 71]
    assert comings[1].route == ("shimin", "kokuho")
    assert comings[1].minutes == (20, 2)


def test_as_many_windows_are_open_as_called_in_an_hour(pace: Pace) -> None:
    staffing = staffing_of(DAY, CHANGES, pace)
    assert [staffing.at("shimin", hour) for hour in (8, 9, 10, 15)] == [1, 1, 2, 2]
    assert staffing.at("kokuho", 9) == 1
    assert staffing.at("nenkin", 9) == 0


def test_they_wait_as_they_did(pace: Pace) -> None:
    course = run_day(replayed_day(DAY, CHANGES, pace), staffing_of(DAY, CHANGES, pace), pace.queue)
    assert {stop.serial: stop.minutes for stop in course.waited if stop.desk == "shimin"} == {1: 0, 2: 8, 3: 0, 4: 0}


def test_who_did_not_come_kept_a_window_too(pace: Pace) -> None:
    absent = (
        change(0, "A1", Act.PUBLISH, S.WAITING, "shimin"),
        change(1, "A1", Act.CALL, S.CALLED, "shimin", "1"),
        change(4, "A1", Act.NO_SHOW, S.NO_SHOW, "shimin", "1"),
    )
    assert replayed_day(DAY, absent, pace).comings[0].minutes == (3,)


def test_who_still_waits_takes_as_long_as_others(pace: Pace) -> None:
    waiting = (change(0, "A1", Act.PUBLISH, S.WAITING, "shimin"),)
    assert replayed_day(DAY, waiting, pace).comings[0].minutes == (pace.at("shimin", "tennyu").median_min,)


def test_other_days_do_not_count(pace: Pace) -> None:
    assert replayed_day(DAY + timedelta(days=1), CHANGES, pace).comings == ()
