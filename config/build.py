"""Values of the core's types out of YAML nodes: the types are written once, in the core, and obeyed here.

Written by hand instead of with a validation library, because a lobby that must start within a second
cannot spend a fifth of it on importing one, and because faults are told in the author's language with their lines.
"""

import re
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from config.marked import MappingNode, Marked, Node, ScalarNode, near
from config.ordinances import with_ordinances
from kiosk.calendar import PartialDate, day_from_iso
from kiosk.errors import BadCondition
from kiosk.guidance.condition import Condition, PersonCondition

T = TypeVar("T")

Builder = Callable[[Marked, Node], Any]


class _Nothing:
    """Stands for a value that could not be built; its fault has been noted."""


NOTHING: Final = _Nothing()

_WRITTEN_AS_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def build(kind: type[T], marked: Marked, node: Node, **given: object) -> T | None:
    """Build one value, noting every fault; ``None`` when there was one. ``given`` fills fields not written."""
    value = _mapped(kind, marked, node, given) if given else _builder(cast("Hashable", kind))(marked, node)
    return None if value is NOTHING else cast("T", value)


def build_all(kind: type[T], marked: Marked, node: Node, **given: object) -> list[tuple[T | None, Node]]:
    """Build every item of a list with its node; ``None`` for those with faults."""
    return [(build(kind, marked, item, **given), item) for item in marked.items(node)]


