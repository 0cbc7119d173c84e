"""Where staff sit: one window has one clerk, and a clerk one window."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest

from kiosk.errors import WindowTaken
from kiosk.queue.windows import OpenWindow
from kiosk.storage.database import Database
from kiosk.storage.windows import SqlWindows


@pytest.fixture
def windows(url: str, clock: Any) -> Iterator[SqlWindows]:
    with closing(Database(url)) as database:
        yield SqlWindows(database, clock)


def who_sits_where(windows: SqlWindows) -> list[tuple[str, str]]:
    return [(window.window, window.who) for window in windows.all()]


def test_an_open_window_says_for_which_desks_and_since_when(windows: SqlWindows, clock: Any) -> None:
    windows.open("3", ("kokuho", "nenkin"), "hanako")
    now: datetime = clock.now()
    assert windows.all() == (OpenWindow("3", ("kokuho", "nenkin"), "hanako", now, now),)
    assert windows.all()[0].opened.tzinfo is now.tzinfo


def test_somebody_elses_window_is_not_opened_but_taken_over(windows: SqlWindows) -> None:
    windows.open("3", ("kokuho",), "hanako")
    with pytest.raises(WindowTaken) as taken:
        windows.open("3", ("kokuho",), "taro")
    assert taken.value.who == "hanako"
    windows.take_over("3", ("kokuho",), "taro")
    assert who_sits_where(windows) == [("3", "taro")]


def test_a_window_that_was_left_open_over_night_is_free(windows: SqlWindows, later: Callable[..., None]) -> None:
    windows.open("3", ("kokuho",), "hanako")
    later(hours=15)
    windows.open("3", ("kokuho",), "taro")
    assert who_sits_where(windows) == [("3", "taro")]


def test_who_opens_another_window_leaves_the_first(windows: SqlWindows) -> None:
    windows.open("3", ("kokuho",), "hanako")
    windows.open("4", ("nenkin",), "hanako")
    assert who_sits_where(windows) == [("4", "hanako")]


def test_who_cannot_have_another_window_keeps_their_own(windows: SqlWindows) -> None:
    windows.open("3", ("kokuho",), "hanako")
    windows.open("4", ("nenkin",), "taro")
    with pytest.raises(WindowTaken):
        windows.open("4", ("nenkin",), "hanako")
    assert who_sits_where(windows) == [("3", "hanako"), ("4", "taro")]


def test_ones_own_window_can_be_opened_anew_for_other_desks(windows: SqlWindows) -> None:
    windows.open("3", ("kokuho",), "hanako")
    windows.open("3", ("nenkin",), "hanako")
    assert windows.all()[0].desks == ("nenkin",)


def test_a_window_is_left(windows: SqlWindows) -> None:
    windows.open("3", ("kokuho",), "hanako")
    windows.close("taro")
    assert who_sits_where(windows) == [("3", "hanako")]
    windows.close("hanako")
    assert windows.all() == ()


def test_it_is_noted_when_the_page_was_open_last(windows: SqlWindows, later: Callable[..., None], clock: Any) -> None:
    windows.open("3", ("kokuho",), "hanako")
    later(minutes=5)
    windows.seen("hanako")
    (window,) = windows.all()
    assert window.seen - window.opened == timedelta(minutes=5)
