"""A day, touched and confirmed."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from config.content import Content
from kiosk.guidance.content import DateSpan
from ui.lobby.pads.date import DatePad
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

TODAY = date(2026, 11, 20)


@pytest.fixture
def pad(style: Style, content: Content, qtbot: QtBot) -> Iterator[DatePad]:
    ground = QWidget()
    pad = DatePad(style, lambda: TODAY)
    pad.setParent(ground)
    pad.resize(968, 1100)
    pad.begin(None)
    pad.speak(content.words["ja"])
    ground.show()
    qtbot.waitExposed(ground)
    yield pad
    ground.close()
    ground.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def touch(pad: DatePad) -> Callable[[str], None]:
    def touch(name: str) -> None:
        assert name in offered(pad)
        key = next(key for key in pad.findChildren(Touchable, name) if key.isVisible())
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)

    return touch


def offered(pad: DatePad) -> set[str]:
    return {key.objectName() for key in pad.findChildren(Touchable) if key.isVisible() and key.isEnabled()}


def test_a_day_is_shown_back_and_then_confirmed(pad: DatePad, touch: Callable[[str], None]) -> None:
    picked: list[date] = []
    pad.picked.connect(picked.append)
    assert "next" not in offered(pad)
    touch("day:2026-11-15")
    assert picked == []
    touch("next")
    assert picked == [date(2026, 11, 15)]


def test_no_day_after_the_latest_is_offered(pad: DatePad) -> None:
    days = sorted(name for name in offered(pad) if name.startswith("day:"))
    assert days[-1] == "day:2026-11-20"
    assert "key:following" not in offered(pad)


def test_today_and_yesterday_are_one_touch(pad: DatePad, touch: Callable[[str], None]) -> None:
    touch("key:yesterday")
    assert pad.chosen() == date(2026, 11, 19)
    touch("key:today")
    assert pad.chosen() == TODAY


def test_limits_close_what_lies_outside(pad: DatePad, touch: Callable[[str], None]) -> None:
    touch("key:title")
    assert [name for name in offered(pad) if name.startswith("year:")] != []
    assert not {"year:2015", "key:previous"} & offered(pad)
    touch("year:2016")
    touch("month:1")
    assert "day:2016-01-01" in offered(pad)
    assert "key:previous" not in offered(pad)


def test_a_birthday_is_reached_by_year_and_month(pad: DatePad, touch: Callable[[str], None]) -> None:
    pad.begin(None, DateSpan.LIFE)
    for name in (*["key:previous"] * 2, "year:1943", "month:12", "day:1943-12-01"):
        touch(name)
    assert pad.chosen() == date(1943, 12, 1)


def test_a_future_date_can_be_allowed(pad: DatePad, touch: Callable[[str], None]) -> None:
    pad.begin(None, DateSpan.NEAR)
    touch("key:following")
    touch("day:2026-12-24")
    assert pad.chosen() == date(2026, 12, 24)


def test_what_was_answered_before_is_chosen_again(pad: DatePad) -> None:
    pad.begin(date(2026, 9, 3))
    assert {"day:2026-09-03", "next"} <= offered(pad)


def test_days_are_named_in_full(pad: DatePad) -> None:
    (day,) = pad.findChildren(Touchable, "day:2026-11-15")
    assert day.accessibleName() == "令和8年11月15日（日）"
