"""The supervisor keeps one visit on the screen, whatever happens to the others."""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.sharedctypes import RawValue
from typing import TextIO

import pytest

from commands.supervisor import PATIENCE, Channel, Supervisor

MOMENT_S, PASSES_S = 0.005, 0.5
"""How long a visit waits between two words, and how much time passes meanwhile by the clock of the test."""


class Log:
    """What the forked children write, one line each, read by the test."""

    def __init__(self, lines: TextIO, write: int) -> None:
        self._lines = lines
        self._write = write

    def say(self, line: str) -> None:
        os.write(self._write, f"{line}\n".encode())

    def next(self) -> str:
        return self._lines.readline().strip()

    def write(self, deed: str) -> None:
        """Write down what this visit does."""
        self.say(f"{deed} {os.getpid()}")

    def who(self, deed: str) -> int:
        """Return the next visit that did this. Visits write side by side: what others did meanwhile is passed over."""
        while not (line := self.next()).startswith(f"{deed} "):
            assert line
        return int(line.split()[1])

    def silent_for(self, seconds: float) -> bool:
        return not select.select([self._lines], [], [], seconds)[0]


@pytest.fixture
def log() -> Iterator[Log]:
    read, write = os.pipe()
    with os.fdopen(read) as lines, os.fdopen(write, "w"):
        yield Log(lines, write)


class Stage:
    """The time by the supervisor's clock, which passes only when somebody here lets it, and how many visits there were.

    Shared by all processes of a test.
    """

    def __init__(self) -> None:
        self._now_s = RawValue("d", 0.0)
        self._entered = RawValue("i", 0)

    def clock(self) -> float:
        return float(self._now_s.value)

    def let_pass(self, seconds: float) -> None:
        self._now_s.value += seconds

    def enter(self) -> int:
        """Return which visit this is, from 0. The supervisor lets one after the other begin."""
        self._entered.value += 1
        return int(self._entered.value) - 1

    def goes_on(self, channel: Channel) -> bool:
        """Be alive for a moment; return False when the supervisor has said something."""
        self.let_pass(PASSES_S)
        channel.alive()
        return not select.select([channel], [], [], MOMENT_S)[0]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@contextmanager
def running(supervisor: Supervisor) -> Iterator[int]:
    """Run the supervisor in a process of its own, as in life; yield its pid."""
    pid = os.fork()
    if pid == 0:
        try:
            supervisor.run()
        finally:
            os._exit(0)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def _painted_then(log: Log, channel: Channel) -> bool:
    """Say that we are painted, and wait until we are shown; False when the supervisor is gone."""
    channel.painted()
    if not channel.told_to_show():
        return False
    log.write("shown")
    return True


def _serve(stage: Stage, channel: Channel) -> None:
    """Be on the screen, and alive, until the supervisor is gone."""
    channel.painted()
    assert channel.told_to_show()
    while stage.goes_on(channel):
        pass


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


HANGS = pytest.mark.parametrize("hang", [_stop, signal.pause], ids=["stopped", "stuck"])


def test_the_next_visit_is_shown_when_one_ends(log: Log) -> None:
    def visit(channel: Channel) -> None:
        if _painted_then(log, channel):
            channel.ending()

    with running(Supervisor(visit)):
        shown = [log.next() for _ in range(3)]
    assert len(set(shown)) == 3


def test_a_crashed_visit_is_followed_by_the_spare(log: Log) -> None:
    def visit(channel: Channel) -> None:
        if _painted_then(log, channel):
            os.kill(os.getpid(), signal.SIGKILL)

    with running(Supervisor(visit)):
        assert log.next() != log.next()


def test_a_visit_that_dies_before_it_paints_is_not_tried_in_a_frenzy(log: Log) -> None:
    def visit(channel: Channel) -> None:
        log.say("tried")
        raise RuntimeError

    with running(Supervisor(visit)):
        assert log.next() == "tried"
        assert log.silent_for(0.5)


