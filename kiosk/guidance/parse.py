"""Reading a condition: Python's ``ast`` into our own tree. Nothing is ever executed."""

import ast
import warnings
from datetime import date
from functools import cache

from kiosk.errors import BadCondition
from kiosk.guidance.expression import Constant, Junction, Name, Node, Not, Operand, Operation, Operator

_LONGEST = 2000

_WORDS = {"true": True, "false": False}

_OPERATORS: dict[type[ast.cmpop | ast.operator], Operator] = {
    ast.Eq: Operator.EQUAL,
    ast.NotEq: Operator.UNEQUAL,
    ast.Lt: Operator.LESS,
    ast.LtE: Operator.AT_MOST,
    ast.Gt: Operator.MORE,
    ast.GtE: Operator.AT_LEAST,
    ast.In: Operator.IN,
    ast.Add: Operator.PLUS,
    ast.Sub: Operator.MINUS,
}


@cache
def parse(source: str) -> Node:
    """Read a condition, one that is written several times once. Raises BadCondition when it is not written as one."""
    try:
        return _node(_python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as unreadable:
        raise BadCondition("condition_syntax", source=source[:60]) from unreadable


def _python(source: str) -> ast.expr:
    if len(source) > _LONGEST or "\\" in source:
        raise SyntaxError(source[:60])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ast.parse(source.strip(), mode="eval").body


def _node(tree: ast.expr) -> Node:  # noqa: PLR0911  one return for each kind
    match tree:
        case ast.Constant(value=str() as text):
            return Constant(_word_or_date(text))
        case ast.Constant(value=bool() | int() as value):
            return Constant(value)
        case ast.Name(id=name):
            return Constant(_WORDS[name]) if name in _WORDS else Name(name)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return Not(_node(part))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)) if not isinstance(value, bool):
            return Constant(-value)
        case ast.BoolOp(op=op, values=parts):
            return Junction(tuple(map(_node, parts)), decisive=isinstance(op, ast.Or))
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            return Operation(_node(left), _OPERATORS[type(op)], _node(right))
        case ast.Compare(left=left, ops=ops, comparators=rest):
            return _chain(left, ops, rest)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return Constant(tuple(map(_written, parts)))
        case _:
            raise BadCondition("condition_part", part=ast.unparse(tree)[:60])


def _chain(left: ast.expr, ops: list[ast.cmpop], rest: list[ast.expr]) -> Node:
    """Read ``a < b < c`` as ``a < b and b < c``."""
    sides = [left, *rest]
    pairs = tuple(_pair(sides[at], op, sides[at + 1]) for at, op in enumerate(ops))
    return pairs[0] if len(pairs) == 1 else Junction(pairs, decisive=False)


def _pair(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
    if isinstance(op, ast.NotIn):
        return Not(_pair(left, ast.In(), right))
    if type(op) not in _OPERATORS:
        raise BadCondition("condition_part", part=type(op).__name__.lower())
    return Operation(_node(left), _OPERATORS[type(op)], _node(right))


def _written(tree: ast.expr) -> Operand:
    node = _node(tree)
    if isinstance(node, Constant) and not isinstance(node.written, tuple):
        return node.written
    raise BadCondition("condition_part", part=ast.unparse(tree)[:60])


def _word_or_date(text: str) -> Operand:
    """A word written like 2026-04-01 is a date."""
    return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else text
