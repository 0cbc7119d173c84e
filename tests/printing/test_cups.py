"""Against a CUPS of our own, with a queue to a printer whose paper can be taken away."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from commands.doctor.cups import check_cups
from commands.stand.daemon import find_program, start_quietly
from commands.stand.printer import VirtualPrinter
from kiosk.errors import PrinterUnreachable, PrintRefused
from kiosk.ports import PrinterNotice
from kiosk.settings import A4, Paper
from printing.ipp.printer import IppPrinter

pytestmark = [
    pytest.mark.usefixtures("dns_sd"),
    pytest.mark.skipif(os.geteuid() != 0, reason="cupsd changes its user, and its spool is mounted"),
]

PATIENCE_S = 30.0
SENDER = "kakanai-1"
SHEETS = Paper("", media=A4)
CANARY = "CANARY-BANGOU-HANAKO"
FOLDERS = ("etc", "spool", "cache", "state", "log")

SERVER = """\
Listen localhost:{port}
LogLevel debug2
PreserveJobFiles No
PreserveJobHistory 300
DirtyCleanInterval 0
JobRetryInterval 1
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

FILES = """\
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
ErrorLog {root}/log/error
AccessLog {root}/log/access
PageLog {root}/log/page
User lp
Group lp
SystemGroup root
SyncOnClose Yes
"""


