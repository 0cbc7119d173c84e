"""The supervisor keeps one visit on the screen, whatever happens to the others."""

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from commands.supervisor import Channel, Supervisor


class Log:
    """What the forked children write, one line each, read by the test."""

    def __init__(self, lines: TextIO, write: int) -> None:
        self._lines = lines
        self._write = write

    def say(self, line: str) -> None:
        os.write(self._write, f"{line}\n".encode())

    def next(self) -> str:
        return self._lines.readline().strip()

    def silent_for(self, seconds: float) -> bool:
        return not select.select([self._lines], [], [], seconds)[0]


@pytest.fixture
def log() -> Iterator[Log]:
    read, write = os.pipe()
    with os.fdopen(read) as lines, os.fdopen(write, "w"):
        yield Log(lines, write)


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
    log.say(f"shown {os.getpid()}")
    return True


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


def test_no_child_outlives_the_supervisor(log: Log) -> None:
    def visit(channel: Channel) -> None:
        _painted_then(log, channel)
        channel.told_to_show()

    with running(Supervisor(visit)):
        child = int(log.next().split()[1])
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return
    raise AssertionError(child)
