"""A whole city: its YAML as the core's types, or every fault in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from config.board import check_board
from config.card_roots import check_roots
from config.city import Content
from config.crossings import check_crossings
from config.draft import Draft, Placed, Shelf, read_draft
from config.wording import check_words, doubtful_words
from kiosk.calendar import OpeningDays
from kiosk.errors import ContentError, Fault
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Event, Guide, Procedure
from kiosk.paperwork.assembly import Assembly
from kiosk.paperwork.form import Form
from kiosk.settings import Board, Settings
from kiosk.words import Words

__all__ = ["Content", "Inspection", "inspect", "load"]

T = TypeVar("T")


@dataclass(frozen=True)
class Inspection:
    """What was found in a folder; ``content`` None when there are faults. ``draft`` knows where everything stands."""

    content: Content | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    draft: Draft


def load(folder: Path, day: date | None = None) -> Content:
    """Read a city's folder as it holds on ``day`` (today). Raises ContentError with every fault in it."""
    inspection = inspect(folder, day)
    if inspection.content is None:
        raise ContentError(inspection.faults)
    return inspection.content


def inspect(folder: Path, day: date | None = None) -> Inspection:
    """Read a city's folder as it holds on ``day`` (today) and say all that is wrong with it."""
    draft = read_draft(folder, day)
    check_roots(draft)
    check_board(draft)
    check_crossings(draft)
    check_words(draft)
    faults = draft.faults()
    if faults:
        return Inspection(None, faults, (), draft)
    return Inspection(_content(draft), (), tuple(sorted(doubtful_words(draft))), draft)


def _content(draft: Draft) -> Content:
    assert draft.setup is not None
    assert draft.tokens is not None
    setup = draft.setup
    written = {id_: _form(draft, placed.value) for id_, placed in draft.forms.items()}
    forms = Assembly(written, draft.parts, _values(draft.needs), draft.originals).all()
    return Content(
        settings=Settings(
            city=setup.city,
            office=setup.office,
            kiosk=setup.kiosk,
            tokens=draft.tokens,
            card_roots=tuple(root.value for root in draft.card_roots),
            queue=setup.queue.queue,
            counter=setup.counter,
            board=draft.board.value if draft.board else Board(),
            statistics=setup.statistics,
        ),
        guide=Guide(
            facts=_values(draft.facts),
            questions=_values(draft.questions),
            procedures={id_: _procedure(draft, placed.value) for id_, placed in draft.procedures.items()},
            events={id_: _event(draft, placed.value) for id_, placed in _in_order(draft)},
            desks=_values(draft.desks),
            bring=_values(draft.bring),
            cards=draft.cards,
            parties=draft.parties,
            form_conditions={form.id: tuple(_conditions(form, forms)) for form in forms.values()},
            countries=_values(draft.countries),
            residence_statuses=_values(draft.residence_statuses),
            opening=OpeningDays(setup.office.closed_weekdays, setup.office.closed_dates),
            floors=_values(draft.floors),
            priority_if=setup.queue.priority_if,
        ),
        forms=forms,
        words=_words(draft),
        towns=draft.towns,
        day=draft.day,
        changes=tuple(sorted(day for day in draft.changes if day > draft.day)),
    )


def _conditions(form: Form, forms: Mapping[str, Form]) -> Iterator[Condition]:
    """What a form hangs on, and what is printed with it."""
    for one in (form, *(forms[id_] for id_ in form.also)):
        yield from (*one.conditions(), *map(Condition, one.facts()))


def _procedure(draft: Draft, procedure: Procedure) -> Procedure:
    """What it costs; a form that holds only later is none yet."""
    form = procedure.form if procedure.form in draft.forms else None
    if procedure.fee is None:
        return replace(procedure, form=form)
    yen = draft.fees[procedure.fee].value.yen
    return replace(procedure, form=form, fee_yen=yen or 0, fee_varies=yen is None)


def _in_order(draft: Draft) -> list[tuple[str, Placed[Event]]]:
    return sorted(draft.events.items(), key=lambda event: event[1].value.order)


def _event(draft: Draft, event: Event) -> Event:
    """Without what holds only later."""
    return replace(
        event,
        questions=tuple(id_ for id_ in event.questions if id_ in draft.questions),
        forms=tuple(id_ for id_ in event.forms if id_ in draft.forms),
    )


def _form(draft: Draft, form: Form) -> Form:
    """Without what holds only later."""
    return replace(
        form,
        asks=tuple(id_ for id_ in form.asks if id_ in draft.needs),
        also=tuple(id_ for id_ in form.also if id_ in draft.forms),
    )


def _values(shelf: Shelf[T]) -> dict[str, T]:
    return {id_: placed.value for id_, placed in shelf.items()}


def _words(draft: Draft) -> dict[str, Words]:
    first, *others = draft.texts.values()
    base = Words(first.language, first.sentences)
    return {base.language: base} | {texts.language: Words(texts.language, texts.sentences, base) for texts in others}
