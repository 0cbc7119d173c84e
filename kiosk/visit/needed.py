"""What was typed for the forms, and the case that comes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import OWN_KANA, Case, NeedValue
from kiosk.people import Address, Person
from kiosk.visit.path import Path


class LeftOut:
    """The answer to a need that is left to the hand."""


LEFT_OUT = LeftOut()


def case_of(path: Path, needs: Mapping[str, object], made: datetime, language: str) -> Case:
    """Gather what the visit knows; a need that was left out is not in the case."""
    filled = {id_: value for id_, value in needs.items() if isinstance(value, str | date | Address)}
    return Case(
        events=(path.event,) if path.event else (),
        people=tuple(_spelled(person, filled) for person in path.household),
        known=path.known,
        needs=filled,
        plan=path.plan or Plan(),
        made=made,
        language=language,
    )


def _spelled(person: Person, needs: Mapping[str, NeedValue]) -> Person:
    """Add the kana, which no card holds."""
    kana = needs.get(OWN_KANA)
    return replace(person, kana=kana) if isinstance(kana, str) else person
