"""What a visit lets be seen and heard while somebody is there, and when nobody is there any more."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commands.kiosk_parts import kiosk_parts
from config.content import Content
from kiosk.ports import Sound, Watch
from kiosk.visit.steps import Begin, Over
from kiosk.visit.visit import Visit
from kiosk.visit.work import Arrive, Counted, Outcome, Ring, Rung, Work
from ui.lobby.presenter import Presenter
from ui.lobby.window import LobbyWindow

SOON_S, NEVER_S = 0.05, 600.0


@dataclass
class Lobby:
    """The outside of one visit: a bell."""

    rung: list[Sound] = field(default_factory=list)

    def perform(self, work: Work, watch: Watch) -> Outcome:
        match work:
            case Ring(sound):
                self.rung.append(sound)
                return Rung()
            case Arrive():
                return Counted(0)
        raise AssertionError(work)


@pytest.fixture(scope="session")
def new_visit(content: Content) -> Callable[[], Visit]:
    return kiosk_parts(content).visit


@pytest.fixture
def lobby() -> Lobby:
    return Lobby()


Come = Callable[..., Presenter]


@pytest.fixture
def come(window: LobbyWindow, lobby: Lobby, new_visit: Callable[[], Visit], content: Content) -> Come:
    """Lets somebody come to a kiosk that is as patient as they say."""
    kept: list[Presenter] = []

    def come(**times_s: Any) -> Presenter:
        patience = {"idle_s": NEVER_S, "idle_warning_s": NEVER_S, "finish_s": NEVER_S, **times_s}
        presenter = Presenter(new_visit(), window, lobby.perform, replace(content.settings.kiosk, **patience))
        kept.append(presenter)
        presenter.begin()
        window.answered.emit(Begin("ja"))
        return presenter

    return come


def test_the_idle_warning_is_heard(come: Come, lobby: Lobby, qtbot: QtBot) -> None:
    come(idle_s=SOON_S)
    qtbot.waitUntil(lambda: lobby.rung == [Sound.WARNING])


def test_the_idle_warning_is_heard_once_more_before_it_is_too_late(come: Come, lobby: Lobby, qtbot: QtBot) -> None:
    presenter = come(idle_s=SOON_S, idle_warning_s=10 * SOON_S)
    qtbot.waitUntil(lambda: presenter.step == Over())
    assert lobby.rung == [Sound.WARNING, Sound.WARNING]


def test_whoever_answers_the_warning_is_not_rung_at_again(
    come: Come, lobby: Lobby, window: LobbyWindow, qtbot: QtBot
) -> None:
    presenter = come(idle_s=SOON_S)
    qtbot.waitUntil(lambda: lobby.rung == [Sound.WARNING])
    assert presenter._half_warned.isActive()
    window.touched.emit()
    assert not presenter._half_warned.isActive()
