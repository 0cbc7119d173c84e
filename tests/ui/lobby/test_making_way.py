"""A visit ends for a newer one only while nobody has begun it."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from commands.kiosk_parts import kiosk_parts
from config.city import Content
from kiosk.ports import Watch
from kiosk.visit.answers import Begin
from kiosk.visit.steps import Attract, ChooseParty, Over
from kiosk.visit.work import Arrive, Counted, Outcome, Work
from ui.lobby.presenter import Presenter
from ui.lobby.window import LobbyWindow


def perform(work: Work, _watch: Watch) -> Outcome:
    assert isinstance(work, Arrive)
    return Counted(0)


@pytest.fixture
def presenter(window: LobbyWindow, content: Content) -> Presenter:
    presenter = Presenter(kiosk_parts(content).visit(), window, perform, content.settings.kiosk)
    presenter.begin()
    return presenter


def test_the_first_screen_makes_way(presenter: Presenter, qtbot: QtBot) -> None:
    assert isinstance(presenter.step, Attract)
    with qtbot.waitSignal(presenter.over):
        presenter.make_way()
    assert isinstance(presenter.step, Over)


def test_who_has_begun_is_not_sent_away(presenter: Presenter, window: LobbyWindow) -> None:
    window.answered.emit(Begin("ja"))
    presenter.make_way()
    assert isinstance(presenter.step, ChooseParty)


def test_a_visit_makes_way_once(presenter: Presenter, count_of: Callable[[], int]) -> None:
    presenter.make_way()
    presenter.make_way()
    assert count_of() == 1


@pytest.fixture
def count_of(presenter: Presenter) -> Callable[[], int]:
    """How often the visit said that it is over."""
    heard: list[None] = []
    presenter.over.connect(lambda: heard.append(None))
    return lambda: len(heard)