@HANGS
def test_no_child_outlives_the_supervisor(log: Log, hang: Callable[[], None]) -> None:
    def visit(channel: Channel) -> None:
        _painted_then(log, channel)
        hang()

    with running(Supervisor(visit)):
        child = log.who("shown")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@HANGS
def test_a_visit_that_hangs_is_followed_by_the_spare(log: Log, stage: Stage, hang: Callable[[], None]) -> None:
    def visit(channel: Channel) -> None:
        channel.painted()
        while stage.goes_on(channel):
            pass
        assert channel.told_to_show()
        log.write("shown")
        hang()

    with running(Supervisor(visit, clock=stage.clock)):
        assert len({log.who("shown") for _ in range(3)}) == 3


@HANGS
def test_a_spare_that_hangs_is_replaced_behind_the_visit_that_serves(
    log: Log, stage: Stage, hang: Callable[[], None]
) -> None:
    def visit(channel: Channel) -> None:
        log.write("born")
        if stage.enter() == 0:
            _serve(stage, channel)
        channel.painted()
        hang()

    with running(Supervisor(visit, clock=stage.clock)):
        serving, *spares = (log.who("born") for _ in range(4))
        assert len(set(spares)) == 3
        os.kill(serving, 0)


def test_a_visit_that_has_much_to_do_and_says_so_is_left_alone(log: Log, stage: Stage) -> None:
    def visit(channel: Channel) -> None:
        if _painted_then(log, channel):
            while stage.clock() < 3 * PATIENCE.silence_s:
                stage.goes_on(channel)
            log.write("done")

    with running(Supervisor(visit, clock=stage.clock)):
        assert log.who("shown") == log.who("done")


def test_a_slow_start_is_no_hang(log: Log, stage: Stage) -> None:
    """The spare takes twice as long to paint as a visit may be silent later."""

    def visit(channel: Channel) -> None:
        log.write("born")
        if stage.enter() == 0:
            _serve(stage, channel)
        painted_s = stage.clock() + 2 * PATIENCE.silence_s
        while stage.clock() < painted_s:
            select.select([channel], [], [], MOMENT_S)
        log.write("painted")

    with running(Supervisor(visit, clock=stage.clock)):
        _, spare = (log.who("born") for _ in range(2))
        assert log.who("painted") == spare


def test_a_start_that_comes_to_nothing_is_tried_again(log: Log, stage: Stage) -> None:
    def visit(channel: Channel) -> None:
        log.write("born")
        if stage.enter() == 0:
            _serve(stage, channel)
        signal.pause()

    with running(Supervisor(visit, clock=stage.clock)):
        assert len({log.who("born") for _ in range(3)}) == 3
    assert stage.clock() > PATIENCE.painting_s


def test_nobody_is_ended_for_the_time_in_which_the_supervisor_was_stopped(log: Log, stage: Stage) -> None:
    """A spare that is killed and replaced shows that the supervisor goes on; after the second it has judged all."""

    def visit(channel: Channel) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        channel.painted()
        log.write("painted")
        if channel.told_to_show():
            signal.sigwait({signal.SIGUSR1})
            log.write("done")

    with running(Supervisor(visit, clock=stage.clock)) as supervisor:
        serving, spare = (log.who("painted") for _ in range(2))
        os.kill(supervisor, signal.SIGSTOP)
        os.waitpid(supervisor, os.WUNTRACED)
        stage.let_pass(60 * PATIENCE.silence_s)
        os.kill(supervisor, signal.SIGCONT)
        for _ in range(2):
            os.kill(spare, signal.SIGKILL)
            spare = log.who("painted")
        os.kill(serving, signal.SIGUSR1)
        assert log.who("done") == serving


class News:
    """How often there was something new, seen by all processes of a test."""

    def __init__(self) -> None:
        self._told = RawValue("i", 0)
        self._taken = 0

    def tell(self) -> None:
        self._told.value += 1

    def taken(self) -> bool:
        """Take what is new, as the supervisor does; return whether there was anything."""
        is_new = self._told.value != self._taken
        self._taken = int(self._told.value)
        return is_new

    @property
    def content(self) -> int:
        """What a visit has that was forked now."""
        return self._taken


