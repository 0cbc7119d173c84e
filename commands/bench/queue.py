"""How long a number takes, durably."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from commands.tickets import queue_of

TAKEN = 300


def ticket() -> Measured:
    """A number taken from SQLite in WAL mode with synchronous=FULL; peer: one bare INSERT of the same durability."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(queue_of(content_of(SAMPLE), f"sqlite:///{folder}/queue.db")) as store:
            times = times_ms(lambda: store.take("A", ("shimin",), "bench/bench"), TAKEN)
        return Measured(times, {"bare_insert": _bare_insert_ms(Path(folder))})


def _bare_insert_ms(folder: Path) -> float:
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE tickets (number INTEGER PRIMARY KEY, state TEXT)")
        return median_ms(lambda: connection.execute("INSERT INTO tickets (state) VALUES ('taken')"), TAKEN)
