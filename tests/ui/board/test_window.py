"""What the board shows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage

from config.content import Content
from kiosk.ports import Clock
from kiosk.queue.ticket import BoardView, Called, LetterWaiting
from kiosk.queue.waiting import Wait
from ui.board.gallery import poses
from ui.board.window import BoardWindow

Later = Callable[..., None]

# SetClock is in conftest.py, which tests cannot import from.
SetClock = Any

WAITING = ("A13", "A14", "B4")
LETTERS = (LetterWaiting("A", 2, Wait(10, 20)), LetterWaiting("B", 1, Wait(0, 5)), LetterWaiting("C", 0, Wait(0, 0)))


def call(number: str, window: str, clock: Clock, **fields: Any) -> Called:
    return Called(number, window, fields.pop("floor", "1階"), clock.now(), **fields)


def served(line: Called) -> Called:
    return Called(line.number, line.window, line.floor, line.at, line.second, awaited=False)


def lit(board: BoardWindow) -> bool:
    """Whether the last call stands on its dark ground now."""
    at = board._called.mapTo(board, QPoint(28, 200))
    return pixel(board, at) == board._called._tokens.colours["city"].lower()


def pixel(board: BoardWindow, at: QPoint) -> str:
    picture: QImage = board.grab().toImage()
    return QColor(picture.pixelColor(at)).name()


def names(board: BoardWindow) -> tuple[str, ...]:
    """What a screen reader would find: the calls, who waits, who is to be handed something, the notice."""
    return tuple(panel.accessibleName() for panel in (board._called, board._waiting, board._ready, board._notice))


def blinks(board: BoardWindow, view: BoardView, later: Later, halves: int = 24) -> list[bool]:
    """What the last call looks like, half second by half second."""
    seen = []
    for _ in range(halves):
        board.show_view(view)
        seen.append(lit(board))
        later(milliseconds=500)
    return seen


def test_shows_numbers_windows_and_who_waits(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((call("A12", "1", clock), call("C7", "3", clock)), WAITING, (), LETTERS))
    called, waiting, ready, _ = names(board)
    assert called.endswith("A12 → 1, C7 → 3")
    assert waiting.endswith("3; A 2: 約10〜20分 min, B 1: 5分以内 < 5 min, C 0: すぐご案内 No wait")
    assert ready == ""


def test_shows_the_last_call_and_six_before_it(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView(tuple(call(f"A{n}", "1", clock) for n in range(1, 9)), ()))
    assert names(board)[0].endswith("A7 → 1")


def test_call_of_who_has_come_stays_among_the_last(board: BoardWindow, clock: Clock) -> None:
    line = call("A12", "1", clock)
    board.show_view(BoardView((line,), ()))
    board.show_view(BoardView((served(line),), ()))
    assert "A12 → 1" in names(board)[0]


def test_number_called_before_the_board_started_does_not_blink(board: BoardWindow, clock: Clock) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    assert not lit(board)


def test_new_number_blinks_for_ten_seconds_once_a_second(board: BoardWindow, clock: Clock, later: Later) -> None:
    """WCAG 2.3.1 allows three flashes a second."""
    board.show_view(BoardView((), WAITING))
    view = BoardView((call("A12", "1", clock),), WAITING)
    assert blinks(board, view, later) == [True, False] * 10 + [False] * 4


def test_who_has_come_does_not_blink_any_more(board: BoardWindow, clock: Clock) -> None:
    line = call("A12", "1", clock)
    board.show_view(BoardView((), ()))
    board.show_view(BoardView((line,), ()))
    assert lit(board)
    board.show_view(BoardView((served(line),), ()))
    assert not lit(board)


def test_number_called_again_blinks_again(board: BoardWindow, clock: Clock, later: Later) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    later(seconds=30)
    board.show_view(BoardView((call("A12", "1", clock),), ()))
    assert lit(board)


def test_second_calls_have_an_area_of_their_own(board: BoardWindow, clock: Clock) -> None:
    ready = call("B3", "2", clock, second=True)
    board.show_view(BoardView((ready, call("A12", "1", clock)), ()))
    called, _, handed, _ = names(board)
    assert "B3" not in called
    assert handed == "お渡し Ready: B3 → 2"
    board.show_view(BoardView((served(ready), call("A12", "1", clock)), ()))
    assert names(board)[2] == ""


def test_more_second_calls_than_there_is_room_for_take_turns(board: BoardWindow, clock: Clock, later: Later) -> None:
    board.show_view(BoardView(tuple(call(f"B{n}", "2", clock, second=True) for n in range(1, 6)), ()))
    shown = set()
    for _ in range(4):
        shown |= {word for word in names(board)[2].split() if word.startswith("B")}
        later(seconds=5)
        board.refresh()
    assert shown == {"B1", "B2", "B3", "B4", "B5"}


def test_says_since_when_it_knows_nothing_new_and_keeps_what_it_knew(
    board: BoardWindow, clock: Clock, later: Later
) -> None:
    board.show_view(BoardView((call("A12", "1", clock),), WAITING, (), LETTERS))
    later(minutes=3)
    board.refresh()
    called, waiting, _, notice = names(board)
    assert "10:32" in notice
    assert "A12" in called
    assert "約10〜20分" in waiting
    board.show_view(BoardView((), ()))
    assert "10:32" not in names(board)[3]


def test_says_to_nobody_which_kiosk_calls_for_help(board: BoardWindow) -> None:
    board.show_view(BoardView((), (), ("kiosk-1", "kiosk-2")))
    assert "kiosk" not in " ".join(names(board))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-20T16:29", "青い四角"),
        ("2026-11-20T16:30", "17:15までです。 Until 17:15"),
        ("2026-11-20T17:15", "青い四角"),
        ("2026-11-23T00:00", "食堂"),
        ("2026-11-24T00:00", "青い四角"),
        ("2026-11-26T10:00", "木曜日"),
    ],
)
def test_city_s_notice_is_there_in_its_time(board: BoardWindow, clock: SetClock, moment: str, told: str) -> None:
    clock.moment = datetime.fromisoformat(moment).replace(tzinfo=clock.moment.tzinfo)
    board.show_view(BoardView((), ()))
    assert told in names(board)[3]


def test_notices_take_turns(board: BoardWindow, clock: SetClock, later: Later) -> None:
    clock.moment = clock.moment.replace(day=26, hour=16, minute=45)
    told = set()
    for _ in range(3):
        board.show_view(BoardView((), ()))
        told.add(names(board)[3])
        later(seconds=8)
    assert told == {
        "本日の受付は17:15までです。 Until 17:15 today.",
        "木曜日は19:00までです。 Until 19:00 on Thursdays.",
    }


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1080, 1920), (1280, 1024), (800, 600)])
def test_fits_every_screen(board: BoardWindow, clock: Clock, size: tuple[int, int]) -> None:
    board.resize(QSize(*size))
    board.show()
    for pose in poses(clock.now()).values():
        for view in pose.views:
            board.show_view(view)
        shown = [panel for panel in board._panels if panel.isVisible()]
        assert all(board.rect().contains(panel.geometry()) for panel in shown)
        assert not any(one.geometry().intersects(other.geometry()) for one, other in pairs(shown))
    assert board.grab().size() == QSize(*size)


def pairs(things: list[Any]) -> Iterable[tuple[Any, Any]]:
    return ((one, other) for place, one in enumerate(things) for other in things[place + 1 :])


def test_says_nothing_of_offices(board: BoardWindow, clock: Clock, city: Content) -> None:
    offices = {city.words["ja"][f"desk.{desk}.name"] for desk in city.guide.desks}
    for pose in poses(clock.now()).values():
        for view in pose.views:
            board.show_view(view)
            assert not any(office in " ".join(names(board)) for office in offices)


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
    assert not lit(board)
