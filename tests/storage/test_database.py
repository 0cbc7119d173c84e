"""The file: how it is opened, and what happens when it cannot be used."""

import sqlite3
from pathlib import Path

import pytest

from kiosk.errors import StoreUnavailable, UsageError
from kiosk.ports import Clock
from kiosk.settings import Office
from kiosk.storage import database
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

ROUTE = ("shimin",)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "queue.db"


def pragma(store: SqlTicketStore, name: str) -> object:
    with store._database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_what_was_acknowledged_survives_a_power_cut(store: SqlTicketStore) -> None:
    assert (pragma(store, "journal_mode"), pragma(store, "synchronous")) == ("wal", 2)


def test_second_store_on_the_same_file_goes_on(store: SqlTicketStore, url: str, clock: Clock, office: Office) -> None:
    store.take("A", ROUTE, "k/1")
    other = SqlTicketStore(Database(url), clock, office)
    assert other.take("A", ROUTE, "k/2").number == "A2"
    other.close()


def test_every_change_leaves_a_line_that_says_nothing_about_a_person(store: SqlTicketStore, file: Path) -> None:
    store.take("A", ROUTE, "k/1")
    store.publish("A1", paper=True)
    store.call_next(("shimin",), "3")
    store.done("A1")
    with sqlite3.connect(file) as connection:
        lines = connection.execute('SELECT act, state, desk, "window" FROM changes ORDER BY id').fetchall()
    connection.close()
    assert lines == [
        ("take", "taken", None, None),
        ("publish", "waiting", "shimin", None),
        ("call", "called", "shimin", "3"),
        ("done", "done", None, "3"),
    ]


def test_folder_that_is_not_there(tmp_path: Path, clock: Clock, office: Office) -> None:
    store = SqlTicketStore(Database(f"sqlite:///{tmp_path}/away/queue.db"), clock, office)
    with pytest.raises(StoreUnavailable, match="unable to open"):
        store.board()
    store.close()


def test_store_works_as_soon_as_the_folder_is_back(tmp_path: Path, clock: Clock, office: Office) -> None:
    store = SqlTicketStore(Database(f"sqlite:///{tmp_path}/away/queue.db"), clock, office)
    with pytest.raises(StoreUnavailable):
        store.take("A", ROUTE, "k/1")
    (tmp_path / "away").mkdir()
    assert store.take("A", ROUTE, "k/1").number == "A1"
    store.close()


def test_file_that_is_no_database(store: SqlTicketStore, file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable, match="not a database"):
        store.tickets()


def test_somebody_else_keeps_writing(store: SqlTicketStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.01)
    store.take("A", ROUTE, "k/1")
    hog = sqlite3.connect(file, isolation_level=None)
    hog.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        store.take("A", ROUTE, "k/1")
    assert len(store.tickets()) == 1
    hog.execute("ROLLBACK")
    hog.close()
    assert store.take("A", ROUTE, "k/1").number == "A2"


def test_disk_that_is_full_loses_nothing_that_was_acknowledged(store: SqlTicketStore) -> None:
    store.take("A", ROUTE, "k/1")
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def take_without_end() -> None:
        while True:
            store.take("A", ROUTE, "k/1")

    with pytest.raises(StoreUnavailable, match="full"):
        take_without_end()
    numbers = [int(ticket.number[1:]) for ticket in store.tickets()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_database_that_became_read_only(store: SqlTicketStore) -> None:
    store.take("A", ROUTE, "k/1")
    with store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="readonly"):
        store.take("A", ROUTE, "k/1")
    assert len(store.tickets()) == 1


@pytest.mark.parametrize("url", ["", "queue.db", "postgresql+psycopg://hall/queue"])
def test_url_that_names_no_sqlite_file(url: str, clock: Clock, office: Office) -> None:
    with pytest.raises(UsageError):
        SqlTicketStore(Database(url), clock, office)
