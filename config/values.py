"""Values of facts as people write them in YAML: on a card, or in a file of facts."""

from config.build import build
from config.marked import Marked, Node, ScalarNode
from kiosk.guidance.content import VALUE_TYPES, Fact, Value


def fact_value(fact: Fact, marked: Marked, node: Node) -> Value | None:
    """Read a value of this fact's type; ``None`` when it is not known, or has a fault, which is noted."""
    if isinstance(node, ScalarNode) and marked.scalar(node) is None:
        return None
    value: Value | None = build(VALUE_TYPES[fact.type], marked, node)
    written = value if isinstance(value, frozenset) else {value}
    if fact.values and value is not None:
        for wrong in sorted(map(str, written - set(fact.values))):
            marked.fault(node, "unknown_value", id=fact.id, value=wrong, values=", ".join(fact.values))
            return None
    return value
