"""The figures as open data: tables without persons, small counts hidden, in files that anybody can read.

CSV in the manner of 自治体標準オープンデータセット: UTF-8 with a BOM (for Excel), a head of names, ISO 8601 days.
The same rows as JSON, and one file that says what the columns are. An empty cell is hidden or was not measured.

No two tables and no two downloads can be subtracted from one another: each day and each month stands for itself,
whatever span is asked for; a day is told when it is over; and in a month of events no day counts that is hidden itself.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from kiosk.settings import City, Statistics
from kiosk.statistics.figures import By, Figures, Line, figures_of
from kiosk.statistics.record import Change, Record
from kiosk.statistics.span import Length, Span, span_around

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """``id`` in JSON, ``name`` in the head of CSV, ``says`` what it holds."""

    id: str
    name: str
    says: str


_CITY = (
    Column("city_code", "全国地方公共団体コード", "6桁（総務省）"),
    Column("city", "地方公共団体名", "市の名前"),
)
_COUNTS = (
    Column("arrivals", "来庁組数", "その日・その区分で番号を取った組数"),
    Column("calls", "呼出組数", "その日・その区分で待ってから呼ばれた組数"),
    Column("no_shows", "不在組数", "呼んでも来なかった組数"),
    Column("wait_median_min", "待ち時間中央値", "分。半分の組はこれより短い"),
    Column("wait_p90_min", "待ち時間90パーセンタイル", "分。10組に9組はこれより短い"),
    Column("service_median_min", "窓口時間中央値", "分。呼ばれてから窓口を離れるまで"),
)
_DAY = Column("date", "年月日", "ISO 8601。番号の日（夜中の切り替え時刻まで）")
_MONTH = Column("month", "年月", "ISO 8601")
_HOUR = Column("hour", "時", "24時間制。8は8時台")
_DESK = Column("desk", "窓口ID", "変わらない名前"), Column("desk_name", "窓口名", "人が読む名前")
_EVENT = (
    Column("event", "できごとID", "変わらない名前。空は、それ以外"),
    Column("event_name", "できごと名", "人が読む名前"),
)


@dataclass(frozen=True)
class Dataset:
    """One table of the open data: a file name, what it is, and its columns after those of the city."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


NameOf = Callable[[By, str], str]
"""How people call a desk or an event."""


def open_data(
    record: Record, span: Span, city: City, settings: Statistics, name_of: NameOf, *, today: date
) -> Mapping[str, bytes]:
    """Return the files by name.

    Events are told by whole months only, those that lie within the span: in a day too few have the same.
    """
    tables = _datasets(record, span, today, settings.fewest, name_of)
    files = {f"{table.name}.csv": _csv(table, city) for table in tables}
    files |= {f"{table.name}.json": _json(table, city) for table in tables}
    return {**files, "metadata.json": _as_json(_metadata(tables, span, city, settings))}


def _datasets(record: Record, span: Span, today: date, fewest: int, name_of: NameOf) -> tuple[Dataset, ...]:
    by_day = _by_day(record, span, today)
    days = {day.isoformat(): figures_of(Record(changes), fewest) for day, changes in by_day.items()}
    told = [day for day in by_day if days[day.isoformat()].total.arrivals]
    months = {f"{month.first:%Y-%m}": [day for day in told if day in month] for month in _whole_months(span, today)}
    events = {
        month: figures_of(Record([change for day in those for change in by_day[day]]), fewest)
        for month, those in months.items()
    }
    return (
        Dataset("days", "日ごと", (_DAY, *_COUNTS), tuple(_row(figures.total, day) for day, figures in days.items())),
        Dataset("hours", "日と時刻ごと", (_DAY, _HOUR, *_COUNTS), tuple(_rows(days, By.HOUR))),
        Dataset("desks", "日と窓口ごと", (_DAY, *_DESK, *_COUNTS), tuple(_rows(days, By.DESK, name_of))),
        Dataset("events", "月とできごとごと", (_MONTH, *_EVENT, *_COUNTS), tuple(_rows(events, By.EVENT, name_of))),
    )


def _by_day(record: Record, span: Span, today: date) -> Mapping[date, list[Change]]:
    """Return what happened on the days that are over."""
    days: dict[date, list[Change]] = {}
    for change in record.changes:
        if change.day in span and change.day < today:
            days.setdefault(change.day, []).append(change)
    return dict(sorted(days.items()))


def _whole_months(span: Span, today: date) -> Iterator[Span]:
    for day in span.days():
        month = span_around(day, Length.MONTH)
        if day == month.first and month.last <= span.last and month.last < today:
            yield month


def _rows(parts: Mapping[str, Figures], by: By, name_of: NameOf | None = None) -> Iterator[Row]:
    for when, figures in parts.items():
        for line in figures.tables[by]:
            key: tuple[Cell, ...] = (line.key, name_of(by, line.key)) if name_of else (int(line.key),)
            yield _row(line, when, *key)


def _row(line: Line, *keys: Cell) -> Row:
    waits = (line.waits.median_min, line.waits.p90_min) if line.waits else (None, None)
    service = line.service.median_min if line.service else None
    times = (None if minutes is None else round(minutes, 1) for minutes in (*waits, service))
    return (*keys, line.arrivals, line.calls, line.no_shows, *times)


def _csv(table: Dataset, city: City) -> bytes:
    return csv_of([column.name for column in (*_CITY, *table.columns)], ((*_head(city), *row) for row in table.rows))


def csv_of(head: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8 with a BOM; None is an empty cell."""
    written = StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(head)
    table.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _json(table: Dataset, city: City) -> bytes:
    ids = [column.id for column in (*_CITY, *table.columns)]
    return _as_json([dict(zip(ids, (*_head(city), *row), strict=True)) for row in table.rows])


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _head(city: City) -> Row:
    return six_digits(city.code), city.name


def six_digits(code: str) -> str:
    """Return a 全国地方公共団体コード of five digits with its check digit (総務省, 検査数字を算出する算式)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return f"{code}{(11 - weighted % 11) % 10}"


def _metadata(tables: Iterable[Dataset], span: Span, city: City, settings: Statistics) -> Mapping[str, object]:
    return {
        "title": f"{city.name} 窓口の待ち時間",
        "publisher": city.name,
        "publisher_code": six_digits(city.code),
        "licence": settings.licence,
        "period": {"from": span.first.isoformat(), "to": span.last.isoformat()},
        "hidden": f"1組から{settings.fewest - 1}組までの数と、引き算でそれが分かる数は、空にしてあります。",
        "format": "CSV: UTF-8 (BOM), CRLF, RFC 4180. JSON: UTF-8.",
        "files": [_described(table) for table in tables],
    }


def _described(table: Dataset) -> Mapping[str, object]:
    columns = [{"id": column.id, "name": column.name, "says": column.says} for column in (*_CITY, *table.columns)]
    return {"name": table.name, "title": table.title, "rows": len(table.rows), "columns": columns}
