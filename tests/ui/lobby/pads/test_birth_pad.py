"""A day of birth, touched part by part."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from ui.lobby.labels import Text
from ui.lobby.pads.birth import BirthPad
from ui.lobby.style import Style

TODAY = date(2026, 11, 20)


@pytest.fixture
def pad(style: Style, content: Content) -> BirthPad:
    pad = BirthPad(style, lambda: TODAY)
    pad.speak(content.words["ja"])
    pad.offer("わからない")
    pad.begin(None)
    return pad


@pytest.fixture
def ground(pad: BirthPad, lay: Callable[[BirthPad], Any]) -> Any:
    return lay(pad)


@pytest.fixture
def picked(pad: BirthPad) -> list[date | PartialDate]:
    picked: list[date | PartialDate] = []
    pad.picked.connect(picked.append)
    return picked


def said(pad: BirthPad) -> str:
    return " ".join(text.text() for text in pad.findChildren(Text) if text.isVisible())


def test_the_day_finishes(ground: Any, picked: list[date | PartialDate]) -> None:
    ground.touch("key:era:S", "key:5", "key:5", "key:month:2")
    assert ground.shown() == ["昭和", "55年", "2月", ""]
    assert picked == []
    ground.touch("key:day:17")
    assert picked == [date(1980, 2, 17)]


def test_a_year_goes_on_by_itself_when_no_digit_can_follow(ground: Any, picked: list[date | PartialDate]) -> None:
    ground.touch("key:era:R", "key:6", "key:month:4", "key:day:1")
    assert picked == [date(2024, 4, 1)]


def test_a_year_that_a_digit_can_follow_waits_for_next(ground: Any) -> None:
    ground.touch("key:era:S", "key:6")
    assert "key:month:1" not in ground.offered()
    assert not {"key:5", "key:9"} & ground.offered()
    ground.touch("next")
    assert ground.shown()[1] == "6年"


def test_the_first_year_of_an_era_is_shown_as_such(ground: Any) -> None:
    ground.touch("key:era:H", "key:1", "next")
    assert ground.shown()[1] == "元年"


def test_western_years_have_four_digits(ground: Any, picked: list[date | PartialDate]) -> None:
    ground.touch("key:era:W")
    assert "key:3" not in ground.offered()
    ground.type("1980")
    ground.touch("key:month:2", "key:day:29")
    assert picked == [date(1980, 2, 29)]


def test_the_last_week_of_an_era_is_all_that_is_offered(ground: Any) -> None:
    ground.touch("key:era:S", "key:6", "key:4")
    assert [name for name in sorted(ground.offered()) if "month" in name] == [
        "key:month:1",
        "key:month:unknown",
        "part:month",
    ]
    ground.touch("key:month:1")
    assert {"key:day:7", "key:day:unknown"} <= ground.offered()
    assert "key:day:8" not in ground.offered()


def test_february_has_a_29th_only_in_leap_years(ground: Any) -> None:
    ground.touch("key:era:S", "key:5", "key:6", "key:month:2")
    assert "key:day:28" in ground.offered()
    assert "key:day:29" not in ground.offered()


def test_tomorrow_is_not_offered(ground: Any) -> None:
    ground.touch("key:era:R", "key:8", "key:month:11")
    assert "key:day:20" in ground.offered()
    assert "key:day:21" not in ground.offered()
    ground.touch("part:month")
    assert "key:month:12" not in ground.offered()


@pytest.mark.parametrize(
    ("touches", "known"),
    [
        (("key:month:unknown",), PartialDate(1927)),
        (("key:month:4", "key:day:unknown"), PartialDate(1927, 4)),
    ],
)
def test_month_and_day_can_be_unknown(
    ground: Any, picked: list[date | PartialDate], touches: tuple[str, ...], known: PartialDate
) -> None:
    ground.touch("key:era:S", "key:2", "next", *touches)
    assert picked == [known]


@pytest.mark.parametrize("touches", [(), ("key:era:S",), ("key:era:S", "key:9")])
def test_the_whole_can_be_left_out_at_any_time(pad: BirthPad, ground: Any, touches: tuple[str, ...]) -> None:
    left_out: list[bool] = []
    pad.left_out.connect(lambda: left_out.append(True))
    ground.touch(*touches, "skip")
    assert left_out == [True]


def test_it_cannot_be_left_out_where_it_is_needed(pad: BirthPad, ground: Any) -> None:
    pad.offer("")
    assert "skip" not in ground.offered()
    ground.touch("key:era:S")
    assert "skip" not in ground.offered()


def test_what_was_answered_before_is_shown_in_both_calendars_and_confirmed(
    pad: BirthPad, ground: Any, picked: list[date | PartialDate]
) -> None:
    pad.begin(date(1980, 2, 17))
    assert ground.shown() == ["昭和", "55年", "2月", "17日"]
    assert "昭和55年2月17日（1980年）生まれ、46歳" in said(pad)
    ground.touch("next")
    assert picked == [date(1980, 2, 17)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (PartialDate(1927), ["昭和", "2年", "不明", "不明"]),
        (PartialDate(1927, 4), ["昭和", "2年", "4月", "不明"]),
        (date(1900, 2, 3), ["西暦", "1900年", "2月", "3日"]),
        (date(1989, 1, 7), ["昭和", "64年", "1月", "7日"]),
    ],
)
def test_whatever_was_answered_before_stands_there_again(
    pad: BirthPad, ground: Any, picked: list[date | PartialDate], given: date | PartialDate, shown: list[str]
) -> None:
    pad.begin(given)
    assert ground.shown() == shown
    ground.touch("next")
    assert picked == [given]


def test_one_part_is_corrected_and_the_rest_stays(pad: BirthPad, ground: Any, picked: list[date | PartialDate]) -> None:
    pad.begin(date(1980, 2, 17))
    ground.touch("part:year", "key:5", "key:4")
    assert ground.shown() == ["昭和", "54年", "2月", "17日"]
    assert picked == []
    ground.touch("next")
    assert picked == [date(1979, 2, 17)]


def test_a_correction_asks_only_for_what_it_made_impossible(pad: BirthPad, ground: Any) -> None:
    pad.begin(date(1980, 2, 29))
    ground.touch("part:year", "key:5", "key:6")
    assert ground.shown() == ["昭和", "56年", "2月", ""]
    assert "next" not in ground.offered()


def test_a_year_that_was_cleared_comes_back(pad: BirthPad, ground: Any) -> None:
    pad.begin(date(1980, 2, 17))
    ground.touch("part:year")
    assert ground.shown()[1] == ""
    ground.touch("key:clear")
    assert ground.shown() == ["昭和", "55年", "2月", "17日"]
    assert "next" in ground.offered()


def test_back_leads_through_the_parts(pad: BirthPad, ground: Any) -> None:
    ground.touch("key:era:S", "key:5", "key:5", "key:month:2")
    assert [pad.step_back() for _ in range(4)] == [True, True, True, False]
    assert "key:era:S" in ground.offered()


def test_parts_that_are_not_reached_yet_cannot_be_touched(ground: Any) -> None:
    assert not {"part:year", "part:month", "part:day"} & ground.offered()
    ground.touch("key:era:S", "key:5", "key:5")
    assert "part:day" not in ground.offered()


def test_another_language_keeps_what_was_entered(pad: BirthPad, ground: Any, content: Content) -> None:
    ground.touch("key:era:S", "key:5", "key:5", "key:month:2")
    pad.speak(content.words["en"])
    assert ground.shown() == ["Shōwa", "55", "Feb", ""]
    assert "February 1980 (Shōwa 55)" in said(pad)


def test_days_are_asked_for_in_western_years_by_those_who_speak_no_japanese(
    pad: BirthPad, ground: Any, content: Content
) -> None:
    pad.speak(content.words["en"])
    pad.begin(date(1980, 2, 17))
    assert ground.shown() == ["Western", "1980", "Feb", "17"]
    assert "17 February 1980 (昭和55年2月17日), age 46" in said(pad)
