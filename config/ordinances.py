"""What differs by city (条例・運用): numbers and yes or no, by the names under which conditions speak of them."""

import ast
from collections.abc import Mapping


def with_ordinances(source: str, ordinances: Mapping[str, int | bool]) -> str:
    """Put values in the place of names; a condition that cannot be read is left as it is."""
    if not any(name in source for name in ordinances):
        return source
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    return ast.unparse(_Turned(ordinances).visit(tree))


class _Turned(ast.NodeTransformer):
    def __init__(self, ordinances: Mapping[str, int | bool]) -> None:
        self._ordinances = ordinances

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._ordinances[node.id]) if node.id in self._ordinances else node
