"""Whoever shows the queue is told of a change, and is never held up by a database that is away."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from subprocess import Popen

import pytest
from sqlalchemy import text

from commands.stand.postgres import running_postgres
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

LONG_S = 60.0
Taker = Callable[..., Popen[str]]


@pytest.fixture
def looking(store: SqlTicketStore) -> SqlTicketStore:
    """A queue of which everything so far is known."""
    store.tickets()
    store.await_change(LONG_S)
    return store


def test_change_in_another_process_arrives_within_a_second(looking: SqlTicketStore, url: str, taker: Taker) -> None:
    with ThreadPoolExecutor(1) as thread:
        awaited = thread.submit(lambda: (looking.await_change(LONG_S), time.monotonic())[1])
        process = taker(url, 1)
        assert process.stdout is not None
        assert process.stdout.readline() == "A1\n"
        acknowledged = time.monotonic()
        assert awaited.result() - acknowledged < 1
    assert [ticket.number for ticket in looking.tickets()] == ["A1"]


def test_change_between_two_waits_is_not_missed(looking: SqlTicketStore, url: str, taker: Taker) -> None:
    taker(url, 3).wait()
    started = time.monotonic()
    looking.await_change(LONG_S)
    assert time.monotonic() - started < LONG_S / 2


def test_own_change_is_told_too(looking: SqlTicketStore) -> None:
    looking.take("A", ("shimin",), "k/1")
    started = time.monotonic()
    looking.await_change(LONG_S)
    assert time.monotonic() - started < LONG_S / 2


def test_nothing_happens_until_the_time_is_over(looking: SqlTicketStore) -> None:
    started = time.monotonic()
    looking.await_change(0.1)
    assert time.monotonic() - started >= 0.1


def test_change_that_was_taken_back_is_none(looking: SqlTicketStore) -> None:
    with pytest.raises(ZeroDivisionError), looking._database.writing():
        raise ZeroDivisionError
    started = time.monotonic()
    looking.await_change(0.1)
    assert time.monotonic() - started >= 0.1


def test_file_that_is_not_there_is_waited_for(tmp_path: Path, taker: Taker) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    with closing(Database(url)) as database:
        database.await_change(0.05)
        assert not (tmp_path / "queue.db").exists()
        taker(url, 1).wait()
        started = time.monotonic()
        database.await_change(LONG_S)
        assert time.monotonic() - started < LONG_S / 2


def test_connection_that_was_lost_is_a_reason_to_look(postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    with closing(Database(url)) as listening, closing(Database(url)) as other, ThreadPoolExecutor(1) as thread:
        listening.await_change(LONG_S)
        awaited = thread.submit(listening.await_change, LONG_S)
        with other.reading() as connection:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN kakanai'"
            connection.execute(text(ended))
        awaited.result(LONG_S / 2)
        listening.await_change(LONG_S)
        with other.writing():
            pass
        thread.submit(listening.await_change, LONG_S).result(LONG_S / 2)


def test_server_that_is_away_holds_nobody_up_and_is_found_again() -> None:
    with running_postgres() as server, closing(Database(server.url())) as database:
        database.upgrade()
        database.await_change(LONG_S)
        server.stop()
        database.await_change(LONG_S)
        database.await_change(0.05)
        with ThreadPoolExecutor(1) as thread:
            awaited = thread.submit(database.await_change, LONG_S)
            server.start()
            awaited.result(LONG_S / 2)
