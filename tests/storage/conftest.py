"""A queue in a fresh database of each kind, with a clock that the test sets, and kiosks that take numbers from it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands.clock import SetClock
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

TOKYO = ZoneInfo("Asia/Tokyo")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO))


@pytest.fixture
def later(clock: SetClock) -> Callable[..., None]:
    """Sets the clock forward (or back) by ``timedelta``'s keywords."""

    return clock.forward


@pytest.fixture
def office() -> Office:
    return Office(
        opens=time(8, 30),
        closes=time(17, 15),
        zone="Asia/Tokyo",
        closed_weekdays=(5, 6),
        closed_dates=(),
        day_turns=time(4, 0),
        minutes_per_ticket=4,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/queue.db"
    make: Callable[[], str] = request.getfixturevalue("postgres_url")
    return make()


@pytest.fixture
def store(url: str, clock: SetClock, office: Office) -> Iterator[SqlTicketStore]:
    store = SqlTicketStore(Database(url), clock, office, {"juumin": "1F", "hoken": "2F"})
    yield store
    store.close()


@pytest.fixture
def taker() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts ``taker.py`` with these arguments and, by keyword, more of an environment."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(Path(__file__).with_name("taker.py")), *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        with process:
            pass
