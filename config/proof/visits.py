"""All visits of one event: what can happen in them, an example of it, and what excludes it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import z3

from config.proof.census import Census
from config.proof.formulas import Formula, Truth, both, truth
from config.proof.household import LARGEST
from config.proof.sight import Sight
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide, Known
from kiosk.guidance.expression import Junction, Node, Not, Operation, Operator
from kiosk.people import Household


@dataclass(frozen=True)
class Visit:
    """One of them: who comes, and what they answer."""

    people: Household
    known: Known


class Visits:
    """Asks the solver. Nothing is sampled: what cannot happen happens in no visit at all."""

    def __init__(self, guide: Guide, event: str, census: Census) -> None:
        self.sight = Sight(guide, event, census)
        self.procedures = tuple(one for one in guide.procedures.values() if event in one.events)
        self._verdicts: dict[Condition, Truth] = {}

    @cached_property
    def solver(self) -> z3.Solver:
        solver = z3.Solver()
        solver.add(*self.sight.limits, self.following)
        return solver

    @cached_property
    def following(self) -> z3.BoolRef:
        """What of the household follows from answers."""
        return z3.And(True, *self.sight.following)

    @contextmanager
    def only_where(self, *limits: Formula) -> Iterator[None]:
        """Look only at visits in which all of these hold."""
        self.solver.push()
        self.solver.add(*limits)
        try:
            yield
        finally:
            self.solver.pop()

    def decide(self, condition: Condition) -> Truth:
        if condition not in self._verdicts:
            self._verdicts[condition] = self.sight.decide(condition)
        return self._verdicts[condition]

    def decide_on_paper(self, condition: Condition) -> Truth:
        """Decide as forms do."""
        return truth(condition.tree, self.sight.look_on_paper)

    def can(self, *parts: Formula) -> bool:
        """Whether all of this holds in any visit."""
        together = both(*parts)
        return together if isinstance(together, bool) else self._check(together)

    def _check(self, *parts: Formula) -> bool:
        """Ask; never without an answer, since conditions only add and compare."""
        answer = self.solver.check(*parts)
        assert answer != z3.unknown
        return bool(answer == z3.sat)

    def example(self, *parts: Formula) -> Visit | None:
        """Return a visit in which all of this holds, as plain as it can be; ``None`` when there is none."""
        together = both(True, *parts)
        if not self.can(together):
            return None
        with self.only_where(together):
            household = self.sight.household
            few = self._kept([household.size <= size for size in (LARGEST, 3, 2, 1)])
            kept = self._kept([*few, household.is_plain, *self.sight.plain_answers()])
            self._check(*kept)
            known, people = self.sight.visit(self.solver.model())
        return Visit(people, known)

    def _kept(self, wishes: list[Formula], before: tuple[Formula, ...] = ()) -> list[Formula]:
        """Return those wishes that can hold together, earlier ones first."""
        if self._check(*before, *wishes):
            return wishes
        if len(wishes) == 1:
            return []
        middle = len(wishes) // 2
        first = self._kept(wishes[:middle], before)
        return first + self._kept(wishes[middle:], (*before, *first))

    def excluded_by(self, condition: Condition, *parts: Formula) -> tuple[Node, ...]:
        """Return those pieces of a condition that cannot be true together where the parts hold."""
        nodes = pieces(condition.tree)
        marks = {z3.Bool(f"!{at}"): node for at, node in enumerate(nodes)}
        solver = z3.Solver()
        solver.set("core.minimize", True)
        solver.add(*self.sight.limits, *self.sight.following, *parts)
        for mark, node in marks.items():
            solver.add(z3.Implies(mark, truth(node, self.sight.look).yes))
        if solver.check(*marks) == z3.sat:
            return ()
        core = set(map(str, solver.unsat_core()))
        return tuple(node for mark, node in marks.items() if str(mark) in core)


def pieces(node: Node) -> tuple[Node, ...]:
    """Return what an ``and`` joins."""
    if isinstance(node, Junction) and not node.decisive:
        return tuple(part for inner in node.parts for part in pieces(inner))
    return (node,)


def as_written(node: Node) -> str:
    """Return a piece of a condition as its author would write it."""
    match node:
        case Not(part=Operation(left=left, operator=Operator.IN, right=right)):
            return f"{left} not in {right}"
        case Not(part=part):
            return f"not {_inside(part)}"
        case Junction(parts=parts, decisive=decisive):
            return (" or " if decisive else " and ").join(map(_inside, parts))
    return str(node)


def _inside(node: Node) -> str:
    return f"({as_written(node)})" if isinstance(node, Junction) else as_written(node)


def named(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in nodes for name in node.names()))
