"""Sums of a day: what is counted is added up, and no row is of anybody."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.storage.database import Database
from kiosk.storage.schema import tallies
from kiosk.storage.tallies import SqlTallies
from kiosk.tally import Tallied, Tally, minutes_key

LEFT = Tally(Tallied.LEFT, "await_card", "tennyu")
NAMES = Tally(Tallied.NOT_WRITTEN, "name", "tennyu", 12)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def sums(database: Database, clock: Any, office: Any) -> SqlTallies:
    return SqlTallies(database, clock, office)


def rows(database: Database) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        found = connection.execute(select(tallies).order_by(tallies.c.day, tallies.c.what))
        return [(str(row.day), row.what, row.event, row.key, row[4]) for row in found]


def test_visits_of_a_day_are_one_sum(sums: SqlTallies, database: Database) -> None:
    sums.add([LEFT, NAMES])
    sums.add([LEFT, NAMES, NAMES])
    assert rows(database) == [
        ("2026-11-20", "left", "tennyu", "await_card", 2),
        ("2026-11-20", "not_written", "tennyu", "name", 36),
    ]


def test_the_day_is_that_of_the_numbers(sums: SqlTallies, database: Database, later: Any) -> None:
    sums.add([LEFT])
    later(hours=18)
    sums.add([LEFT])
    later(hours=2)
    sums.add([LEFT])
    assert [(row[0], row[-1]) for row in rows(database)] == [("2026-11-20", 2), ("2026-11-21", 1)]


@pytest.mark.parametrize(
    ("minutes", "key"), [(0, "0"), (-1, "0"), (2.9, "0"), (3, "3"), (5.99, "3"), (29, "20"), (600, "30")]
)
def test_minutes_are_counted_in_a_few_steps(minutes: float, key: str) -> None:
    assert minutes_key(minutes) == key
