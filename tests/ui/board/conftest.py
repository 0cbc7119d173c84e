"""A board with real words and colours, and a clock that the test sets."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

import config
from commands.clock import SetClock
from config.content import Content, load
from kiosk.settings import BoardNotice
from ui.board.said import Bilingual
from ui.board.window import BoardWindow

NOTICES = (
    BoardNotice({"ja": "本日の受付は17:15までです。", "en": "Until 17:15 today."}, times=(time(16, 30), time(17, 15))),
    BoardNotice({"ja": "地下の食堂は休みです。", "en": "The restaurant is closed."}, days=(date(2026, 11, 23),) * 2),
    BoardNotice({"ja": "木曜日は19:00までです。", "en": "Until 19:00 on Thursdays."}, weekdays=(3,)),
)

SAMPLE = Path(config.__file__).parent / "aonami"


@pytest.fixture(scope="session")
def city() -> Content:
    return load(SAMPLE)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 10, 32, tzinfo=ZoneInfo("Asia/Tokyo")))


@pytest.fixture
def later(clock: SetClock) -> Callable[..., None]:
    """Sets the clock forward by ``timedelta``'s keywords."""

    def advance(**by: float) -> None:
        clock.moment += timedelta(**by)

    return advance


@pytest.fixture
def said(city: Content) -> Bilingual:
    return Bilingual(city.words["ja"], city.words["en"])


@pytest.fixture
def board(qapp: QApplication, city: Content, said: Bilingual, clock: SetClock) -> Iterator[BoardWindow]:
    settings = city.settings
    window = BoardWindow(said, settings.tokens, settings.city, clock, NOTICES)
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
