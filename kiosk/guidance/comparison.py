"""What a change of a city's content does: whose plan is another one, and how."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.guidance.plan import Entry, Plan

_LISTS = ("required", "confirm", "optional")


@dataclass(frozen=True, order=True)
class Change:
    """One difference between two plans: of ``part`` (a list of the plan, ``deadline``, ``bring``, ``desks``, ``fees``).

    ``id`` is the procedure, thing or desk. In a list it ``came`` or went; a deadline or the fees became others.
    """

    part: str
    id: str = ""
    came: bool | None = None


def changes(before: Plan, after: Plan) -> frozenset[Change]:
    """Return all in which two plans differ, apart from the reasons and the questions still open."""
    return frozenset(_changes(before, after))


def _changes(before: Plan, after: Plan) -> Iterator[Change]:
    for part in _LISTS:
        had, has = _ids(getattr(before, part)), _ids(getattr(after, part))
        yield from (Change(part, id_, id_ in has) for id_ in had ^ has)
    for part in ("bring", "desks"):
        had, has = set(getattr(before, part)), set(getattr(after, part))
        yield from (Change(part, id_, id_ in has) for id_ in had ^ has)
    days = _deadlines(after)
    yield from (Change("deadline", id_) for id_, day in _deadlines(before).items() if days.get(id_, day) != day)
    if before.fees_yen != after.fees_yen:
        yield Change("fees")


def _ids(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.procedure.id for entry in entries}


def _deadlines(plan: Plan) -> dict[str, object]:
    return {entry.procedure.id: entry.deadline for part in _LISTS for entry in getattr(plan, part)}
