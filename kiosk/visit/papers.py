"""The papers of a visit: from the case to the sheets, the number's route and the farewell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from kiosk.guidance.content import Guide
from kiosk.guidance.queueing import has_priority, open_event, route_of
from kiosk.handover.record import Handover, handover_of
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import has_readings
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.form import Form
from kiosk.paperwork.layout import BlankForm, Encode
from kiosk.paperwork.sheet import Document, Media
from kiosk.paperwork.sheets import Sheets
from kiosk.paperwork.slip import ticket_slip
from kiosk.paperwork.spared import Spared, spared
from kiosk.queue.ticket import Ticket
from kiosk.queue.waiting import Prospect
from kiosk.settings import Settings, Sides
from kiosk.visit.steps import Finished
from kiosk.visit.work import TakeTicket
from kiosk.words import Words

Seal = Callable[[Handover], tuple[str, ...]]
"""A visit as the texts of its symbols; none where the kiosk has no keys."""


@dataclass(frozen=True)
class Sheaf:
    """All sheets of one visit, in the order of printing, and the texts of the symbols that the first form carries.

    ``handover`` is empty where the kiosk has no keys, or the first form no room: then the counter types from the sheet.
    ``spared``: the boxes that nobody has to write.
    """

    documents: tuple[Document, ...] = field(repr=False)
    handover: tuple[str, ...] = field(repr=False)
    spared: Mapping[Spared, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Papers:
    """Writes what a visit prints. Everything in it is loaded once and shared by all visits of a kiosk."""

    guide: Guide
    settings: Settings
    words: Mapping[str, Words]
    lettering: Lettering
    encode: Encode
    seal: Seal
    forms: Mapping[str, Form]
    blanks: Mapping[str, BlankForm]

    def with_furigana(self, language: str) -> str | None:
        """Return the other way of writing this language (BCP 47, private use), in which kanji have furigana."""
        others = (other for other in self.settings.kiosk.languages if other.startswith(f"{language}-x-"))
        return next((other for other in others if has_readings(self.words[other]["paper.checklist.title"])), None)

    def preview(self, case: Case) -> tuple[Document, ...]:
        """Return the application and the checklist as they will be printed, still without a number."""
        return (*self.application(case), self._checklist(case))

    def application(self, case: Case) -> tuple[Document, ...]:
        """Return the forms alone."""
        return self._application(case).documents

    def sheaf(self, case: Case, ticket: Ticket | None, prospect: Prospect | None) -> Sheaf:
        """Return everything to print; without a ticket there is no slip."""
        application = self._application(case)
        slip = (self._slip(case, ticket, prospect),) if ticket else ()
        two_sided = self.settings.kiosk.paper_by_kind[Media.CHECKLIST.value].sides is not Sides.ONE_SIDED
        further = self._checklist(case, two_sided=two_sided), *slip
        written = spared(self._sheets.filled(case), self.forms)
        return replace(application, documents=(*application.documents, *further), spared=written)

    def ticket_work(self, case: Case) -> TakeTicket | None:
        """Return how to take the one number of this household; None when no desk of the plan calls numbers."""
        route = self._route(case)
        if not route:
            return None
        letter = self.guide.desks[route[0]].letter or ""
        priority = has_priority(self.guide, case.events, case.known, case.people, case.made.date())
        return TakeTicket(letter, route, event=open_event(self.guide, case.plan), priority=priority)

    def _route(self, case: Case) -> tuple[str, ...]:
        return route_of(self.guide, case.plan, self.settings.queue.one_stop)

    def farewell(
        self,
        case: Case,
        ticket: Ticket | None,
        prospect: Prospect | None,
        *,
        handover: tuple[str, ...] | None,
        trouble: str | None,
    ) -> Finished:
        """Return the last step; ``handover`` None when the paper came out and has it."""
        return Finished(
            number=ticket.number if ticket else None,
            desk=self._shown_desk(case),
            prospect=prospect,
            paper=handover is None,
            trouble=trouble,
            reference=ticket.reference if ticket else "",
            handover=handover or (),
        )

    def _shown_desk(self, case: Case) -> str | None:
        """Return where one goes first, unless everything there is for nobody else to see: the board calls there."""
        desk = next(iter((*self._route(case), *case.plan.desks)), None)
        to_do = [entry.procedure for entry in (*case.plan.required, *case.plan.confirm)]
        there = [procedure for procedure in to_do if procedure.desk == desk]
        return None if there and all(procedure.privacy for procedure in there) else desk

    def _application(self, case: Case) -> Sheaf:
        """Fill the forms; the first one carries the handover."""
        city, kiosk = self.settings.city.id, self.settings.kiosk.id
        documents, handover = self._sheets.application(case, self.seal(handover_of(case, city=city, kiosk=kiosk)))
        return Sheaf(documents, handover)

    @property
    def _sheets(self) -> Sheets:
        return Sheets(self.guide, self.forms, self.blanks, self.lettering, self.encode)

    def _checklist(self, case: Case, *, two_sided: bool = False) -> Document:
        return checklist(case, self.guide, self.words[case.language], self.lettering, two_sided=two_sided)

    def _slip(self, case: Case, ticket: Ticket, prospect: Prospect | None) -> Document:
        return ticket_slip(
            ticket.number,
            ticket.reference,
            self.guide.desks[ticket.route[0]],
            ticket.taken,
            wait=prospect.wait if prospect else None,
            words=self.words[case.language],
            encode=self.encode,
            lettering=self.lettering,
        )
