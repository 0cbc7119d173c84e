"""A whole city: its YAML as the core's types, or every fault in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from config.card_roots import check_roots
from config.crossings import check_crossings
from config.draft import Draft, Shelf, read_draft
from config.wording import check_words, doubtful_words
from kiosk.calendar import OpeningDays
from kiosk.errors import ContentError, Fault
from kiosk.guidance.content import Guide
from kiosk.paperwork.form import Form, assemble
from kiosk.postal import Town
from kiosk.settings import Settings
from kiosk.words import Words

T = TypeVar("T")


@dataclass(frozen=True)
class Content:
    """All that a city's folder says. ``words`` by language; the first language answers for what others lack."""

    settings: Settings
    guide: Guide
    forms: Mapping[str, Form]
    words: Mapping[str, Words]
    towns: tuple[Town, ...]


@dataclass(frozen=True)
class Inspection:
    """What was found in a folder; ``content`` None when there are faults."""

    content: Content | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def load(folder: Path) -> Content:
    """Read a city's folder. Raises ContentError with every fault in it."""
    inspection = inspect(folder)
    if inspection.content is None:
        raise ContentError(inspection.faults)
    return inspection.content


def inspect(folder: Path) -> Inspection:
    """Read a city's folder and say all that is wrong with it."""
    draft = read_draft(folder)
    check_roots(draft)
    check_crossings(draft)
    check_words(draft)
    faults = draft.faults()
    if faults:
        return Inspection(None, faults, ())
    return Inspection(_content(draft), (), tuple(sorted(doubtful_words(draft))))


def _content(draft: Draft) -> Content:
    assert draft.setup is not None
    assert draft.tokens is not None
    setup = draft.setup
    return Content(
        settings=Settings(
            setup.city, setup.office, setup.kiosk, draft.tokens, tuple(root.value for root in draft.card_roots)
        ),
        guide=Guide(
            facts=_values(draft.facts),
            questions=_values(draft.questions),
            procedures=_values(draft.procedures),
            events=_values(draft.events),
            desks=_values(draft.desks),
            bring=_values(draft.bring),
            cards=draft.cards,
            parties=draft.parties,
            countries=_values(draft.countries),
            residence_statuses=_values(draft.residence_statuses),
            opening=OpeningDays(setup.office.closed_weekdays, setup.office.closed_dates),
        ),
        forms={id_: assemble(form.value, draft.parts) for id_, form in draft.forms.items()},
        words=_words(draft),
        towns=draft.towns,
    )


def _values(shelf: Shelf[T]) -> dict[str, T]:
    return {id_: placed.value for id_, placed in shelf.items()}


def _words(draft: Draft) -> dict[str, Words]:
    first, *others = draft.texts.values()
    base = Words(first.language, first.sentences)
    return {base.language: base} | {texts.language: Words(texts.language, texts.sentences, base) for texts in others}
