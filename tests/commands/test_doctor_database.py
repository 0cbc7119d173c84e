"""The checks of the queue's database."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

from commands.city import SAMPLE, content_of
from commands.doctor.database import check_database
from commands.doctor.finding import Finding
from commands.stand.postgres import PostgresServer
from kiosk.storage.database import Database, without_password
from kiosk.words import Words

Found = list[tuple[str, bool | None, str]]


@cache
def sample() -> Mapping[str, Words]:
    return content_of(SAMPLE).words


def found(url: str) -> Found:
    """What was found; there are words for all of it, and a remedy for every fault."""
    return [said(finding) for finding in check_database(url)]


def said(finding: Finding) -> tuple[str, bool | None, str]:
    for words in sample().values():
        assert finding.message(words)
        assert finding.remedy(words) or finding.ok is not False
    return finding.check, finding.ok, finding.outcome


def revised(url: str, revision: str) -> str:
    with closing(Database(url)) as database, database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    return url


def test_a_queue_is_written_without_leaving_anything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    assert found(url) == [("database", None, "to_be_made")]
    assert not list(tmp_path.iterdir())
    (tmp_path / "queue.db").touch()
    assert found(url) == [("database", True, "writable")]


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("sqlite:///{}/none/queue.db", "no_folder"),
        ("sqlite:///{}", "unavailable"),
        ("mysql://queue", "unavailable"),
        ("postgresql://nobody@127.0.0.1:1/queue", "unavailable"),
    ],
)
def test_a_queue_that_cannot_be_used_says_why(tmp_path: Path, url: str, outcome: str) -> None:
    assert found(url.format(tmp_path)) == [("database", False, outcome)]


def test_a_file_that_is_no_database_is_none(tmp_path: Path) -> None:
    (tmp_path / "queue.db").write_bytes(b"letters" * 999)
    assert found(f"sqlite:///{tmp_path}/queue.db") == [("database", False, "unavailable")]


def test_an_older_file_is_left_as_it_is(tmp_path: Path) -> None:
    url = revised(f"sqlite:///{tmp_path}/queue.db", "0001")
    for _ in range(2):
        assert found(url) == [("database", None, "to_be_upgraded")]


def test_a_server_says_who_we_are_and_how_late_it_is(postgres_url: Callable[[], str]) -> None:
    clock, database = check_database(postgres_url())
    assert (said(clock), said(database)) == (("database_clock", True, "same"), ("database", True, "answers"))
    assert database.values["role"] == "kakanai_owner"


@pytest.mark.parametrize(("seconds", "outcome"), [(-3, "same"), (4, "same"), (7, "apart"), (-3600, "apart")])
def test_clocks_apart_are_told(postgres_url: Callable[[], str], seconds: int, outcome: str) -> None:
    clock, _ = check_database(postgres_url(), lambda: datetime.now(UTC) + timedelta(seconds=seconds))
    assert said(clock)[2] == outcome


@pytest.mark.parametrize(("revision", "outcome"), [("0001", "older"), ("9999", "newer")])
def test_a_server_of_another_schema_is_told(postgres_url: Callable[[], str], revision: str, outcome: str) -> None:
    assert found(revised(postgres_url(), revision))[-1] == ("database", False, outcome)


def test_a_server_without_tables_is_told(postgres: PostgresServer) -> None:
    assert found(postgres.make_database("without_tables"))[-1] == ("database", False, "empty")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////var/lib/kakanai.db", "sqlite:////var/lib/kakanai.db"),
        ("postgresql://kakanai_board@db/kakanai", "postgresql://kakanai_board@db/kakanai"),
        ("postgresql://kakanai_board:s3cret@a:5432,b/kakanai", "postgresql://kakanai_board:***@a:5432,b/kakanai"),
        ("postgresql:///kakanai?password=s3cret&host=/run", "postgresql:///kakanai?password=***&host=/run"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown
