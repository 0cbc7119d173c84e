"""One adult, all the way: from the first touch to the number on the board."""

import re
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from structlog.testing import capture_logs

from commands.kiosk_parts import KioskParts
from devices.simulator.issue import issue_card
from kiosk.handover.record import Handover
from kiosk.queue.ticket import BoardView, TicketState
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.steps import (
    AskQuestion,
    Attract,
    AwaitCard,
    ChooseEvent,
    ChooseParty,
    ConfirmPerson,
    EnterPin,
    Finished,
    Over,
    Preview,
    ShowPlan,
    Summary,
)

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Slot = Any
Tray = Any

SECRETS = re.compile(r"\b1234\b|花子|番号\u3000|見本市|ハナコ|0900000|3番4")
"""What only the resident, the paper and the screen may know: PIN, name, addresses and telephone."""


def words_on(sheet: Path) -> str:
    """Return what a person reads on the sheet, without the spaces."""
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True, text=True).stdout
    return "".join(text.split())


def codes_on(sheet: Path) -> list[str]:
    """Return what a scanner reads on the sheet."""
    picture = sheet.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-singlefile", sheet, picture], check=True)
    with Image.open(picture.with_suffix(".pgm")) as page:
        return [code.text for code in zxingcpp.read_barcodes(page)]


def handed_over(sheets: Mapping[str, Path], unsealed: Any) -> Handover:
    handover: Handover = unsealed(codes_on(sheets["f01"]))
    return handover


def kept_in(folder: Path) -> str:
    """Return all that can be read in the queue's files."""
    return "".join(file.read_bytes().decode("utf-8", errors="replace") for file in folder.glob("queue.db*"))


def enter_pin(journey: Journey, pin: str = "1234") -> None:
    journey.at(EnterPin)
    journey.press(pin)
    journey.touch("next")


def meets(journey: Journey, question: str) -> None:
    """Wait until this question is on the screen."""
    journey.wait(lambda: journey.at(AskQuestion).question.id == question)


def test_an_adult_with_a_card_gets_through_in_japanese(
    come: Come,
    slot: Slot,
    tray: Tray,
    board: list[BoardView],
    store: SqlTicketStore,
    *,
    tmp_path: Path,
    unsealed: Any,
) -> None:
    with capture_logs() as log:
        journey = come()

        journey.at(Attract)
        journey.touch("begin:ja")
        journey.at(ChooseParty)
        journey.touch("choice:self")
        journey.at(ChooseEvent)
        journey.touch("choice:tennyu")

        journey.at(AwaitCard)
        slot.insert(issue_card())
        enter_pin(journey)
        journey.at(ConfirmPerson)
        journey.touch("yes")

        meets(journey, "move_date")
        journey.touch("key:yesterday", "next")
        meets(journey, "move_kind")
        journey.touch("none")
        journey.until(Summary)
        journey.touch("next")
        journey.at(ShowPlan)
        journey.touch("next")
        journey.until(Preview)
        journey.touch("next")

        done = journey.at(Finished)
        slot.remove()
        journey.at(Finished, card_on_reader=False)
        journey.touch("leave")
        journey.at(Over)

    assert (done.number, done.paper, done.trouble) == ("A1", True, None)
    assert store.show("A1").state is TicketState.WAITING
    sheets = tray.sheets()
    first, *_, checklist, ticket = sheets
    assert (first, checklist, ticket) == ("f01", "checklist", "ticket")
    application = words_on(sheets["f01"])
    for words in ("番号花子", "バンゴウハナコ", "港町二丁目3番4号", "架空県見本市中央１－２－３"):
        assert words in application
    assert "A1" in words_on(sheets["checklist"])
    assert "A1" in words_on(sheets["ticket"])
    assert codes_on(sheets["ticket"]) == [store.show("A1").reference]
    handover = handed_over(sheets, unsealed)
    assert handover.ticket == "A1"
    assert handover.people[0]["name"] == "番号　花子"
    assert handover.facts["move_date"] == (handover.made.date() - timedelta(days=1)).isoformat()

    journey.wait(lambda: board[-1].waiting == ("A1",))
    store.call("A1", "1")
    journey.wait(lambda: [line.number for line in board[-1].called] == ["A1"])

    said = "\n".join([*journey.remarks, *map(repr, log)])
    assert "EnterPin" in said
    assert SECRETS.findall(said) == []
    assert SECRETS.findall(kept_in(tmp_path)) == []


def test_an_adult_changes_an_answer_in_english(
    come: Come, slot: Slot, tray: Tray, parts: KioskParts, unsealed: Any
) -> None:
    slot.insert(issue_card())
    journey = come()
    journey.at(Attract)
    journey.touch("begin:en")
    journey.pass_to(Summary)
    assert journey.reads("screen.summary.heading", "en")

    journey.leaf_to("change:question:belongings", "page:down")
    meets(journey, "belongings")
    journey.touch("tick:has_dog", "tick:has_gentsuki", "next")
    journey.at(Summary)
    journey.touch("next")
    journey.pass_to(Preview)
    journey.touch("next")
    journey.at(Finished, number="A1", paper=True)
    assert journey.reads("screen.finished.heading", "en")

    facts = handed_over(tray.sheets(), unsealed).facts
    assert (facts["has_dog"], facts["has_gentsuki"], facts["wants_inkan"]) == (False, True, True)
    checklist = words_on(tray.sheets()["checklist"])
    words = parts.content.words["en"]
    assert "".join(words["paper.checklist.title"].split()) in checklist
