"""How long a case took in each of its four stages: 受付, 審査, 照合, 交付.

A stage is ticked when it is over, and they follow one another as ``Stage`` names them. The first begins with the first
scan of the sheet, each other one where the one before it that was ticked ended.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.handover.trace import Stage
from kiosk.statistics.record import Mark

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class StageTime:
    """One case in one stage; ``moment`` is when it was ticked."""

    stage: Stage
    minutes: float
    moment: datetime
    desk: str | None
    event: str | None


def stage_times(marks: Iterable[Mark]) -> tuple[StageTime, ...]:
    """Return how long each stage of each sheet took, as far as it was ticked."""
    by_sheet: dict[str, dict[Stage, Mark]] = {}
    for mark in marks:
        by_sheet.setdefault(mark.sheet, {})[mark.stage] = mark
    return tuple(time for ticked in by_sheet.values() for time in _of_sheet(ticked))


def _of_sheet(ticked: Mapping[Stage, Mark]) -> Iterator[StageTime]:
    before: datetime | None = next((mark.opened for mark in ticked.values()), None)
    for stage in Stage:
        mark = ticked.get(stage)
        if mark is None:
            continue
        if before is not None and mark.moment >= before:
            yield StageTime(stage, (mark.moment - before) / _MINUTE, mark.moment, mark.desk, mark.event)
        before = mark.moment
