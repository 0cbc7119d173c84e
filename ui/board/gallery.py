"""What a board can look like, for pictures: an invented morning, and the 1st of April."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kiosk.queue.ticket import BoardView, Called, LetterWaiting
from kiosk.queue.waiting import Wait

_EVERY = timedelta(seconds=40)
_LAST_BELOW = 7
"""The last window of the first floor."""

_MORNING = (("A11", "1"), ("C7", "3"), ("E3", "8"), ("A10", "1"), ("B5", "2"), ("H31", "18"), ("C6", "4"))
_PEAK = (("A998", "1"), ("H999", "18"), ("B400", "2"), ("D388", "5"), ("G305", "13"), ("F208", "10"), ("C777", "3"))
_READY = (("B3", "2"), ("A4", "1"), ("C2", "4"), ("A2", "1"))

_QUIET_DAY = {"A": (3, 10, 20), "B": (1, 0, 10), "C": (2, 10, 15), "D": (0, 0, 0), "E": (1, 5, 10)}
_NOBODY = dict.fromkeys("ABCDE", (0, 0, 0))
_BUSY_DAY = {
    "A": (214, 90, 150),
    "B": (88, 60, 110),
    "C": (75, 45, 80),
    "D": (61, 40, 70),
    "E": (24, 20, 40),
    "F": (19, 15, 35),
    "G": (12, 10, 25),
    "H": (7, 0, 10),
}
"""By letter: how many wait, and from how many to how many minutes."""


@dataclass(frozen=True)
class Pose:
    """The views that a board sees one after the other, at which time of the day, and how long it then sees none."""

    views: tuple[BoardView, ...]
    away: timedelta = timedelta()
    at: time = time(10, 32)


def poses(now: datetime) -> Mapping[str, Pose]:
    """Return every pose by the name of its picture."""
    morning, ready = _calls(_MORNING, now), _calls(_READY, now, second=True)
    usual = _view(morning, _QUIET_DAY)
    april = _view(_calls(_PEAK, now), _BUSY_DAY, first=785)
    return {
        "empty": Pose((_view((), _NOBODY),)),
        "usual": Pose((usual,)),
        "called": Pose((usual, _view((Called("A12", "1", "1階", now), *morning), _QUIET_DAY))),
        "ready": Pose((_view((*ready[1:], *morning), _QUIET_DAY), _view((*ready, *morning), _QUIET_DAY))),
        "april": Pose((_view((), _BUSY_DAY), april)),
        "april-ready": Pose((_view((*april.called, *ready), _BUSY_DAY, first=785),)),
        "away": Pose((usual,), timedelta(minutes=4)),
        "notice": Pose((usual,), at=time(16, 45)),
        "closed": Pose((_view((), _NOBODY, opens=time(8, 30)),), at=time(7, 50)),
    }


def _calls(calls: tuple[tuple[str, str], ...], now: datetime, *, second: bool = False) -> tuple[Called, ...]:
    return tuple(
        Called(number, window, "1階" if int(window) <= _LAST_BELOW else "2階", now - place * _EVERY, second)
        for place, (number, window) in enumerate(calls)
    )


def _view(
    called: tuple[Called, ...],
    waiting: Mapping[str, tuple[int, int, int]],
    first: int = 13,
    opens: time | None = None,
) -> BoardView:
    """Let so many wait for each letter, whose numbers begin with ``first``."""
    letters = tuple(
        LetterWaiting(letter, count, Wait(low, high, opens)) for letter, (count, low, high) in waiting.items()
    )
    numbers = (f"{one.letter}{first + place}" for one in letters for place in range(one.waiting))
    return BoardView(called, tuple(numbers), (), letters)
