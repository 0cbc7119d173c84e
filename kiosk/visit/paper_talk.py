"""The last part of a visit: take a number, print sheet by sheet, let the number wait, say good-bye."""

from dataclasses import dataclass, replace

import structlog

from kiosk.errors import StoreUnavailable
from kiosk.paperwork.case import Case
from kiosk.ports import PrinterNotice, ReaderState
from kiosk.queue.ticket import Ticket
from kiosk.visit.answers import Answer, GiveUpPaper, TryAgain
from kiosk.visit.papers import Papers, Sheaf
from kiosk.visit.steps import Finished, Printing, SheetState
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
    ahead: int | None = None


class PaperTalk:
    """``step`` is Printing until everything is out or given up, then Finished.

    ``card_may_lie``: a card was on the reader; at the end the reader is asked whether it still lies there.
    """

    def __init__(self, papers: Papers, case: Case, *, card_may_lie: bool) -> None:
        self._papers = papers
        self._case = case
        self._card_may_lie = card_may_lie
        self._numbered = _Numbered()
        self._sheaf = Sheaf((), "")
        self._out = 0
        self._paper = True
        self._trouble: str | None = None
        self.step: Printing | Finished = Printing(())
        self.work: Work | None = papers.ticket_work(case)
        if self.work is None:
            self._print_all()

    def answer(self, answer: Answer) -> None:
        """Take an answer; while the queue is asked there is nothing to decide."""
        match answer, self.work:
            case TryAgain(), None if isinstance(self.step, Printing):
                self._print_next()
            case GiveUpPaper(), PrintSheet() | None if isinstance(self.step, Printing):
                self._publish(paper=False)

    def progress(self, progress: object) -> None:
        if isinstance(self.step, Printing) and isinstance(progress, PrinterNotice):
            self.step = replace(self.step, reasons=progress.reasons)
        elif isinstance(self.step, Finished) and isinstance(progress, ReaderState):
            self.step = replace(self.step, card_on_reader=progress is ReaderState.CARD)

    def settle(self, outcome: Outcome) -> None:
        match outcome:
            case TicketTaken():
                self._numbered = _Numbered(outcome.ticket, outcome.ahead)
                self._print_all()
            case SheetOut():
                self._out += 1
                self._print_next()
            case Published():
                self._finish()
            case CardGone():
                self._card_may_lie = False
                self._finish()
            case Failed():
                self._failed(outcome)

    def _failed(self, failed: Failed) -> None:
        log.warning("paper_failed", code=failed.error.code, work=type(self.work).__name__)
        match self.work:
            case TakeTicket():
                self._trouble = StoreUnavailable.code
                self._print_all()
            case PublishTicket():
                self._trouble = StoreUnavailable.code
                self._finish()
            case PrintSheet():
                self.step = Printing(self._states(SheetState.FAILED), trouble=failed.error.code)
                self.work = None
            case AwaitRemoval():
                self._card_may_lie = False
                self._finish()

    def _print_all(self) -> None:
        self._case = replace(self._case, ticket=self._numbered.ticket.number if self._numbered.ticket else None)
        self._sheaf = self._papers.sheaf(self._case, self._numbered.ticket, self._numbered.ahead)
        self._print_next()

    def _print_next(self) -> None:
        if self._out == len(self._sheaf.documents):
            self._publish(paper=True)
            return
        self.step = Printing(self._states(SheetState.PRINTING))
        self.work = PrintSheet(self._sheaf.documents[self._out])

    def _states(self, now: SheetState) -> tuple[tuple[str, SheetState], ...]:
        states = (SheetState.OUT,) * self._out + (now,)
        rest = len(self._sheaf.documents) - len(states)
        names = (document.name for document in self._sheaf.documents)
        return tuple(zip(names, states + (SheetState.TO_COME,) * rest, strict=True))

    def _publish(self, *, paper: bool) -> None:
        self._paper = paper
        if self._numbered.ticket is None:
            self._finish()
        else:
            self.work = PublishTicket(self._numbered.ticket.number, paper=paper)

    def _finish(self) -> None:
        """Say good-bye; a card that was read may still lie on the reader."""
        self.step = self._papers.farewell(
            self._case,
            self._numbered.ticket,
            self._numbered.ahead,
            handover=None if self._paper else self._sheaf.handover,
            trouble=self._trouble,
        )
        self.work = AwaitRemoval() if self._card_may_lie else None
