"""Kiosks that take numbers at the same time, and kiosks that die at it."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

import pytest
from sqlalchemy import select

from kiosk.queue.ticket import TicketState
from kiosk.storage.database import Database
from kiosk.storage.schema import changes
from kiosk.storage.tickets import SqlTicketStore

Taker = Callable[..., Popen[str]]
KIOSKS = 8


@pytest.mark.parametrize("times", [100, pytest.param(1000, marks=pytest.mark.soak)])
def test_eight_kiosks_get_every_number_once(url: str, store: SqlTicketStore, taker: Taker, times: int) -> None:
    assert store.tickets() == ()
    processes = [taker(url, times, "published") for _ in range(KIOSKS)]
    given = [number for process in processes for number in process.communicate()[0].split()]
    every = {f"A{serial}" for serial in range(1, KIOSKS * times + 1)}
    assert (len(given), set(given)) == (len(every), every)
    waiting = store.tickets()
    assert [ticket.arrival for ticket in waiting] == list(range(1, len(every) + 1))
    assert {ticket.number for ticket in waiting} == every
    assert history(url) == Counter({(number, act): 1 for number in every for act in ("take", "publish")})


def history(url: str) -> Counter[tuple[str, str]]:
    """How often each was done with each number."""
    lines = select(changes.c.letter, changes.c.serial, changes.c.act)
    with closing(Database(url)) as database, database.reading() as connection:
        return Counter((f"{letter}{serial}", act) for letter, serial, act in connection.execute(lines))


def test_kiosk_killed_between_taking_and_publishing_leaves_a_number_that_becomes_void(
    url: str, store: SqlTicketStore, taker: Taker
) -> None:
    acknowledged = killed_after(20, taker(url, 1_000_000))
    taken = {ticket.number: ticket.state for ticket in store.tickets()}
    assert set(acknowledged) <= set(taken)
    assert set(taken.values()) == {TicketState.TAKEN}
    assert store.void_abandoned("kiosk-1", "kiosk-1/next") == len(taken)
    assert {ticket.state for ticket in store.tickets()} == {TicketState.VOID}
    assert store.take("A", ("shimin",), "kiosk-1/next").number == f"A{len(taken) + 1}"


def test_what_a_killed_kiosk_published_still_waits(url: str, store: SqlTicketStore, taker: Taker) -> None:
    acknowledged = killed_after(20, taker(url, 1_000_000, "published"))
    assert set(acknowledged) <= set(store.board().waiting)
    assert store.void_abandoned("kiosk-1", "kiosk-1/next") <= 1
    assert set(acknowledged) <= set(store.board().waiting)


def killed_after(times: int, dying: Popen[str]) -> list[str]:
    with dying:
        assert dying.stdout is not None
        acknowledged = [dying.stdout.readline().strip() for _ in range(times)]
        dying.kill()
    return acknowledged


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_database_that_is_being_made_is_waited_for(store: SqlTicketStore, tmp_path: Path) -> None:
    """SQLite refuses the change to WAL at once, whatever its timeout, while somebody else writes."""
    maker = sqlite3.connect(tmp_path / "queue.db", isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN IMMEDIATE")
    made = threading.Timer(0.3, lambda: maker.execute("ROLLBACK"))
    made.start()
    assert store.take("A", ("shimin",), "kiosk-1/first").number == "A1"
    made.join()
    maker.close()
