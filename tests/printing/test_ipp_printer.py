"""Against a real IPP implementation: ippeveprinter, with paper that can be taken away."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from commands.stand.printer import VirtualPrinter, running_printer
from kiosk.errors import Cancelled, PrinterUnreachable, PrintRefused
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.sheet import Document, Media, Page
from kiosk.ports import PrinterNotice
from kiosk.settings import A4, Paper, Sides
from printing.ipp.printer import IppPrinter
from printing.pdf import PdfRenderer

pytestmark = pytest.mark.usefixtures("dns_sd")

PATIENCE_S = 20
SHEETS, SLIPS = Paper("", media=A4), Paper("")
TRAY = Paper("", "main", A4, Sides.TWO_SIDED_LONG_EDGE)
SENDER, ANOTHER = "kakanai-1", "kakanai-2"


@dataclass
class Watching:
    """Tells the test when the printer has said something, and the printer when nobody waits any more."""

    notices: list[PrinterNotice] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)
    given_up: threading.Event = field(default_factory=threading.Event)

    def cancelled(self) -> bool:
        return self.given_up.is_set()

    def report(self, progress: object) -> None:
        assert isinstance(progress, PrinterNotice)
        self.notices.append(progress)
        self.heard.set()


@pytest.fixture
def pdf(render: PdfRenderer, lettering: Lettering) -> bytes:
    return render(Document("application-1", Media.A4, (Page(210, 297, ()),)))


def start(printer: VirtualPrinter, pdf: bytes, watch: Watching, stack: ExitStack) -> Future[None]:
    worker = stack.enter_context(ThreadPoolExecutor(1))
    stack.callback(watch.given_up.set)
    return worker.submit(IppPrinter(printer.uri, SENDER).print, "application-1", pdf, SHEETS, watch)


def await_wish_for_paper(printer: VirtualPrinter) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not printer.wants_paper():
        assert time.monotonic() < deadline


def comes_out_next(printer: VirtualPrinter, pdf: bytes) -> list[str]:
    """Fill paper, print one sheet more from elsewhere, and return all that came out by then."""
    printer.fill_paper()
    IppPrinter(printer.uri, ANOTHER).print("checklist", pdf, SHEETS, Watching())
    return [path.name for path in printer.printed()]


@pytest.mark.parametrize("paper", [SHEETS, SLIPS, TRAY])
def test_the_printer_receives_exactly_our_file(printer: VirtualPrinter, pdf: bytes, paper: Paper) -> None:
    watch = Watching()
    IppPrinter(printer.uri, SENDER).print("application-1", pdf, paper, watch)
    (printed,) = printer.printed()
    assert printed.name == "1-application-1.pdf"
    assert printed.read_bytes() == pdf
    assert watch.notices == []


def test_a_print_waits_for_paper_and_goes_on_when_it_is_refilled(
    printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    printer.take_paper_out()
    watch = Watching()
    printing = start(printer, pdf, watch, stack)
    assert watch.heard.wait(PATIENCE_S)
    assert "media-empty" in watch.notices[0].reasons
    assert not printing.done()
    printer.fill_paper()
    printing.result(PATIENCE_S)
    assert watch.notices[-1] == PrinterNotice(())
    assert len(printer.printed()) == 1


def test_a_printer_that_goes_away_while_we_wait_is_missed(pdf: bytes, stack: ExitStack, tmp_path: Path) -> None:
    """One that ends just as it is handed the sheet may still answer that it cannot take it."""
    watch = Watching()
    with running_printer(tmp_path) as printer:
        printer.take_paper_out()
        printing = start(printer, pdf, watch, stack)
        assert watch.heard.wait(PATIENCE_S)
    with pytest.raises((PrinterUnreachable, PrintRefused)):
        printing.result(PATIENCE_S)


def test_a_print_that_nobody_waits_for_ends(printer: VirtualPrinter, pdf: bytes, stack: ExitStack) -> None:
    printer.take_paper_out()
    watch = Watching()
    printing = start(printer, pdf, watch, stack)
    assert watch.heard.wait(PATIENCE_S)
    watch.given_up.set()
    with pytest.raises(Cancelled):
        printing.result(PATIENCE_S)
    assert comes_out_next(printer, pdf) == ["2-checklist.pdf"]


def test_what_an_earlier_visit_left_does_not_come_out(printer: VirtualPrinter, pdf: bytes, stack: ExitStack) -> None:
    printer.take_paper_out()
    printing = start(printer, pdf, Watching(), stack)
    await_wish_for_paper(printer)
    assert IppPrinter(printer.uri, SENDER).cancel_left(PATIENCE_S) == 1
    assert comes_out_next(printer, pdf) == ["2-checklist.pdf"]
    with pytest.raises(PrintRefused):
        printing.result(PATIENCE_S)


def test_what_another_kiosk_prints_comes_out(printer: VirtualPrinter, pdf: bytes, stack: ExitStack) -> None:
    printer.take_paper_out()
    printing = start(printer, pdf, Watching(), stack)
    await_wish_for_paper(printer)
    assert IppPrinter(printer.uri, ANOTHER).cancel_left(PATIENCE_S) == 0
    assert comes_out_next(printer, pdf) == ["1-application-1.pdf", "2-checklist.pdf"]
    printing.result(PATIENCE_S)


def test_where_everything_came_out_nothing_is_left(printer: VirtualPrinter, pdf: bytes) -> None:
    for name in ("application-1", "checklist"):
        IppPrinter(printer.uri, SENDER).print(name, pdf, SHEETS, Watching())
    assert IppPrinter(printer.uri, SENDER).cancel_left(PATIENCE_S) == 0


def test_one_document_after_the_other_comes_out(printer: VirtualPrinter, pdf: bytes) -> None:
    for name in ("application-1", "checklist", "ticket"):
        IppPrinter(printer.uri, SENDER).print(name, pdf, SHEETS, Watching())
    assert [path.name for path in printer.printed()] == ["1-application-1.pdf", "2-checklist.pdf", "3-ticket.pdf"]


def test_a_slow_printer_is_awaited(pdf: bytes, tmp_path: Path) -> None:
    with running_printer(tmp_path, seconds_a_job=0.2) as printer:
        IppPrinter(printer.uri, SENDER).print("application-1", pdf, SHEETS, Watching())
        assert len(printer.printed()) == 1


REASONS = [
    "cover-open",
    "input-tray-missing",
    "marker-supply-empty",
    "marker-waste-full",
    "media-jam",
    "paused",
    "spool-area-full",
    "toner-empty",
]
"""Those that ippeveprinter knows."""


@pytest.mark.parametrize("reason", REASONS)
def test_a_print_waits_until_a_printer_is_mended_and_comes_out_once(
    reason: str, printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    printer.stop_for(f"{reason}-error")
    watch = Watching()
    printing = start(printer, pdf, watch, stack)
    assert watch.heard.wait(PATIENCE_S)
    assert watch.notices == [PrinterNotice((reason,))]
    printer.mend()
    printing.result(PATIENCE_S)
    assert watch.notices[-1] == PrinterNotice(())
    assert len(printer.printed()) == 1


def test_a_job_that_the_printer_aborts_is_refused_and_can_be_sent_again(printer: VirtualPrinter, pdf: bytes) -> None:
    ipp = IppPrinter(printer.uri, SENDER)
    printer.give_up_jobs()
    with pytest.raises(PrintRefused):
        ipp.print("application-1", pdf, SHEETS, Watching())
    printer.mend()
    ipp.print("application-1", pdf, SHEETS, Watching())
    assert len(printer.printed()) == 1


def test_a_printer_that_takes_no_pdf_is_told_before_anything_is_sent(pdf: bytes, tmp_path: Path) -> None:
    with running_printer(tmp_path, takes="image/urf") as printer, pytest.raises(PrintRefused):
        IppPrinter(printer.uri, SENDER).print("application-1", pdf, SHEETS, Watching())
