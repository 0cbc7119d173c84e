"""Printers without paper, printers that are gone, and a queue that cannot be written: nobody leaves empty-handed."""

import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from commands.demo.persona import HANAKO, Companion, Persona
from commands.stand.printer import VirtualPrinter, running_printer
from kiosk.people import Sex
from kiosk.printer_state import worst
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


def to_come(journey: Journey) -> list[str]:
    """Return the names of all sheets of a visit that is about to print, but the slip, as they come out."""
    return [document.name.lower() for document in journey.at(Preview).documents]


def test_a_printer_without_paper_goes_on_by_itself(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    printer.take_paper_out()
    sheets = to_come(journey)
    journey.touch("next")
    journey.wait(lambda: "media-empty" in journey.at(Printing).reasons)
    assert journey.reads("printer.paper_out.says")
    assert store.show("A1").state is TicketState.TAKEN
    printer.fill_paper()
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == [*sheets, "ticket"]
    assert store.show("A1").state is TicketState.WAITING


@pytest.mark.parametrize("reason", ["media-jam", "cover-open", "toner-empty", "paused", "spool-area-full"])
def test_a_printer_that_stops_says_to_everybody_what_to_do_and_goes_on_once_mended(
    journey: Journey, printer: VirtualPrinter, tray: Tray, reason: str
) -> None:
    printer.stop_for(f"{reason}-error")
    sheets = to_come(journey)
    journey.touch("next")
    journey.wait(lambda: journey.at(Printing).reasons == (reason,))
    trouble = worst((reason,))
    assert trouble is not None
    assert journey.reads(f"printer.{trouble.value}.says")
    assert journey.reads(
        "printer.to.staff",
        action=journey.word(f"printer.action.{trouble.action.value}.staff"),
        sentence=journey.word(f"printer.{trouble.value}.staff"),
    )
    printer.mend()
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == [*sheets, "ticket"]


def test_a_job_that_the_printer_aborts_can_be_tried_again(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    printer.give_up_jobs()
    sheets = to_come(journey)
    journey.touch("next")
    journey.at(Printing, trouble="print_refused")
    assert store.show("A1").state is TicketState.TAKEN
    printer.mend()
    journey.touch("try_again")
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == [*sheets, "ticket"]


def test_a_printer_that_takes_no_pdf_leaves_the_number_on_the_screen(
    come: Come, pcscd: object, dns_sd: None, tmp_path: Path
) -> None:
    with running_printer(tmp_path / "urf", takes="image/urf") as printer:
        journey = come(ALONE, printer=printer.uri)
        journey.pass_to(Preview)
        journey.touch("next")
        journey.at(Printing, trouble="print_refused")
        journey.touch("without_paper")
        journey.at(Finished, number="A1", paper=False)
        assert printer.printed() == []


def test_a_torn_sheet_is_printed_once_more_and_the_number_stays(
    journey: Journey, tray: Tray, store: SqlTicketStore
) -> None:
    sheets = to_come(journey)
    journey.touch("next")
    journey.at(Finished, number="A1")
    journey.touch("bad_sheet", "sheet_after", "print_again")
    journey.wait(lambda: len(tray.names()) == len(sheets) + 2)
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == [*sheets, "ticket", sheets[1]]
    assert [ticket.number for ticket in store.tickets()] == ["A1"]
    journey.touch("leave")
    journey.at(Over)
    assert tray.names() == [*sheets, "ticket", sheets[1]]


def test_while_it_prints_nothing_of_a_document_is_in_a_file_of_ours(journey: Journey, printer: VirtualPrinter) -> None:
    """Open files of this process, deleted ones among them, and all that is new where temporary files go."""
    printer.take_paper_out()
    began = time.time()
    journey.touch("next")
    journey.wait(lambda: "media-empty" in journey.at(Printing).reasons)
    printers = {printer.folder, printer.trouble.parent}
    new = [
        file
        for file in Path(tempfile.gettempdir()).rglob("*")
        if not printers.intersection(file.parents) and changed(file) >= began
    ]
    opened = [Path(link) for link in Path("/proc/self/fd").iterdir() if link.is_file()]
    assert opened, "nothing to look into proves nothing"
    received = [file.read_bytes() for file in printer.trouble.parent.iterdir() if file.is_file()]
    documents = [data[data.index(b"%PDF") :] for data in received if b"%PDF" in data]
    assert documents, "what the printer has not got cannot be looked for"
    assert [file for file in (*new, *opened) if any(document in content(file) for document in documents)] == []
    printer.fill_paper()
    journey.at(Finished, paper=True)


def changed(file: Path) -> float:
    """Return when a file was last written; other programs' files come and go."""
    try:
        return file.stat().st_mtime if file.is_file() else 0.0
    except FileNotFoundError:
        return 0.0


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def out_of_paper_at_the_second(journey: Journey, printer: VirtualPrinter) -> list[str]:
    """Print; the paper is gone before the second sheet. Return what to_come does."""
    sheets = to_come(journey)

    def before(work: Work) -> None:
        if isinstance(work, PrintSheet) and work.document.name.lower() == sheets[1]:
            printer.take_paper_out()

    journey.before_work(before)
    journey.touch("next")
    journey.wait(lambda: "media-empty" in journey.at(Printing).reasons)
    states = [state for _, state in journey.at(Printing).sheets]
    assert states == [SheetState.OUT, SheetState.PRINTING, *[SheetState.TO_COME] * (len(sheets) - 1)]
    journey.before_work(lambda _: None)
    return sheets


def test_a_printer_out_of_paper_at_the_second_sheet_goes_on_from_there(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    sheets = out_of_paper_at_the_second(journey, printer)
    assert tray.names() == sheets[:1]
    printer.fill_paper()
    journey.at(Finished, number="A1", paper=True)
    assert tray.names() == [*sheets, "ticket"]
    assert store.show("A1").paper


def test_given_up_at_the_second_sheet_number_and_code_stay_on_the_screen(
    journey: Journey, printer: VirtualPrinter, tray: Tray, store: SqlTicketStore
) -> None:
    sheets = out_of_paper_at_the_second(journey, printer)
    journey.touch("without_paper")
    done = journey.at(Finished, number="A1", paper=False)
    assert {code.text for code in zxingcpp.read_barcodes(journey.picture())} == {done.reference, *done.handover}
    assert store.show("A1").state is TicketState.WAITING
    journey.touch("leave")
    journey.at(Over)
    printer.fill_paper()
    assert tray.names() == sheets[:1]


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
    sheets = to_come(journey)
    journey.touch("next")
    journey.at(Finished, number=None, trouble="store_unavailable")
    assert journey.reads("error.store_unavailable")
    assert tray.names() == sheets


def test_without_a_printer_everything_can_be_taken_from_the_screen(
    come: Come, pcscd: object, store: SqlTicketStore, dns_sd: None, *, tmp_path: Path, unsealed: Any
) -> None:
    with running_printer(tmp_path / "gone") as printer:
        journey = come(ALONE, printer=printer.uri)
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
    assert shown == {done.reference, *done.handover}
    assert unsealed(done.handover).ticket == "A1"


def test_a_queue_that_cannot_be_opened_keeps_no_sheet_back(come: Come, pcscd: object, tray: Tray) -> None:
    journey = come(ALONE, database="sqlite:////nowhere/queue.db")
    journey.pass_to(Preview)
    sheets = to_come(journey)
    journey.touch("next")
    journey.at(Finished, number=None, trouble="store_unavailable")
    assert journey.reads("screen.finished.clerk")
    assert journey.reads("error.store_unavailable")
    assert tray.names() == sheets


def test_a_queue_that_somebody_else_holds_keeps_no_sheet_back(journey: Journey, tmp_path: Path, tray: Tray) -> None:
    sheets = to_come(journey)
    with closing(sqlite3.connect(tmp_path / "queue.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        journey.touch("next")
        journey.at(Finished, number=None, trouble="store_unavailable")
    assert tray.names() == sheets
