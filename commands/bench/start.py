"""How long until the kiosk shows itself, and until the next visit does."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.bench.city import published_sample
from commands.bench.sample import Measured, median_ms

STARTS = 7
TAKEOVERS = 10
ON_SCREEN = "on_screen"

_BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("書かない")
label.resize(1080, 1920)
label.show()
label.repaint()
"""


def start() -> Measured:
    """From the command to the attract screen of a published city; peer: a process that shows one label."""
    times = []
    for _ in range(STARTS):
        with _lobby() as (lobby, started):
            _await_screen(lobby)
            times.append((time.perf_counter() - started) * 1000)
    return Measured(tuple(times), {"bare_window": median_ms(_bare_window, STARTS)})


def next_visit() -> Measured:
    """From the end of a visit, killed without warning, to the next one on the screen."""
    times = []
    with _lobby() as (lobby, _):
        pid = _await_screen(lobby)
        for _ in range(TAKEOVERS):
            _await_spare(lobby, pid)
            started = time.perf_counter()
            os.kill(pid, signal.SIGKILL)
            pid = _await_screen(lobby)
            times.append((time.perf_counter() - started) * 1000)
    return Measured(tuple(times))


@contextmanager
def _lobby() -> Iterator[tuple[subprocess.Popen[str], float]]:
    """Start a kiosk; give it, and when that was."""
    with tempfile.TemporaryDirectory() as folder:
        city, database = published_sample(Path(folder)), f"sqlite:///{folder}/queue.db"
        options = ("--city", str(city), "--size", "1080x1920", "--database", database)
        command = [sys.executable, sys.argv[0], "lobby", *options]
        started = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            yield process, started
        finally:
            process.terminate()
            process.communicate()


def _await_screen(lobby: subprocess.Popen[str]) -> int:
    """Return the pid of the visit that came to the screen."""
    return _pid(_await_line(lobby, ON_SCREEN))


def _pid(line: str) -> int:
    return int(line.partition("pid=")[2].split()[0])


def _await_spare(lobby: subprocess.Popen[str], serving: int) -> None:
    while _pid(_await_line(lobby, "visit_painted")) == serving:
        pass


def _await_line(lobby: subprocess.Popen[str], event: str) -> str:
    assert lobby.stderr is not None
    for line in lobby.stderr:
        if event in line:
            return line
    raise EOFError(event)


def _bare_window() -> None:
    subprocess.run([sys.executable, "-c", _BARE_WINDOW], check=True)
