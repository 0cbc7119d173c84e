"""The sums: by hour, day, desk and event, with small counts hidden; and the files of open data."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands.city import SAMPLE, content_of
from kiosk.errors import UsageError
from kiosk.handover.trace import Stage
from kiosk.queue.ticket import TicketState as S
from kiosk.queue.transition import Act
from kiosk.settings import City, Statistics
from kiosk.statistics.figures import By, Figures, figures_of
from kiosk.statistics.open_data import open_data, six_digits
from kiosk.statistics.record import Change, Counted, Mark, Record
from kiosk.statistics.span import Length, Span, span_around
from kiosk.statistics.times import times_of
from kiosk.tally import Tallied

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = date(2026, 11, 20)


def visit(
    number: int, hour: int, wait: float, *, day: date = DAY, desk: str = "shimin", event: str = "tennyu"
) -> Iterator[Change]:
    """A household that comes in this hour, waits, and is served for eight minutes."""
    came = datetime(day.year, day.month, day.day, hour, 5, tzinfo=TOKYO)
    acts = (
        (0.0, Act.PUBLISH, S.WAITING, desk),
        (wait, Act.CALL, S.CALLED, desk),
        (wait + 8, Act.DONE, S.DONE, None),
    )
    for minute, act, state, at in acts:
        yield Change(day, f"A{number}", act, state, at, came + timedelta(minutes=minute), event)


def record(*visits: Iterator[Change]) -> Record:
    return Record(changes=tuple(change for each in visits for change in each))


def lines(figures: Figures, by: By) -> dict[str, tuple[int | None, float | None]]:
    return {line.key: (line.arrivals, line.waits and line.waits.median_min) for line in figures.tables[by]}  # type: ignore[misc]


def test_the_middle_and_the_tenth_are_waits_that_there_were() -> None:
    times = times_of(range(1, 11))
    assert times is not None
    assert (times.n, times.median_min, times.p90_min, times.longest_min) == (10, 5, 9, 10)
    assert times_of([]) is None


def test_a_day_is_summed_by_hour_desk_and_event() -> None:
    early = [visit(n, 9, wait=n) for n in range(1, 10)]
    late = [visit(n, 14, wait=20, desk="kokuho", event="tenkyo") for n in range(10, 20)]
    figures = figures_of(record(*early, *late), fewest=5)
    assert figures.total.arrivals == 19
    assert lines(figures, By.HOUR) == {"9": (9, 5), "14": (10, 20)}
    assert lines(figures, By.DESK) == {"kokuho": (10, 20), "shimin": (9, 5)}
    assert lines(figures, By.EVENT) == {"tenkyo": (10, 20), "tennyu": (9, 5)}
    assert lines(figures, By.DAY) == {"2026-11-20": (19, 20)}
    assert figures.total.service is not None
    assert figures.total.service.median_min == 8


def test_a_small_hour_is_hidden_and_takes_the_next_one_along() -> None:
    figures = figures_of(record(*(visit(n, hour, 5) for n, hour in enumerate([8] * 3 + [9] * 7 + [10] * 20))), fewest=5)
    assert lines(figures, By.HOUR) == {"8": (None, None), "9": (None, 5), "10": (20, 5)}
    assert figures.total.arrivals == 30


def test_a_day_of_four_says_nothing() -> None:
    figures = figures_of(record(*(visit(n, 9, 5) for n in range(4))), fewest=5)
    assert figures.total.arrivals is None
    assert figures.total.waits is None
    assert figures.total.service is None


def test_a_day_without_anybody_has_figures_all_the_same() -> None:
    figures = figures_of(Record(), fewest=5)
    assert (figures.total.arrivals, figures.tables[By.HOUR], figures.left) == (0, (), ())


def test_the_four_durations_begin_where_the_one_before_ended() -> None:
    nine = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)
    ticks = {Stage.RECEIVED: 3, Stage.EXAMINED: 10, Stage.COMPARED: 12, Stage.HANDED_OUT: 20}
    marks = [
        Mark(f"{sheet}", stage, nine + timedelta(minutes=minute), "shimin", "tennyu", nine)
        for sheet in range(5)
        for stage, minute in ticks.items()
    ]
    (line,) = figures_of(Record(marks=marks), fewest=5).tables[By.DESK]
    assert {stage: times.median_min for stage, times in line.stages.items()} == {
        Stage.RECEIVED: 3,
        Stage.EXAMINED: 7,
        Stage.COMPARED: 2,
        Stage.HANDED_OUT: 8,
    }


def test_visits_that_were_left_and_what_nobody_wrote_are_counted() -> None:
    tallies = (
        Counted(DAY, Tallied.LEFT, "enter_pin", 6),
        Counted(DAY, Tallied.TIMED_OUT, "enter_pin", 4),
        Counted(DAY, Tallied.LEFT, "question:moved_in", 8),
        Counted(DAY, Tallied.NOT_WRITTEN, "name", 60),
        Counted(DAY, Tallied.NOT_WRITTEN, "address", 30),
        Counted(DAY, Tallied.LANGUAGE, "en", 99),
    )
    figures = figures_of(Record(tallies=tallies), fewest=5)
    assert [(share.key, share.count) for share in figures.left] == [("enter_pin", 10), ("question:moved_in", 8)]
    assert figures.not_written == {"name": 60, "address": 30}


def test_a_week_begins_on_monday_and_a_month_has_all_its_days() -> None:
    assert span_around(date(2026, 11, 22), Length.WEEK) == Span(date(2026, 11, 16), date(2026, 11, 22))
    assert span_around(date(2028, 2, 29), Length.MONTH) == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert span_around(DAY, Length.DAY) == Span(DAY, DAY)
    with pytest.raises(UsageError):
        Span(DAY, DAY - timedelta(days=1))


# --- open data -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city() -> City:
    return content_of(SAMPLE).settings.city


def november() -> Record:
    days = (date(2026, 11, 2), date(2026, 11, 4))
    return record(
        *(visit(n, hour, 5, day=day) for day in days for n, hour in enumerate([8] * 3 + [9] * 7 + [10] * 20)),
    )


TODAY = date(2026, 12, 1)


def files(city: City, span: Span, today: date = TODAY) -> dict[str, bytes]:
    return dict(open_data(november(), span, city, Statistics(), lambda by, key: f"{by.value} {key}", today=today))


def test_open_data_come_as_csv_that_excel_opens_and_as_the_same_json(city: City) -> None:
    made = files(city, Span(date(2026, 11, 1), date(2026, 11, 30)))
    assert set(made) == {
        "days.csv", "days.json", "hours.csv", "hours.json", "desks.csv", "desks.json", "events.csv", "events.json",
        "metadata.json",
    }  # fmt: skip
    assert made["hours.csv"].startswith("\ufeff全国地方公共団体コード,地方公共団体名,年月日,時,来庁組数".encode())
    assert b"\r\n" in made["hours.csv"]
    rows = list(csv.DictReader(made["hours.csv"].decode("utf-8-sig").splitlines()))
    assert [(row["年月日"], row["時"], row["来庁組数"]) for row in rows] == [
        ("2026-11-02", "8", ""),
        ("2026-11-02", "9", ""),
        ("2026-11-02", "10", "20"),
        ("2026-11-04", "8", ""),
        ("2026-11-04", "9", ""),
        ("2026-11-04", "10", "20"),
    ]
    as_json = json.loads(made["hours.json"])
    assert as_json[2] | {"city": ""} == {
        "city_code": six_digits(city.code), "city": "", "date": "2026-11-02", "hour": 10, "arrivals": 20, "calls": 20,
        "no_shows": 0, "wait_median_min": 5.0, "wait_p90_min": 5.0, "service_median_min": 8.0,
    }  # fmt: skip
    assert as_json[0]["arrivals"] is None


def test_metadata_name_the_licence_and_every_column(city: City) -> None:
    made = files(city, Span(date(2026, 11, 1), date(2026, 11, 30)))
    metadata = json.loads(made["metadata.json"])
    assert metadata["licence"] == "CC BY 4.0"
    for table in metadata["files"]:
        head = next(csv.reader(made[f"{table['name']}.csv"].decode("utf-8-sig").splitlines()))
        assert head == [column["name"] for column in table["columns"]]


def test_events_are_told_by_whole_months_only(city: City) -> None:
    whole, half = Span(date(2026, 11, 1), date(2026, 11, 30)), Span(date(2026, 11, 1), date(2026, 11, 29))
    assert [row["month"] for row in json.loads(files(city, whole)["events.json"])] == ["2026-11"]
    assert json.loads(files(city, half)["events.json"]) == []


def test_no_span_tells_more_of_a_day_than_another(city: City) -> None:
    """Nobody can subtract one download from another: what a day says is the same in all of them."""
    month, day = Span(date(2026, 11, 1), date(2026, 11, 30)), Span(date(2026, 11, 2), date(2026, 11, 2))
    of_month = [row for row in json.loads(files(city, month)["hours.json"]) if row["date"] == "2026-11-02"]
    assert json.loads(files(city, day)["hours.json"]) == of_month


def test_a_day_and_a_month_are_told_when_they_are_over(city: City) -> None:
    month, today = Span(date(2026, 11, 1), date(2026, 11, 30)), date(2026, 11, 4)
    made = files(city, month, today)
    assert {row["date"] for row in json.loads(made["hours.json"])} == {"2026-11-02"}
    assert json.loads(made["events.json"]) == []


def test_a_month_of_events_does_not_betray_a_day_that_is_hidden(city: City) -> None:
    """The sum of its events, less the days that are told, would be that day."""
    quiet = [visit(n, 9, 5, day=date(2026, 11, 5)) for n in range(3)]
    busy = [visit(n, 9, 5, day=date(2026, 11, 2)) for n in range(30)]
    month = Span(date(2026, 11, 1), date(2026, 11, 30))
    made = open_data(record(*busy, *quiet), month, city, Statistics(), lambda _by, key: key, today=TODAY)
    assert [row["arrivals"] for row in json.loads(made["days.json"])] == [30, None]
    assert [row["arrivals"] for row in json.loads(made["events.json"])] == [30]


@pytest.mark.parametrize(("code", "whole"), [("01100", "011002"), ("13101", "131016"), ("27100", "271004")])
def test_city_codes_get_their_check_digit(code: str, whole: str) -> None:
    assert six_digits(code) == whole
