"""What the board shows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView, Called
from ui.board.window import BoardWindow

Later = Callable[..., None]

WAITING = ("A13", "A14", "B4")


def call(number: str, window: str, clock: Clock, floor: str | None = "1F") -> Called:
    return Called(number, window, floor, clock.now())


def highlighted(board: BoardWindow) -> bool:
    """Whether the large number stands on the warm ground now."""
    picture: QImage = board.grab().toImage()
    return picture.pixelColor(100, 240) == QColor(board._called._tokens.colours["accent"])


def names(board: BoardWindow) -> tuple[str, str, str]:
    panels = board._called, board._waiting, board._notice
    called, waiting, notice = (panel.accessibleName() for panel in panels)
    return called, waiting, notice


def test_shows_numbers_windows_and_who_waits(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((call("A12", "1", clock), call("C7", "3", clock)), WAITING))
    called, waiting, notice = names(board)
    assert called.endswith("A12 → 1, C7 → 3")
    assert waiting.endswith("3: A13, A14, B4")
    assert notice == ""


def test_shows_the_last_six_calls(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView(tuple(call(f"A{n}", "1", clock) for n in range(1, 9)), ()))
    assert names(board)[0].endswith("A6 → 1")


def test_number_called_before_the_board_started_does_not_blink(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    assert not highlighted(board)


def test_new_number_blinks_for_ten_seconds(board: BoardWindow, clock: Clock, later: Later) -> None:
    board.show_view(BoardView((), WAITING))
    view = BoardView((call("A12", "1", clock),), WAITING)
    lit = []
    for _ in range(24):
        board.show_view(view)
        lit.append(highlighted(board))
        later(milliseconds=500)
    assert lit == [True, False] * 10 + [False] * 4


def test_number_called_again_blinks_again(board: BoardWindow, clock: Clock, later: Later) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    later(seconds=30)
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    assert highlighted(board)


def test_says_since_when_it_knows_nothing_new_and_keeps_what_it_knew(
    board: BoardWindow, clock: Clock, later: Later
) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), WAITING))
    later(minutes=3)
    board.refresh()
    called, waiting, notice = names(board)
    assert "10:32" in notice
    assert "A12" in called
    assert "A13" in waiting
    board.show_view(BoardView((), ()))
    assert names(board)[2] == ""


def test_says_discreetly_which_kiosk_calls_a_clerk(board: BoardWindow) -> None:
    board.show_view(BoardView((), (), ("kiosk-1", "kiosk-2")))
    assert "kiosk-1, kiosk-2" in names(board)[2]


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1280, 1024), (800, 600)])
def test_fits_every_screen(board: BoardWindow, clock: Clock, size: tuple[int, int]) -> None:
    board.resize(QSize(*size))
    board.show()
    board.show_view(BoardView((call("A113", "18", clock),), tuple(f"C{n}" for n in range(100, 160))))
    assert board.grab().size() == QSize(*size)
    assert all(board.rect().contains(panel.geometry()) for panel in board._places)


def test_leaves_a_picture(board: BoardWindow, tmp_path: Path) -> None:
    board.show_view(BoardView((), WAITING))
    board.take_picture(tmp_path / "board.png")
    assert QImage(str(tmp_path / "board.png")).size() == QSize(1920, 1080)
    with pytest.raises(OSError, match="no picture"):
        board.take_picture(tmp_path / "away" / "board.png")


def test_survives_a_clock_set_back_while_it_blinks(board: BoardWindow, clock: Clock, later: Later) -> None:
    board.show_view(BoardView((), ()))
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    later(hours=-1)
    board.refresh()
    assert not highlighted(board)
    assert isinstance(clock.now(), datetime)
