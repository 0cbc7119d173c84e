"""Work in the background never holds the screen, and what nobody waits for any more is dropped."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from kiosk.errors import Cancelled, KakanaiError, NoReader, Overdue
from kiosk.ports import Watch
from kiosk.visit.work import Counted, Failed, Outcome, Outside
from ui.lobby.background import Background


@dataclass(frozen=True)
class Job:
    """Work that does what the test says."""

    does: Callable[[Watch], Outcome]
    deadline_s: float | None = None

    def perform(self, _outside: Outside | None, watch: Watch) -> Outcome:
        return self.does(watch)


def do(job: Job, watch: Watch) -> Outcome:
    return job.perform(None, watch)


@pytest.fixture
def background(qtbot: QtBot) -> Background:
    return Background(do)  # type: ignore[arg-type]  # a Job needs no ports


def test_what_comes_of_it_is_told(background: Background, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.settled) as settled:
        background.follow(Job(lambda _: Counted(3)))
    assert settled.args == [Counted(3)]


def test_progress_is_told_on_the_way(background: Background, qtbot: QtBot) -> None:
    def work(watch: Watch) -> Outcome:
        watch.report("half")
        return Counted(0)

    with qtbot.waitSignals([background.progressed, background.settled], order="strict"):
        background.follow(Job(work))


def test_an_error_of_ours_is_an_outcome(background: Background, qtbot: QtBot) -> None:
    def work(_: Watch) -> Outcome:
        raise NoReader

    with qtbot.waitSignal(background.settled) as settled:
        background.follow(Job(work))
    assert isinstance(settled.args[0].error, NoReader)


def test_a_fault_ends_the_work_and_not_the_visit(background: Background, qtbot: QtBot) -> None:
    def work(_: Watch) -> Outcome:
        raise ZeroDivisionError

    with qtbot.waitSignal(background.settled) as settled:
        background.follow(Job(work))
    assert type(settled.args[0].error) is KakanaiError


def test_hanging_work_is_left_at_its_deadline(background: Background, qtbot: QtBot) -> None:
    hangs = threading.Event()

    def work(_: Watch) -> Outcome:
        hangs.wait()
        return Counted(1)

    with qtbot.waitSignal(background.settled) as settled:
        background.follow(Job(work, deadline_s=0.05))
    hangs.set()
    assert isinstance(settled.args[0], Failed)
    assert isinstance(settled.args[0].error, Overdue)


def test_work_that_is_left_is_told_so_and_says_nothing_more(background: Background, qtbot: QtBot) -> None:
    heard: list[object] = []
    background.settled.connect(heard.append)
    ended = threading.Event()

    def work(watch: Watch) -> Outcome:
        try:
            while not watch.cancelled():
                ended.wait(0.001)
            raise Cancelled
        finally:
            ended.set()

    background.follow(Job(work))
    background.follow(None)
    qtbot.waitUntil(ended.is_set)
    with qtbot.waitSignal(background.settled):
        background.follow(Job(lambda _: Counted(7)))
    assert heard == [Counted(7)]


def test_what_came_just_before_it_was_left_is_dropped_too(background: Background) -> None:
    heard: list[object] = []
    background.settled.connect(heard.append)
    background.follow(Job(lambda _: Counted(1)))
    for thread in threading.enumerate():
        if thread.name == Job.__name__:
            thread.join()
    background.follow(None)
    QCoreApplication.processEvents()
    assert heard == []


def test_work_that_is_left_may_put_things_in_order(background: Background) -> None:
    done: list[str] = []

    def work(watch: Watch) -> Outcome:
        while not watch.cancelled():
            pass
        done.append("in order")
        raise Cancelled

    background.follow(Job(work))
    background.follow(None)
    background.wait_for_left_work(10)
    assert done == ["in order"]


def test_the_same_work_is_not_begun_twice(background: Background, qtbot: QtBot) -> None:
    begun: list[int] = []
    go = threading.Event()

    def work(_: Watch) -> Outcome:
        begun.append(1)
        go.wait()
        return Counted(0)

    job = Job(work)
    background.follow(job)
    background.follow(job)
    with qtbot.waitSignal(background.settled):
        go.set()
    assert begun == [1]
