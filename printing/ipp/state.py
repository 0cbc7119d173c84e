"""What a printer says of itself when it is asked: how it is, and what it can."""

from dataclasses import dataclass
from typing import Final

from pyipp.enums import IppOperation, IppPrinterState

from kiosk.errors import PrinterUnreachable
from kiosk.printer_state import reasons_that_count
from kiosk.settings import Paper
from printing.ipp.line import Answer, Line
from printing.ipp.paper import PAPER_ATTRIBUTES, ask_for

PDF: Final = "application/pdf"
_STATE, _REASONS, _FORMATS = "printer-state", "printer-state-reasons", "document-format-supported"
_ATTRIBUTES: Final = (_STATE, _REASONS, _FORMATS, *PAPER_ATTRIBUTES)
_CONNECTING: Final = "connecting-to-device"


@dataclass(frozen=True)
class PrinterSays:
    answer: Answer

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what there is to be done at it; see kiosk.printer_state."""
        stopped = self.answer.attributes.get(_STATE) == IppPrinterState.STOPPED
        return reasons_that_count(self.answer.words(_REASONS), stopped=stopped)

    @property
    def connecting(self) -> bool:
        """Say whether it is a queue that has not reached its printer yet."""
        return any(word.startswith(_CONNECTING) for word in self.answer.words(_REASONS))

    @property
    def takes_pdf(self) -> bool:
        return PDF in self.answer.words(_FORMATS)

    def lacking(self, paper: Paper) -> tuple[str, ...]:
        """Return the settings of this paper that the printer cannot fulfil: ``tray``, ``media``, ``sides``."""
        return ask_for(paper, self.answer).lacking

    def offers(self, setting: str) -> tuple[str, ...]:
        """Return what can be set instead."""
        return self.answer.words({"tray": "media-source-supported"}.get(setting, f"{setting}-supported"))


async def look_at_printer(line: Line) -> PrinterSays:
    """Ask it what it is and how it is. Raises PrinterUnreachable when it says nothing of that."""
    answer = await line.ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": _ATTRIBUTES})
    if not answer.attributes:
        raise PrinterUnreachable(f"The printer answered with status 0x{answer.status:04x}.")
    return PrinterSays(answer)
