"""The tree behind a condition: a handful of nodes that know their value by Kleene's three-valued logic.

``None`` is "unknown". A node of numbers or words is unknown as soon as one of its facts is.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Protocol

Operand = bool | int | str | date | frozenset[str]

View = Mapping[str, Operand | None]
"""What is known while a condition is decided; an id that is missing is unknown."""


class Node(Protocol):
    """One piece of a condition."""

    def value(self, view: View) -> Any:
        """Return the value, or ``None`` when it is unknown."""

    def names(self) -> tuple[str, ...]:
        """All facts named in it, in the order of writing."""

    def unsettled(self, view: View) -> tuple[str, ...]:
        """The unknown facts on which the value still hangs; none once the value is known."""

    def because(self, view: View) -> tuple[str, ...]:
        """The facts that made the known value what it is."""


def unique(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Join without repetition, in order."""
    return tuple(dict.fromkeys(name for part in parts for name in part))


@dataclass(frozen=True)
class Constant:
    """A value as written; a tuple only to the right of ``in``."""

    written: Operand | tuple[Operand, ...]

    def __str__(self) -> str:
        if isinstance(self.written, tuple):
            return f"({', '.join(str(Constant(value)) for value in self.written)})"
        if isinstance(self.written, bool):
            return str(self.written).lower()
        return str(self.written) if isinstance(self.written, int) else f"'{self.written}'"

    def value(self, view: View) -> Any:  # noqa: ARG002  one signature for all nodes
        return self.written

    def names(self) -> tuple[str, ...]:
        return ()

    def unsettled(self, view: View) -> tuple[str, ...]:  # noqa: ARG002  one signature for all nodes
        return ()

    def because(self, view: View) -> tuple[str, ...]:  # noqa: ARG002  one signature for all nodes
        return ()


@dataclass(frozen=True)
class Name:
    """A fact by its id."""

    id: str

    def __str__(self) -> str:
        return self.id

    def value(self, view: View) -> Any:
        return view.get(self.id)

    def names(self) -> tuple[str, ...]:
        return (self.id,)

    def unsettled(self, view: View) -> tuple[str, ...]:
        return (self.id,) if view.get(self.id) is None else ()

    def because(self, view: View) -> tuple[str, ...]:  # noqa: ARG002  one signature for all nodes
        return (self.id,)


@dataclass(frozen=True)
class Not:
    part: Node

    def __str__(self) -> str:
        return f"not {self.part}"

    def value(self, view: View) -> Any:
        value = self.part.value(view)
        return None if value is None else not value

    def names(self) -> tuple[str, ...]:
        return self.part.names()

    def unsettled(self, view: View) -> tuple[str, ...]:
        return self.part.unsettled(view)

    def because(self, view: View) -> tuple[str, ...]:
        return self.part.because(view)


@dataclass(frozen=True)
class Junction:
    """``and`` (decided by its first false part) or ``or`` (decided by its first true part)."""

    parts: tuple[Node, ...]
    decisive: bool

    def __str__(self) -> str:
        return (" or " if self.decisive else " and ").join(map(str, self.parts))

    def value(self, view: View) -> Any:
        value: bool | None = not self.decisive
        for part in self.parts:
            found = part.value(view)
            if found is self.decisive:
                return found
            if found is None:
                value = None
        return value

    def names(self) -> tuple[str, ...]:
        return unique(part.names() for part in self.parts)

    def unsettled(self, view: View) -> tuple[str, ...]:
        if self.value(view) is not None:
            return ()
        return unique(part.unsettled(view) for part in self.parts)

    def because(self, view: View) -> tuple[str, ...]:
        if self.value(view) is self.decisive:
            return next(part.because(view) for part in self.parts if part.value(view) is self.decisive)
        return unique(part.because(view) for part in self.parts)


class Operator(Enum):
    """The operators of two sides; the value is how they are written."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    IN = "in"
    PLUS = "+"
    MINUS = "-"


def _is_in(left: Any, right: Any) -> bool:
    return left in right


_WORK: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.IN: _is_in,
    Operator.PLUS: operator.add,
    Operator.MINUS: operator.sub,
}


@dataclass(frozen=True)
class Operation:
    """Two sides and what stands between them."""

    left: Node
    operator: Operator
    right: Node

    def __str__(self) -> str:
        return f"{self.left} {self.operator.value} {self.right}"

    def value(self, view: View) -> Any:
        left, right = self.left.value(view), self.right.value(view)
        if left is None or right is None:
            return None
        return self._work(left, right)

    @cached_property
    def _work(self) -> Callable[[Any, Any], Any]:
        return _WORK[self.operator]

    def names(self) -> tuple[str, ...]:
        return unique((self.left.names(), self.right.names()))

    def unsettled(self, view: View) -> tuple[str, ...]:
        left, right = self.left.unsettled(view), self.right.unsettled(view)
        return unique((left, right)) if left and right else left or right

    def because(self, view: View) -> tuple[str, ...]:
        return unique((self.left.because(view), self.right.because(view)))
