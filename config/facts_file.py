"""A file of facts: what is known of a visit, written by hand for ``kakanai plan``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.build import build
from config.marked import MappingNode, Marked, Node, ScalarNode, near, read
from config.values import fact_value
from kiosk.calendar import YEARS
from kiosk.errors import ContentError
from kiosk.guidance.content import DateSpan, Fact, FactType, Guide, Known, Value
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


def read_facts(path: Path, guide: Guide, today: date) -> FactsFile:
    """Read ``people`` and facts by id; ``null`` is "not known". Raises ContentError with every fault."""
    marked = read(path.parent, path.name, may_be_empty=True)
    known: dict[str, Value | None] = {}
    household: Household | None = None
    nodes: dict[str, Node] = {}
    for id_, key, node in marked.pairs(marked.root) if marked.root is not None else ():
        if id_ == "people":
            household = None if _is_null(marked, node) else _people(marked, node, today)
        elif id_ in guide.facts:
            nodes[id_] = node
            known[id_] = None if _is_unknown(marked, node, guide.facts[id_]) else _value(marked, node, guide.facts[id_])
        else:
            marked.fault(key, "unknown_fact", id=id_, near=near(id_, guide.facts))
    for id_, kind, values in _impossible(guide, known, household, today):
        marked.fault(nodes[id_], kind, **values)
    if marked.faults:
        raise ContentError(tuple(sorted(marked.faults)))
    return FactsFile(known, household)


def _value(marked: Marked, node: Node, fact: Fact) -> Value | None:
    value = fact_value(fact, marked, node)
    if isinstance(value, date) and value.year not in YEARS:
        marked.fault(node, "odd_date", first=YEARS[0], last=YEARS[-1])
    if fact.type is FactType.INT and isinstance(value, int) and value < 0:
        marked.fault(node, "negative")
    return value


def _impossible(
    guide: Guide, known: Known, household: Household | None, today: date
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """What cannot be together: the fact, the kind of fault, and its values."""
    births = {event.newborn for event in guide.events.values()} | {
        fact.id for fact in guide.facts.values() if fact.span is DateSpan.LIFE
    }
    deaths = {on for _, on in guide.ages.values() if _is_past(guide, on)}
    for id_, value in known.items():
        if id_ in deaths and isinstance(value, date) and value > today:
            yield id_, "after_today", {"today": today}
        if id_ in births and isinstance(value, date) and value > today:
            yield id_, "not_born", {"today": today}
        if guide.facts[id_].type is FactType.PEOPLE and isinstance(value, frozenset) and household is not None:
            numbers = {str(number) for number in range(1, len(household) + 1)}
            for number in sorted(value - numbers):
                yield id_, "no_person", {"number": number}
    for birth, on in guide.ages.values():
        first, then = known.get(birth), known.get(on)
        if isinstance(first, date) and isinstance(then, date) and first > then:
            yield birth, "born_later", {"id": birth, "on": on}


def _is_past(guide: Guide, id_: str) -> bool:
    """Say whether only days gone by are offered for a date, wherever it is asked."""
    spans = (question.span or guide.facts[id_].span for question in guide.questions.values() if id_ in question.asks)
    return all(span is DateSpan.PAST for span in spans)


def _people(marked: Marked, node: Node, today: date) -> Household:
    found: list[Person] = []
    for item in marked.items(node):
        person = build(Person, marked, _without_nulls(marked, item))
        if person is not None:
            found.append(person)
            _check_birth(marked, item, person, today)
    return tuple(found)


def _check_birth(marked: Marked, node: Node, person: Person, today: date) -> None:
    if person.birth is None:
        return
    first = person.birth if isinstance(person.birth, date) else person.birth.first
    if first.year not in YEARS:
        marked.fault(node, "odd_date", first=YEARS[0], last=YEARS[-1])
    elif first > today:
        marked.fault(node, "not_born", today=today)


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


def _is_unknown(marked: Marked, node: Node, fact: Fact) -> bool:
    """Of a choice ``unknown`` says the same, unless it is one of its values."""
    if fact.type is FactType.ENUM and "unknown" not in fact.values and isinstance(node, ScalarNode):
        return marked.scalar(node) in {None, "unknown"}
    return _is_null(marked, node)
