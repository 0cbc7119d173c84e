"""Figures as charts, and charts as they stand in a page."""

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from kiosk.handover.trace import Stage
from kiosk.simulation.outcome import Outcome, Waits
from kiosk.statistics.figures import By, Line, Share
from ui.counter.chart import Chart, Hue, Limit, Series, Shape
from ui.counter.management.naming import Names

_SHAPE = {By.HOUR: Shape.COLUMNS, By.DAY: Shape.COLUMNS, By.EVENT: Shape.ROWS, By.DESK: Shape.ROWS}

Drawn = tuple[str, Markup]
"""A chart's title, and the chart."""


def drawn(charts: Iterable[Chart], draw: Callable[[Chart], str]) -> tuple[Drawn, ...]:
    """Return the charts for a page, without those on which there would be nothing."""
    shown = (chart for chart in charts if not chart.is_empty)
    return tuple((chart.title, Markup(draw(chart))) for chart in shown)  # noqa: S704  # our own, and escaped there


def arrivals(names: Names, by: By, lines: Sequence[Line]) -> Chart:
    """How many came; at desks that is how many were called there, since a household comes to its first desk alone."""
    what = "calls" if by is By.DESK else "arrivals"
    counts = tuple(line.calls if by is By.DESK else line.arrivals for line in lines)
    series = Series(names.say(what), counts)
    return Chart(
        names.say(f"chart.{what}_by_{by.value}"),
        _labels(names, by, lines),
        (series,),
        names.say("households"),
        _SHAPE[by],
    )


def waits(names: Names, by: By, lines: Sequence[Line], longest_wait_min: int) -> Chart:
    """The middle wait, and the one of the tenth who waits longest behind it."""
    return Chart(
        title=names.say(f"chart.waits_by_{by.value}"),
        labels=_labels(names, by, lines),
        series=(
            Series(names.say("median"), tuple(line.waits.median_min if line.waits else None for line in lines)),
            Series(names.say("p90"), tuple(line.waits.p90_min if line.waits else None for line in lines), Hue.BEHIND),
        ),
        unit=names.say("minutes"),
        shape=_SHAPE[by],
        limit=_limit(names, longest_wait_min),
    )


def stages(names: Names, by: By, lines: Sequence[Line]) -> Chart:
    """The four durations of a case, each in a field of its own: medians cannot be added up."""
    series = (Series(names.stage(stage), tuple(_median(line, stage) for line in lines)) for stage in Stage)
    title, labels = names.say(f"chart.stages_by_{by.value}"), tuple(names.of(by, line.key) for line in lines)
    return Chart(title, labels, tuple(series), names.say("minutes"), Shape.PANELS)


def left(names: Names, shares: Sequence[Share]) -> Chart:
    """Where visits at the kiosk ended before they were finished."""
    labels = tuple(names.left_at(share.key) for share in shares)
    series = Series(names.say("visits"), tuple(share.count for share in shares))
    return Chart(names.say("chart.left"), labels, (series,), names.say("visits"), Shape.ROWS)


def compared_by_hour(names: Names, before: Outcome, after: Outcome, longest_wait_min: int) -> Chart:
    """How long nine of ten wait, in both settings."""
    hours = sorted(before.hours.keys() | after.hours.keys())
    return Chart(
        title=names.say("chart.compared_by_hour"),
        labels=tuple(map(names.hour, hours)),
        series=_both(names, [before.hours.get(hour) for hour in hours], [after.hours.get(hour) for hour in hours]),
        unit=names.say("minutes"),
        limit=_limit(names, longest_wait_min),
    )


def compared_by_desk(names: Names, before: Outcome, after: Outcome, desks: Sequence[str]) -> Chart:
    """As by hour."""
    return Chart(
        title=names.say("chart.compared_by_desk"),
        labels=tuple(names.in_chart(By.DESK, desk) for desk in desks),
        series=_both(names, [before.desks.get(desk) for desk in desks], [after.desks.get(desk) for desk in desks]),
        unit=names.say("minutes"),
        shape=Shape.ROWS,
    )


def _both(names: Names, before: Iterable[Waits | None], after: Iterable[Waits | None]) -> tuple[Series, Series]:
    return Series(names.say("before"), _p90(before)), Series(names.say("after"), _p90(after), Hue.SECOND)


def _p90(waits: Iterable[Waits | None]) -> tuple[float | None, ...]:
    return tuple(each.times.p90_min if each else None for each in waits)


def _limit(names: Names, longest_wait_min: int) -> Limit:
    return Limit(longest_wait_min, names.say("limit", minutes=longest_wait_min))


def _labels(names: Names, by: By, lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(names.in_chart(by, line.key) for line in lines)


def _median(line: Line, stage: Stage) -> float | None:
    return line.stages[stage].median_min if stage in line.stages else None
