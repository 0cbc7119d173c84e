"""A board on a real queue: it follows what other processes do, and what it dies of is nobody else's matter."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commands.city import SAMPLE
from commands.tickets import queue_of
from config.content import Content
from kiosk.queue.ticket import BoardView, TicketState
from kiosk.storage.tickets import SqlTicketStore
from ui.board.source import Watch
from ui.board.window import BoardWindow

WITHIN_S = 1.0
PATIENCE_MS = 20_000
ROUTE = ("shimin", "kokuho")

CALLING = """
import sys, time
from pathlib import Path
from commands.city import content_of
from commands.tickets import opened_queue
with opened_queue(content_of(Path(sys.argv[1])), sys.argv[2]) as queue:
    queue.board()
    sys.stdin.readline()
    queue.call("A1", "1")
    print(time.monotonic())
"""
"""A counter: it has its connection, and calls when it is told to."""

SHOWING = """
import sys
from pathlib import Path
from commands.city import content_of
from commands.demo.board import show
from commands.kiosk_parts import with_kiosk
picture = Path(sys.argv[3])
content = with_kiosk(content_of(Path(sys.argv[1])), database=sys.argv[2])
show(content, (640, 360), picture, picture.with_suffix(".wav"))
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/queue.db"


@pytest.fixture
def queue(city: Content, url: str) -> Iterator[SqlTicketStore]:
    """The queue, in which A1 waits."""
    with closing(queue_of(city, url)) as queue:
        queue.take("A", ROUTE, "kiosk-1/1")
        queue.publish("A1", paper=True)
        yield queue


@pytest.fixture
def watch(queue: SqlTicketStore, board: BoardWindow) -> Iterator[Watch]:
    """What keeps the board up to date."""
    watch = Watch(queue)
    watch.seen.connect(board.show_view)
    yield watch
    watch.stop()


@contextmanager
def process(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run it until the block ends, however that ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdin=pipe, stdout=pipe, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def shows_a1(view: BoardView) -> bool:
    return "A1" in {line.number for line in view.called}


def test_call_at_a_counter_is_painted_within_a_second(qtbot: QtBot, board: BoardWindow, watch: Watch, url: str) -> None:
    board.show()
    with process(CALLING, SAMPLE, url) as counter:
        with qtbot.waitSignal(board.shown, timeout=PATIENCE_MS):
            watch.start()
        with qtbot.waitSignal(board.shown, timeout=PATIENCE_MS, check_params_cb=shows_a1):
            counter.stdin.write("now\n")
            counter.stdin.flush()
        board.repaint()
        painted = time.monotonic()
        called = float(counter.stdout.readline())
    assert painted - called < WITHIN_S
    assert "A1 → 1" in board._called.accessibleName()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Where another board leaves its picture when somebody is called."""
    return tmp_path / "board.png"


@pytest.fixture
def another_board(url: str, picture: Path) -> Iterator[subprocess.Popen[str]]:
    with process(SHOWING, SAMPLE, url, picture) as board:
        yield board


def test_queue_goes_on_when_a_board_dies_and_the_next_one_shows_the_present(
    qtbot: QtBot, queue: SqlTicketStore, another_board: subprocess.Popen[str], picture: Path, watch: Watch
) -> None:
    """Fault 48."""
    queue.call("A1", "1")
    qtbot.waitUntil(picture.exists, timeout=PATIENCE_MS)
    another_board.send_signal(signal.SIGKILL)
    assert another_board.wait() == -signal.SIGKILL
    assert queue.show("A1").state is TicketState.CALLED
    queue.serve("A1")
    queue.done("A1")
    queue.call("A1", "3")
    with qtbot.waitSignal(watch.seen, timeout=PATIENCE_MS) as seen:
        watch.start()
    assert [(line.number, line.window) for line in seen.args[0].called] == [("A1", "3")]
