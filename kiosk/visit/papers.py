"""The papers of a visit: from the case to the sheets, the number's route and the farewell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import Case, NeedValue
from kiosk.paperwork.sheet import Document
from kiosk.people import Address, Person
from kiosk.visit.path import Path


class LeftOut:
    """The answer to a need that is left to the hand."""


LEFT_OUT = LeftOut()


@dataclass(frozen=True)
class Sheaf:
    """All sheets of one visit, in the order of printing, and the handover that the first one carries."""

    documents: tuple[Document, ...] = field(repr=False)
    handover: str = field(repr=False)


def case_of(path: Path, needs: Mapping[str, object], made: datetime, language: str) -> Case:
    """Gather what the visit knows; a need that was left out is not in the case."""
    filled = {id_: value for id_, value in needs.items() if isinstance(value, str | date | Address)}
    return Case(
        events=(path.event,) if path.event else (),
        people=(_visitor(path, filled),),
        known=path.known,
        needs=filled,
        plan=path.plan or Plan(),
        made=made,
        language=language,
    )


def _visitor(path: Path, needs: Mapping[str, NeedValue]) -> Person:
    """The person of the card, with the kana that no card holds."""
    person = path.card.person if path.card else Person()
    kana = needs.get("kana")
    return replace(person, kana=kana) if isinstance(kana, str) else person
