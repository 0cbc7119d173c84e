"""Whether a condition makes sense: its facts exist, and what it compares can be compared."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from kiosk.errors import BadCondition
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Fact, FactType
from kiosk.guidance.expression import Constant, Junction, Name, Node, Not, Operation, Operator

Facts = Mapping[str, Fact]

_ALONE = {
    FactType.INT: "number_alone",
    FactType.ENUM: "choice_alone",
    FactType.SET: "set_alone",
    FactType.DATE: "date_alone",
}


def check(condition: Condition, facts: Facts) -> None:
    """Raise BadCondition for the first thing in a condition that makes no sense with these facts."""
    _want_yes_or_no(condition.tree, facts)


def _kind(node: Node, facts: Facts) -> FactType | type[str] | type[tuple[object, ...]]:
    """Return what a node is: a type of fact, a word, or several values to the right of ``in``."""
    match node:
        case Name(id=id_):
            return _fact(id_, facts).type
        case Constant(written=written):
            return _constant(written)
        case Not(part=part):
            _want_yes_or_no(part, facts)
        case Junction(parts=parts):
            for part in parts:
                _want_yes_or_no(part, facts)
        case Operation(operator=Operator.PLUS | Operator.MINUS, left=left, right=right):
            _want_number(left, facts)
            _want_number(right, facts)
            return FactType.INT
        case Operation(operator=Operator.IN):
            _want_membership(node, facts)
        case Operation():
            _want_comparison(node, facts)
    return FactType.BOOL


def _constant(written: object) -> FactType | type[str] | type[tuple[object, ...]]:
    match written:
        case bool():
            return FactType.BOOL
        case int():
            return FactType.INT
        case date():
            return FactType.DATE
        case tuple():
            return tuple
        case _:
            return str


def _fact(id_: str, facts: Facts) -> Fact:
    if id_ not in facts:
        raise BadCondition("unknown_fact", id=id_, near=next(iter(get_close_matches(id_, facts, n=1)), ""))
    return facts[id_]


def _want_yes_or_no(node: Node, facts: Facts) -> None:
    kind = _kind(node, facts)
    if kind is FactType.BOOL:
        return
    if isinstance(node, Name) and isinstance(kind, FactType) and kind in _ALONE:
        raise BadCondition(_ALONE[kind], id=node.id, value=next(iter(facts[node.id].values), "…"))
    raise BadCondition("not_yes_or_no", part=str(node))


def _want_number(node: Node, facts: Facts) -> None:
    if _kind(node, facts) is not FactType.INT:
        raise BadCondition("not_a_number", part=str(node))


def _want_comparison(node: Operation, facts: Facts) -> None:
    left, right = _kind(node.left, facts), _kind(node.right, facts)
    equality = node.operator in {Operator.EQUAL, Operator.UNEQUAL}
    if equality and {left, right} == {FactType.ENUM, str}:
        _want_value(node.left, node.right, facts)
        _want_value(node.right, node.left, facts)
        return
    comparable = {FactType.INT, FactType.DATE, FactType.BOOL} if equality else {FactType.INT, FactType.DATE}
    if left is not right or left not in comparable:
        raise BadCondition("not_alike", left=str(node.left), right=str(node.right))


def _want_membership(node: Operation, facts: Facts) -> None:
    """Allow ``choice in ('a', 'b')`` and ``'a' in set``."""
    left, right = _kind(node.left, facts), _kind(node.right, facts)
    if left is str and right is FactType.SET:
        _want_value(node.right, node.left, facts)
        return
    values = node.right.written if isinstance(node.right, Constant) else None
    wanted = str if left is FactType.ENUM else left
    if not isinstance(values, tuple) or any(_constant(value) is not wanted for value in values):
        raise BadCondition("not_alike", left=str(node.left), right=str(node.right))
    for value in values:
        _want_value(node.left, Constant(value), facts)


def _want_value(fact: Node, value: Node, facts: Facts) -> None:
    """Refuse a word that is no value of a choice or set; one without values takes any."""
    if not isinstance(fact, Name) or not isinstance(value, Constant) or not isinstance(value.written, str):
        return
    values = facts[fact.id].values
    if values and value.written not in values:
        raise BadCondition("unknown_value", id=fact.id, value=value.written, values=", ".join(values))
