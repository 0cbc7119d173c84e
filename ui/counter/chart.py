"""What a chart shows, before anybody draws it. ``ui.counter.drawing`` draws; beside each chart stands its table."""

from dataclasses import dataclass
from enum import Enum

_TO_A_TENTH = 10


class Shape(Enum):
    """COLUMNS stand, for hours and days; ROWS lie, for names; PANELS are rows, each series in a field of its own."""

    COLUMNS = "columns"
    ROWS = "rows"
    PANELS = "panels"


class Hue(Enum):
    """A colour by its design token. These three differ in lightness, too: nobody has to tell hues apart."""

    FIRST = "city"
    SECOND = "accent"
    BEHIND = "city_tint"


@dataclass(frozen=True)
class Series:
    """One value for each label of the chart; None: there is none, or it is hidden."""

    label: str
    values: tuple[float | None, ...]
    hue: Hue = Hue.FIRST

    @property
    def is_empty(self) -> bool:
        return all(value is None for value in self.values)


@dataclass(frozen=True)
class Limit:
    """A line across the chart, at this value."""

    value: float
    label: str


@dataclass(frozen=True)
class Chart:
    """``unit`` of all values, as people read it ("分")."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    shape: Shape = Shape.COLUMNS
    limit: Limit | None = None

    @property
    def is_empty(self) -> bool:
        return all(series.is_empty for series in self.series)


def figure_of(value: float) -> str:
    """Return a figure as people read it, in a chart and in its table: small ones to a tenth."""
    return f"{round(value, 1 if value < _TO_A_TENTH else 0):g}"
