"""What the figures were, on a day, in a week or a month; as charts with their tables, as CSV, and as open data."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.responses import Response
from starlette.routing import BaseRoute

from kiosk.calendar import YEARS
from kiosk.handover.trace import Stage
from kiosk.staff import Role
from kiosk.statistics.figures import NOT_WRITTEN, By, Figures, Line, figures_of
from kiosk.statistics.open_data import Cell, csv_of, open_data
from kiosk.statistics.span import Length, Span, span_around
from ui.counter.asked import Asked
from ui.counter.chart import Chart
from ui.counter.management import charts
from ui.counter.management.naming import Names
from ui.counter.management.order import place_in
from ui.counter.parts import ManagerParts
from ui.counter.site import Site

PATH = "/manager/figures"

_SHOWN = (By.HOUR, By.DAY, By.DESK, By.EVENT)


def routes(site: Site) -> list[BaseRoute]:
    management = site.parts.management
    if management is None:
        return []
    page = _FiguresPage(site, management)
    return [
        site.get(PATH, page.show, Role.MANAGER),
        site.get(f"{PATH}.csv", page.csv, Role.MANAGER),
        site.get("/manager/open-data.zip", page.open_data, Role.MANAGER),
    ]


KIOSK = "kiosk"
"""In place of a ``By``: what happened at the kiosks, before there was a number."""


@dataclass(frozen=True)
class View:
    """What is looked at: which days, and by what."""

    length: Length
    span: Span
    by: By | None

    def query(self, **other: str) -> str:
        """Return the address of this view, or of one that differs."""
        fields = {"length": self.length.value, "on": str(self.span.first), "by": self.by.value if self.by else KIOSK}
        return urlencode(fields | other)

    @property
    def before(self) -> str:
        return self.query(on=str(self.span.first - timedelta(days=1)))

    @property
    def after(self) -> str:
        return self.query(on=str(self.span.last + timedelta(days=1)))

    def lasting(self, length: Length, today: date) -> str:
        """Return the address of the same time at another length; of today where that is within."""
        day = today if today in self.span else self.span.first
        return self.query(length=length.value, on=str(day))


class _FiguresPage:
    def __init__(self, site: Site, management: ManagerParts) -> None:
        self._site = site
        self._management = management
        self._fewest = management.statistics.fewest

    def show(self, asked: Asked) -> Response:
        view, names = self._view(asked), Names(self._site.pages.words(asked))
        figures = self._figures(view.span)
        lines = self._lines(figures, view.by) if view.by else ()
        return self._site.pages.render(
            asked,
            "manager_figures.html",
            view=view,
            lengths=tuple(Length),
            views=(*(by.value for by in _SHOWN), KIOSK),
            figures=figures,
            names=names,
            lines=lines,
            charts=charts.drawn(
                self._charts(names, view.by, lines) if view.by else (charts.left(names, figures.left),),
                self._management.draw,
            ),
            stages=tuple(Stage) if figures.total.stages else (),
            not_written=NOT_WRITTEN,
            fewest=self._fewest,
            today=self._site.today(),
        )

    def csv(self, asked: Asked) -> Response:
        span, names = self._view(asked).span, Names(self._site.pages.words(asked))
        rows = tuple(_rows(self._figures(span), names))
        name = f"kakanai-{span.first}-{span.last}.csv"
        return _download(csv_of(_HEAD, rows), "text/csv; charset=utf-8", name)

    def open_data(self, asked: Asked) -> Response:
        """Return all files in one; open data speak the city's own language, whoever fetches them."""
        span = self._view(asked).span
        names = Names(next(iter(self._site.parts.words.values())))
        record = self._management.history.record(span)
        files = open_data(
            record, span, self._site.parts.city, self._management.statistics, names.of, today=self._site.today()
        )
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return _download(packed.getvalue(), "application/zip", f"open-data-{span.first}-{span.last}.zip")

    def _figures(self, span: Span) -> Figures:
        return figures_of(self._management.history.record(span), self._fewest)

    def _lines(self, figures: Figures, by: By) -> tuple[Line, ...]:
        """Return the lines of a table: desks and events in the city's order, what has no event last."""
        order = {By.DESK: self._site.parts.desks, By.EVENT: self._management.guide.events}.get(by, {})
        place = place_in(order)
        return tuple(sorted(figures.tables[by], key=lambda line: place(line.key)))

    def _charts(self, names: Names, by: By, lines: tuple[Line, ...]) -> tuple[Chart, ...]:
        return (
            charts.arrivals(names, by, lines),
            charts.waits(names, by, lines, self._site.parts.rules.longest_wait_min),
            charts.stages(names, by, lines),
        )

    def _view(self, asked: Asked) -> View:
        """Return what was asked for; today by the hour where that is nothing."""
        query, day, length = asked.request.query_params, self._site.today(), Length.DAY
        with suppress(ValueError):
            length = Length(query.get("length", length.value))
        with suppress(ValueError):
            asked_for = date.fromisoformat(query.get("on", ""))
            day = asked_for if asked_for.year in YEARS else day
        by: By | None = By.HOUR if length is Length.DAY else By.DAY
        with suppress(ValueError):
            by = None if query.get("by") == KIOSK else By(query.get("by", ""))
        return View(length, span_around(day, length), by)


_HEAD = (
    "table",
    "key",
    "name",
    "arrivals",
    "calls",
    "no_shows",
    "wait_median_min",
    "wait_p90_min",
    "wait_longest_min",
    "service_median_min",
    *(f"{stage.value}_median_min" for stage in Stage),
)


def _rows(figures: Figures, names: Names) -> Iterator[tuple[Cell, ...]]:
    yield _row("total", "", figures.total)
    for by in _SHOWN:
        for line in figures.tables[by]:
            yield _row(by.value, names.of(by, line.key), line)
    for share in figures.left:
        yield ("left", share.key, names.left_at(share.key), share.count, *[None] * (len(_HEAD) - 4))
    for key, count in figures.not_written.items():
        yield ("not_written", key, names.say(f"figures.not_written.{key}"), count, *[None] * (len(_HEAD) - 4))


def _row(table: str, name: str, line: Line) -> tuple[Cell, ...]:
    waits = (line.waits.median_min, line.waits.p90_min, line.waits.longest_min) if line.waits else (None, None, None)
    service = line.service.median_min if line.service else None
    stages = (line.stages[stage].median_min if stage in line.stages else None for stage in Stage)
    times = (None if minutes is None else round(minutes, 1) for minutes in (*waits, service, *stages))
    return (table, line.key, name, line.arrivals, line.calls, line.no_shows, *times)


def _download(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
