"""The last part of a visit: take a number, print sheet by sheet, let the number wait, say good-bye.

Sheets stay in memory until the visit ends; until then each can be printed once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from kiosk.errors import PrintError, StoreUnavailable
from kiosk.paperwork.case import Case
from kiosk.paperwork.sheet import Document
from kiosk.paperwork.spared import Spared
from kiosk.ports import PrinterNotice, ReaderState
from kiosk.queue.ticket import Ticket
from kiosk.queue.waiting import Prospect, Wait
from kiosk.visit.answers import Answer, Back, GiveUpPaper, PrintAgain, SheetBad, TryAgain
from kiosk.visit.papers import Papers, Sheaf
from kiosk.visit.steps import ChooseSheet, Finished, Printing, SheetState
from kiosk.visit.work import (
    AwaitRemoval,
    CardGone,
    Failed,
    Outcome,
    PrintSheet,
    Published,
    PublishTicket,
    SheetOut,
    TakeTicket,
    TicketTaken,
    Work,
)

log = structlog.get_logger()


@dataclass(frozen=True)
class _Numbered:
    """What was taken from the queue; ``ticket`` None when the queue did not answer."""

    ticket: Ticket | None = None
    prospect: Prospect | None = None

    @property
    def wait(self) -> Wait | None:
        return self.prospect.wait if self.prospect else None


class PaperTalk:
    """``step`` is Printing until everything is out or given up, then Finished; ChooseSheet may lie over both.

    ``card_may_lie``: a card was on the reader; at the end the reader is asked whether it still lies there.
    """

    def __init__(self, papers: Papers, case: Case, *, card_may_lie: bool) -> None:
        self._papers = papers
        self._case = case
        self._card_may_lie = card_may_lie
        self._numbered = _Numbered()
        self._sheaf = Sheaf((), ())
        self._states: list[SheetState] = []
        self._paper = True
        self._settled = False  # whether everything was out once, or given up
        self._trouble: str | None = None
        self._under: Printing | Finished = Printing(())
        self._choice: ChooseSheet | None = None
        self.work: Work | None = papers.ticket_work(case)
        if self.work is None:
            self._print_all()

    @property
    def step(self) -> Printing | ChooseSheet | Finished:
        return self._choice or self._under

    @property
    def finished(self) -> Finished | None:
        """The good-bye, once it was said, whatever lies over it."""
        return self._under if isinstance(self._under, Finished) else None

    @property
    def spared(self) -> Mapping[Spared, int]:
        """What came out and nobody had to write."""
        return self._sheaf.spared if self._paper else {}

    def answer(self, answer: Answer) -> None:
        """Take an answer; while the queue is asked there is nothing to decide."""
        if self._choice is not None:
            self._answer_choice(answer)
            return
        match answer, self.work:
            case SheetBad(), _ if self._paper and (sheets := self._sheets_out()):
                self._choice = ChooseSheet(sheets)
            case TryAgain(), None if isinstance(self._under, Printing):
                self._go_on()
            case GiveUpPaper(), PrintSheet() | None if isinstance(self._under, Printing):
                self._give_up()

    def progress(self, progress: object) -> None:
        if isinstance(self._under, Printing) and isinstance(progress, PrinterNotice):
            log.info("printer_says", reasons=progress.reasons)
            self._under = replace(self._under, reasons=progress.reasons)
        elif isinstance(self._under, Finished) and isinstance(progress, ReaderState):
            self._under = replace(self._under, card_on_reader=progress is ReaderState.CARD)

    def settle(self, outcome: Outcome) -> None:
        match outcome:
            case TicketTaken():
                self._numbered = _Numbered(outcome.ticket, outcome.prospect)
                self._print_all()
            case SheetOut():
                self._states[self._states.index(SheetState.PRINTING)] = SheetState.OUT
                self._go_on()
            case Published():
                self._settled = True
                self._go_on()
            case CardGone():
                self._card_may_lie = False
                self._finish()
            case Failed():
                self._failed(outcome)

    def _answer_choice(self, answer: Answer) -> None:
        """Print a sheet once more, after what is printed just now. What is on its way cannot be asked for again."""
        match answer:
            case Back():
                self._choice = None
            case PrintAgain(sheet) if sheet in self._sheets_out():
                self._choice = None
                self._states[sheet] = SheetState.TO_COME
                if isinstance(self.work, PrintSheet) and isinstance(self._under, Printing):
                    self._under = replace(self._under, sheets=self._sheets())
                elif not isinstance(self.work, PublishTicket):
                    self._go_on()

    def _sheets_out(self) -> dict[int, Document]:
        return {n: self._sheaf.documents[n] for n, state in enumerate(self._states) if state is SheetState.OUT}

    def _failed(self, failed: Failed) -> None:
        error = failed.error
        reasons = error.reasons if isinstance(error, PrintError) else ()
        log.warning("paper_failed", code=error.code, reasons=reasons, work=type(self.work).__name__)
        match self.work:
            case TakeTicket():
                self._trouble = StoreUnavailable.code
                self._print_all()
            case PublishTicket():
                self._trouble = StoreUnavailable.code
                self._settled = True
                self._go_on()
            case PrintSheet():
                self._states[self._states.index(SheetState.PRINTING)] = SheetState.FAILED
                self._under = Printing(self._sheets(), trouble=error.code, wait=self._numbered.wait)
                self.work = None
            case AwaitRemoval():
                self._card_may_lie = False
                self._finish()

    def _print_all(self) -> None:
        self._case = replace(self._case, ticket=self._numbered.ticket.number if self._numbered.ticket else None)
        self._sheaf = self._papers.sheaf(self._case, self._numbered.ticket, self._numbered.prospect)
        self._states = [SheetState.TO_COME] * len(self._sheaf.documents)
        self._go_on()

    def _go_on(self) -> None:
        """Print what is still to come, also what failed; then let the number wait; then say good-bye."""
        waiting = next((n for n, state in enumerate(self._states) if state is not SheetState.OUT), None)
        if waiting is not None:
            self._states[waiting] = SheetState.PRINTING
            self._under = Printing(self._sheets(), wait=self._numbered.wait)
            self.work = PrintSheet(self._sheaf.documents[waiting])
        elif self._settled or self._numbered.ticket is None:
            self._finish()
        else:
            self.work = PublishTicket(self._numbered.ticket, paper=self._paper)

    def _give_up(self) -> None:
        """Leave what is not out. Whoever has had all sheets once keeps them, and needs nothing from the screen."""
        self._paper = self._settled
        self._states = [SheetState.OUT] * len(self._states)
        self._go_on()

    def _sheets(self) -> tuple[tuple[str, SheetState], ...]:
        return tuple(zip((document.kind for document in self._sheaf.documents), self._states, strict=True))

    def _finish(self) -> None:
        """Say good-bye; a card that was read may still lie on the reader."""
        self._settled = True
        self._under = self._papers.farewell(
            self._case,
            self._numbered.ticket,
            self._numbered.prospect,
            handover=None if self._paper else self._sheaf.handover,
            trouble=self._trouble,
        )
        self.work = AwaitRemoval() if self._card_may_lie else None
