"""A virtual IPP printer (ippeveprinter of CUPS) that keeps what it prints, and whose paper can be taken away."""

import shlex
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from commands.stand.daemon import find_program, free_port, start_quietly
from commands.stand.services import running_avahi
from kiosk.errors import UsageError
from kiosk.settings import A4

START_S = 20.0
POLL_S = 0.02
_FULL = 250
_ABORTED = "aborted"

_PRINT = """\
#!/bin/sh
sleep {seconds}
if [ -e {trouble} ]; then
  reason=$(cat {trouble})
  [ "$reason" = aborted ] && exit 1
  echo "STATE: +$reason" >&2
  while [ -e {trouble} ]; do sleep 0.02; done
  echo "STATE: -$reason" >&2
fi
name=${{1##*/}}
ipptool -c -d job="${{name%%-*}}" {uri} {question} | grep -q processing-to-stop-point && exit
cp "$1" {folder}/"$name".part && mv {folder}/"$name".part {folder}/"$name"
"""
"""What ippeveprinter runs for a document, also for one that was cancelled while it waited for paper."""

_QUESTION = """\
{
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer job-id $job
  DISPLAY job-state-reasons
}
"""


@dataclass(frozen=True)
class VirtualPrinter:
    """What came out of it is in ``folder``, called ``<job>-<name>.pdf``.

    ``trouble`` is a file; while it is there, documents stop for the printer-state-reason in it.
    """

    port: int
    folder: Path
    trouble: Path

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def printed(self) -> list[Path]:
        """Return what came out, in order."""
        return sorted(self.folder.glob("*.pdf"), key=lambda path: int(path.name.partition("-")[0]))

    def take_paper_out(self) -> None:
        self._load(0)

    def fill_paper(self) -> None:
        self._load(_FULL)

    def stop_for(self, reason: str) -> None:
        """Let documents stop for this printer-state-reason until it is mended."""
        written = self.trouble.with_suffix(".new")
        written.write_text(reason)
        written.rename(self.trouble)

    def give_up_jobs(self) -> None:
        """Let the printer abort what it is sent until it is mended."""
        self.stop_for(_ABORTED)

    def mend(self) -> None:
        self.trouble.unlink(missing_ok=True)

    def wants_paper(self) -> bool:
        """Say whether a document waits inside it for paper."""
        return b"Media Needed" in _get(self.port, "/")

    def _load(self, sheets: int) -> None:
        """Send its web form: tray 1 is the main one, tray 3 the bypass, which counts as empty too when it is."""
        trays = {f"size{tray}": A4 for tray in (1, 3)} | {f"type{tray}": "stationery" for tray in (1, 3)}
        form = urlencode({**trays, "level1": sheets, "level3": 25 if sheets else 0})
        _get(self.port, f"/media?{form}")


@contextmanager
def running_printer(
    folder: Path, port: int = 0, *, seconds_a_job: float = 0, takes: str = "application/pdf"
) -> Iterator[VirtualPrinter]:
    """Give a printer that answers on this machine and takes PDF, or another format. ``port`` 0 takes a free one.

    Starts dbus and avahi where they do not run. Raises UsageError naming the Debian package that is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = find_program("ippeveprinter", package="cups-ipp-utils")
    with running_avahi(), tempfile.TemporaryDirectory() as scratch:
        printer = VirtualPrinter(port or free_port(), folder, Path(scratch, "trouble"))
        print_command = _print_command(printer, Path(scratch), seconds_a_job)
        options = shlex.split(f"-f {takes} -r off -K {scratch} -d {scratch} -n localhost -c {print_command}")
        process = start_quietly([program, *options, "-p", str(printer.port), "Kakanai"])
        try:
            _await(printer, process)
            printer.fill_paper()
            yield printer
        finally:
            process.terminate()
            process.wait()


def _print_command(printer: VirtualPrinter, scratch: Path, seconds: float) -> Path:
    question = scratch / "question"
    question.write_text(_QUESTION)
    folder = shlex.quote(str(printer.folder.resolve()))
    command = scratch / "print"
    command.write_text(
        _PRINT.format(
            seconds=seconds,
            trouble=shlex.quote(str(printer.trouble)),
            uri=printer.uri,
            question=question,
            folder=folder,
        )
    )
    command.chmod(0o755)
    return command


def _await(printer: VirtualPrinter, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while not _get(printer.port, "/"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise UsageError("ippeveprinter ended as soon as it was started, or does not answer.")
        time.sleep(POLL_S)


def _get(port: int, path: str) -> bytes:
    """Return a page of its web server; nothing when there is none."""
    connection = HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()
