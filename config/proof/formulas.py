"""Conditions as formulas of a solver: Kleene's three values are two booleans, and neither of them is "unknown".

What is settled stays a ``bool`` of Python, so that a solver only ever sees what is open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import z3

from kiosk.guidance.expression import Constant, Junction, Name, Node, Not, Operation, Operator

Formula: TypeAlias = "bool | z3.BoolRef"
Whole: TypeAlias = "int | z3.ArithRef"


def both(*parts: Formula) -> Formula:
    """All of them."""
    if any(part is False for part in parts):
        return False
    left = [part for part in parts if part is not True]
    return z3.And(left) if len(left) > 1 else left[0] if left else True


def either(*parts: Formula) -> Formula:
    """At least one of them."""
    return inverse(both(*map(inverse, parts)))


def inverse(part: Formula) -> Formula:
    if isinstance(part, bool):
        return not part
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def differ(left: Formula, right: Formula) -> Formula:
    return either(both(left, inverse(right)), both(inverse(left), right))


@dataclass(frozen=True)
class Truth:
    """Yes, no, or neither of them."""

    yes: Formula
    no: Formula

    @property
    def known(self) -> Formula:
        return either(self.yes, self.no)


@dataclass(frozen=True)
class Number:
    """``value`` says something only where it is known."""

    value: Whole
    known: Formula


@dataclass(frozen=True)
class Day:
    """``month_day`` is the month times 100 and the day."""

    year: Whole
    month_day: Whole
    known: Formula

    @property
    def number(self) -> Number:
        """The same as a number that grows with the day."""
        return Number(self.year * 10000 + self.month_day, self.known)


@dataclass(frozen=True)
class Words:
    """A choice, or several: which of the words hold."""

    holds: Mapping[str, Formula]
    known: Formula


Term = Truth | Number | Day | Words
Look = Callable[[str], Term]
"""Says what a fact is."""

UNKNOWN_DAY = Day(0, 0, known=False)


def day_number(day: date) -> int:
    return (day.year * 100 + day.month) * 100 + day.day


def known_day(day: date) -> Day:
    return Day(day.year, day.month * 100 + day.day, known=True)


def whichever(this: Formula, then: Term, otherwise: Term) -> Term:
    """Return ``then`` where ``this`` holds; the two are of one kind."""
    if isinstance(this, bool):
        return then if this else otherwise
    match then, otherwise:
        case Truth(), Truth():
            return Truth(_pick(this, then.yes, otherwise.yes), _pick(this, then.no, otherwise.no))
        case Number(), Number():
            return Number(z3.If(this, then.value, otherwise.value), _pick(this, then.known, otherwise.known))
        case Day(), Day():
            return Day(
                z3.If(this, then.year, otherwise.year),
                z3.If(this, then.month_day, otherwise.month_day),
                _pick(this, then.known, otherwise.known),
            )
        case Words(), Words():
            holds = {word: _pick(this, then.holds[word], otherwise.holds.get(word, False)) for word in then.holds}
            return Words(holds, _pick(this, then.known, otherwise.known))
    raise TypeError(type(then))


def _pick(this: Formula, then: Formula, otherwise: Formula) -> Formula:
    return either(both(this, then), both(inverse(this), otherwise))


def truth(node: Node, look: Look) -> Truth:
    """Say when a condition is true and when it is false. It has passed ``typecheck.check``."""
    match node:
        case Constant(written=bool() as written):
            return Truth(written, not written)
        case Name(id=id_):
            found = look(id_)
            assert isinstance(found, Truth)
            return found
        case Not(part=part):
            turned = truth(part, look)
            return Truth(turned.no, turned.yes)
        case Junction(parts=parts, decisive=decisive):
            truths = [truth(part, look) for part in parts]
            yes, no = [part.yes for part in truths], [part.no for part in truths]
            return Truth(either(*yes), both(*no)) if decisive else Truth(both(*yes), either(*no))
        case Operation(operator=Operator.IN, left=left, right=right):
            return _among(left, right, look)
        case Operation(operator=operator, left=left, right=right):
            return _compared(operator, left, right, look)
    raise TypeError(type(node))


def _among(left: Node, right: Node, look: Look) -> Truth:
    """``'a' in several``, or one thing among some that are written out, which is one comparison for each."""
    if isinstance(left, Constant) and isinstance(right, Name):
        return _word(look(right.id), left.written)
    assert isinstance(right, Constant)
    assert isinstance(right.written, tuple)
    found = [_compared(Operator.EQUAL, left, Constant(value), look) for value in right.written]
    known = found[0].known if found else True
    yes = either(*(one.yes for one in found))
    return Truth(both(known, yes), both(known, inverse(yes)))


def _word(words: Term, word: object) -> Truth:
    assert isinstance(words, Words)
    held = words.holds.get(str(word), False)
    return Truth(both(words.known, held), both(words.known, inverse(held)))


def _compared(operator: Operator, left: Node, right: Node, look: Look) -> Truth:
    match _side(left, look), _side(right, look):
        case str() as one, str() as other:
            same = Truth(one == other, one != other)
        case (Words() as words, str() as word) | (str() as word, Words() as words):
            same = _word(words, word)
        case Truth() as one, Truth() as other:
            same = Truth(
                either(both(one.yes, other.yes), both(one.no, other.no)),
                either(both(one.yes, other.no), both(one.no, other.yes)),
            )
        case Number() as one, Number() as other:
            holds = _holds(operator, one.value, other.value)
            known = both(one.known, other.known)
            return Truth(both(known, holds), both(known, inverse(holds)))
        case one, other:
            raise TypeError((type(one), type(other)))
    return Truth(same.no, same.yes) if operator is Operator.UNEQUAL else same


def _holds(operator: Operator, left: Whole, right: Whole) -> Formula:
    match operator:
        case Operator.EQUAL:
            return left == right
        case Operator.UNEQUAL:
            return left != right
        case Operator.LESS:
            return left < right
        case Operator.AT_MOST:
            return left <= right
        case Operator.MORE:
            return left > right
        case Operator.AT_LEAST:
            return left >= right
    raise TypeError(operator)


def _side(node: Node, look: Look) -> Truth | Number | Words | str:
    """Return one side of a comparison; a day as the number that grows with it."""
    match node:
        case Constant(written=written):
            return _constant(written)
        case Name(id=id_):
            found = look(id_)
            return found.number if isinstance(found, Day) else found
        case Operation(operator=Operator.PLUS | Operator.MINUS as operator, left=left, right=right):
            one, other = _side(left, look), _side(right, look)
            assert isinstance(one, Number)
            assert isinstance(other, Number)
            value = one.value + other.value if operator is Operator.PLUS else one.value - other.value
            return Number(value, both(one.known, other.known))
    return truth(node, look)


def _constant(written: object) -> Truth | Number | str:
    match written:
        case bool():
            return Truth(written, not written)
        case int():
            return Number(written, known=True)
        case date():
            return Number(day_number(written), known=True)
    return str(written)


def years_between(birth: Day, on: Day) -> Number:
    """Return whole years, as ``people.age`` counts them."""
    known = both(birth.known, on.known)
    if known is False:
        return Number(0, known=False)
    before = on.month_day < birth.month_day
    less = int(before) if isinstance(before, bool) else z3.If(before, 1, 0)
    return Number(on.year - birth.year - less, known)


def total(parts: list[Whole]) -> Whole:
    numbers = [part for part in parts if not isinstance(part, int)]
    return z3.Sum(numbers) if numbers else 0
