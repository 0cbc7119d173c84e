"""Every screen, in every language, upright and wide: everything can be read, reached and named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from kiosk.lettering.ruby import has_readings
from kiosk.visit.steps import Step
from ui.lobby.gallery import Pose
from ui.lobby.labels import Text
from ui.lobby.style import PORTRAIT, scale_for
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

LEAST_HEIGHT, LEAST_GAP = 100, 16
WIDE = QSize(1920, 1080)
ROLES = (QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton)


@dataclass(frozen=True)
class Seen:
    """One control on one screen."""

    screen: str
    name: str
    place: QRect
    spoken: str
    role: QAccessible.Role
    cut: bool
    listed: bool
    pad: bool

    def __str__(self) -> str:
        return f"{self.screen}: {self.name} {self.place.getRect()} {self.spoken}"


@dataclass(frozen=True)
class Walk:
    """All screens in one language, as they were seen."""

    window: QRect
    screens: tuple[tuple[Seen, ...], ...]
    cut_texts: tuple[str, ...]

    @property
    def controls(self) -> Iterator[Seen]:
        return (control for screen in self.screens for control in screen)


@pytest.fixture
def walk(language: str, window: LobbyWindow, steps_shown: Mapping[str, Step], poses_shown: Mapping[str, Pose]) -> Walk:
    window.set_language(language)
    screens, cut = [], []
    for name, step in steps_shown.items():
        window.show_step(step)
        QApplication.sendPostedEvents()
        screens.append(tuple(_seen(name, one, window) for one in window.findChildren(Touchable) if one.isVisible()))
        cut += _cut_texts(name, window)
    for name, pose in poses_shown.items():
        _strike(pose, window, steps_shown)
        cut += _cut_texts(name, window)
    return Walk(window.rect(), tuple(screens), tuple(cut))


def _strike(pose: Pose, window: LobbyWindow, steps_shown: Mapping[str, Step]) -> None:
    window.show_step(replace(steps_shown[pose.screen]))
    for name in pose.touches:
        QApplication.sendPostedEvents()
        next(one for one in window.findChildren(Touchable, name) if one.isVisible()).click()
    if pose.idle_s:
        window.show_idle_warning(pose.idle_s)
    QApplication.sendPostedEvents()


def _cut_texts(screen: str, window: LobbyWindow) -> Iterator[str]:
    texts = (text for text in window.findChildren(Text) if text.isVisible() and text.is_cut())
    return (f"{screen}: {text.text()}" for text in texts)


def _seen(screen: str, control: Touchable, window: LobbyWindow) -> Seen:
    return Seen(
        screen=screen,
        name=control.objectName(),
        place=QRect(control.mapTo(window, QPoint(0, 0)), control.size()),
        spoken=control.accessibleName(),
        role=QAccessible.queryAccessibleInterface(control).role(),
        cut=control.is_cut(),
        listed=_in_a_list(control),
        pad=type(control).__module__.startswith("ui.lobby.pads"),
    )


def _in_a_list(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QScrollArea) or _in_a_list(parent))


@pytest.mark.parametrize(
    ("language", "size"),
    [("ja", PORTRAIT), ("ja-x-easy", PORTRAIT), ("en", PORTRAIT), ("ja", WIDE), ("en", WIDE)],
    ids=str,
)
def test_every_screen_can_be_read_reached_and_named(walk: Walk, size: QSize) -> None:
    """One walk for all that is asked of it, since building every screen takes a while."""
    least = int(LEAST_HEIGHT * scale_for(size))
    assert list(walk.cut_texts) == []
    assert [str(seen) for seen in walk.controls if seen.cut and not seen.pad] == []
    assert [str(seen) for seen in walk.controls if not seen.listed and not walk.window.contains(seen.place)] == []
    assert [str(seen) for seen in walk.controls if not seen.pad and seen.place.height() < least] == []
    assert [str(seen) for seen in walk.controls if not seen.spoken or seen.role not in ROLES] == []
    assert [str(seen) for seen in walk.controls if has_readings(seen.spoken)] == []
    assert list(_too_near(walk, int(LEAST_GAP * scale_for(size)))) == []
    assert len({seen.place.getRect() for seen in walk.controls if seen.name == "clerk"}) == 1


def _too_near(walk: Walk, gap: int) -> Iterator[str]:
    """Pairs with less than the gap between them; the attract screen is one button that holds others."""
    for screen in walk.screens:
        free = [seen for seen in screen if not seen.listed and not seen.pad and seen.name != "begin"]
        for one, other in combinations(free, 2):
            if one.place.adjusted(1 - gap, 1 - gap, gap - 1, gap - 1).intersects(other.place):
                yield f"{one} | {other}"
