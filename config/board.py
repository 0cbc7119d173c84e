"""Whether a city's boards can say and show what board.yaml wants of them."""

from collections.abc import Iterable
from datetime import date, time
from typing import TypeVar

from config.draft import Draft, Placed
from config.marked import near
from kiosk.settings import SPOKEN, Board, BoardNotice

T = TypeVar("T", date, time)

_WEEKDAYS = frozenset(range(7))


def check_board(draft: Draft) -> None:
    """Note languages without words or without a voice, and times that end before they begin."""
    if draft.board is None or draft.setup is None:
        return
    board, known = draft.board, draft.setup.kiosk.languages
    _check_languages(board, board.value.languages, known, "languages")
    _check_languages(board, board.value.voice.languages, known, "voice", "languages")
    floors = {desk.value.floor for desk in draft.desks.values() if desk.value.floor}
    if board.value.floor and board.value.floor not in floors and "desks" not in draft.blind:
        board.fault("no_such_floor", "floor", floor=board.value.floor, near=near(board.value.floor, floors))
    _check_voice(board)
    for place, notice in enumerate(board.value.notices):
        _check_notice(board, notice, place)


def _check_languages(board: Placed[Board], wanted: Iterable[str], known: Iterable[str], *path: str) -> None:
    for place, language in enumerate(wanted):
        if language not in known:
            board.fault("no_such_language", *path, place, language=language)


def _check_voice(board: Placed[Board]) -> None:
    voice = board.value.voice
    for place, language in enumerate(voice.languages):
        if language not in SPOKEN:
            board.fault("no_voice", "voice", "languages", place, language=language, known=", ".join(SPOKEN))
    if voice.volume not in range(101):
        board.fault("bad_volume", "voice", "volume")
    _check_order(board, voice.hours, "voice", "hours")


def _check_notice(board: Placed[Board], notice: BoardNotice, place: int) -> None:
    for language in board.value.languages:
        if language not in notice.text:
            board.fault("notice_untold", "notices", place, "text", language=language)
    if not _WEEKDAYS.issuperset(notice.weekdays):
        board.fault("bad_weekday", "notices", place, "weekdays")
    _check_order(board, notice.days, "notices", place, "days")
    _check_order(board, notice.times, "notices", place, "times")


def _check_order(board: Placed[Board], span: tuple[T, T] | None, *path: str | int) -> None:
    if span is not None and span[1] < span[0]:
        board.fault("ends_before", *path)
