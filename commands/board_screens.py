"""Pictures of the board as it can look, on each kind of screen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize

from commands.board import board_parts
from commands.clock import SetClock
from config.city import Content
from ui.board.display import BoardParts, board_window
from ui.board.gallery import Pose, poses

SCREENS: Mapping[str, QSize] = {
    "board": QSize(1920, 1080),
    "board-4k": QSize(3840, 2160),
    "board-portrait": QSize(1080, 1920),
}
"""By the folder of its pictures."""


def board_screens(content: Content, out: Path, only: str) -> int:
    """Take the pictures that are called so, in the half of a second in which new calls are lit; return how many.

    Needs a QApplication.
    """
    day = datetime(2026, 11, 20, tzinfo=ZoneInfo(content.settings.office.zone))
    wanted = {name: pose for name, pose in poses(day).items() if fnmatchcase(name, only)}
    for folder, size in SCREENS.items():
        for name, pose in wanted.items():
            clock = SetClock(datetime.combine(day, pose.at, day.tzinfo))
            _take(board_parts(content), clock, pose, size, out / folder / f"{name}.png")
    return len(SCREENS) * len(wanted)


def _take(parts: BoardParts, clock: SetClock, pose: Pose, size: QSize, file: Path) -> None:
    window = board_window(replace(parts, clock=clock))
    window.resize(size)
    for view in pose.views:
        window.show_view(view)
    clock.moment += pose.away
    window.refresh()
    file.parent.mkdir(parents=True, exist_ok=True)
    window.take_picture(file)
    window.deleteLater()