@pytest.fixture
def news() -> News:
    return News()


def _attend(channel: Channel, *, somebody: bool = False) -> None:
    """Be on the screen until asked to yield with nobody there, or until the supervisor is gone."""
    while True:
        channel.alive()
        if not select.select([channel], [], [], MOMENT_S)[0]:
            continue
        if not channel.told_to_yield():
            return
        if not somebody:
            channel.ending()
            return


def _paint(log: Log, channel: Channel, content: int) -> bool:
    """Be painted, alive and hidden until shown."""
    channel.painted()
    log.say(f"painted-{content} {os.getpid()}")
    while not select.select([channel], [], [], MOMENT_S)[0]:
        channel.alive()
    if not channel.told_to_show():
        return False
    log.say(f"shown-{content} {os.getpid()}")
    return True


def test_who_waits_for_nobody_makes_way_for_what_is_new(log: Log, news: News) -> None:
    """Both the visit on the screen and the spare behind it had the old content."""

    def visit(channel: Channel) -> None:
        if _paint(log, channel, news.content):
            _attend(channel)

    with running(Supervisor(visit, renew=news.taken)):
        old, spare = log.who("shown-0"), log.who("painted-0")
        while spare == old:
            spare = log.who("painted-0")
        news.tell()
        new = log.who("shown-1")
        assert new not in {old, spare}
        assert log.who("painted-1") != new
        for gone in (old, spare):
            _wait_until_gone(gone)


def test_a_visit_that_is_going_on_is_left_alone_and_followed_by_what_is_new(log: Log, news: News) -> None:
    def visit(channel: Channel) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        if not _paint(log, channel, news.content):
            return
        if news.content:
            _attend(channel)
        while not signal.sigtimedwait({signal.SIGUSR1}, MOMENT_S):
            channel.alive()
        log.write("done")
        channel.ending()

    with running(Supervisor(visit, renew=news.taken)):
        serving = log.who("shown-0")
        log.who("painted-0")
        news.tell()
        spare = log.who("painted-1")
        os.kill(serving, signal.SIGUSR1)
        assert log.who("done") == serving
        assert log.who("shown-1") == spare


def test_until_the_new_is_painted_the_old_spare_takes_over(log: Log, news: News, stage: Stage) -> None:
    """The first dies while the spare of the new content is still being painted."""

    def visit(channel: Channel) -> None:
        stage.enter()
        if news.content:
            log.write("born-1")
            while True:
                channel.alive()
                if select.select([channel], [], [], MOMENT_S)[0]:
                    return
        if _paint(log, channel, news.content):
            _attend(channel)

    with running(Supervisor(visit, renew=news.taken)):
        first, spare = log.who("shown-0"), log.who("painted-0")
        news.tell()
        log.who("born-1")
        os.kill(first, signal.SIGKILL)
        assert log.who("shown-0") == spare


def test_news_that_cannot_be_taken_leave_everything_as_it_is(log: Log, news: News) -> None:
    def renew() -> bool:
        if news.taken():
            log.write("tried")
            raise ValueError
        return False

    def visit(channel: Channel) -> None:
        if _paint(log, channel, 0):
            _attend(channel)

    with running(Supervisor(visit, renew=renew)) as supervisor:
        serving = log.who("shown-0")
        log.who("painted-0")
        news.tell()
        assert log.who("tried") == supervisor
        os.kill(serving, signal.SIGKILL)
        assert log.who("shown-0") != serving


def test_many_news_one_after_the_other_end_with_the_last(log: Log, news: News) -> None:
    def visit(channel: Channel) -> None:
        if _paint(log, channel, news.content):
            _attend(channel)

    with running(Supervisor(visit, renew=news.taken)):
        log.who("shown-0")
        for _ in range(5):
            news.tell()
        log.who("shown-5")


def _wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE.painting_s
    while os.path.exists(f"/proc/{pid}"):  # noqa: PTH110  # what is asked for is whether, not where
        assert time.monotonic() < deadline
