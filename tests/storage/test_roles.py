"""Each surface may do what it needs in PostgreSQL, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import Executable, delete, select, text

from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock
from kiosk.queue.ticket import Used
from kiosk.settings import Office
from kiosk.storage import roles
from kiosk.storage.database import Database
from kiosk.storage.schema import metadata
from kiosk.storage.tickets import SqlTicketStore

SURFACES = ("lobby", "board", "counter", "manager")
DENIED = "permission denied|must be owner"
FILLED = {
    "accounts": "INSERT INTO accounts VALUES ('sato', 'clerk', '$argon2id$', false, 0)",
    "scans": "INSERT INTO scans (fingerprint, who, moment) VALUES ('f', 'sato', now())",
    "marks": "INSERT INTO marks (fingerprint, stage, who, moment) VALUES ('f', 'uketsuke', 'sato', now())",
    "tallies": "INSERT INTO tallies VALUES ('2026-11-20', 'ended', 'tennyu', 'finished', 1)",
    "windows": """INSERT INTO windows VALUES ('3', '["shimin"]', 'sato', now(), now())""",
}


@dataclass(frozen=True)
class Hall:
    """One database; a queue and a database in it for each surface, as its role."""

    databases: dict[str, Database]
    stores: dict[str, SqlTicketStore]

    def run(self, surface: str, statement: str | Executable) -> None:
        with self.databases[surface].writing() as connection:
            connection.execute(text(statement) if isinstance(statement, str) else statement)

    def refuses(self, surface: str, statement: str | Executable) -> None:
        with pytest.raises(StoreUnavailable, match=DENIED):
            self.run(surface, statement)


@pytest.fixture
def owner(postgres_url: Callable[[], str]) -> str:
    return postgres_url()


@pytest.fixture
def hall(owner: str, clock: Clock, office: Office) -> Iterator[Hall]:
    with ExitStack() as ending:
        databases = {"owner": ending.enter_context(closing(Database(owner)))}
        for surface in SURFACES:
            url = owner.replace("kakanai_owner", f"kakanai_{surface}")
            databases[surface] = ending.enter_context(closing(Database(url)))
        for _ in range(2):
            roles.apply(databases["owner"])
        yield Hall(databases, {name: SqlTicketStore(each, clock, office) for name, each in databases.items()})


def test_lobby_takes_numbers(hall: Hall) -> None:
    lobby = hall.stores["lobby"]
    lobby.publish(lobby.take("A", ("shimin",), "kiosk-1/visit").number, paper=True)
    lobby.take("A", ("shimin",), "kiosk-1/visit")
    assert lobby.void_abandoned("kiosk-1", "kiosk-1/next") == 1
    assert (lobby.people_waiting(), lobby.board().waiting) == (1, ("A1",))
    lobby.call_clerk("kiosk-1")
    lobby.clerk_came("kiosk-1")
    hall.run("lobby", FILLED["tallies"])
    hall.run("lobby", "UPDATE tallies SET count = count + 1")


def test_lobby_reserves_numbers_and_tells_what_became_of_them(hall: Hall) -> None:
    lobby = hall.stores["lobby"]
    one, other = lobby.reserve("A", 2, "kiosk-1")
    lobby.publish(lobby.take("A", ("shimin",), "kiosk-2/visit").number, paper=True)
    lobby.use(Used(one.day, one.number, ("shimin",), one.taken, one.taken))
    lobby.use(Used(other.day, other.number, (), other.taken, None))
    assert lobby.reserved("kiosk-1") == ()
    assert [ticket.state.value for ticket in lobby.tickets()] == ["waiting", "waiting", "void"]


def test_board_shows_and_hears_of_changes(hall: Hall) -> None:
    board = hall.stores["board"]
    board.await_change(60)
    hall.stores["lobby"].take("A", ("shimin",), "kiosk-1/visit")
    hall.stores["lobby"].publish("A1", paper=True)
    board.await_change(60)
    assert board.board().waiting == ("A1",)


def test_counter_calls(hall: Hall) -> None:
    counter = hall.stores["counter"]
    for _ in range(3):
        counter.publish(counter.take("A", ("shimin", "hoken"), "counter/3").number, paper=True)
    counter.call_next(("shimin",), "3")
    counter.done("A1")
    counter.call("A2", "3")
    counter.no_show("A2")
    counter.pass_on("A3", "hoken")
    counter.hold("A3")
    counter.void("A3")
    counter.clerk_came("kiosk-1")
    for table in ("accounts", "scans", "marks", "windows"):
        hall.run("counter", FILLED[table])
    hall.run("counter", "UPDATE accounts SET failures = failures + 1")
    hall.run("counter", "UPDATE windows SET seen = now()")
    hall.run("counter", "DELETE FROM windows")
    hall.run("counter", "SELECT * FROM tallies")


def test_manager_reads_history_and_sums(hall: Hall) -> None:
    hall.stores["lobby"].take("A", ("shimin",), "kiosk-1/visit")
    assert len(hall.stores["manager"].tickets()) == 1
    for table in ("changes", "scans", "marks", "tallies", "windows"):
        hall.run("manager", select(*(column for column in metadata.tables[table].c if column.name != "who")))


@pytest.mark.parametrize("surface", ["board", "manager"])
def test_who_only_looks_cannot_write(hall: Hall, surface: str) -> None:
    hall.stores["lobby"].take("A", ("shimin",), "kiosk-1/visit")
    with pytest.raises(StoreUnavailable, match=DENIED):
        hall.stores[surface].take("A", ("shimin",), "k/1")
    for table in metadata.tables:
        hall.refuses(surface, delete(metadata.tables[table]))
    for statement in FILLED.values():
        hall.refuses(surface, statement)
    hall.refuses(surface, "UPDATE tickets SET state = 'done'")


@pytest.mark.parametrize(
    ("surface", "table"), [*product(("lobby", "board"), ("accounts", "scans", "marks")), ("manager", "accounts")]
)
def test_accounts_and_sheets_are_the_counters(hall: Hall, surface: str, table: str) -> None:
    hall.refuses(surface, select(metadata.tables[table].c[0]))


@pytest.mark.parametrize("surface", ["lobby", "board", "manager"])
def test_only_the_counter_knows_who_did_what(hall: Hall, surface: str) -> None:
    named = [table for table in metadata.tables.values() if "who" in table.c]
    assert named
    for table in named:
        hall.run("counter", select(table.c.who))
        hall.refuses(surface, select(table.c.who))


@pytest.mark.parametrize("surface", SURFACES)
def test_nobody_but_the_owner_rewrites_history_or_tables(hall: Hall, surface: str) -> None:
    for table in metadata.tables:
        hall.refuses(surface, f"DROP TABLE {table}")
        hall.refuses(surface, f"TRUNCATE {table}")
        hall.refuses(surface, f"ALTER TABLE {table} ADD COLUMN more text")
    hall.refuses(surface, "UPDATE changes SET who = 'nobody'")
    hall.refuses(surface, "DELETE FROM changes")
    hall.refuses(surface, "DELETE FROM tickets")
    hall.refuses(surface, "UPDATE alembic_version SET version_num = '0001'")
    hall.refuses(surface, "CREATE TABLE mine (id int)")


def test_rights_that_somebody_else_gave_are_taken_away(hall: Hall) -> None:
    hall.run("owner", "GRANT ALL ON accounts, scans_id_seq TO kakanai_board")
    hall.run("owner", "GRANT SELECT ON accounts TO PUBLIC")
    hall.run("board", "SELECT * FROM accounts")
    roles.apply(hall.databases["owner"])
    hall.refuses("board", "SELECT * FROM accounts")


def test_every_table_is_somebodys() -> None:
    used = {table for rights in roles.ROLES.values() for table in rights}
    assert used == set(metadata.tables)


def test_who_may_not_make_roles_is_told(hall: Hall) -> None:
    with pytest.raises(StoreUnavailable, match=DENIED):
        roles.apply(hall.databases["lobby"])
