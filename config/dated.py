"""``from: 2027-04-01``: the day from which something holds, on whatever has an id."""

from datetime import date

from config.build import build
from config.marked import MappingNode, Marked, Node

KEY = "from"


def parted(marked: Marked, node: Node) -> tuple[date, Node]:
    """Part the day from the rest of a thing; ``date.min`` where it has always held."""
    if not isinstance(node, MappingNode):
        return date.min, node
    days = [value for key, value in node.value if key.value == KEY]
    if not days:
        return date.min, node
    rest = [(key, value) for key, value in node.value if key.value != KEY]
    return build(date, marked, days[0]) or date.min, MappingNode(node.tag, rest, node.start_mark, node.end_mark)
