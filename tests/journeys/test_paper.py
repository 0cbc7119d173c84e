"""Printers without paper, printers that are gone, and a queue that cannot be written: nobody leaves empty-handed."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from commands.stand.printer import VirtualPrinter, running_printer
from kiosk.handover.text import read_handover
from kiosk.queue.ticket import TicketState
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.steps import AskQuestion, AwaitCard, Finished, Preview, Printing

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Tray = Any


def to_the_preview(journey: Journey) -> None:
    """Go the short way, without a card."""
    journey.pass_to(AwaitCard)
    journey.touch("no_card")
    journey.at(AskQuestion)
    journey.touch("key:today", "next")
    journey.at(AskQuestion)
    journey.choose_birthday(date(1990, 1, 2))
    journey.pass_to(Preview)


@pytest.fixture
def journey(come: Come, pcscd: object) -> Journey:
    """A visit that is about to print."""
    journey = come()
    to_the_preview(journey)
    return journey


def test_a_printer_without_paper_goes_on_by_itself(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    printer.take_paper_out()
    journey.touch("next")
    journey.wait(lambda: "media-empty" in journey.at(Printing).reasons)
    assert journey.reads("printer.media-empty")
    assert store.show("A1").state is TicketState.TAKEN
    printer.fill_paper()
    journey.at(Finished, number="A1", paper=True)
    assert list(tray.sheets()) == ["f01", "checklist", "ticket"]
    assert store.show("A1").state is TicketState.WAITING


def test_without_a_printer_everything_can_be_taken_from_the_screen(
    come: Come, pcscd: object, store: SqlTicketStore, dns_sd: None, tmp_path: Path
) -> None:
    with running_printer(tmp_path / "gone") as printer:
        journey = come(sheets_printer=printer.uri, slips_printer=printer.uri)
        to_the_preview(journey)
    journey.touch("next")
    journey.at(Printing, trouble="printer_unreachable")
    assert journey.reads("error.printer_unreachable")
    journey.touch("try_again")
    journey.at(Printing, trouble="printer_unreachable")
    journey.touch("without_paper")

    done = journey.at(Finished, number="A1", paper=False)
    assert store.show("A1").state is TicketState.WAITING
    assert not store.show("A1").paper
    shown = {code.text for code in zxingcpp.read_barcodes(journey.picture())}
    assert shown == {done.reference, done.handover}
    assert read_handover(done.handover, city="aonami").ticket == "A1"


def test_a_queue_that_cannot_be_opened_keeps_no_sheet_back(come: Come, pcscd: object, tray: Tray) -> None:
    journey = come(database="sqlite:////nowhere/queue.db")
    to_the_preview(journey)
    journey.touch("next")
    journey.at(Finished, number=None, trouble="store_unavailable")
    assert journey.reads("screen.finished.clerk")
    assert journey.reads("error.store_unavailable")
    assert list(tray.sheets()) == ["f01", "checklist"]


def test_a_queue_that_somebody_else_holds_keeps_no_sheet_back(journey: Journey, tmp_path: Path, tray: Tray) -> None:
    with closing(sqlite3.connect(tmp_path / "queue.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        journey.touch("next")
        journey.at(Finished, number=None, trouble="store_unavailable")
    assert list(tray.sheets()) == ["f01", "checklist"]
