"""``kakanai statistics``: the figures of some days, for programs and for the city's open data."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database, Json, Language, day_of, words_in
from commands.serving import Served
from commands.span import First, Last, span_of
from kiosk.handover.trace import Stage
from kiosk.statistics.figures import By, Figures, Line, figures_of
from kiosk.statistics.open_data import open_data
from kiosk.statistics.span import Span
from kiosk.statistics.times import Times
from kiosk.storage.database import Database as Opened
from kiosk.storage.history import SqlHistory
from ui.counter.management.naming import Names

OpenData = Annotated[
    Path | None, typer.Option("--open-data", metavar="DIR", help="Write the files of open data here, too.")
]


def statistics(
    *,
    first: First = "",
    last: Last = "",
    folder: OpenData = None,
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Tell arrivals, waits, service, stages and no-shows, without persons; small counts are hidden."""
    content = Served(city).content
    span = span_of(first, last, content.settings, lang)
    with closing(Opened(database or content.settings.kiosk.database)) as opened:
        record = SqlHistory(opened, content.settings.office).record(span)
    figures = figures_of(record, content.settings.statistics.fewest)
    names = Names(words_in(content, lang))
    if folder is not None:
        own = Names(next(iter(content.words.values())))
        settings, today = content.settings, day_of("", content.settings, lang)
        _write(folder, open_data(record, span, settings.city, settings.statistics, own.of, today=today))
    typer.echo(json.dumps(_described(figures, span), ensure_ascii=False) if as_json else _told(figures, names))


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _told(figures: Figures, names: Names) -> str:
    return "\n".join(_sentences(figures, names))


def _sentences(figures: Figures, names: Names) -> Iterator[str]:
    yield _sentence(names.say("total"), figures.total, names)
    for by in By:
        yield ""
        for line in figures.tables[by]:
            yield _sentence(names.of(by, line.key), line, names)


def _sentence(name: str, line: Line, names: Names) -> str:
    waits = f"{names.minutes(line.waits.median_min)} / {names.minutes(line.waits.p90_min)}" if line.waits else "–"
    return f"{name}  {names.say('arrivals')} {_count(line.arrivals, names)}  {names.say('waits')} {waits}"


def _count(count: int | None, names: Names) -> str:
    return names.say("hidden") if count is None else str(count)


def _described(figures: Figures, span: Span) -> dict[str, object]:
    return {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "total": _line(figures.total),
        **{by.value: [{"key": line.key, **_line(line)} for line in figures.tables[by]] for by in By},
        "left": {share.key: share.count for share in figures.left},
        "not_written": dict(figures.not_written),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "arrivals": line.arrivals,
        "calls": line.calls,
        "no_shows": line.no_shows,
        "wait_min": _times(line.waits),
        "service_min": _times(line.service),
        **{f"{stage.value}_min": _times(line.stages.get(stage)) for stage in Stage},
    }


def _times(times: Times | None) -> dict[str, float] | None:
    if times is None:
        return None
    return {
        "median": round(times.median_min, 1),
        "p90": round(times.p90_min, 1),
        "longest": round(times.longest_min, 1),
    }
