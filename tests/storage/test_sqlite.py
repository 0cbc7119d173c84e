"""The file: how it is opened, and what happens when it cannot be used."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

import pytest
from sqlalchemy import event

from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock
from kiosk.settings import Office
from kiosk.storage import sqlite
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

ROUTE = ("shimin",)
ROOT = Path(__file__).parents[2]

DISK = """\
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int pages = 0;

static void count_page(int fd) {
    char link[32], path[4096] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof path - 1) < 3 || strcmp(path + strlen(path) - 3, ".db")) return;
    if (getenv("LAST_PAGE") && ++pages == atoi(getenv("LAST_PAGE"))) raise(SIGKILL);
}
static int synced(const char *name, int fd) {
    const char *broken = getenv("BROKEN");
    if (broken && access(broken, F_OK) == 0) { errno = EIO; return -1; }
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(fd);
}
int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t written = real(fd, bytes, count, at);
    count_page(fd);
    return written;
}
"""
"""What a program believes of its disk that is started with it.

It cannot write while the file BROKEN is there. It is killed with the page LAST_PAGE that comes into the database file
itself, which is at a checkpoint.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "queue.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


def pragma(store: SqlTicketStore, name: str) -> object:
    with store._database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_what_was_acknowledged_survives_a_power_cut(store: SqlTicketStore) -> None:
    assert (pragma(store, "journal_mode"), pragma(store, "synchronous")) == ("wal", 2)


def test_rows_refer_to_what_is_there_also_after_an_upgrade(store: SqlTicketStore) -> None:
    store._database.upgrade()
    assert pragma(store, "foreign_keys") == 1


def test_whoever_asks_of_today_reads_nothing_of_the_years_before(store: SqlTicketStore) -> None:
    asked: list[str] = []
    with store._database.reading() as connection:
        event.listen(connection.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    numbers = [store.publish(store.take("A", ROUTE, "kiosk-1/1").number, paper=True).number for _ in range(3)]
    store.done(store.call_next(ROUTE, "1").number)
    store.hold(store.call(numbers[1], "2").number)
    store.void_abandoned("kiosk-1", "kiosk-1/2")
    store.reserved("kiosk-1")
    store.people_waiting("shimin")
    store.board()
    store.tickets()
    reads = {statement for statement in asked if statement.startswith(("SELECT", "UPDATE"))}
    with store._database.reading() as connection:
        plans = {statement: connection.exec_driver_sql(*explained(statement)).all() for statement in reads}
    assert len(plans) > 12
    assert [statement for statement, steps in plans.items() if any(scans(step.detail) for step in steps)] == []


def explained(statement: str) -> tuple[str, tuple[None, ...]]:
    return f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")


def scans(step: str) -> bool:
    return step.startswith(("SCAN tickets", "SCAN changes"))


def test_folder_that_is_not_there(tmp_path: Path, clock: Clock, office: Office) -> None:
    store = SqlTicketStore(Database(f"sqlite:///{tmp_path}/away/queue.db"), clock, office)
    with closing(store), pytest.raises(StoreUnavailable, match="unable to open"):
        store.board()


def test_store_works_as_soon_as_the_folder_is_back(tmp_path: Path, clock: Clock, office: Office) -> None:
    with closing(SqlTicketStore(Database(f"sqlite:///{tmp_path}/away/queue.db"), clock, office)) as store:
        with pytest.raises(StoreUnavailable):
            store.take("A", ROUTE, "k/1")
        (tmp_path / "away").mkdir()
        assert store.take("A", ROUTE, "k/1").number == "A1"


def test_file_that_is_no_database(store: SqlTicketStore, file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable, match="not a database"):
        store.tickets()


def test_somebody_else_keeps_writing(store: SqlTicketStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 0.01)
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


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> str:
    library = str(tmp_path_factory.mktemp("disk") / "disk.so")
    compiler = ["gcc", "-shared", "-fPIC", "-x", "c", "-o", library, "-"]
    subprocess.run(compiler, input=DISK, text=True, check=True)
    return library


def test_disk_that_fails_at_writing_loses_nothing_that_was_acknowledged(
    store: SqlTicketStore, url: str, tmp_path: Path, disk: str, taker: Callable[..., Popen[str]]
) -> None:
    """EIO of fsync: numbers stop, and go on when the disk does."""
    broken = tmp_path / "broken"
    process = taker(url, 1_000_000, LD_PRELOAD=disk, BROKEN=str(broken))
    said = [numbers_until(process, "A20")]
    broken.touch()
    said.append(numbers_until(process, "-"))
    broken.unlink()
    said.append(numbers_until(process, "A"))
    process.kill()
    process.wait()
    assert_kept(store, [number for numbers in said for number in numbers if number != "-"])


@pytest.mark.parametrize("page", [1, 2, 20])
def test_kiosk_killed_during_a_checkpoint_loses_nothing_that_was_acknowledged(
    store: SqlTicketStore, file: Path, disk: str, taker: Callable[..., Popen[str]], page: int
) -> None:
    store.take("A", ROUTE, "k/1")
    process = taker(f"sqlite:///{file}", 1_000_000, LD_PRELOAD=disk, LAST_PAGE=str(page))
    acknowledged = process.communicate()[0].split()
    assert process.returncode == -signal.SIGKILL
    assert_kept(store, acknowledged)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def assert_kept(store: SqlTicketStore, acknowledged: list[str]) -> None:
    """All of them are there, once, without a gap, and the next one is another."""
    assert acknowledged
    assert len(set(acknowledged)) == len(acknowledged)
    kept = [int(ticket.number[1:]) for ticket in store.tickets()]
    assert {int(number[1:]) for number in acknowledged} <= set(kept)
    assert kept == list(range(1, len(kept) + 1))
    assert store.take("A", ROUTE, "k/1").number == f"A{len(kept) + 1}"


def numbers_until(process: Popen[str], wanted: str) -> list[str]:
    """What it says up to the first line that begins so."""
    assert process.stdout is not None
    said: list[str] = []
    while not (said and said[-1].startswith(wanted)):
        said.append(process.stdout.readline().strip())
    return said


def test_what_one_machine_does_not_need_is_not_imported(url: str) -> None:
    """psycopg and alembic take longer to import than all else that the queue needs."""
    program = (
        "import sys; from kiosk.storage.database import Database\n"
        "with Database(sys.argv[1]).writing(): pass\n"
        "sys.exit(', '.join({'psycopg', 'alembic', 'mako'} & sys.modules.keys()) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", program, url], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert ran.returncode == 0