def wait_until(fact: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline


@dataclass
class Cups:
    """A cupsd whose files are all below ``root``; its spool is in memory."""

    root: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/printers/sheets"

    def start(self) -> None:
        program = find_program("cupsd", package="cups-daemon")
        etc = self.root / "etc"
        command = [program, "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]
        # A session of its own: whatever it started ends with it, as under systemd.
        self.process = start_quietly(["setsid", *command])
        wait_until(self.answers)

    def kill(self) -> None:
        """End it and all that it started, as a crash does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def answers(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("localhost", self.port)) == 0

    def command(self, program: str, *arguments: str) -> str:
        path = find_program(program, package="cups-client")
        command = [path, "-h", f"localhost:{self.port}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout

    def files_with(self, text: str) -> list[Path]:
        """Return the files of it that hold this text, wherever they are."""
        found = []
        for file in self.root.rglob("*"):
            with suppress(FileNotFoundError):
                if file.is_file() and text.encode() in file.read_bytes():
                    found.append(file)
        return found


@dataclass
class Watching:
    notices: list[PrinterNotice] = field(default_factory=list)
    given_up: threading.Event = field(default_factory=threading.Event)

    def cancelled(self) -> bool:
        return self.given_up.is_set()

    def report(self, progress: object) -> None:
        assert isinstance(progress, PrinterNotice)
        self.notices.append(progress)

    def hears(self, reason: str) -> bool:
        return any(reason in notice.reasons for notice in self.notices)


@pytest.fixture
def cups(stack: ExitStack, printer: VirtualPrinter, tmp_path_factory: pytest.TempPathFactory) -> Cups:
    root = tmp_path_factory.mktemp("cups")
    for folder in (root, *root.parents[:2]):
        folder.chmod(0o755)  # its filters run as another user
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port = int(one.getsockname()[1])
    for name in FOLDERS:
        (root / name).mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", root / "spool"], check=False)
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    stack.callback(subprocess.run, ["umount", "--lazy", str(root / "spool")], check=True)
    (root / "spool" / "tmp").mkdir()
    for name in (*FOLDERS, "spool/tmp"):
        shutil.chown(root / name, "root", "lp")
        (root / name).chmod(0o770)
    (root / "etc" / "cupsd.conf").write_text(SERVER.format(port=port))
    (root / "etc" / "cups-files.conf").write_text(FILES.format(root=root))
    cups = Cups(root, port)
    stack.callback(cups.kill)
    cups.start()
    cups.command("lpadmin", "-p", "sheets", "-E", "-v", printer.uri, "-m", "everywhere")
    # It asks the printer what that can do, and goes on meanwhile.
    wait_until(lambda: "main" in IppPrinter(cups.uri, SENDER).look(PATIENCE_S).offers("tray"))
    return cups


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    """A document that can be recognized wherever it is written."""
    file = tmp_path / "sheet.pdf"
    canvas = Canvas(str(file), pagesize=(595, 842), pageCompression=0)
    canvas.drawString(100, 700, CANARY)
    canvas.save()
    return file.read_bytes()


def start(ipp: IppPrinter, pdf: bytes, watch: Watching, stack: ExitStack) -> Future[None]:
    worker = stack.enter_context(ThreadPoolExecutor(1))
    stack.callback(watch.given_up.set)
    return worker.submit(ipp.print, "F01", pdf, SHEETS, watch)


def test_a_sheet_comes_out_and_cups_keeps_nothing_of_it(
    cups: Cups, printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    printer.take_paper_out()
    watch = Watching()
    printing = start(IppPrinter(cups.uri, SENDER), pdf, watch, stack)
    wait_until(lambda: watch.hears("media-empty") or watch.hears("media-needed"))
    assert cups.files_with(CANARY), "a search that finds nothing now proves nothing later"
    printer.fill_paper()
    printing.result(PATIENCE_S)
    assert len(printer.printed()) == 1
    wait_until(lambda: not cups.files_with("%PDF"))
    assert cups.files_with(CANARY) == []


def test_a_paused_queue_is_said_and_goes_on_when_it_is_resumed(
    cups: Cups, printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    cups.command("cupsdisable", "sheets")
    watch = Watching()
    printing = start(IppPrinter(cups.uri, SENDER), pdf, watch, stack)
    wait_until(lambda: watch.hears("paused"))
    cups.command("cupsenable", "sheets")
    printing.result(PATIENCE_S)
    assert len(printer.printed()) == 1


def test_a_sheet_that_waits_in_a_cups_that_is_killed_and_restarted_comes_out_once(
    cups: Cups, printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    ipp, watch = IppPrinter(cups.uri, SENDER), Watching()
    cups.command("cupsdisable", "sheets")
    printing = start(ipp, pdf, watch, stack)
    wait_until(lambda: watch.hears("paused") and cups.command("lpstat", "-o"))
    cups.kill()
    with pytest.raises(PrinterUnreachable):
        printing.result(PATIENCE_S)
    cups.start()
    cups.command("cupsenable", "sheets")
    ipp.print("F01", pdf, SHEETS, Watching())
    assert len(printer.printed()) == 1
    assert len(cups.command("lpstat", "-W", "completed", "-o").splitlines()) == 1


def test_a_cups_that_is_killed_while_the_printer_prints_is_asked_for_the_same_job_again(
    cups: Cups, printer: VirtualPrinter, pdf: bytes, stack: ExitStack
) -> None:
    ipp, watch = IppPrinter(cups.uri, SENDER), Watching()
    printer.take_paper_out()
    printing = start(ipp, pdf, watch, stack)
    wait_until(printer.wants_paper)
    cups.kill()
    with pytest.raises(PrinterUnreachable):
        printing.result(PATIENCE_S)
    printer.fill_paper()
    cups.start()
    try:
        ipp.print("F01", pdf, SHEETS, Watching())
    except PrintRefused:  # the filter of the killed CUPS failed, as its successor says; it is printed anew
        ipp.print("F01", pdf, SHEETS, Watching())
    else:
        assert len(cups.command("lpstat", "-W", "completed", "-o").splitlines()) == 1


def test_a_full_spool_refuses_a_sheet_and_takes_it_once_there_is_room(
    cups: Cups, printer: VirtualPrinter, pdf: bytes
) -> None:
    ipp = IppPrinter(cups.uri, SENDER)
    filler = cups.root / "spool" / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    with pytest.raises((PrintRefused, PrinterUnreachable)):
        ipp.print("F01", pdf, SHEETS, Watching())
    filler.unlink()
    ipp.print("F01", pdf, SHEETS, Watching())
    assert len(printer.printed()) == 1


def test_doctor_finds_such_a_cups_safe(cups: Cups) -> None:
    findings = list(check_cups({cups.uri}, cups.root / "etc"))
    assert [(finding.check, finding.ok) for finding in findings] == [
        ("cups_files", True),
        ("cups_history", True),
        ("cups_spool", True),
    ]
