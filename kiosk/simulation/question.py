"""What if: a day, the windows and the rules under which it is run; and what it was without the change."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.queue.outlook import Pace, Stay, pace_of
from kiosk.settings import Office, Queue
from kiosk.simulation.day import Day, Staffing
from kiosk.simulation.outcome import Outcome, outcome_of, told_right
from kiosk.simulation.run import run_day
from kiosk.statistics.record import Record
from kiosk.statistics.stops import stops_of


@dataclass(frozen=True)
class Setting:
    """What a manager can turn: windows, and of the rules the dial and the longest wait."""

    staffing: Staffing
    priority: int
    ordinary: int
    longest_wait_min: int

    def rules(self, queue: Queue) -> Queue:
        return replace(queue, priority=self.priority, ordinary=self.ordinary, longest_wait_min=self.longest_wait_min)


def setting_of(staffing: Staffing, queue: Queue) -> Setting:
    """Return the setting under which the city works."""
    return Setting(staffing, queue.priority, queue.ordinary, queue.longest_wait_min)


@dataclass(frozen=True)
class Answer:
    """``told_right``: for what share of the households the range that the lobby would have said was right."""

    outcome: Outcome
    told_right: float


def answer_of(day: Day, setting: Setting, pace: Pace, fewest: int, gone: Callable[[], bool]) -> Answer:
    """Run the day. Too long a wait is one that the city finds so, whatever the setting; ``fewest`` as in outcomes.

    Raises Cancelled once whoever asked is ``gone``.
    """
    course = run_day(day, setting.staffing, setting.rules(pace.queue), pace, gone=gone)
    return Answer(outcome_of(course, pace.queue.longest_wait_min, fewest), told_right(course))


def measured_pace(record: Record, queue: Queue, office: Office) -> Pace:
    """Return how long households take, as this record knows, or else as the city says."""
    stops = ((stop, stop.service_min) for stop in stops_of(record.changes))
    return pace_of((Stay(stop.desk, stop.event, minutes) for stop, minutes in stops if minutes), queue, office)
