"""A printer that speaks IPP (RFC 8011), directly or through a CUPS queue. Blocks; call it on a worker thread."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from kiosk.errors import Cancelled, PrinterUnreachable, PrintRefused, UsageError
from kiosk.paperwork.sheet import Media
from kiosk.ports import PrinterNotice, Watch
from printing.ippmessage import Answer, Attributes, Operation, Status, Tag, decode_answer, encode_request

PDF = "application/pdf"
IPP_PORT = 631
NETWORK_TIMEOUT_S = 8.0
FIRST_PAUSE_S = 0.03
LONGEST_PAUSE_S = 0.5
FAILURES_IN_A_ROW = 3

NEEDS_A_PERSON = frozenset(
    {
        "cover-open",
        "developer-empty",
        "door-open",
        "fuser-over-temp",
        "input-tray-missing",
        "interlock-open",
        "marker-supply-empty",
        "marker-waste-full",
        "media-empty",
        "media-jam",
        "media-needed",
        "offline",
        "output-area-full",
        "output-tray-missing",
        "paused",
        "shutdown",
        "timed-out",
        "toner-empty",
    }
)
"""printer-state-reasons (RFC 8011, 5.4.12; PWG 5100.9) that keep paper from coming out, without their severity."""

CONNECTING = "connecting-to-device"
"""A CUPS queue says so at the start of every job; only when it goes on saying so, the printer is off."""
CONNECTING_LOOKS = 6

_PRINTER_ATTRIBUTES = ("printer-state-reasons", "document-format-supported", "media-supported", "sides-supported")
_TRY_LATER = frozenset({Status.SERVER_ERROR_BUSY, Status.SERVER_ERROR_TEMPORARY_ERROR})
_FORGOTTEN = frozenset({Status.CLIENT_ERROR_NOT_FOUND, Status.CLIENT_ERROR_GONE})


class JobState(IntEnum):
    """RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class IppPrinter:
    """Implements kiosk.ports.Printer. Keeps nothing between prints; documents are in memory only."""

    def __init__(self, uri: str) -> None:
        """Take ``ipp://`` or ``ipps://host[:port]/path``. Raises UsageError for anything else."""
        self._address = _Address.of(uri)

    def print(self, name: str, pdf: bytes, media: Media, watch: Watch) -> None:
        """See kiosk.ports.Printer."""
        job = _Job(self._address, watch)
        job.send(name, pdf, media)
        job.await_paper()


