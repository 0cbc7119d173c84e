"""The papers of a visit: from the case to the sheets, the number's route and the farewell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from kiosk.guidance.content import Desk, Guide
from kiosk.handover.record import handover_of
from kiosk.handover.text import ONE_SYMBOL, write_handover
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.fill import FilledForm, fill_form
from kiosk.paperwork.form import Form
from kiosk.paperwork.layout import BlankForm, Encode, lay_out_form
from kiosk.paperwork.sheet import Document
from kiosk.paperwork.slip import ticket_slip
from kiosk.paperwork.wanted import forms_of
from kiosk.queue.day import wait_minutes
from kiosk.queue.ticket import Ticket
from kiosk.settings import Settings
from kiosk.visit.steps import Finished
from kiosk.visit.work import TakeTicket
from kiosk.words import Words


@dataclass(frozen=True)
class Sheaf:
    """All sheets of one visit, in the order of printing, and the handover that the first one carries.

    ``handover`` is empty when it does not fit into one symbol: then the counter types from the sheet.
    """

    documents: tuple[Document, ...] = field(repr=False)
    handover: str = field(repr=False)


@dataclass(frozen=True)
class Papers:
    """Writes what a visit prints. Everything in it is loaded once and shared by all visits of a kiosk."""

    guide: Guide
    settings: Settings
    words: Mapping[str, Words]
    lettering: Lettering
    encode: Encode
    blanks: Mapping[str, BlankForm]

    def preview(self, case: Case) -> tuple[Document, ...]:
        """Return the application and the checklist as they will be printed, still without a number."""
        return (*self.application(case), self._checklist(case))

    def application(self, case: Case) -> tuple[Document, ...]:
        """Return the forms alone."""
        return self._application(case)[0]

    def sheaf(self, case: Case, ticket: Ticket | None, ahead: int | None) -> Sheaf:
        """Return everything to print; without a ticket there is no slip."""
        documents, handover = self._application(case)
        slip = (self._slip(case, ticket, ahead),) if ticket else ()
        return Sheaf((*documents, self._checklist(case), *slip), handover)

    def ticket_work(self, case: Case) -> TakeTicket | None:
        """Return how to take the number; None when no desk of the plan calls numbers."""
        route = tuple(desk for desk in case.plan.desks if self.guide.desks[desk].letter)
        return TakeTicket(self.guide.desks[route[0]].letter or "", route) if route else None

    def minutes(self, ahead: int | None) -> int | None:
        return None if ahead is None else wait_minutes(ahead, self.settings.office)

    def farewell(
        self,
        case: Case,
        ticket: Ticket | None,
        ahead: int | None,
        *,
        handover: str | None,
        trouble: str | None,
    ) -> Finished:
        """Return the last step; ``handover`` None when the paper came out and has it."""
        desk = self._first_desk(case)
        return Finished(
            number=ticket.number if ticket else None,
            window=desk.window if desk else None,
            floor=desk.floor if desk else None,
            desk=desk.id if desk else None,
            people_ahead=ahead,
            minutes=self.minutes(ahead),
            paper=handover is None,
            trouble=trouble,
            reference=ticket.reference if ticket else "",
            handover=handover or "",
        )

    def _first_desk(self, case: Case) -> Desk | None:
        return next((self.guide.desks[desk] for desk in case.plan.desks), None)

    def _application(self, case: Case) -> tuple[tuple[Document, ...], str]:
        """Fill the forms; the first sheet carries the handover."""
        forms = forms_of(self.guide, self._forms, case.events, case.plan)
        filled = tuple(fill_form(form, case, self.guide) for form in forms)
        city, kiosk = self.settings.city.id, self.settings.kiosk.id
        text = write_handover(handover_of(case, city=city, kiosk=kiosk))
        handover = text if len(text) <= ONE_SYMBOL else ""
        symbols = (handover, *("" for _ in filled[1:]))
        return tuple(chain.from_iterable(map(self._lay_out, filled, symbols))), handover

    def _lay_out(self, filled: FilledForm, symbol: str) -> tuple[Document, ...]:
        """Return a form and, each for itself, the sheets on which it goes on."""
        blank = self.blanks[filled.form]
        return lay_out_form(
            blank,
            filled,
            self.lettering,
            symbol=symbol,
            encode=self.encode,
            continuation=self.blanks.get(blank.form.continuation or ""),
        )

    def _checklist(self, case: Case) -> Document:
        return checklist(case, self.guide, self.words[case.language], self.lettering)

    def _slip(self, case: Case, ticket: Ticket, ahead: int | None) -> Document:
        return ticket_slip(
            ticket.number,
            ticket.reference,
            self.guide.desks[ticket.route[0]],
            ticket.taken,
            minutes=self.minutes(ahead),
            words=self.words[case.language],
            encode=self.encode,
            lettering=self.lettering,
        )

    @property
    def _forms(self) -> Mapping[str, Form]:
        return {id_: blank.form for id_, blank in self.blanks.items()}
