"""Charts as SVG, to stand in a page: the only importer of matplotlib, which takes a second to import.

Text stays text, in the page's own fonts; nothing has a style of its own, which the page's CSP would refuse. There is no
pyplot and no state: threads may draw at once.
"""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from io import StringIO

_FOLDER = tempfile.mkdtemp(prefix="kakanai-charts-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ.setdefault("MPLCONFIGDIR", _FOLDER)  # for the list of fonts: whoever runs us need not have a home

from matplotlib import rcParams  # noqa: E402  # looks for its folder as it is imported
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: E402
from matplotlib.container import BarContainer  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.font_manager import fontManager  # noqa: E402
from matplotlib.ticker import MaxNLocator  # noqa: E402

from kiosk.settings import Tokens  # noqa: E402
from ui.counter.chart import Chart, Hue, Series, Shape, figure_of  # noqa: E402

_FAMILIES = ("BIZ UDPGothic", "BIZ UDGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAGothic")
"""Only to know how wide a text is; the page draws it."""

_INSTALLED = {font.name for font in fontManager.ttflist}

rcParams.update(
    {
        "svg.fonttype": "none",
        "text.parse_math": False,
        "font.family": [*(family for family in _FAMILIES if family in _INSTALLED), "DejaVu Sans"],
        "font.size": 12,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
    }
)

_Colours = Mapping[str, str]

_INCH = 72
_WIDTH, _COLUMNS_HEIGHT = 720, 290
_ROW_HEIGHT, _ROWS_MARGIN = 30, 76
_THICKNESS = 0.76
_MOST_FIGURES = 31
_SMALL = 10.5
_ROOM_FOR_FIGURES = 1.12

_STYLE = re.compile(r' style="([^"]*)"')
_NOT_OURS = re.compile(r'<metadata>.*?</metadata>|<style[^>]*>.*?</style>|(?<=<g) id="[^"]*"', re.DOTALL)


def svg_of(chart: Chart, tokens: Tokens) -> str:
    """Return a chart as an ``<svg>`` element; its title is its name for those who cannot see it."""
    figure = Figure(figsize=(_WIDTH / _INCH, _height(chart) / _INCH), layout="constrained")
    FigureCanvasSVG(figure)
    figure.patch.set_alpha(0)
    _Drawing(figure, chart, tokens.colours).draw()
    written = StringIO()
    figure.savefig(written, format="svg")
    return _for_a_page(written.getvalue(), chart.title)


def _height(chart: Chart) -> int:
    if chart.shape is Shape.COLUMNS:
        return _COLUMNS_HEIGHT
    side_by_side = 1 if chart.shape is Shape.PANELS else max(1, len(_fronts(chart.series)))
    return round(len(chart.labels) * _ROW_HEIGHT * (1 + side_by_side) / 2) + _ROWS_MARGIN


def _fronts(shown: tuple[Series, ...]) -> tuple[Series, ...]:
    return tuple(series for series in shown if series.hue is not Hue.BEHIND)


class _Drawing:
    def __init__(self, figure: Figure, chart: Chart, colours: _Colours) -> None:
        self._figure = figure
        self._chart = chart
        self._colours = colours

    def draw(self) -> None:
        match self._chart.shape:
            case Shape.COLUMNS:
                self._columns(self._figure.add_subplot(), self._chart.series)
            case Shape.ROWS:
                self._rows(self._figure.add_subplot(), self._chart.series)
            case Shape.PANELS:
                self._panels()

    def _columns(self, axes: Axes, shown: tuple[Series, ...]) -> None:
        labels = self._chart.labels
        for series, offset, width in _placed(shown):
            places = [place + offset for place, _ in enumerate(labels)]
            self._colour(series, axes.bar(places, _drawn(series), width, label=series.label))
        for place, (value, text) in enumerate(self._figures(shown)):
            self._write(axes, text, (place, value), (0, 3), ha="center")
        axes.set_xticks(range(len(labels)), labels)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.set_xlim(-0.6, len(labels) - 0.4)
        axes.set_ylim(0, self._most() * _ROOM_FOR_FIGURES)
        axes.set_title(self._chart.unit, loc="left", fontsize=_SMALL, color=self._colours["ink_soft"])
        axes.grid(axis="y", color=self._colours["line"], linewidth=0.8)
        self._dress(axes)
        self._draw_limit(axes)
        self._legend(axes, shown)

    def _rows(self, axes: Axes, shown: tuple[Series, ...]) -> None:
        labels = self._chart.labels
        for series, offset, width in _placed(shown):
            places = [place + offset for place, _ in enumerate(labels)]
            self._colour(series, axes.barh(places, _drawn(series), width, label=series.label))
        for place, (value, text) in enumerate(self._figures(shown)):
            self._write(axes, text, (value, place), (4, 0))
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xlim(0, self._most() * _ROOM_FOR_FIGURES * 1.06)
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.grid(axis="x", color=self._colours["line"], linewidth=0.8)
        self._dress(axes)
        self._legend(axes, shown)

    def _panels(self) -> None:
        """One field for each series, on the same scale."""
        fields = self._figure.subplots(1, len(self._chart.series), sharey=True, squeeze=False)[0]
        for axes, series in zip(fields, self._chart.series, strict=True):
            self._rows(axes, (series,))
            axes.set_title(series.label, fontsize=12, loc="left")

    def _figures(self, shown: tuple[Series, ...]) -> Iterator[tuple[float, str]]:
        """Yield for each label where its figures stand, and the figures; nothing where they would be too many."""
        if self._chart.shape is Shape.COLUMNS and len(self._chart.labels) * len(shown) > _MOST_FIGURES:
            return
        for values in zip(*(each.values for each in shown), strict=True):
            known = [value for value in values if value is not None]
            yield max(known, default=0.0), " / ".join("–" if value is None else figure_of(value) for value in values)

    def _write(
        self, axes: Axes, text: str, at: tuple[float, float], aside: tuple[float, float], *, ha: str = "left"
    ) -> None:
        """Write a figure beside its bar, readable over any line that crosses it."""
        ground = {"facecolor": self._colours["surface"], "edgecolor": "none", "pad": 0.6}
        va = "center" if ha == "left" else "bottom"
        axes.annotate(text, at, aside, "data", "offset points", fontsize=_SMALL, bbox=ground, zorder=3, ha=ha, va=va)

    def _most(self) -> float:
        values = [value or 0.0 for series in self._chart.series for value in series.values]
        limit = self._chart.limit.value if self._chart.limit else 0.0
        return max(1.0, limit, *values)

    def _colour(self, series: Series, bars: BarContainer) -> None:
        for bar in bars:
            bar.set_facecolor(self._colours[series.hue.value])
            bar.set_edgecolor(self._colours["city" if series.hue is Hue.BEHIND else series.hue.value])
            bar.set_linewidth(0.8)

    def _dress(self, axes: Axes) -> None:
        axes.tick_params(length=0, labelcolor=self._colours["ink"])
        for spine in axes.spines.values():
            spine.set_color(self._colours["ink_soft"])

    def _draw_limit(self, axes: Axes) -> None:
        limit, red = self._chart.limit, self._colours["danger"]
        if limit is not None:
            axes.axhline(limit.value, color=red, linewidth=1.4, linestyle=(0, (6, 4)))
            on = "axes fraction", "data"
            axes.annotate(
                limit.label, (1, limit.value), (0, 4), on, "offset points", ha="right", color=red, fontsize=_SMALL
            )

    def _legend(self, axes: Axes, shown: tuple[Series, ...]) -> None:
        if len(shown) > 1:
            handles, labels = axes.get_legend_handles_labels()
            names = [series.label for series in shown]
            in_order = sorted(zip(handles, labels, strict=True), key=lambda one: names.index(one[1]))
            self._figure.legend(*zip(*in_order, strict=True), loc="outside upper right", ncols=len(labels))


def _placed(shown: tuple[Series, ...]) -> Iterator[tuple[Series, float, float]]:
    """Yield each series with its offset and its width: the one behind takes the whole place, and is drawn first."""
    yield from ((series, 0.0, _THICKNESS) for series in shown if series.hue is Hue.BEHIND)
    fronts = _fronts(shown)
    width = _THICKNESS / max(1, len(fronts))
    for place, series in enumerate(fronts):
        yield series, (place - (len(fronts) - 1) / 2) * width, width


def _drawn(series: Series) -> list[float]:
    return [value or 0.0 for value in series.values]


def _for_a_page(svg: str, title: str) -> str:
    """Return the element alone, with attributes in place of styles, and a size that the page decides."""
    body = svg[svg.index("<svg") :]
    body = _STYLE.sub(_attributes, _NOT_OURS.sub("", body))
    opening = f'<svg class="chart" role="img" aria-label="{escape(title)}" viewBox="0 0 {_view_box(body)}"'
    return opening + ' stroke-linejoin="round" stroke-linecap="butt">' + body[body.index(">") + 1 :]


def _view_box(svg: str) -> str:
    found = re.search(r'viewBox="0 0 ([\d.]+ [\d.]+)"', svg)
    assert found is not None
    return found[1]


def _attributes(style: re.Match[str]) -> str:
    pairs = (part.split(":", 1) for part in style[1].split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs if name.strip() != "font-family")
