"""The lobby's window as a kiosk has it: the sample city, its fonts, and a gallery of steps."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from config.content import Content, load
from kiosk.guidance.content import Fact
from kiosk.guidance.search import Search
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import load_lettering
from kiosk.paperwork.case import Need
from kiosk.postal import Town
from kiosk.visit.steps import Step
from ui.lobby.assembly import ScreenParts, make_window
from ui.lobby.gallery import Pose, gallery, poses
from ui.lobby.resident import Resident
from ui.lobby.style import PORTRAIT, Style, load_families, scale_for
from ui.lobby.window import LobbyWindow

TODAY = date(2026, 11, 20)
FONTS = Path("/usr/share/fonts/truetype")
FILES = {
    Face.NAME: FONTS / "ipamj/ipamjm.ttf",
    Face.TEXT: FONTS / "bizud-gothic/BIZUDPGothic-Regular.ttf",
    Face.BOLD: FONTS / "bizud-gothic/BIZUDPGothic-Bold.ttf",
}


class OwnTowns:
    """Only the city's own towns."""

    def __init__(self, own: tuple[Town, ...]) -> None:
        self._own = own

    def towns(self) -> tuple[Town, ...]:
        return self._own

    def lookup(self, postal: str) -> tuple[Town, ...]:
        return tuple(town for town in self._own if town.postal == postal)


def chessboard(text: str) -> tuple[tuple[bool, ...], ...]:
    """Stand for a code whose size grows with its text."""
    side = 21 + len(text) // 8
    return tuple(tuple((x + y) % 2 == 0 for x in range(side)) for y in range(side))


@pytest.fixture(scope="session")
def content() -> Content:
    return load(Path("config/aonami"))


@pytest.fixture(scope="session")
def needs(content: Content) -> tuple[Need, ...]:
    return content.needs


@pytest.fixture(scope="session")
def steps_shown(content: Content, needs: tuple[Need, ...]) -> Mapping[str, Step]:
    return gallery(content.guide, TODAY, needs)


@pytest.fixture(scope="session")
def poses_shown(content: Content, needs: tuple[Need, ...], steps_shown: Mapping[str, Step]) -> Mapping[str, Pose]:
    found = poses(content.guide, TODAY, needs, content.towns[0])
    return {name: pose for name, pose in found.items() if pose.screen in steps_shown}


@pytest.fixture(scope="session")
def screen_parts(content: Content) -> ScreenParts:
    lettering = load_lettering(FILES)
    return ScreenParts(
        settings=content.settings,
        guide=content.guide,
        words=content.words,
        lettering=lettering,
        font_files=FILES,
        symbol=chessboard,
        towns=OwnTowns(content.towns),
        today=lambda: TODAY,
        find=Search(content.guide, content.words.values()).find,
    )


@pytest.fixture(scope="session")
def families(qapp: QApplication) -> Mapping[Face, str]:
    return load_families(FILES)


@pytest.fixture(scope="session")
def style(content: Content, families: Mapping[Face, str]) -> Style:
    return Style(content.settings.tokens, scale_for(PORTRAIT), families)


@pytest.fixture
def size() -> QSize:
    return QSize(PORTRAIT)


@pytest.fixture
def window(screen_parts: ScreenParts, families: Mapping[Face, str], size: QSize, qtbot: QtBot) -> Iterator[LobbyWindow]:
    window = make_window(Style(screen_parts.settings.tokens, scale_for(size), families), screen_parts)
    window.resize(size)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def resident(window: LobbyWindow) -> Resident:
    return Resident(window, scale=1.0)


@pytest.fixture
def answers(window: LobbyWindow) -> list[object]:
    """What the window passed on."""
    heard: list[object] = []
    window.answered.connect(heard.append)
    return heard


@pytest.fixture
def show(window: LobbyWindow, resident: Resident, qtbot: QtBot) -> Callable[[Step], None]:
    """Show a step and wait until it takes touches."""

    def show(step: Step) -> None:
        window.show_step(step)
        qtbot.waitUntil(resident.ready)

    return show


@pytest.fixture(scope="session")
def content_facts(content: Content) -> Mapping[str, Fact]:
    return content.guide.facts
