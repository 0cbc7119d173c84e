"""board.yaml: what a city may want of its boards, and what is said of what it may not."""

from datetime import date, time
from pathlib import Path

import pytest

from commands.city import SAMPLE
from config.content import inspect, load
from kiosk.settings import Board, Voice


def test_sample_city_speaks_both_languages_in_office_hours() -> None:
    board = load(SAMPLE).settings.board
    assert board.voice == Voice(hours=(time(8, 15), time(19)))
    assert board.floor == "1階"
    assert board.notices[-1].days == (date(2027, 3, 25), date(2027, 4, 7))


def test_city_need_not_have_the_file(city: Path) -> None:
    assert load(city).settings.board == Board()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("voice:\n  languages: [ja, fr]\n", 2, "「fr」は、kiosk.yaml の languages にありません"),
        ("voice:\n  languages: [ja, fr]\n", 2, "「fr」の声はありません"),
        ("languages: [ja, fr]\n", 1, "「fr」は、kiosk.yaml の languages にありません"),
        ("floor: 9階\n", 1, "「9階」に窓口はありません"),
        ("voice: {chime: true,\n  volume: 101}\n", 2, "0から100まで"),
        ('voice:\n  hours: ["17:00", "08:00"]\n', 2, "終わりが、初めより前"),
        ("notices:\n- text: {ja: あ}\n", 2, "「en」の文がありません"),
        ("notices:\n- text: {ja: あ, en: a}\n  days: [2027-01-02, 2027-01-01]\n", 3, "終わりが、初めより前"),
        ("notices:\n- text: {ja: あ, en: a}\n  weekdays: [7]\n", 3, "曜日は、0（月曜）から6（日曜）"),
        ("notices:\n- text: {ja: あ, en: a}\n  until: 2027-01-01\n", 3, "「until」という項目はありません"),
    ],
)
def test_fault_is_told_with_its_line(city: Path, text: str, line: int, said: str) -> None:
    (city / "board.yaml").write_text(text, encoding="utf-8")
    faults = inspect(city).faults
    assert {(fault.file, fault.line) for fault in faults} == {("board.yaml", line)}
    assert any(said in fault.say("ja") for fault in faults)
