"""A printer that speaks IPP (RFC 8011), directly or through a CUPS queue. Blocks; call it on a worker thread."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

from kiosk.errors import PrinterUnreachable, PrintRefused, UsageError
from kiosk.ports import Watch
from kiosk.settings import Paper
from printing.ipp.job import Job
from printing.ipp.line import Line, line_to
from printing.ipp.state import PrinterSays, look_at_printer

T = TypeVar("T")


class IppPrinter:
    """Implements kiosk.ports.Printer for one visit. Of what it printed it keeps the number of the last job alone.

    ``sender`` names the kiosk among all who print there: what it sent is known by it, and nothing else is cancelled.
    """

    def __init__(self, uri: str, sender: str) -> None:
        """Take ``ipp://`` or ``ipps://host[:port]/path``. Raises UsageError for anything else."""
        if not _is_address(uri):
            raise UsageError(f"{uri!r} is not the address of a printer; it should look like ipp://printer/ipp/print.")
        self._uri = uri
        self._sender = sender
        self._used = False
        self._cleared = False
        self._unseen: int | None = None

    def print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None:
        """See kiosk.ports.Printer.

        A document whose printer went away while it was printed is looked for first when it is printed again, so that
        it does not come out twice.
        """
        self._used = True
        asyncio.run(self._print(name, pdf, paper, watch))

    def cancel_left(self, patience_s: float) -> int:
        """See kiosk.ports.Printer."""
        return asyncio.run(self._within(patience_s, self._cancel_left))

    def look(self, patience_s: float) -> PrinterSays:
        """Ask it what it is and how it is; nothing is printed.

        Raises PrinterUnreachable, also when ``patience_s`` is over.
        """
        return asyncio.run(self._within(patience_s, look_at_printer))

    async def _print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None:
        async with line_to(self._uri, self._sender) as line:
            await self._clear(line)
            job = Job(line, watch, self._unseen)
            try:
                await job.find(name)
                if job.id is None:
                    await job.send(name, pdf, paper)
                await job.await_paper()
            except PrinterUnreachable:
                self._unseen = job.id
                raise
            self._unseen = None

    async def _clear(self, line: Line) -> None:
        """Cancel what an earlier visit left, unless that was done as this one came to the screen."""
        if not self._cleared:
            with suppress(PrintRefused):  # a printer that tells nothing of jobs, or keeps one, prints all the same
                await line.cancel(await line.jobs())
            self._cleared = True

    async def _cancel_left(self, line: Line) -> int:
        jobs = await line.jobs()
        # Nothing was printed yet: no job that the printer named is of this visit.
        cancelled = 0 if self._used else await line.cancel(jobs)
        self._cleared = True
        return cancelled

    async def _within(self, patience_s: float, do: Callable[[Line], Awaitable[T]]) -> T:
        try:
            async with asyncio.timeout(patience_s), line_to(self._uri, self._sender) as line:
                return await do(line)
        except TimeoutError as error:
            raise PrinterUnreachable(f"No IPP within {patience_s} s.") from error


def _is_address(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return uri.startswith(("ipp://", "ipps://")) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
