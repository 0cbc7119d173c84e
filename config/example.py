"""An invented visit, written by hand: to see a form filled, and to say what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from config.build import build
from config.marked import MappingNode, Marked, Node, line_of, near, read
from config.values import fact_value
from kiosk.errors import ContentError
from kiosk.guidance.content import Guide, Value
from kiosk.guidance.facts import no_for_the_rest
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case, Need, NeedKind, NeedValue
from kiosk.people import Address, Household, Person

_NOON = time(12)


@dataclass(frozen=True)
class Expected:
    """What must come out: procedures in one list of the plan each, and those that must be in none.

    ``exactly``: the lists hold nothing else.
    """

    required: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    exactly: bool = False
    deadlines: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A visit as somebody wrote it down, and what must come of it."""

    case: Case
    expected: Expected
    marked: Marked
    root: Node


@dataclass(frozen=True)
class Head:
    """All that an example says beside its facts and needs."""

    events: tuple[str, ...]
    made: date
    ticket: str | None = None
    people: tuple[Person, ...] | None = None
    proxy: Person | None = None
    assume_no: bool = False
    expect: Expected = field(default_factory=Expected)


def read_example(path: Path, guide: Guide, needs: tuple[Need, ...], zone: str) -> Case:
    """Read the visit of an example. Raises ContentError with every fault."""
    return read_expectations(path.parent, path.name, guide, needs, zone).case


def read_expectations(folder: Path, name: str, guide: Guide, needs: tuple[Need, ...], zone: str) -> Example:
    """Read an example: ``events``, ``made``, ``ticket``, ``people``, ``proxy``, ``facts``, ``needs``, ``expect``.

    With ``assume_no`` what it does not say is no, 0 or empty; else it is not known. Raises ContentError with every
    fault.
    """
    marked = read(folder, name)
    parts = {key: node for key, _, node in marked.pairs(marked.root)} if marked.root is not None else {}
    known = _facts(marked, parts.get("facts"), guide)
    filled = _needs(marked, parts.get("needs"), {need.id: need for need in needs})
    head = _head(marked)
    if head is not None and marked.root is not None:
        _check_events(marked, marked.root, head, guide)
    if head is None or marked.root is None or marked.faults:
        raise ContentError(tuple(sorted(marked.faults)))
    if head.assume_no:
        known = no_for_the_rest(guide, known, counted=head.people is None)
    return Example(_case(head, known, filled, guide, zone), head.expect, marked, marked.root)


def _check_events(marked: Marked, root: Node, head: Head, guide: Guide) -> None:
    for at, event in enumerate(head.events):
        if event not in guide.events:
            marked.fault(line_of(root, "events", at), "no_event", id=event, near=near(event, guide.events))
    for name in ("required", "confirm", "optional", "forbidden"):
        for at, id_ in enumerate(getattr(head.expect, name)):
            if id_ not in guide.procedures:
                line = line_of(root, "expect", name, at)
                marked.fault(line, "no_procedure", id=id_, near=near(id_, guide.procedures))


def _case(head: Head, known: dict[str, Value | None], needs: dict[str, NeedValue], guide: Guide, zone: str) -> Case:
    household: Household | None = head.people or None
    return Case(
        events=head.events,
        people=head.people or (),
        known=known,
        needs=needs,
        plan=make_plan(guide, head.events, known, household, head.made),
        made=datetime.combine(head.made, _NOON, ZoneInfo(zone)),
        language="ja",
        ticket=head.ticket,
        proxy=head.proxy,
    )


def _head(marked: Marked) -> Head | None:
    root = marked.root
    if not isinstance(root, MappingNode):
        return None
    kept = [(key, value) for key, value in root.value if key.value not in {"facts", "needs"}]
    return build(Head, marked, MappingNode(root.tag, kept, root.start_mark, root.end_mark))


def _facts(marked: Marked, node: Node | None, guide: Guide) -> dict[str, Value | None]:
    known: dict[str, Value | None] = {}
    for id_, key, value in marked.pairs(node) if node is not None else ():
        if id_ in guide.facts:
            known[id_] = fact_value(guide.facts[id_], marked, value)
        else:
            marked.fault(key, "unknown_fact", id=id_, near=near(id_, guide.facts))
    return known


def _needs(marked: Marked, node: Node | None, needs: dict[str, Need]) -> dict[str, NeedValue]:
    filled: dict[str, NeedValue] = {}
    for id_, key, value in marked.pairs(node) if node is not None else ():
        need = needs.get(id_.partition(":")[0])
        if need is None:
            marked.fault(key, "no_need", id=id_, near=near(id_, needs))
        elif (typed := _typed(marked, value, need)) is not None:
            filled[id_] = typed
    return filled


_TYPES: dict[NeedKind, type[NeedValue]] = {
    NeedKind.ADDRESS: Address,
    NeedKind.DATE: date,
    NeedKind.PERSON: int,
    NeedKind.PEOPLE: frozenset[int],
}


def _typed(marked: Marked, node: Node, need: Need) -> NeedValue | None:
    return build(_TYPES.get(need.kind, str), marked, node)
