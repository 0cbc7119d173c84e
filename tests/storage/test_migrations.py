"""From the first schema to today's: nothing lost, nothing halved, and the same as a new database."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from commands.stand.postgres import PostgresServer
from kiosk.errors import StoreOutdated
from kiosk.ports import Clock
from kiosk.queue.ticket import TicketState
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.migrations import steps
from kiosk.storage.schema import REVISIONS, metadata
from kiosk.storage.tickets import SqlTicketStore

DAY = date(2026, 11, 20)
NINE = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
TICKETS = """
INSERT INTO tickets (day, letter, serial, state, route, at, "window", priority, taken, called, arrival, paper,
                     reference, holder)
VALUES (:day, 'A', :serial, :state, '["shimin", "hoken"]', :at, :window, false, :taken, :called, :arrival, true,
        :reference, 'kiosk-1/visit')
"""
CHANGES = """
INSERT INTO changes (day, letter, serial, act, state, desk, "window", moment)
VALUES (:day, 'A', :serial, :act, :state, 'shimin', :window, :moment)
"""
ACTS = [
    (1, "take", "taken", None, 0),
    (1, "publish", "waiting", None, 1),
    (2, "take", "taken", None, 2),
    (2, "publish", "waiting", None, 3),
    (1, "call", "called", "3", 4),
    (1, "pass", "waiting", "3", 5),
    (1, "call", "called", "4", 6),
    (1, "call", "called", "5", 7),
    (3, "take", "taken", None, 8),
]


def moment(minute: int) -> datetime:
    return NINE.replace(minute=minute)


def fill(connection: Connection) -> None:
    """A morning as the first schema kept it."""
    tickets = [("called", "shimin", "5", moment(7), 1), ("waiting", "shimin", None, None, 2)]
    for serial, (state, at, window, called, arrival) in enumerate([*tickets, ("taken", None, None, None, None)], 1):
        row = {"state": state, "at": at, "window": window, "called": called, "arrival": arrival}
        row |= {"day": DAY, "serial": serial, "taken": moment(serial * 3 - 3), "reference": f"REFERENCE{serial}"}
        connection.execute(text(TICKETS), row)
    for serial, act, state, window, minute in ACTS:
        row = {"serial": serial, "act": act, "state": state, "window": window}
        connection.execute(text(CHANGES), {"day": DAY, "moment": moment(minute), **row})
    connection.execute(text("INSERT INTO clerk_calls (kiosk, since) VALUES ('kiosk-1', :since)"), {"since": NINE})
    connection.execute(text("DROP TABLE alembic_version"))


def make_first(url: str) -> None:
    """Make what was made before there was alembic."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = steps._config()
        config.attributes["connection"] = connection
        command.upgrade(config, REVISIONS[0])
        fill(connection)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the first schema with three tickets."""
    url = f"sqlite:///{tmp_path}/queue.db"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.make_database(request.node.name.partition("[")[0])
    make_first(url)
    return url


@pytest.fixture
def upgraded(first: str, clock: Clock, office: Office) -> Iterator[SqlTicketStore]:
    database = Database(first)
    assert database.upgrade() == REVISIONS[0]
    with closing(SqlTicketStore(database, clock, office)) as store:
        yield store


def differences(database: Database) -> list[object]:
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_every_revision_has_a_step() -> None:
    assert steps.revisions() == REVISIONS


def test_what_was_upgraded_is_what_is_made_today(upgraded: SqlTicketStore) -> None:
    assert differences(upgraded._database) == []


def test_what_is_made_today_is_what_the_tables_say(url: str) -> None:
    with closing(Database(url)) as database:
        assert differences(database) == []


def test_upgrade_loses_nothing(upgraded: SqlTicketStore) -> None:
    called, waiting, taken = upgraded.tickets()
    assert (called.number, called.state, called.window, called.at) == ("A1", TicketState.CALLED, "5", "shimin")
    assert (called.route, called.reference, called.arrival) == (("shimin", "hoken"), "REFERENCE1", 1)
    assert (called.taken, called.called, called.since, called.calls) == (moment(0), moment(7), moment(7), 2)
    assert (waiting.number, waiting.since, waiting.calls, waiting.event) == ("A2", moment(3), 0, None)
    assert (taken.number, taken.state, taken.since) == ("A3", TicketState.TAKEN, moment(8))
    assert upgraded.board().kiosks_calling == ("kiosk-1",)
    with upgraded._database.reading() as connection:
        lines = connection.execute(text("SELECT serial, act, state, who FROM changes ORDER BY id")).all()
    assert [tuple(line) for line in lines] == [(serial, act, state, "unknown") for serial, act, state, *_ in ACTS]


def test_queue_goes_on_after_an_upgrade(upgraded: SqlTicketStore) -> None:
    upgraded.done("A1")
    upgraded.publish("A3", paper=True)
    assert upgraded.take("A", ("shimin",), "k/1").number == "A4"


def test_rows_still_refer_to_each_other(upgraded: SqlTicketStore) -> None:
    with upgraded._database.reading() as connection:
        (key,) = inspect(connection).get_foreign_keys("changes")
        assert (key["referred_table"], key["constrained_columns"]) == ("tickets", ["day", "letter", "serial"])
        (unique,) = inspect(connection).get_unique_constraints("tickets")
        assert unique["column_names"] == ["reference"]


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
def test_file_is_upgraded_by_whoever_opens_it_first(first: str, clock: Clock, office: Office) -> None:
    with closing(SqlTicketStore(Database(first), clock, office)) as store:
        assert [ticket.number for ticket in store.tickets()] == ["A1", "A2", "A3"]


@pytest.mark.parametrize("first", ["postgresql"], indirect=True)
def test_server_is_upgraded_by_its_owner_alone(first: str) -> None:
    with closing(Database(first)) as database:
        with pytest.raises(StoreOutdated, match="its owner runs `kakanai") as refused, database.reading():
            pass
        assert (refused.value.found, refused.value.newer) == (REVISIONS[0], False)
        database.upgrade()
        with database.writing():
            pass


DIE_IN_THE_MIDDLE = """
import os, shutil, signal, sys
from sqlalchemy import event
from kiosk.storage.database import Database
from kiosk.storage.migrations import steps

def upgrade_and_die(file, after):
    database = Database(f"sqlite:///{file}")
    left = iter(range(after))
    def count(*_):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(database._backend.engine, "after_cursor_execute", count)
    event.listen(database._backend.engine, "commit", count)
    with database.reading():
        os._exit(0)

first, after = sys.argv[1], 0
while True:
    after += 1
    file = f"{first}.{after}"
    shutil.copy(first, file)
    if (child := os.fork()) == 0:
        upgrade_and_die(file, after)
    if os.waitpid(child, 0)[1] == 0:
        break
print(after)
"""
"""Upgrades copies of a database; each dies one statement later than the one before, the last one does not."""


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
def test_process_killed_during_an_upgrade_leaves_the_old_schema_or_the_new_one(first: str, tmp_path: Path) -> None:
    file = str(tmp_path / "queue.db")
    root = Path(__file__).parents[2]
    program = [sys.executable, "-c", DIE_IN_THE_MIDDLE, file]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    ran = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    copies = [dump(f"{file}.{after}") for after in range(1, int(ran.stdout) + 1)]
    old, new = dump(file), copies[-1]
    died_before = copies.index(new)
    assert died_before > 20
    assert copies == [old] * died_before + [new] * (len(copies) - died_before)
    assert len(copies) - died_before > 1, "nobody died between the commit and the end"
    assert old != new


def dump(file: str) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())
