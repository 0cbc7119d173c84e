"""What sums read of the queue, on both kinds of database: everything that happened, and nobody who did it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from kiosk.handover.trace import Stage
from kiosk.ports import Clock
from kiosk.queue.transition import Act
from kiosk.settings import Office
from kiosk.statistics.figures import figures_of
from kiosk.statistics.record import Counted
from kiosk.statistics.span import Span
from kiosk.statistics.stops import stops_of
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database
from kiosk.storage.history import SqlHistory
from kiosk.storage.tallies import SqlTallies
from kiosk.storage.tickets import SqlTicketStore
from kiosk.tally import Tallied, Tally

DAY = date(2026, 11, 20)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def history(database: Database, office: Office) -> SqlHistory:
    return SqlHistory(database, office)


def test_a_visit_is_read_as_it_happened(store: SqlTicketStore, history: SqlHistory, later: Callable[..., None]) -> None:
    number = store.signed("kiosk-1").take("A", ("juumin", "hoken"), "k/1", event="tennyu", priority=True).number
    store.publish(number, paper=True)
    later(minutes=7)
    store.signed("hanako").call_next(("juumin",), "3")
    later(minutes=5)
    store.done(number)
    changes = history.record(Span(DAY, DAY)).changes
    assert [change.act for change in changes] == [Act.TAKE, Act.PUBLISH, Act.CALL, Act.DONE]
    assert all((change.number, change.event, change.priority) == (number, "tennyu", True) for change in changes)
    first, second = stops_of(changes)
    assert (first.desk, first.wait_min, first.service_min, second.desk) == ("juumin", 7, 5, "hoken")
    assert changes[0].moment.tzinfo is not None
    assert changes[0].moment.hour == 9, "in the city's zone"


def test_nobody_reads_who_did_it(store: SqlTicketStore, history: SqlHistory) -> None:
    store.signed("hanako").take("A", ("juumin",), "kiosk-1/visit")
    read = repr(history.record(Span(DAY, DAY)))
    assert "A1" in read
    assert "hanako" not in read
    assert "kiosk-1" not in read


def test_only_the_days_that_were_asked_for(
    store: SqlTicketStore, history: SqlHistory, later: Callable[..., None]
) -> None:
    store.take("A", ("juumin",), "k/1")
    later(days=1)
    store.take("A", ("juumin",), "k/2")
    assert history.days() == (DAY + timedelta(days=1), DAY)
    assert {change.day for change in history.record(Span(DAY, DAY)).changes} == {DAY}


def test_stages_know_when_their_sheet_was_scanned_first(
    database: Database, clock: Clock, history: SqlHistory, later: Callable[..., None]
) -> None:
    cases = SqlCases(database, clock)
    cases.scan("f" * 64, "hanako", "3")
    later(minutes=4)
    cases.tick("f" * 64, Stage.RECEIVED, "hanako", "3", desk="juumin", event="tennyu")
    cases.scan("f" * 64, "taro", "4")
    later(minutes=6)
    cases.tick("f" * 64, Stage.EXAMINED, "taro", "4", desk="juumin", event="tennyu")
    record = history.record(Span(DAY, DAY))
    assert [mark.stage for mark in record.marks] == [Stage.RECEIVED, Stage.EXAMINED]
    stages = figures_of(record, fewest=1).total.stages
    assert {stage: times.median_min for stage, times in stages.items()} == {Stage.RECEIVED: 4, Stage.EXAMINED: 6}


def test_tallies_are_summed_over_events(database: Database, clock: Clock, office: Office, history: SqlHistory) -> None:
    tallies = SqlTallies(database, clock, office)
    tallies.add([Tally(Tallied.NOT_WRITTEN, "name", "tennyu", 6), Tally(Tallied.NOT_WRITTEN, "name", "", 4)])
    assert history.record(Span(DAY, DAY)).tallies == (Counted(DAY, Tallied.NOT_WRITTEN, "name", 10),)
