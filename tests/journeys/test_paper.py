"""Printers without paper, printers that are gone, and a queue that cannot be written: nobody leaves empty-handed."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from commands.demo.persona import HANAKO, Companion, Persona
from commands.stand.printer import VirtualPrinter, running_printer
from kiosk.handover.text import read_handover
from kiosk.people import Sex
from kiosk.queue.ticket import TicketState
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.steps import Finished, Over, Preview, Printing, SheetState
from kiosk.visit.work import PrintSheet, Work

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Tray = Any


ALONE = Persona(
    (Companion("バンゴウ　ハナコ", sex=Sex.FEMALE, birth=date(1990, 1, 2)),), HANAKO.events, HANAKO.yes, HANAKO.dates
)
"""Somebody without a card, so that no reader is needed."""


@pytest.fixture
def journey(come: Come, pcscd: object) -> Journey:
    """A visit that is about to print."""
    journey = come(ALONE)
    journey.pass_to(Preview)
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


def out_of_paper_at_the_second(journey: Journey, printer: VirtualPrinter) -> None:
    """Print; the paper is gone before the second sheet of three."""

    def before(work: Work) -> None:
        if isinstance(work, PrintSheet) and work.document.name == "checklist":
            printer.take_paper_out()

    journey.before_work(before)
    journey.touch("next")
    journey.wait(lambda: "media-empty" in journey.at(Printing).reasons)
    states = [state for _, state in journey.at(Printing).sheets]
    assert states == [SheetState.OUT, SheetState.PRINTING, SheetState.TO_COME]
    journey.before_work(lambda _: None)


def test_a_printer_out_of_paper_at_the_second_sheet_goes_on_from_there(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    out_of_paper_at_the_second(journey, printer)
    assert tray.names() == ["f01"]
    printer.fill_paper()
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == ["f01", "checklist", "ticket"]
    assert store.show("A1").paper


def test_given_up_at_the_second_sheet_number_and_code_stay_on_the_screen(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    out_of_paper_at_the_second(journey, printer)
    journey.touch("without_paper")
    done = journey.at(Finished, number="A1", paper=False)
    assert {code.text for code in zxingcpp.read_barcodes(journey.picture())} == {done.reference, done.handover}
    assert store.show("A1").state is TicketState.WAITING
    journey.touch("leave")
    journey.at(Over)
    printer.fill_paper()
    assert tray.names() == ["f01"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder], check=False).returncode:
        pytest.skip("only root may mount a disk that fills up")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_is_full_keeps_no_sheet_back(come: Come, small_disk: Path, tray: Tray) -> None:
    journey = come(ALONE, database=f"sqlite:///{small_disk}/queue.db")
    journey.pass_to(Preview)
    with (small_disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    journey.touch("next")
    journey.at(Finished, number=None, trouble="store_unavailable")
    assert journey.reads("error.store_unavailable")
    assert list(tray.sheets()) == ["f01", "checklist"]


def test_without_a_printer_everything_can_be_taken_from_the_screen(
    come: Come, pcscd: object, store: SqlTicketStore, dns_sd: None, tmp_path: Path
) -> None:
    with running_printer(tmp_path / "gone") as printer:
        journey = come(ALONE, sheets_printer=printer.uri, slips_printer=printer.uri)
        journey.pass_to(Preview)
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
    journey = come(ALONE, database="sqlite:////nowhere/queue.db")
    journey.pass_to(Preview)
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
