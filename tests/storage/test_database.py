"""What every database keeps, and what happens when it cannot be used."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
from sqlalchemy import insert, select, text, update

from kiosk.errors import StoreOutdated, StoreUnavailable, UsageError
from kiosk.ports import Clock
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.schema import REVISIONS, changes, clerk_calls, revision
from kiosk.storage.tickets import SqlTicketStore

ROUTE = ("shimin",)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


def test_second_store_on_the_same_database_goes_on(
    store: SqlTicketStore, url: str, clock: Clock, office: Office
) -> None:
    store.take("A", ROUTE, "k/1")
    with closing(SqlTicketStore(Database(url), clock, office)) as other:
        assert other.take("A", ROUTE, "k/2").number == "A2"


def test_every_change_leaves_a_line_that_says_nothing_about_a_resident(
    store: SqlTicketStore, database: Database
) -> None:
    store.take("A", ROUTE, "k/1")
    store.publish("A1", paper=True)
    store.signed("sato").call("A1", "3")
    with database.reading() as connection:
        lines = connection.execute(select(*(changes.c[name] for name in ("act", "state", "desk", "window", "who"))))
        assert [tuple(line) for line in lines] == [
            ("take", "taken", None, None, "command"),
            ("publish", "waiting", "shimin", None, "command"),
            ("call", "called", "shimin", "3", "sato"),
        ]


def test_reader_sees_one_moment_whatever_is_written_meanwhile(store: SqlTicketStore, database: Database) -> None:
    with database.reading() as connection:
        before = connection.execute(select(changes.c.id)).all()
        store.take("A", ROUTE, "k/1")
        assert connection.execute(select(changes.c.id)).all() == before == []


def test_writer_sees_all_that_was_committed_before_its_turn(database: Database, clock: Clock) -> None:
    """Two at once read a number and count it up: none is lost."""

    def count_up() -> None:
        with database.writing() as connection:
            length = len(connection.scalars(select(clerk_calls.c.kiosk)).one())
            connection.execute(update(clerk_calls).values(kiosk="x" * (length + 1)))

    with database.writing() as connection:
        connection.execute(insert(clerk_calls).values(kiosk="x", since=clock.now()))
    with ThreadPoolExecutor(4) as threads:
        for counted in [threads.submit(count_up) for _ in range(20)]:
            counted.result()
    with database.reading() as connection:
        assert connection.scalars(select(clerk_calls.c.kiosk)).one() == "x" * 21


def test_block_that_fails_leaves_nothing(database: Database, clock: Clock) -> None:
    with suppress(ZeroDivisionError), database.writing() as connection:
        connection.execute(insert(clerk_calls).values(kiosk="kiosk-1", since=clock.now()))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute(select(clerk_calls)).all() == []


def test_failed_statement_names_no_values(database: Database, clock: Clock) -> None:
    once = insert(clerk_calls).values(kiosk="canary", since=clock.now())
    with database.writing() as connection:
        connection.execute(once)
    with pytest.raises(StoreUnavailable) as failed, database.writing() as connection:
        connection.execute(once)
    assert "canary" not in str(failed.value)


def test_schema_of_a_newer_program_is_refused(url: str, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(revision).values(version_num="9999"))
    with closing(Database(url)) as old, pytest.raises(StoreOutdated, match="update this program") as refused:
        old.upgrade()
    assert (refused.value.found, refused.value.wanted, refused.value.newer) == ("9999", REVISIONS[-1], True)
    with closing(Database(url)) as old, pytest.raises(StoreOutdated), old.reading():
        pass


def test_schema_that_changed_meanwhile_is_noticed_after_the_first_failure(
    store: SqlTicketStore, database: Database
) -> None:
    store.take("A", ROUTE, "k/1")
    with database.writing() as connection:
        connection.execute(update(revision).values(version_num="0003"))
        connection.execute(text("ALTER TABLE tickets RENAME TO numbers"))
    with pytest.raises(StoreUnavailable):
        store.tickets()
    with pytest.raises(StoreOutdated):
        store.tickets()


def test_upgrade_of_what_is_up_to_date_changes_nothing(store: SqlTicketStore, database: Database) -> None:
    store.take("A", ROUTE, "k/1")
    assert database.upgrade() == REVISIONS[-1]
    assert [ticket.number for ticket in store.tickets()] == ["A1"]


@pytest.mark.parametrize("wrong", ["", "queue.db", "mysql://hall/queue", "sqlite//queue.db", "postgresql://[/"])
def test_url_that_names_no_database(wrong: str) -> None:
    with pytest.raises(UsageError):
        Database(wrong)


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_a_server_may_be_named_in_three_ways(postgres_url: Callable[[], str], scheme: str) -> None:
    named = postgres_url().replace("postgresql+psycopg", scheme)
    with closing(Database(named)) as database:
        assert (database.standing().kind, database.standing().role) == ("PostgreSQL", "kakanai_owner")
