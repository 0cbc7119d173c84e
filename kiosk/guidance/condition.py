"""A condition as written in the city's YAML: ``has_mnc and not from_abroad``, ``n_es + n_jhs > 0``."""

from dataclasses import dataclass, field
from typing import cast

from kiosk.guidance.expression import Node, View
from kiosk.guidance.parse import parse


@dataclass(frozen=True)
class Condition:
    """A parsed expression; two are equal when they are written alike.

    Raises BadCondition when ``source`` cannot be read.
    """

    source: str
    tree: Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", parse(self.source))

    def decide(self, view: View) -> bool | None:
        """Yes, no, or ``None`` for unknown (Kleene)."""
        return cast("bool | None", self.tree.value(view))

    def names(self) -> tuple[str, ...]:
        """All facts named in it."""
        return self.tree.names()

    def unsettled(self, view: View) -> tuple[str, ...]:
        """The unknown facts that can still decide it; none once it is decided."""
        return self.tree.unsettled(view)

    def because(self, view: View) -> tuple[str, ...]:
        """The facts that decided it: of an ``and`` all, of an ``or`` the first; for unknown those still open."""
        return self.tree.unsettled(view) if self.decide(view) is None else self.tree.because(view)
