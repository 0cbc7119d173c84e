"""A printer that speaks IPP (RFC 8011), directly or through a CUPS queue. Blocks; call it on a worker thread."""

import asyncio
import re
from collections import ChainMap
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError
from pyipp import IPP, IPPError
from pyipp.enums import IppJobState, IppOperation, IppStatus

from kiosk.errors import Cancelled, PrinterUnreachable, PrintRefused, UsageError
from kiosk.paperwork.sheet import Media
from kiosk.ports import PrinterNotice, Watch

PDF = "application/pdf"
NETWORK_TIMEOUT_S = 8
FIRST_PAUSE_S = 0.03
LONGEST_PAUSE_S = 0.5
FAILURES_IN_A_ROW = 3
FIRST_FAILURE = 0x0100
"""Status codes below are kinds of success (RFC 8011, appendix B)."""

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

_STATE_REASONS = "printer-state-reasons"
_PRINTER_ATTRIBUTES = (_STATE_REASONS, "document-format-supported", "media-supported", "sides-supported")
_TRY_LATER = frozenset({IppStatus.ERROR_BUSY, IppStatus.ERROR_TEMPORARY})
_FORGOTTEN = frozenset({IppStatus.ERROR_NOT_FOUND, IppStatus.ERROR_GONE})
_OVER = _FORGOTTEN | {IppStatus.ERROR_NOT_POSSIBLE}

Attributes = Mapping[str, Any]


class IppPrinter:
    """Implements kiosk.ports.Printer for one visit. Keeps nothing of a print but that there was one.

    ``sender`` names the kiosk among all who print there: what it sent is known by it, and nothing else is cancelled.
    """

    def __init__(self, uri: str, sender: str) -> None:
        """Take ``ipp://`` or ``ipps://host[:port]/path``. Raises UsageError for anything else."""
        if not _is_address(uri):
            raise UsageError(f"{uri!r} is not the address of a printer; it should look like ipp://printer/ipp/print.")
        self._uri = uri
        self._sender = sender
        self._used = False

    def print(self, name: str, pdf: bytes, media: Media, watch: Watch) -> None:
        """See kiosk.ports.Printer."""
        self._used = True
        asyncio.run(self._print(name, pdf, media, watch))

    def cancel_left(self, patience_s: float) -> int:
        """See kiosk.ports.Printer."""
        return asyncio.run(self._cancel_left(patience_s))

    def reasons(self, patience_s: float) -> tuple[str, ...]:
        """Return why no paper would come out now (printer-state-reasons); nothing where it would.

        Raises PrinterUnreachable, also when ``patience_s`` is over.
        """
        return asyncio.run(self._reasons(patience_s))

    async def _print(self, name: str, pdf: bytes, media: Media, watch: Watch) -> None:
        async with _line_to(self._uri, self._sender) as line:
            job = _Job(line, watch)
            await job.send(name, pdf, media)
            await job.await_paper()

    async def _reasons(self, patience_s: float) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(patience_s), _line_to(self._uri, self._sender) as line:
                answer = await line.ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": [_STATE_REASONS]})
        except TimeoutError as error:
            raise PrinterUnreachable(f"No IPP within {patience_s} s.") from error
        if not answer.attributes:
            raise PrinterUnreachable(f"The printer answered with status 0x{answer.status:04x}.")
        return tuple(sorted(_without_severity(answer.words(_STATE_REASONS)) & NEEDS_A_PERSON))

    async def _cancel_left(self, patience_s: float) -> int:
        try:
            async with asyncio.timeout(patience_s), _line_to(self._uri, self._sender) as line:
                jobs = await line.jobs()
                # Nothing was printed yet: no job that the printer named is of this visit.
                return 0 if self._used else await line.cancel(jobs)
        except TimeoutError as error:
            raise PrinterUnreachable(f"No IPP within {patience_s} s.") from error


