"""``kakanai queue`` as a program uses it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.queue import queue
from kiosk.errors import KakanaiError, NobodyWaiting, UnknownTicket, UsageError, WrongState

pytestmark = pytest.mark.usefixtures("served_city")

KEYS = ["number", "day", "state", "route", "at", "window", "priority", "taken", "called"]


class Desk:
    """Types commands against one database."""

    def __init__(self, file: Path) -> None:
        self._url = f"sqlite:///{file}"

    def __call__(self, *arguments: str) -> Any:
        return json.loads(self.says(*arguments, "--json"))

    def says(self, *arguments: str) -> str:
        result = CliRunner().invoke(queue, [*arguments, "--database", self._url])
        if isinstance(result.exception, KakanaiError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "queue.db")


def test_taken_number_waits_at_its_first_desk(desk: Desk) -> None:
    ticket = desk("take", "--desk", "shimin", "--desk", "kokuho")
    assert list(ticket) == KEYS
    assert (ticket["number"], ticket["state"], ticket["at"]) == ("A1", "waiting", "shimin")
    assert (ticket["route"], ticket["window"], ticket["called"]) == (["shimin", "kokuho"], None, None)
    assert ticket["priority"] is False


def test_letter_can_be_chosen(desk: Desk) -> None:
    assert desk("take", "--desk", "shimin", "--letter", "Z")["number"] == "Z1"


def test_list_is_empty_in_the_morning(desk: Desk) -> None:
    assert desk("list") == []
    assert desk.says("list", "--lang", "en") == "There are no numbers today yet.\n"


def test_next_is_called_to_the_desks_own_window(desk: Desk) -> None:
    desk("take", "--desk", "kokuho")
    called = desk("call", "--desk", "kokuho")
    assert (called["number"], called["state"], called["window"]) == ("C1", "called", 3)
    assert called["called"] is not None


def test_number_is_called_to_any_window(desk: Desk) -> None:
    desk("take", "--desk", "shimin")
    assert desk("call", "a1", "--window", "12")["window"] == 12
    assert desk("call", "A1")["window"] == 1


def test_way_of_a_number_through_the_house(desk: Desk) -> None:
    desk("take", "--desk", "shimin", "--desk", "kokuho")
    desk("call", "--desk", "shimin")
    assert desk("done", "A1")["at"] == "kokuho"
    assert desk("hold", "A1")["state"] == "held"
    assert desk("pass", "A1", "--desk", "zeimu")["at"] == "zeimu"
    desk("call", "A1")
    assert desk("noshow", "A1")["state"] == "no_show"
    assert desk("show", "A1") == desk("list")[0]


def test_line_for_a_person_names_desk_and_window(desk: Desk) -> None:
    desk("take", "--desk", "shimin")
    assert desk.says("call", "A1", "--lang", "en").startswith("A1  called  ")
    assert desk.says("show", "A1", "--lang", "ja").endswith("1番窓口\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("show", "A9"), UnknownTicket),
        (("done", "A1"), WrongState),
        (("call", "--desk", "kodomo"), NobodyWaiting),
        (("take", "--desk", "nowhere"), UsageError),
        (("take", "--desk", "shimin", "--letter", "あ"), UsageError),
        (("take", "--desk", "passport"), UsageError),
    ],
)
def test_what_cannot_be_done_is_one_error_of_ours(
    desk: Desk, arguments: tuple[str, ...], error: type[KakanaiError]
) -> None:
    desk("take", "--desk", "shimin")
    with pytest.raises(error):
        desk(*arguments)


def test_without_a_desk_whoever_waits_longest_is_called(desk: Desk) -> None:
    desk("take", "--desk", "kodomo")
    desk("take")
    assert desk("call")["at"] == "kodomo"
    assert desk("call")["at"] == "shimin"
    with pytest.raises(NobodyWaiting):
        desk("call")


def test_served_and_called_a_second_time_to_collect(desk: Desk) -> None:
    desk("take", "--desk", "shimin")
    desk("call", "A1")
    assert desk("serve", "A1")["state"] == "served"
    assert desk("hold", "A1")["state"] == "held"
    second = desk("second", "A1")
    assert (second["state"], second["window"]) == ("second_call", 1)
    assert desk("second", "A1", "--window", "2")["window"] == 2
    assert desk("done", "A1")["state"] == "done"


def test_priority_comes_first_and_can_be_taken_away(desk: Desk) -> None:
    desk("take", "--desk", "shimin")
    assert desk("take", "--desk", "shimin", "--priority", "--event", "tennyu")["priority"] is True
    assert desk("prioritise", "A2", "--off")["priority"] is False
    assert desk.says("prioritise", "A2", "--lang", "en").endswith("  priority\n")
    assert desk("call", "--desk", "shimin")["number"] == "A2"


def test_an_event_is_one_of_the_citys(desk: Desk) -> None:
    with pytest.raises(UsageError, match="tennyu"):
        desk("take", "--desk", "shimin", "--event", "move")


def test_a_number_that_nobody_has_is_taken_back(desk: Desk) -> None:
    desk("take", "--desk", "shimin")
    assert desk("void", "A1")["state"] == "void"
    assert desk("take", "--desk", "shimin")["number"] == "A2"
