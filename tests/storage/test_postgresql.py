"""The server: stopped, restarted, silent, failed over, held up by somebody. The queue waits a little, and goes on."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from subprocess import Popen

import pytest
from sqlalchemy import select, text

from commands.stand.postgres import OWNER, PostgresServer, running_postgres, running_standby
from kiosk.errors import StoreOutdated, StoreUnavailable
from kiosk.ports import Clock
from kiosk.settings import Office
from kiosk.storage import postgresql
from kiosk.storage.database import Database
from kiosk.storage.schema import tickets
from kiosk.storage.tickets import SqlTicketStore

ROUTE = ("shimin",)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that may be stopped."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer, request: pytest.FixtureRequest) -> Iterator[str]:
    server.start()
    url = server.make_database(request.node.name)
    with closing(Database(url)) as database:
        database.upgrade()
    yield url
    server.start()


def test_empty_database_is_left_to_its_owner(server: PostgresServer) -> None:
    with closing(Database(server.make_database("nothing"))) as database:
        with pytest.raises(StoreOutdated, match="kakanai database upgrade"), database.reading():
            pass
        assert database.upgrade() is None
        with database.reading():
            pass


def test_server_that_was_stopped_is_used_again_when_it_is_back(store: SqlTicketStore, server: PostgresServer) -> None:
    store.take("A", ROUTE, "k/1")
    server.stop()
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="refused"):
            store.take("A", ROUTE, "k/1")
    server.start()
    assert store.take("A", ROUTE, "k/1").number == "A2"


def test_server_that_was_restarted_between_two_numbers_is_not_noticed(
    store: SqlTicketStore, server: PostgresServer
) -> None:
    store.take("A", ROUTE, "k/1")
    server.stop()
    server.start()
    assert store.take("A", ROUTE, "k/1").number == "A2"


def test_server_that_lost_its_power_has_every_number_that_was_acknowledged(
    store: SqlTicketStore, server: PostgresServer, url: str, taker: Callable[..., Popen[str]]
) -> None:
    process = taker(url, 1_000_000)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(20)]
    server.stop("immediate")
    process.kill()
    acknowledged += [number for number in process.stdout.read().split() if number != "-"]
    server.start()
    kept = [ticket.number for ticket in store.tickets()]
    assert set(acknowledged) <= set(kept)
    assert kept == [f"A{serial}" for serial in range(1, len(kept) + 1)]


def test_port_that_never_answers(clock: Clock, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._DEFAULTS, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/queue"
        store = SqlTicketStore(Database(url), clock, office)
        with closing(store), pytest.raises(StoreUnavailable, match="timeout"):
            store.take("A", ROUTE, "k/1")


def test_server_that_falls_silent_is_given_up(url: str, store: SqlTicketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql._Connection, "patience_s", 0.3)
    with pytest.raises(StoreUnavailable, match="does not answer"):
        ask_who_is_stopped(store._database)
    assert store.take("A", ROUTE, "k/1").number == "A1"


def ask_who_is_stopped(database: Database) -> None:
    with database.reading() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        os.kill(backend, signal.SIGSTOP)
        try:
            connection.execute(text("SELECT 1"))
        finally:
            os.kill(backend, signal.SIGCONT)


def test_statement_that_takes_too_long_is_ended(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._SESSION, "statement_timeout", "100ms")
    with closing(Database(url)) as database, pytest.raises(StoreUnavailable, match="statement timeout"):
        sleep_in(database)


def sleep_in(database: Database) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))


def test_upgrade_may_take_its_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._SESSION, "statement_timeout", "100ms")
    with closing(Database(url)) as database, database._backend.rebuilding() as connection:
        connection.execute(text("SELECT pg_sleep(0.2)"))


def test_somebody_else_keeps_writing(url: str, clock: Clock, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._SESSION, "lock_timeout", "100ms")
    with closing(Database(url)) as other, closing(SqlTicketStore(Database(url), clock, office)) as store:
        with other.writing():
            with pytest.raises(StoreUnavailable, match="lock timeout"):
                store.take("A", ROUTE, "k/1")
            assert store.tickets() == ()
        assert store.take("A", ROUTE, "k/1").number == "A1"


def test_writer_that_was_stopped_in_the_middle_holds_nobody_up(
    url: str, store: SqlTicketStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql._SESSION, "idle_in_transaction_session_timeout", "200ms")
    with closing(Database(url)) as stopped, pytest.raises(StoreUnavailable), stopped.writing():
        assert store.take("A", ROUTE, "k/1").number == "A1"


def test_database_that_became_read_only(url: str, store: SqlTicketStore, clock: Clock, office: Office) -> None:
    store.take("A", ROUTE, "k/1")
    with store._database.writing() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    with closing(SqlTicketStore(Database(url), clock, office)) as other:
        with pytest.raises(StoreUnavailable, match="read-only"):
            other.take("A", ROUTE, "k/1")
        assert len(other.tickets()) == 1


def test_second_server_goes_on_where_the_first_one_died(clock: Clock, office: Office) -> None:
    """A URL with both; the one that can be written is found, and not another."""
    with running_postgres() as leader:
        with closing(Database(leader.make_database("queue"))) as database:
            database.upgrade()
        with running_standby(leader) as standby:
            both = f"127.0.0.1:{leader.port},127.0.0.1:{standby.port}"
            url = f"postgresql://{OWNER}@{both}/queue?target_session_attrs=read-write"
            with closing(SqlTicketStore(Database(url), clock, office)) as store:
                taken = [store.take("A", ROUTE, "k/1").number for _ in range(3)]
                leader.stop("immediate")
                with pytest.raises(StoreUnavailable):
                    store.take("A", ROUTE, "k/1")
                assert waited_at(standby) == taken
                standby.promote()
                assert [ticket.number for ticket in store.tickets()] == taken == ["A1", "A2", "A3"]
                assert store.take("A", ROUTE, "k/1").number == "A4"


def waited_at(standby: PostgresServer) -> list[str]:
    """What is read at a server that only follows; nobody can listen there, and whoever waits just waits."""
    with closing(Database(standby.url("queue"))) as database:
        database.await_change(0.1)
        with database.reading() as connection:
            serials = connection.scalars(select(tickets.c.serial).order_by(tickets.c.serial))
            return [f"A{serial}" for serial in serials]


def test_many_threads_share_one_database(store: SqlTicketStore) -> None:
    threads = [threading.Thread(target=store.take, args=("A", ROUTE, "k/1")) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(ticket.number[1:]) for ticket in store.tickets()) == list(range(1, 31))