@cache
def _builder(hint: Any) -> Builder:
    """Return what builds a value of this type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        parts = tuple(part for part in inner if part is not type(None))
        return _optional(_SCALARS[parts] if len(parts) > 1 else _builder(parts[0]))
    if origin is tuple and inner[-1] is not Ellipsis:
        return _fixed(tuple(map(_builder, inner)))
    if origin in {tuple, frozenset}:
        return _sequence(origin, _builder(inner[0]))
    if origin is Mapping:
        return _mapping(_builder(inner[1]))
    if is_dataclass(hint) and hint not in _SCALARS:
        return lambda marked, node: _mapped(hint, marked, node, {})
    return _enum(hint) if issubclass(hint, Enum) else _SCALARS[hint]


def _optional(inner: Builder) -> Builder:
    def build_optional(marked: Marked, node: Node) -> Any:
        absent = isinstance(node, ScalarNode) and marked.scalar(node) is None
        return None if absent else inner(marked, node)

    return build_optional


def _fixed(builders: tuple[Builder, ...]) -> Builder:
    def build_fixed(marked: Marked, node: Node) -> Any:
        items = marked.items(node)
        if len(items) != len(builders):
            marked.fault(node, "want_length", n=len(builders))
            return NOTHING
        return _whole(tuple, [inner(marked, item) for inner, item in zip(builders, items, strict=True)])

    return build_fixed


def _sequence(container: Callable[[Any], Any], inner: Builder) -> Builder:
    return lambda marked, node: _whole(container, [inner(marked, item) for item in marked.items(node)])


def _whole(container: Callable[[Any], Any], values: list[Any]) -> Any:
    return NOTHING if any(value is NOTHING for value in values) else container(values)


def _mapping(inner: Builder) -> Builder:
    def build_mapping(marked: Marked, node: Node) -> Any:
        built = {key: inner(marked, value) for key, _, value in marked.pairs(node)}
        return NOTHING if NOTHING in built.values() else built

    return build_mapping


def _mapped(kind: Any, marked: Marked, node: Node, given: Mapping[str, object]) -> Any:
    """Build a dataclass from a mapping of its fields."""
    known, needed = _fields(kind)
    if not isinstance(node, MappingNode):
        marked.fault(node, "want_mapping")
        return NOTHING
    before = len(marked.faults)
    values = dict(given)
    for key, key_node, value in marked.pairs(node):
        if key in known:
            values[key] = known[key](marked, value)
        else:
            marked.fault(key_node, "unknown_key", key=key, near=near(key, known))
    for key in sorted(needed - values.keys()):
        marked.fault(node, "missing_key", key=key)
    return kind(**values) if len(marked.faults) == before else NOTHING


@cache
def _fields(kind: Any) -> tuple[dict[str, Builder], frozenset[str]]:
    """Return the builder of every field, and the fields that must be there."""
    hints = get_type_hints(kind)
    needed = (part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING)
    written = (part for part in fields(kind) if can_be_written(hints[part.name]))
    return {part.name: _builder(hints[part.name]) for part in written}, frozenset(needed)


def can_be_written(hint: Any) -> bool:
    """Whether a field is for people to write: pictures come from cards and from files of their own."""
    kinds = get_args(hint) or (hint,)
    return not any(is_dataclass(kind) and bytes in get_type_hints(kind).values() for kind in kinds)


def _enum(kind: type[Enum]) -> Builder:
    values = {member.value: member for member in kind}

    def build_enum(marked: Marked, node: Node) -> Any:
        written = marked.scalar(node) if isinstance(node, ScalarNode) else None
        if written in values:
            return values[written]
        marked.fault(node, "want_one_of", value="" if written is None else written, values=", ".join(values))
        return NOTHING

    return build_enum


def _scalar(kind: type | tuple[type, ...], wanted: str) -> Builder:
    def build_scalar(marked: Marked, node: Node) -> Any:
        if not isinstance(node, ScalarNode):
            marked.fault(node, wanted)
            return NOTHING
        if marked.is_trap(node):
            return NOTHING
        value = marked.scalar(node)
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        marked.fault(node, wanted)
        return NOTHING

    return build_scalar


def _time(marked: Marked, node: Node) -> Any:
    written = _scalar(str, "want_time")(marked, node)
    if written is NOTHING:
        return NOTHING
    try:
        return time.fromisoformat(written)
    except ValueError:
        marked.fault(node, "want_time")
        return NOTHING


def _condition(kind: type[Condition]) -> Builder:
    def build_condition(marked: Marked, node: Node) -> Any:
        """Take ``true`` without quotes too, since authors write it so."""
        written = node.value if isinstance(node, ScalarNode) else None
        if not isinstance(written, str) or not written.strip():
            marked.fault(node, "want_text")
            return NOTHING
        try:
            condition = kind(with_ordinances(written, marked.ordinances))
        except BadCondition as bad:
            marked.fault(node, bad.kind, **bad.values)
            return NOTHING
        line = node.start_mark.line + 1
        marked.conditions.append((condition, line))
        if condition.source != written:
            marked.settled.add(line)
        return condition

    return build_condition


def _partial_date(marked: Marked, node: Node) -> Any:
    """Take ``1927`` without quotes too."""
    try:
        return day_from_iso(node.value if isinstance(node, ScalarNode) else "")
    except ValueError:
        return _no_date(marked, node)


def _date(marked: Marked, node: Node) -> Any:
    written = _scalar(str, "want_date")(marked, node)
    if written is NOTHING:
        return NOTHING
    try:
        return date.fromisoformat(written)
    except ValueError:
        return _no_date(marked, node)


def _no_date(marked: Marked, node: Node) -> Any:
    """Note what is written like a day, and is none, in other words than what is written otherwise."""
    if isinstance(node, ScalarNode) and _WRITTEN_AS_DAY.fullmatch(node.value):
        marked.fault(node, "no_day", day=node.value)
    else:
        marked.fault(node, "want_date")
    return NOTHING


def _one_or_more(marked: Marked, node: Node) -> Any:
    """Take one text, or a list of them."""
    return _builder(str if isinstance(node, ScalarNode) else tuple[str, ...])(marked, node)


_SCALARS: dict[Any, Builder] = {
    str: _scalar(str, "want_text"),
    int: _scalar(int, "want_int"),
    float: _scalar((int, float), "want_number"),
    bool: _scalar(bool, "want_bool"),
    date: _date,
    time: _time,
    (date, PartialDate): _partial_date,
    (str, tuple[str, ...]): _one_or_more,
    Condition: _condition(Condition),
    PersonCondition: _condition(PersonCondition),
}
