"""How long a number takes, durably: one kiosk alone, and eight at once."""

import multiprocessing
import sqlite3
import statistics
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from commands.stand.postgres import PostgresServer, running_postgres
from commands.tickets import queue_of
from kiosk.storage.database import Database

TAKEN = 300
KIOSKS = 8
TAKEN_EACH = 1000

_WARM = 5
_BARE_TABLE = "CREATE TABLE bare (number SERIAL PRIMARY KEY, state TEXT)"
_BARE_INSERT = "INSERT INTO bare (state) VALUES ('taken');"


def ticket() -> Measured:
    """A number taken from SQLite in WAL mode with synchronous=FULL; peer: one bare INSERT of the same durability."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(queue_of(content_of(SAMPLE), f"sqlite:///{folder}/queue.db")) as store:
            times = times_ms(lambda: store.take("A", ("shimin",), "bench/bench"), TAKEN)
        return Measured(times, {"bare_insert": _bare_insert_ms(Path(folder))})


def queue_sqlite() -> Measured:
    """Eight kiosks take a thousand numbers each from one SQLite file, as fast as they can."""
    with tempfile.TemporaryDirectory() as folder:
        return Measured(_many_at_once(f"sqlite:///{folder}/queue.db"))


def queue_postgresql() -> Measured:
    """The same from a PostgreSQL server with fsync; peer: a bare INSERT by eight clients of pgbench."""
    with running_postgres() as server:
        url = server.make_database("queue")
        with closing(Database(url)) as database:
            database.upgrade()
        times = _many_at_once(url)
        return Measured(times, {"pgbench_insert": _pgbench_insert_ms(server)})


def _many_at_once(url: str) -> tuple[float, ...]:
    """Return how long each number took. Raises AssertionError unless all are there, each once."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(KIOSKS, context) as kiosks:
        together = manager.Barrier(KIOSKS)
        taking = [kiosks.submit(_take, url, together) for _ in range(KIOSKS)]
        times = tuple(time for taken in taking for time in taken.result())
    with closing(queue_of(content_of(SAMPLE), url)) as store:
        serials = sorted(int(one.number[1:]) for one in store.tickets())
    assert serials == list(range(1, KIOSKS * (TAKEN_EACH + _WARM) + 1))
    return times


def _take(url: str, together: Barrier) -> tuple[float, ...]:
    """Take numbers as one of several processes, beginning when all are ready."""
    with closing(queue_of(content_of(SAMPLE), url)) as store:

        def take() -> None:
            store.take("A", ("shimin",), "bench/bench")

        for _ in range(_WARM):
            take()
        together.wait()
        return times_ms(take, TAKEN_EACH, warm=0)


def _bare_insert_ms(folder: Path) -> float:
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE tickets (number INTEGER PRIMARY KEY, state TEXT)")
        return median_ms(lambda: connection.execute("INSERT INTO tickets (state) VALUES ('taken')"), TAKEN)


def _pgbench_insert_ms(server: PostgresServer) -> float:
    """Return the median over all transactions, from pgbench's own log (its third column, in µs)."""
    (server.folder / "insert.sql").write_text(_BARE_INSERT)
    server.run("psql", *server.address, "-q", "-d", "queue", "-c", _BARE_TABLE)
    clients, each = ("-c", str(KIOSKS), "-j", str(KIOSKS)), ("-t", str(TAKEN_EACH))
    server.run("pgbench", *server.address, "-n", *clients, *each, "-f", "insert.sql", "-l", "queue")
    lines = (line for log in server.folder.glob("pgbench_log.*") for line in log.read_text().splitlines())
    return statistics.median(int(line.split()[2]) for line in lines) / 1000
