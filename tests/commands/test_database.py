"""``kakanai database`` as IT staff use it."""

import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from commands.city import SAMPLE, content_of
from commands.database import database
from commands.sentence import sentence
from commands.stand.postgres import PostgresServer
from commands.tickets import opened_queue
from kiosk.errors import KakanaiError, StoreOutdated, StoreUnavailable, UsageError
from kiosk.storage.database import Database
from kiosk.storage.roles import ROLES
from kiosk.storage.schema import REVISIONS

once = cache(content_of)
"""The sample city, whose words are spoken, read once."""


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("commands.database", "commands.sentence"):
        monkeypatch.setattr(f"{module}.content_of", once)


def says(*arguments: str) -> str:
    result = CliRunner().invoke(database, arguments)
    if isinstance(result.exception, KakanaiError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def told(*arguments: str) -> Any:
    return json.loads(says(*arguments, "--json"))


def test_new_database_gets_its_tables_once(postgres: PostgresServer) -> None:
    url = postgres.make_database("upgraded_by_command")
    assert told("upgrade", "--database", url) == {"before": None, "now": REVISIONS[-1]}
    assert told("upgrade", "--database", url) == {"before": REVISIONS[-1], "now": REVISIONS[-1]}
    assert says("upgrade", "--database", url, "--lang", "en").startswith("The database already has the schema")


def test_file_is_upgraded_by_the_command_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    assert "表を作りました" in says("upgrade", "--database", url)


def test_whoever_does_not_own_it_may_not_upgrade(postgres: PostgresServer, postgres_url: Callable[[], str]) -> None:
    says("roles", "--apply", "--database", postgres_url())
    url = postgres.make_database("not_ours")
    with pytest.raises(StoreUnavailable, match="permission denied"):
        says("upgrade", "--database", url.replace("kakanai_owner", "kakanai_lobby"))


def test_printed_sql_runs_in_psql_twice(postgres: PostgresServer, postgres_url: Callable[[], str]) -> None:
    url, sql = postgres_url(), says("roles")
    psql = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", url.replace("+psycopg", "")]
    for _ in range(2):
        subprocess.run(psql, input=sql, text=True, check=True)
    assert rights_of(url, "kakanai_board") == listed("kakanai_board")


def test_roles_are_made_through_the_owners_url(postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    for _ in range(2):
        assert "kakanai_lobby" in says("roles", "--apply", "--database", url, "--lang", "en")
    for role in ROLES:
        assert rights_of(url, role) == listed(role)


def test_list_says_what_each_surface_may(tmp_path: Path) -> None:
    rights = told("roles")
    assert list(rights) == list(ROLES)
    assert rights["kakanai_board"]["tickets"] == ["SELECT"]
    assert rights["kakanai_board"]["windows"] == ['SELECT ("window", "desks", "opened", "seen")']


def test_a_file_has_no_roles(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="PostgreSQL"):
        says("roles", "--apply", "--database", f"sqlite:///{tmp_path}/queue.db", "--lang", "en")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (StoreOutdated(None, "0002", newer=False), "Run kakanai database upgrade"),
        (StoreOutdated("0001", "0002", newer=False), "Run kakanai database upgrade"),
        (StoreOutdated("0003", "0002", newer=True), "Update Kakanai"),
    ],
)
def test_another_schema_is_one_sentence_with_its_remedy(error: StoreOutdated, remedy: str) -> None:
    assert remedy in sentence(error, "en")
    assert "kakanai" in sentence(error, "ja").lower()


def test_who_typed_a_command_is_told_the_reason_and_not_sent_to_the_information_desk() -> None:
    told = sentence(StoreUnavailable("The queue's database cannot be used: connection refused."), "en")
    assert told == "The queue's database cannot be used: connection refused. kakanai doctor says what to do."


def test_program_that_starts_on_another_schema_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    with closing(Database(url)) as opened, opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreOutdated), opened_queue(once(SAMPLE), url):
        pass


def test_program_starts_while_the_database_is_away() -> None:
    with opened_queue(once(SAMPLE), "postgresql://nobody@127.0.0.1:1/queue") as store, pytest.raises(StoreUnavailable):
        store.tickets()


def listed(role: str) -> dict[str, list[str]]:
    """The rights that ``--json`` says a role has in whole tables."""
    rights = {table: [right for right in all_ if "(" not in right] for table, all_ in told("roles")[role].items()}
    return {table: whole for table, whole in rights.items() if whole} | {"alembic_version": ["SELECT"]}


def rights_of(url: str, role: str) -> dict[str, list[str]]:
    """What PostgreSQL itself says that a role may do with whole tables."""
    granted = """
    SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type::text) AS rights
    FROM information_schema.table_privileges WHERE grantee = :role GROUP BY table_name
    """
    with closing(Database(url)) as opened, opened.reading() as connection:
        return {line.table_name: line.rights for line in connection.execute(text(granted), {"role": role})}
