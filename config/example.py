"""An invented visit, written by hand to see a form filled."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from config.build import build
from config.marked import MappingNode, Marked, Node, near, read
from config.values import fact_value
from kiosk.errors import ContentError
from kiosk.guidance.content import Guide, Value
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case, Need, NeedKind, NeedValue
from kiosk.people import Address, Household, Person

_NOON = time(12)


@dataclass(frozen=True)
class _Head:
    events: tuple[str, ...]
    made: date
    ticket: str | None = None
    people: tuple[Person, ...] = ()
    proxy: Person | None = None


def read_example(path: Path, guide: Guide, needs: tuple[Need, ...], zone: str) -> Case:
    """Read an example: ``events``, ``made``, ``ticket``, ``people``, ``proxy``, ``facts``, ``needs``.

    Raises ContentError with every fault.
    """
    marked = read(path.parent, path.name)
    parts = {key: node for key, _, node in marked.pairs(marked.root)} if marked.root is not None else {}
    known = _facts(marked, parts.get("facts"), guide)
    filled = _needs(marked, parts.get("needs"), {need.id: need for need in needs})
    head = _head(marked)
    if head is None or marked.faults:
        raise ContentError(tuple(sorted(marked.faults)))
    return _case(head, known, filled, guide, zone)


def _case(head: _Head, known: dict[str, Value | None], needs: dict[str, NeedValue], guide: Guide, zone: str) -> Case:
    household: Household | None = head.people or None
    return Case(
        events=head.events,
        people=head.people,
        known=known,
        needs=needs,
        plan=make_plan(guide, head.events, known, household, head.made),
        made=datetime.combine(head.made, _NOON, ZoneInfo(zone)),
        language="ja",
        ticket=head.ticket,
        proxy=head.proxy,
    )


def _head(marked: Marked) -> _Head | None:
    root = marked.root
    if not isinstance(root, MappingNode):
        return None
    kept = [(key, value) for key, value in root.value if key.value not in {"facts", "needs"}]
    return build(_Head, marked, MappingNode(root.tag, kept, root.start_mark, root.end_mark))


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
