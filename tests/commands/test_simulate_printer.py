import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from commands.stand.printer import running_printer
from commands.stand.services import AVAHI, running_avahi
from kiosk.errors import PrinterUnreachable
from kiosk.settings import A4, Paper
from printing.ipp.printer import IppPrinter

pytestmark = pytest.mark.usefixtures("dns_sd")

COMMAND = "import typer; from commands.simulate_printer import simulate_printer; typer.run(simulate_printer)"

SENDER = "kakanai-1"
SHEETS, SLIPS = Paper("", media=A4), Paper("")


class Nobody:
    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None:
        """Nobody looks on."""


def avahi_answers() -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(AVAHI)) == 0


def test_services_that_run_already_are_left_running() -> None:
    with running_avahi():
        assert avahi_answers()
    assert avahi_answers()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_until_it_is_stopped_and_leaves_nothing_running(
    ending: signal.Signals, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", COMMAND, "--port", "0", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        uri = process.stdout.readline().split()[0]
        IppPrinter(uri, SENDER).print("checklist", b"%PDF", SHEETS, Nobody())
        process.send_signal(ending)
        assert process.wait(20) == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["1-checklist.pdf"]
    with pytest.raises(PrinterUnreachable):
        IppPrinter(uri, SENDER).print("checklist", b"%PDF", SHEETS, Nobody())


def test_paper_that_is_taken_out_can_be_filled_again(tmp_path: Path) -> None:
    with running_printer(tmp_path) as printer:
        printer.take_paper_out()
        printer.fill_paper()
        IppPrinter(printer.uri, SENDER).print("ticket", b"%PDF", SLIPS, Nobody())
        assert [path.name for path in printer.printed()] == ["1-ticket.pdf"]
