"""What a visit lets be seen and heard while somebody is there, and when nobody is there any more."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commands.kiosk_parts import kiosk_parts
from config.content import Content
from kiosk.errors import Cancelled
from kiosk.guidance.content import Party
from kiosk.ports import CardFound, CardKind, ReaderState, SecretKind, SecretWanted, Sound, Watch
from kiosk.tally import Tallied
from kiosk.visit.answers import Begin, EventsChosen, Leave, PartyChosen
from kiosk.visit.steps import CardLeft, EnterPin, Finished, Leaving, Over
from kiosk.visit.visit import Visit
from kiosk.visit.work import (
    Arrive,
    AwaitCardOnReader,
    AwaitFoundGone,
    AwaitRemoval,
    CallClerk,
    CardGone,
    ClerkCalled,
    Counted,
    CountVisit,
    KeepLedger,
    Kept,
    Outcome,
    Ring,
    Rung,
    VisitCounted,
    Work,
)
from ui.lobby.presenter import Presenter
from ui.lobby.window import LobbyWindow

SOON_S, NEVER_S = 0.05, 600.0
LOOK_S = 0.005


@dataclass
class Lobby:
    """The outside of one visit: a bell, and a reader on which a card lies until it is ``taken``.

    ``kept``: each time that a ledger is kept, whether there is one; the last holds for all times after it.
    """

    rung: list[Sound] = field(default_factory=list)
    taken: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False
    kept: list[bool] = field(default_factory=lambda: [False])
    counted: list[CountVisit] = field(default_factory=list)

    def perform(self, work: Work, watch: Watch) -> Outcome:
        match work:
            case Ring(sound):
                self.rung.append(sound)
                return Rung()
            case Arrive():
                return Counted(0)
            case AwaitCardOnReader():
                watch.report(ReaderState.CARD)
                return CardFound(CardKind.MY_NUMBER, (SecretWanted(SecretKind.PIN, 3),))
            case AwaitFoundGone() | AwaitRemoval():
                return self._await_removal(watch)
            case CallClerk():
                return ClerkCalled()
            case KeepLedger():
                self.kept.append(self.kept[-1])
                return Kept(again=self.kept[-1])
            case CountVisit():
                self.counted.append(work)
                return VisitCounted()
        raise AssertionError(work)

    def _await_removal(self, watch: Watch) -> CardGone:
        if not self.hangs:
            watch.report(ReaderState.EMPTY if self.taken.is_set() else ReaderState.CARD)
        while not self.taken.wait(LOOK_S) or self.hangs:
            if watch.cancelled():
                raise Cancelled
        return CardGone()


@dataclass
class Farewell:
    """A visit that stands at its last step."""

    step: Finished
    work: None = None
    count: None = None
    language: str = "ja"

    def progress(self, progress: object) -> None:
        self.step = replace(self.step, card_on_reader=progress is ReaderState.CARD)


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


def test_a_card_left_at_the_end_is_heard_until_it_is_taken(
    window: LobbyWindow, lobby: Lobby, content: Content, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.lobby.presenter.CARD_RINGS_EVERY_S", SOON_S)
    visit: Any = Farewell(Finished("A1", None, None, paper=True))
    presenter = Presenter(visit, window, lobby.perform, content.settings.kiosk)
    assert not presenter._card_rings.isActive()
    presenter._work.progressed.emit(ReaderState.CARD)
    window.touched.emit()
    qtbot.waitUntil(lambda: lobby.rung[:3] == 3 * [Sound.CARD])
    presenter._work.progressed.emit(ReaderState.EMPTY)
    assert not presenter._card_rings.isActive()


@pytest.fixture
def put_card_down(come: Come, window: LobbyWindow, qtbot: QtBot) -> Come:
    """Lets somebody come and put a card on the reader."""

    def put_card_down(**times_s: Any) -> Presenter:
        presenter = come(**times_s)
        window.answered.emit(PartyChosen(Party.SELF))
        window.answered.emit(EventsChosen(("tennyu",)))
        qtbot.waitUntil(lambda: isinstance(presenter.step, EnterPin))
        return presenter

    return put_card_down


def test_a_card_left_behind_is_shown_and_heard_until_it_is_taken(
    put_card_down: Come, lobby: Lobby, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.lobby.presenter.CARD_RINGS_EVERY_S", SOON_S)
    presenter = put_card_down(idle_s=SOON_S, idle_warning_s=SOON_S)
    qtbot.waitUntil(lambda: presenter.step == CardLeft())
    qtbot.waitUntil(lambda: lobby.rung[-2:] == [Sound.CARD, Sound.CARD])
    assert presenter.step == CardLeft()
    with qtbot.waitSignal(presenter.over):
        lobby.taken.set()
    assert not presenter._card_rings.isActive()


def test_a_card_that_was_taken_is_not_spoken_of(
    put_card_down: Come, lobby: Lobby, window: LobbyWindow, qtbot: QtBot
) -> None:
    presenter = put_card_down()
    shown: list[object] = []
    presenter.stepped.connect(shown.append)
    lobby.taken.set()
    with qtbot.waitSignal(presenter.over):
        window.answered.emit(Leave())
    assert shown == [Leaving(), Over()]
    assert lobby.rung == []


def test_a_reader_that_hangs_does_not_keep_the_screen_empty(
    put_card_down: Come, lobby: Lobby, window: LobbyWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.visit.leave_talk.ANSWER_S", SOON_S)
    presenter = put_card_down()
    lobby.hangs = True
    with qtbot.waitSignal(presenter.over):
        window.answered.emit(Leave())


def test_whoever_stands_before_a_card_left_behind_is_not_hurried(
    put_card_down: Come, lobby: Lobby, window: LobbyWindow, qtbot: QtBot
) -> None:
    presenter = put_card_down()
    window.answered.emit(Leave())
    qtbot.waitUntil(lambda: presenter.step == CardLeft())
    window.touched.emit()
    window.clerk_called.emit()
    assert not any(timer.isActive() for timer in (presenter._idle, presenter._warned, presenter._farewell))
    with qtbot.waitSignal(presenter.over):
        lobby.taken.set()


def test_a_ledger_is_kept_again_and_again_beside_the_visit(
    come: Come, lobby: Lobby, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.lobby.presenter.LEDGER_EVERY_S", LOOK_S)
    lobby.kept = [True]
    come()
    qtbot.waitUntil(lambda: len(lobby.kept) > 3)


def test_where_there_is_no_ledger_nobody_looks_for_it_again(
    come: Come, lobby: Lobby, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.lobby.presenter.LEDGER_EVERY_S", LOOK_S)
    presenter = come()
    qtbot.waitUntil(lambda: len(lobby.kept) == 2 and presenter._ledger._piece is None)
    assert not presenter._ledger_rests.isActive()


def test_a_visit_that_is_over_is_counted_once_though_its_process_ends(
    come: Come, lobby: Lobby, window: LobbyWindow
) -> None:
    presenter = come()
    window.answered.emit(Leave())
    presenter.wait_for_left_work(NEVER_S)
    assert [tally.what for tally in lobby.counted[0].tallies] == [Tallied.LANGUAGE, Tallied.LEFT]
    assert len(lobby.counted) == 1


def test_who_no_longer_answers_is_counted_as_that(come: Come, lobby: Lobby, qtbot: QtBot) -> None:
    come(idle_s=SOON_S, idle_warning_s=SOON_S)
    qtbot.waitUntil(lambda: len(lobby.counted) == 1)
    assert lobby.counted[0].tallies[1].what is Tallied.TIMED_OUT
