"""One document on its way to an IPP printer: from the first question until the paper is out."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from pyipp.enums import IppJobState, IppOperation, IppStatus

from kiosk.errors import Cancelled, PrinterUnreachable, PrintRefused
from kiosk.ports import PrinterNotice, Watch
from kiosk.printer_state import OTHER, keeps_paper
from kiosk.settings import Paper
from printing.ipp.line import FORGOTTEN, Answer, Attributes, Line
from printing.ipp.paper import ask_for
from printing.ipp.state import PDF, PrinterSays, look_at_printer

FIRST_PAUSE_S = 0.03
LONGEST_PAUSE_S = 0.5
FAILURES_IN_A_ROW = 3

PATIENT_LOOKS = 6
"""A CUPS queue says that it is connecting at the start of every job; only when it goes on so long, the printer is off.
It may also stop a job for a moment; only when that stays so without any reason, there is one that it does not say."""

FAILED = "job-completed-with-errors"
"""CUPS leaves a job so, stopped for ever with an idle queue, whose filter or backend ended with an error."""

_TRY_LATER = frozenset({IppStatus.ERROR_BUSY, IppStatus.ERROR_TEMPORARY})
_GIVEN_UP = frozenset({IppJobState.CANCELED, IppJobState.ABORTED})


class Job:
    """``id`` is None until a printer has taken the document.

    With the ``id`` of a job whose end nobody saw, it goes on from there, unless the printer gave that up.
    """

    def __init__(self, line: Line, watch: Watch, id_: int | None = None) -> None:
        self._line = line
        self._watch = watch
        self._reasons: tuple[str, ...] = ()
        self._connecting = 0
        self._stopped = 0
        self._missed = False
        self.id = id_

    async def find(self, name: str) -> None:
        """Look whether the job is still known by this name, ours, and not given up; if not, it has no id any more."""
        if self.id is None:
            return
        answer = await self._ask_about("job-state", "job-name", "job-originating-user-name")
        ours = (answer.attributes.get("job-name"), answer.attributes.get("job-originating-user-name"))
        if ours != (name, self._line.sender) or answer.attributes.get("job-state") in _GIVEN_UP:
            self.id = None

    async def send(self, name: str, pdf: bytes, paper: Paper) -> None:
        """Hand the document over, as soon as the printer is free to take it."""
        printer = await self._look_at_printer()
        if not printer.takes_pdf:
            raise PrintRefused("The printer takes no PDF.")
        target = {"job-name": name, "document-format": PDF}
        wishes = ask_for(paper, printer.answer).job
        document = {**({"job-attributes-tag": wishes} if wishes else {}), "data": pdf}
        answer = await self._line.ask(IppOperation.PRINT_JOB, target, document)
        for pause_s in _pauses():
            if answer.status not in _TRY_LATER:
                break
            await self._pause(pause_s)
            answer = await self._line.ask(IppOperation.PRINT_JOB, target, document)
        if "job-id" not in answer.attributes:
            raise PrintRefused(f"The printer answered with status 0x{answer.status:04x}.")
        self.id = answer.attributes["job-id"]

    async def await_paper(self) -> None:
        """Return when the job is done. A question that gets no answer is asked again, a few times."""
        failures = 0
        for pause_s in _pauses():
            try:
                if await self._is_done():
                    return
                failures = 0
            except PrinterUnreachable:
                self._missed = True
                failures += 1
                if failures == FAILURES_IN_A_ROW:
                    raise
            await self._pause(pause_s)

    async def _is_done(self) -> bool:
        """Take a job that is forgotten for printed, unless whoever forgot it was away meanwhile."""
        answer = await self._ask_about("job-state", "job-state-reasons")
        state = answer.attributes.get("job-state")
        if state in _GIVEN_UP:
            raise PrintRefused("The printer gave the job up.", reasons=answer.words("job-state-reasons"))
        if answer.status in FORGOTTEN and self._missed:
            raise PrintRefused("The printer was away and knows nothing of the job.")
        if state == IppJobState.COMPLETED or answer.status in FORGOTTEN:
            self._report(())
            return True
        self._stopped = self._stopped + 1 if state == IppJobState.STOPPED else 0
        if self._stopped >= PATIENT_LOOKS and FAILED in answer.words("job-state-reasons"):
            await self._cancel()
            raise PrintRefused("The queue stopped the job for an error of its own.", reasons=(FAILED,))
        await self._look_at_printer()
        return False

    async def _ask_about(self, *attributes: str) -> Answer:
        return await self._line.ask(
            IppOperation.GET_JOB_ATTRIBUTES, {**self._target, "requested-attributes": [*attributes]}
        )

    async def _look_at_printer(self) -> PrinterSays:
        """Ask the printer itself: a job in a queue often knows nothing of empty trays."""
        printer = await look_at_printer(self._line)
        self._report(self._reasons_that_keep_paper(printer))
        return printer

    def _reasons_that_keep_paper(self, printer: PrinterSays) -> tuple[str, ...]:
        """Drop everything that keeps no paper from coming out."""
        self._connecting = self._connecting + 1 if printer.connecting else 0
        off = {"offline"} if self._connecting >= PATIENT_LOOKS else set()
        reasons = {reason for reason in printer.reasons if keeps_paper(reason)} | off
        return tuple(sorted(reasons or ({OTHER} if self._stopped >= PATIENT_LOOKS else set())))

    def _report(self, reasons: tuple[str, ...]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._watch.report(PrinterNotice(reasons))

    @property
    def _target(self) -> Attributes:
        return {"job-id": self.id}

    async def _pause(self, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        if self._watch.cancelled():
            await self._cancel()
            raise Cancelled

    async def _cancel(self) -> None:
        """Ask the printer to forget the job and its document. Nobody is kept here by a printer that is gone, too."""
        if self.id is not None:
            with suppress(PrinterUnreachable):
                await self._line.ask(IppOperation.CANCEL_JOB, self._target)


def _pauses() -> Iterator[float]:
    """Yield how long to wait before the next question: short at first, so that a fast printer costs no time."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
