"""The server of the queue is stopped, or silent, while somebody stands at the kiosk: they get a number all the same."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from commands.demo.persona import HANAKO, Companion, Persona
from commands.kiosk_parts import KioskParts, with_kiosk
from commands.stand.postgres import PostgresServer, running_postgres
from commands.tickets import queue_of
from kiosk.people import Sex
from kiosk.queue.ticket import TicketState
from kiosk.storage.database import Database
from kiosk.storage.ledger import LedgerFile, LedgerStanding
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.steps import Attract, Finished, Preview, Printing
from kiosk.visit.work import TakeTicket

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Tray = Any
Outage = Callable[[], AbstractContextManager[None]]

ALONE = Persona(
    (Companion("バンゴウ　ハナコ", sex=Sex.FEMALE, birth=date(1990, 1, 2)),), HANAKO.events, HANAKO.yes, HANAKO.dates
)
"""Somebody without a card, so that no reader is needed."""

ASKED = Printing(())
"""What is on the screen while the queue is asked."""

LETTERS = 8
_names = count()


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that may be stopped."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> str:
    url = server.make_database(f"outage_{next(_names)}")
    with closing(Database(url)) as database:
        database.upgrade()
    return url


@pytest.fixture(params=["stopped", "silent"])
def outage(request: pytest.FixtureRequest, server: PostgresServer) -> Outage:
    return {"stopped": lambda: stopped(server), "silent": lambda: silent(server)}[request.param]


@contextmanager
def stopped(server: PostgresServer) -> Iterator[None]:
    server.stop("immediate")
    yield
    server.start()


@contextmanager
def silent(server: PostgresServer) -> Iterator[None]:
    """Connections are still taken, as by a machine that hangs, and nobody answers."""
    assert server._process is not None
    leader = server._process.pid
    children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
    pids = [leader, *map(int, children)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.fixture
def queue(parts: KioskParts, url: str) -> Iterator[SqlTicketStore]:
    """The queue as a counter sees it."""
    with closing(queue_of(with_kiosk(parts.content, database=url))) as queue:
        yield queue


@pytest.fixture
def standing(tmp_path: Path, parts: KioskParts) -> Callable[[], LedgerStanding]:
    """Says what is in the kiosk's ledger."""

    def look() -> LedgerStanding:
        with closing(LedgerFile(tmp_path / "ledger.db", parts.content.settings.kiosk.id)) as ledger:
            return ledger.standing()

    return look


@pytest.fixture
def journey(
    come: Come,
    pcscd: object,
    url: str,
    standing: Callable[[], LedgerStanding],
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Journey:
    """A visit that is about to print, at a kiosk with two numbers of each letter."""
    monkeypatch.setattr("ui.lobby.presenter.LEDGER_EVERY_S", 0.05)
    journey = come(ALONE, database=url, ledger=str(tmp_path / "ledger.db"), reserve=2)
    journey.pass_to(Preview)
    journey.wait(lambda: standing().reserved == 2 * LETTERS)
    return journey


def test_a_resident_gets_a_number_while_the_queue_is_away(
    journey: Journey, outage: Outage, tray: Tray, queue: SqlTicketStore, standing: Callable[[], LedgerStanding]
) -> None:
    """With its paper, without a waiting time that nobody knows; and it waits as soon as the queue is back."""
    with outage():
        journey.touch("next")
        done = journey.at(Finished, number="A1", paper=True, trouble=None)
        assert done.prospect is None
        assert tray.names()[-1] == "ticket"
        assert standing().waiting == 1
    journey.wait(lambda: queue.show("A1").state is TicketState.WAITING)
    assert queue.call_next(("shimin",), "1").number == "A1"


def test_nothing_stands_still_while_the_queue_is_silent(journey: Journey, server: PostgresServer) -> None:
    """The window goes on working, and the work ends within its deadline."""
    beats: list[float] = []
    heart = QTimer(interval=5)
    heart.timeout.connect(lambda: beats.append(time.monotonic()) if journey.step == ASKED else None)
    with silent(server):
        heart.start()
        journey.touch("next")
        journey.at(Finished, number="A1", trouble=None)
    heart.stop()
    assert len(beats) > 100
    assert beats[-1] - beats[0] < TakeTicket("A", ()).deadline_s


def test_without_a_queue_and_a_number_the_information_desk_helps(
    come: Come, pcscd: object, tmp_path: Path, tray: Tray
) -> None:
    """A kiosk that never reached its queue."""
    journey = come(ALONE, database="postgresql://nobody@127.0.0.1:9/nothing", ledger=str(tmp_path / "ledger.db"))
    assert journey.at(Attract).people_waiting is None
    journey.pass_to(Preview)
    journey.touch("next")
    journey.at(Finished, number=None, trouble="store_unavailable")
    assert journey.reads("error.store_unavailable")
    assert "ticket" not in tray.names()
