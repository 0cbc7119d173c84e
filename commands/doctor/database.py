"""Checks of the queue's database: whether it can be used, which schema it has, who we are there, and its clock."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from commands.doctor.finding import Finding
from kiosk.errors import StoreOutdated, StoreUnavailable, UsageError
from kiosk.storage.backend import Standing
from kiosk.storage.database import Database, without_password
from kiosk.storage.schema import REVISIONS

SQLITE = "sqlite:///"
CLOCKS_APART_S = 5
"""Numbers of several machines are timed by each machine's own clock."""


def check_database(url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[Finding]:
    """Begin to write, and write nothing.

    A file that does not exist yet is not made: it would be this user's. One of an older schema stays what it is.
    """
    values: dict[str, object] = {"url": without_password(url)}
    if url.startswith(SQLITE) and not (file := Path(url.removeprefix(SQLITE))).exists():
        outcome = "to_be_made" if file.absolute().parent.is_dir() else "no_folder"
        yield Finding("database", ok=None if outcome == "to_be_made" else False, outcome=outcome, values=values)
        return
    try:
        with closing(Database(url)) as database:
            standing = database.standing()
            yield from _check_clock(standing, now())
            yield _tried(database, standing, values)
    except StoreOutdated as error:
        outcome = "newer" if error.newer else "older" if error.found else "empty"
        yield Finding("database", ok=False, outcome=outcome, values={**values, "found": error.found})
    except (StoreUnavailable, UsageError) as error:
        yield Finding("database", ok=False, outcome="unavailable", values={**values, "error": error})


def _tried(database: Database, standing: Standing, values: dict[str, object]) -> Finding:
    values = {**values, "schema": standing.revision or REVISIONS[-1], "role": standing.role}
    if standing.role is None and standing.revision in REVISIONS[:-1]:
        return Finding("database", ok=None, outcome="to_be_upgraded", values=values)
    with database.writing():
        return Finding("database", ok=True, outcome="answers" if standing.role else "writable", values=values)


def _check_clock(standing: Standing, now: datetime) -> Iterator[Finding]:
    if standing.now is not None:
        apart_s = round(abs((standing.now - now).total_seconds()))
        same = apart_s <= CLOCKS_APART_S
        yield Finding("database_clock", ok=same, outcome="same" if same else "apart", values={"seconds": apart_s})
