"""The thread that looks at the queue."""

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from kiosk.errors import StoreUnavailable
from kiosk.queue.ticket import BoardView
from ui.board.source import Watch

VIEW = BoardView((), ("A1",))


class Unchanging:
    """Nothing is ever said to have changed."""

    def await_change(self, timeout_s: float) -> None:
        Event().wait(timeout_s)


class Flaky(Unchanging):
    """Fails at first, then answers."""

    def __init__(self) -> None:
        self.asked = 0
        self.off_the_gui_thread = False

    def board(self) -> BoardView:
        self.asked += 1
        self.off_the_gui_thread = current_thread() is not main_thread()
        if self.asked == 1:
            raise StoreUnavailable("gone")
        return VIEW


class Hung(Unchanging):
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.asked = Event()
        self.let_go = Event()

    def board(self) -> BoardView:
        self.asked.set()
        self.let_go.wait()
        return VIEW


@pytest.fixture
def hung() -> Iterator[Hung]:
    source = Hung()
    yield source
    source.let_go.set()


def test_database_that_comes_back_is_seen_again(qtbot: QtBot) -> None:
    source = Flaky()
    watch = Watch(source)
    with qtbot.waitSignal(watch.seen) as seen:
        watch.start()
    watch.stop()
    assert seen.args == [VIEW]
    assert source.off_the_gui_thread


class Deaf(Unchanging):
    """Changes with each look, and says so to nobody."""

    def __init__(self) -> None:
        self.looks = 0

    def board(self) -> BoardView:
        self.looks += 1
        return BoardView((), (f"A{self.looks}",))


def test_change_that_nobody_told_of_is_seen_by_looking_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.board.source.LOOK_S", 0.01)
    watch = Watch(Deaf())
    with qtbot.waitSignal(watch.seen, check_params_cb=lambda view: view.waiting == ("A3",)):
        watch.start()
    watch.stop()


def test_database_that_hangs_does_not_hold_the_board_when_it_closes(
    qtbot: QtBot, hung: Hung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.board.source._GOODBYE_S", 0.01)
    watch = Watch(hung)
    with qtbot.assertNotEmitted(watch.seen):
        watch.start()
        assert hung.asked.wait(5)
        watch.stop()
        hung.let_go.set()
        watch._thread.join()
