"""The PostgreSQL that is started for the demo, the bench and the tests."""

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from commands.stand import postgres as stand
from commands.stand.postgres import OWNER, PostgresServer, running_postgres
from kiosk.errors import StoreUnavailable, UsageError
from kiosk.storage.database import Database


def test_what_it_acknowledges_is_on_the_disk(postgres_url: Callable[[], str]) -> None:
    with closing(Database(postgres_url())) as database, database.reading() as connection:
        said = {name: connection.execute(text(f"SHOW {name}")).scalar_one() for name in ("fsync", "synchronous_commit")}
    assert said == {"fsync": "on", "synchronous_commit": "on"}


def test_it_is_reached_by_its_socket_too(postgres: PostgresServer) -> None:
    url = f"postgresql:///postgres?user={OWNER}&host={postgres.folder}&port={postgres.port}"
    with closing(Database(url)) as database:
        assert database.standing().role == OWNER


def test_nothing_of_it_is_left_after_a_failure() -> None:
    with suppress(ZeroDivisionError), running_postgres() as server:
        raise ZeroDivisionError
    assert not server.folder.exists()
    with closing(Database(server.url())) as database, pytest.raises(StoreUnavailable, match="refused"):
        database.standing()


def test_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand, "_DEBIAN", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(UsageError, match="Install the package postgresql"), running_postgres():
        pass
