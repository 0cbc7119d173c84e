"""Kiosks that take numbers at the same time, and kiosks that die at it."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from kiosk.queue.ticket import TicketState
from kiosk.storage.tickets import SqlTicketStore

TAKER = Path(__file__).with_name("taker.py")


def taker(url: str, *arguments: str) -> subprocess.Popen[str]:
    root = TAKER.parents[2]
    command = [sys.executable, str(TAKER), url, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env={"PYTHONPATH": str(root)})


def test_eight_takers_get_every_number_once(url: str, store: SqlTicketStore) -> None:
    processes = [taker(url, "2", "50") for _ in range(4)]
    given = [number for process in processes for number in process.communicate(timeout=60)[0].split()]
    assert sorted(given) == sorted(f"A{serial}" for serial in range(1, 401))
    assert sorted(ticket.number for ticket in store.tickets()) == sorted(given)


def test_kiosk_killed_between_taking_and_publishing_leaves_a_number_that_becomes_void(
    url: str, store: SqlTicketStore
) -> None:
    with taker(url, "1", "1000000") as dying:
        assert dying.stdout is not None
        acknowledged = [dying.stdout.readline().strip() for _ in range(20)]
        dying.kill()
    taken = {ticket.number: ticket.state for ticket in store.tickets()}
    assert set(acknowledged) <= set(taken)
    assert set(taken.values()) == {TicketState.TAKEN}
    assert store.void_abandoned("kiosk-1", "kiosk-1/next") == len(taken)
    assert {ticket.state for ticket in store.tickets()} == {TicketState.VOID}
    assert store.take("A", ("shimin",), "kiosk-1/next").number == f"A{len(taken) + 1}"


def test_what_a_killed_kiosk_published_still_waits(url: str, store: SqlTicketStore) -> None:
    with taker(url, "1", "1000000", "published") as dying:
        assert dying.stdout is not None
        acknowledged = [dying.stdout.readline().strip() for _ in range(20)]
        dying.kill()
    assert set(acknowledged) <= set(store.board().waiting)
    assert store.void_abandoned("kiosk-1", "kiosk-1/next") <= 1
    assert set(acknowledged) <= set(store.board().waiting)


def test_a_database_that_is_being_made_is_waited_for(store: SqlTicketStore, tmp_path: Path) -> None:
    """SQLite refuses the change to WAL at once, whatever its timeout, while somebody else writes."""
    maker = sqlite3.connect(tmp_path / "queue.db", isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN IMMEDIATE")
    made = threading.Timer(0.3, lambda: maker.execute("ROLLBACK"))
    made.start()
    assert store.take("A", ("shimin",), "kiosk-1/first").number == "A1"
    made.join()
    maker.close()
