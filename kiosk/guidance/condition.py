"""A condition as written in the city's YAML: ``has_mnc and not from_abroad``, ``n_es + n_jhs > 0``."""

from dataclasses import dataclass
from functools import cached_property

from kiosk.guidance.expression import Node, View
from kiosk.guidance.parse import parse


@dataclass(frozen=True)
class Condition:
    """A parsed expression; two are equal when they are written alike.

    Raises BadCondition when ``source`` cannot be read.
    """

    source: str

    def __post_init__(self) -> None:
        self.tree  # noqa: B018  # what cannot be read is said at once

    @cached_property
    def tree(self) -> Node:
        """What it means. No field, so that a condition is written down by its source alone."""
        return parse(self.source)

    def decide(self, view: View) -> bool | None:
        """Yes, no, or ``None`` for unknown (Kleene)."""
        verdict: bool | None = self.tree.value(view)
        return verdict

    def names(self) -> tuple[str, ...]:
        """All facts named in it."""
        return self._names

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self.tree.names()

    def unsettled(self, view: View) -> tuple[str, ...]:
        """The unknown facts that can still decide it; none once it is decided."""
        return self.tree.unsettled(view)

    def because(self, view: View) -> tuple[str, ...]:
        """The facts that decided it: of an ``and`` all, of an ``or`` the first; for unknown those still open."""
        return self.tree.unsettled(view) if self.decide(view) is None else self.tree.because(view)


@dataclass(frozen=True)
class PersonCondition(Condition):
    """A condition about one of the household: ``relation == 'child' and grade <= 9`` (``facts.PERSON_FACTS``)."""