def _is_address(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return uri.startswith(("ipp://", "ipps://")) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@dataclass(frozen=True)
class _Answer:
    """What a printer answered: a status (RFC 8011, appendix B) and its attributes by name."""

    status: int
    attributes: Attributes
    jobs: tuple[Attributes, ...] = ()

    @property
    def succeeded(self) -> bool:
        return self.status < FIRST_FAILURE

    def words(self, name: str) -> tuple[str, ...]:
        """Return the keywords of this attribute; pyipp has a list only where there are several."""
        value = self.attributes.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


class _Line:
    """What can be asked of one printer, all in the name of ``sender``."""

    def __init__(self, printer: IPP, sender: str) -> None:
        self._printer = printer
        self._sender = sender

    async def jobs(self) -> list[int]:
        """Return the jobs of the sender that are not over. Raises PrintRefused.

        A printer may tell all jobs although it was asked for ours only, and CUPS tells who sent a job only to its
        sender: so we ask for ours and look who sent them.
        """
        wanted = {"requested-attributes": ["job-id", "job-originating-user-name"]}
        answer = await self.ask(IppOperation.GET_JOBS, {"which-jobs": "not-completed", "my-jobs": True, **wanted})
        if not answer.succeeded:
            raise PrintRefused(f"The printer tells no jobs: status 0x{answer.status:04x}.")
        return [job["job-id"] for job in answer.jobs if job.get("job-originating-user-name") == self._sender]

    async def cancel(self, jobs: Iterable[int]) -> int:
        """Return how many of these jobs the printer gave up; others were over. Raises PrintRefused if it keeps one."""
        answers = [await self.ask(IppOperation.CANCEL_JOB, {"job-id": job}) for job in jobs]
        for answer in answers:
            if not answer.succeeded and answer.status not in _OVER:
                raise PrintRefused(f"The printer keeps a job: status 0x{answer.status:04x}.")
        return sum(answer.succeeded for answer in answers)

    async def ask(
        self, operation: IppOperation, target: Attributes, more: Mapping[str, object] | None = None
    ) -> _Answer:
        """Send one request. Raises PrinterUnreachable when no IPP comes back."""
        message = {"operation-attributes-tag": {"requesting-user-name": self._sender, **target}, **(more or {})}
        try:
            # pyipp limits the time until an answer begins, this the time until it is complete
            async with asyncio.timeout(NETWORK_TIMEOUT_S):
                answer = await self._printer.execute(operation, message)
        except (IPPError, ClientError, OSError, ValueError) as error:
            if type(error) is not IPPError:
                raise PrinterUnreachable(f"No IPP from {self._printer.host}: {_said(error)}") from error
            return _Answer(error.args[1]["status-code"], {})
        jobs = tuple(answer["jobs"])
        return _Answer(answer["status-code"], dict(ChainMap(*answer["printers"], *jobs)), jobs)


@asynccontextmanager
async def _line_to(uri: str, sender: str) -> AsyncIterator[_Line]:
    async with IPP(uri, verify_ssl=True) as printer:
        yield _Line(printer, sender)


class _Job:
    """One document on its way: from the first question to the printer until the paper is out."""

    def __init__(self, line: _Line, watch: Watch) -> None:
        self._line = line
        self._watch = watch
        self._reasons: tuple[str, ...] = ()
        self._connecting = 0
        self._target: Attributes = {}

    async def send(self, name: str, pdf: bytes, media: Media) -> None:
        """Hand the document over, as soon as the printer is free to take it."""
        printer = await self._look_at_printer()
        if PDF not in printer.words("document-format-supported"):
            raise PrintRefused("The printer takes no PDF.")
        target = {"job-name": name, "document-format": PDF}
        wishes = {"media": media.value, "sides": "one-sided"}
        job = {wish: value for wish, value in wishes.items() if value in printer.words(f"{wish}-supported")}
        document = {"job-attributes-tag": job, "data": pdf}
        answer = await self._line.ask(IppOperation.PRINT_JOB, target, document)
        for pause_s in _pauses():
            if answer.status not in _TRY_LATER:
                break
            await self._pause(pause_s)
            answer = await self._line.ask(IppOperation.PRINT_JOB, target, document)
        if "job-id" not in answer.attributes:
            raise PrintRefused(f"The printer answered with status 0x{answer.status:04x}.")
        self._target = {"job-id": answer.attributes["job-id"]}

    async def await_paper(self) -> None:
        """Return when the job is done. A question that gets no answer is asked again, a few times."""
        failures = 0
        for pause_s in _pauses():
            try:
                if await self._is_done():
                    return
                failures = 0
            except PrinterUnreachable:
                failures += 1
                if failures == FAILURES_IN_A_ROW:
                    raise
            await self._pause(pause_s)

    async def _is_done(self) -> bool:
        wanted = {"requested-attributes": ["job-state", "job-state-reasons"]}
        answer = await self._line.ask(IppOperation.GET_JOB_ATTRIBUTES, {**self._target, **wanted})
        state = answer.attributes.get("job-state")
        if state in {IppJobState.CANCELED, IppJobState.ABORTED}:
            raise PrintRefused("The printer gave the job up.", reasons=answer.words("job-state-reasons"))
        if state == IppJobState.COMPLETED or answer.status in _FORGOTTEN:
            self._report(())
            return True
        await self._look_at_printer()
        return False

    async def _look_at_printer(self) -> _Answer:
        """Ask the printer itself: a job in a queue often knows nothing of empty trays."""
        answer = await self._line.ask(
            IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": _PRINTER_ATTRIBUTES}
        )
        if not answer.attributes:
            raise PrinterUnreachable(f"The printer answered with status 0x{answer.status:04x}.")
        self._report(self._reasons_to_act(answer.words(_STATE_REASONS)))
        return answer

    def _reasons_to_act(self, keywords: Iterable[str]) -> tuple[str, ...]:
        """Drop the severity, which depends on what the printer is doing, and everything that stops no paper."""
        plain = _without_severity(keywords)
        self._connecting = self._connecting + 1 if CONNECTING in plain else 0
        off = {"offline"} if self._connecting >= CONNECTING_LOOKS else set()
        return tuple(sorted(plain & NEEDS_A_PERSON | off))

    def _report(self, reasons: tuple[str, ...]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._watch.report(PrinterNotice(reasons))

    async def _pause(self, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        if self._watch.cancelled():
            await self._cancel()
            raise Cancelled

    async def _cancel(self) -> None:
        """Ask the printer to forget the job. Who leaves is not kept here by a printer that is gone, too."""
        if self._target:
            with suppress(PrinterUnreachable):
                await self._line.ask(IppOperation.CANCEL_JOB, self._target)


def _without_severity(keywords: Iterable[str]) -> set[str]:
    return {re.sub("-(report|warning|error)$", "", keyword) for keyword in keywords}


def _said(error: Exception) -> str:
    """Return what an error says without the page that a web server may have sent along."""
    return str(error.args[0]) if error.args else type(error).__name__


def _pauses() -> Iterator[float]:
    """Yield how long to wait before the next question: short at first, so that a fast printer costs no time."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
