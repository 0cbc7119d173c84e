"""A file of facts: what is known of a visit, written by hand for ``kakanai plan``."""

from dataclasses import dataclass
from pathlib import Path

from config.build import build
from config.marked import MappingNode, Marked, Node, ScalarNode, near, read
from config.values import fact_value
from kiosk.errors import ContentError
from kiosk.guidance.content import Guide, Value
from kiosk.people import Household, Person

_EVERYDAY = {
    **dict.fromkeys(("husband", "wife", "夫", "妻"), "spouse"),
    **dict.fromkeys(("son", "daughter", "子"), "child"),
    **dict.fromkeys(("father", "mother", "父", "母"), "parent"),
    **dict.fromkeys(("grandson", "granddaughter", "孫", "子の子"), "grandchild"),
    **dict.fromkeys(("grandfather", "grandmother", "祖父", "祖母"), "grandparent"),
    **dict.fromkeys(("brother", "sister"), "sibling"),
    **dict.fromkeys(("本人", "世帯主"), "self"),
}
"""Words that people write for who somebody is, and the one that we know."""


@dataclass(frozen=True)
class FactsFile:
    """``household`` None: the file says nothing of people."""

    known: dict[str, Value | None]
    household: Household | None


def read_facts(path: Path, guide: Guide) -> FactsFile:
    """Read ``people`` and facts by id; ``null`` is "not known". Raises ContentError with every fault."""
    marked = read(path.parent, path.name, may_be_empty=True)
    known: dict[str, Value | None] = {}
    household: Household | None = None
    for id_, key, node in marked.pairs(marked.root) if marked.root is not None else ():
        if id_ == "people":
            household = None if _is_null(marked, node) else _people(marked, node)
        elif id_ in guide.facts:
            known[id_] = None if _is_null(marked, node) else fact_value(guide.facts[id_], marked, node)
        else:
            marked.fault(key, "unknown_fact", id=id_, near=near(id_, guide.facts))
    if marked.faults:
        raise ContentError(tuple(sorted(marked.faults)))
    return FactsFile(known, household)


def _people(marked: Marked, node: Node) -> Household:
    people = (build(Person, marked, _without_nulls(marked, item)) for item in marked.items(node))
    return tuple(person for person in people if person is not None)


def _without_nulls(marked: Marked, node: Node) -> Node:
    """What is null of a person is not known, as if it were not there."""
    if not isinstance(node, MappingNode):
        return node
    told = [(key, _relation(key, value)) for key, value in node.value if not _is_null(marked, value)]
    return MappingNode(node.tag, told, node.start_mark, node.end_mark)


def _relation(key: Node, value: Node) -> Node:
    """Take everyday words for who somebody is as well."""
    word = value.value if key.value == "relation" and isinstance(value, ScalarNode) else None
    if word not in _EVERYDAY:
        return value
    return ScalarNode(value.tag, _EVERYDAY[word], value.start_mark, value.end_mark, style=value.style)


def _is_null(marked: Marked, node: Node) -> bool:
    return isinstance(node, ScalarNode) and marked.scalar(node) is None
