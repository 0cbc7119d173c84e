"""A sheet that was scanned or ticked is known again by its fingerprint, and nothing else of it is."""

from collections.abc import Callable, Iterator

import pytest

from kiosk.handover.trace import Stage, Trace
from kiosk.ports import Clock
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database

SHEET, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def cases(url: str, clock: Clock) -> Iterator[SqlCases]:
    database = Database(url)
    yield SqlCases(database, clock)
    database.close()


def test_the_first_scan_knows_of_none_before(cases: SqlCases) -> None:
    assert cases.scan(SHEET, "sato", "3") == Trace()


def test_a_second_scan_is_told_by_whom_and_when(cases: SqlCases, clock: Clock, later: Callable[..., None]) -> None:
    first = clock.now()
    cases.scan(SHEET, "sato", "3")
    later(minutes=5)
    [scan] = cases.scan(SHEET, "suzuki", None).scans
    assert (scan.who, scan.window, scan.moment) == ("sato", "3", first)
    assert scan.moment.tzinfo == first.tzinfo
    assert [scan.who for scan in cases.trace(SHEET).scans] == ["sato", "suzuki"]
    assert cases.trace(OTHER) == Trace()


def test_stages_are_ticked_once_each(cases: SqlCases, later: Callable[..., None]) -> None:
    cases.tick(SHEET, Stage.RECEIVED, "sato", "3", desk="shimin", event="tennyu")
    later(minutes=5)
    again = cases.tick(SHEET, Stage.RECEIVED, "suzuki", "4", desk=None, event=None)
    assert [(mark.stage, mark.who) for mark in again.marks] == [(Stage.RECEIVED, "sato")]
    done = cases.tick(SHEET, Stage.HANDED_OUT, "suzuki", "4", desk=None, event=None)
    assert [mark.stage for mark in done.marks] == [Stage.RECEIVED, Stage.HANDED_OUT]
