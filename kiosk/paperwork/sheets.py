"""The application of a case: the forms that it prints, filled and laid out, the first with the symbols."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import structlog

from kiosk.guidance.content import Guide
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import Form
from kiosk.paperwork.layout import BlankForm, Corrected, Encode, lay_out_form
from kiosk.paperwork.sheet import Document
from kiosk.paperwork.wanted import forms_of

log = structlog.get_logger()


@dataclass(frozen=True)
class Sheets:
    """Writes applications. Everything in it is loaded once."""

    guide: Guide
    forms: Mapping[str, Form]
    blanks: Mapping[str, BlankForm]
    lettering: Lettering
    encode: Encode

    def filled(self, case: Case) -> tuple[FilledForm, ...]:
        """Return what stands on the forms."""
        return fill_forms(forms_of(self.guide, self.forms, case), case, self.guide, self.forms)

    def application(
        self, case: Case, symbols: tuple[str, ...], corrected: Corrected | None = None
    ) -> tuple[tuple[Document, ...], tuple[str, ...]]:
        """Return all sheets, and those of the ``symbols`` that they carry: all, or none where there is no room."""
        first, *others = self.filled(case)
        carried = self._with_room(first, symbols)
        documents = (
            self._lay_out(first, carried, corrected),
            *(self._lay_out(filled, (), corrected) for filled in others),
        )
        return tuple(chain.from_iterable(documents)), carried

    def _with_room(self, filled: FilledForm, symbols: tuple[str, ...]) -> tuple[str, ...]:
        """Return the symbols if there are sheets for all of them: some would open nothing."""
        if len(symbols) > 1 and self.blanks[filled.form].form.continuation is None:
            log.warning("handover_without_room", form=filled.form, symbols=len(symbols))
            return ()
        return symbols

    def _lay_out(self, filled: FilledForm, symbols: Sequence[str], corrected: Corrected | None) -> tuple[Document, ...]:
        """Return a form and, each for itself, the sheets on which it goes on."""
        blank = self.blanks[filled.form]
        return lay_out_form(
            blank,
            filled,
            self.lettering,
            symbols=symbols,
            encode=self.encode,
            continuation=self.blanks.get(blank.form.continuation or ""),
            corrected=corrected,
        )