@dataclass(frozen=True)
class _Address:
    uri: str
    secure: bool
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, uri: str) -> "_Address":
        try:
            parts = urlsplit(uri)
            port = parts.port or IPP_PORT
        except ValueError:
            parts, port = urlsplit(""), IPP_PORT
        if parts.scheme not in {"ipp", "ipps"} or not parts.hostname:
            raise UsageError(f"{uri!r} is not the address of a printer; it should look like ipp://printer/ipp/print.")
        return cls(uri, parts.scheme == "ipps", parts.hostname, port, parts.path or "/")

    def ask(
        self, operation: Operation, target: Attributes, job: Attributes | None = None, document: bytes = b""
    ) -> Answer:
        """Send one request. Raises PrinterUnreachable when no IPP comes back."""
        fixed: Attributes = {
            "printer-uri": (Tag.URI, [self.uri]),
            "requesting-user-name": (Tag.NAME, ["kakanai"]),
        }
        message = encode_request(operation, {**fixed, **target}, job or {}, document)
        connection = (HTTPSConnection if self.secure else HTTPConnection)(
            self.host, self.port, timeout=NETWORK_TIMEOUT_S
        )
        try:
            connection.request("POST", self.path, message, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            if response.status != HTTPStatus.OK:
                raise PrinterUnreachable(f"{self.host}:{self.port} answers with HTTP {response.status}.")
            return decode_answer(response.read())
        except (OSError, HTTPException, ValueError) as error:
            raise PrinterUnreachable(f"No IPP from {self.host}:{self.port}: {error}") from error
        finally:
            connection.close()


class _Job:
    """One document on its way: from the first question to the printer until the paper is out."""

    def __init__(self, address: _Address, watch: Watch) -> None:
        self._address = address
        self._watch = watch
        self._reasons: tuple[str, ...] = ()
        self._connecting = 0
        self._target: Attributes = {}

    def send(self, name: str, pdf: bytes, media: Media) -> None:
        """Hand the document over, as soon as the printer is free to take it."""
        printer = self._look_at_printer()
        if PDF not in printer.words("document-format-supported"):
            raise PrintRefused("The printer takes no PDF.")
        target: Attributes = {"job-name": (Tag.NAME, [name]), "document-format": (Tag.MIME_MEDIA_TYPE, [PDF])}
        wishes = {"media": media.value, "sides": "one-sided"}
        job: Attributes = {
            wish: (Tag.KEYWORD, [value])
            for wish, value in wishes.items()
            if value in printer.words(f"{wish}-supported")
        }
        answer = self._address.ask(Operation.PRINT_JOB, target, job, pdf)
        for pause_s in _pauses():
            if answer.status not in _TRY_LATER:
                break
            self._pause(pause_s)
            answer = self._address.ask(Operation.PRINT_JOB, target, job, pdf)
        number = answer.number("job-id")
        if not answer.ok or number is None:
            raise PrintRefused(f"The printer answered with status 0x{answer.status:04x}.")
        self._target = {"job-id": (Tag.INTEGER, [number])}

    def await_paper(self) -> None:
        """Return when the job is done. A question that gets no answer is asked again, a few times."""
        failures = 0
        for pause_s in _pauses():
            try:
                if self._is_done():
                    return
                failures = 0
            except PrinterUnreachable:
                failures += 1
                if failures == FAILURES_IN_A_ROW:
                    raise
            self._pause(pause_s)

    def _is_done(self) -> bool:
        wanted: Attributes = {"requested-attributes": (Tag.KEYWORD, ["job-state", "job-state-reasons"])}
        answer = self._address.ask(Operation.GET_JOB_ATTRIBUTES, {**self._target, **wanted})
        state = answer.number("job-state")
        if state in {JobState.CANCELED, JobState.ABORTED}:
            raise PrintRefused("The printer gave the job up.", reasons=answer.words("job-state-reasons"))
        if state == JobState.COMPLETED or answer.status in _FORGOTTEN:
            self._report(())
            return True
        self._look_at_printer()
        return False

    def _look_at_printer(self) -> Answer:
        """Ask the printer itself: a job in a queue often knows nothing of empty trays."""
        wanted: Attributes = {"requested-attributes": (Tag.KEYWORD, _PRINTER_ATTRIBUTES)}
        answer = self._address.ask(Operation.GET_PRINTER_ATTRIBUTES, wanted)
        if not answer.ok:
            raise PrinterUnreachable(f"The printer answered with status 0x{answer.status:04x}.")
        self._report(self._reasons_to_act(answer.words("printer-state-reasons")))
        return answer

    def _reasons_to_act(self, keywords: Iterable[str]) -> tuple[str, ...]:
        """Drop the severity, which depends on what the printer is doing, and everything that stops no paper."""
        plain = {re.sub("-(report|warning|error)$", "", keyword) for keyword in keywords}
        self._connecting = self._connecting + 1 if CONNECTING in plain else 0
        off = {"offline"} if self._connecting >= CONNECTING_LOOKS else set()
        return tuple(sorted(plain & NEEDS_A_PERSON | off))

    def _report(self, reasons: tuple[str, ...]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._watch.report(PrinterNotice(reasons))

    def _pause(self, pause_s: float) -> None:
        time.sleep(pause_s)
        if self._watch.cancelled():
            self._cancel()
            raise Cancelled

    def _cancel(self) -> None:
        """Ask the printer to forget the job. Who leaves is not kept here by a printer that is gone, too."""
        if self._target:
            with suppress(PrinterUnreachable):
                self._address.ask(Operation.CANCEL_JOB, self._target)


def _pauses() -> Iterator[float]:
    """Yield how long to wait before the next question: short at first, so that a fast printer costs no time."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
