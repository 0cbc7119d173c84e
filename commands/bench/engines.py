"""Other rule engines that decide the same table: rule-engine (Python) and zen-engine (Rust).

They know yes and no only, and say neither reasons nor deadlines. They belong to the development group; where they are
not installed, they are left out.
"""

import json
from collections.abc import Callable, Mapping

from commands.late import late
from kiosk.guidance.condition import Condition
from kiosk.guidance.expression import Constant, Junction, Node, Not, Operation, View

Verdicts = list[bool | None]

Decide = Callable[[], Verdicts]


def engines(conditions: tuple[Condition, ...], view: View) -> Mapping[str, Decide]:
    """Return how each engine decides all of ``conditions``, in their order; nothing in ``view`` may be unknown."""
    facts = {id_: sorted(value) if isinstance(value, frozenset) else value for id_, value in view.items()}
    written = [_written(condition.tree) for condition in conditions]
    found: dict[str, Decide] = {}
    for name, prepare in (("rule_engine", _rule_engine), ("zen_engine", _zen_engine)):
        try:
            found[name] = prepare(written, facts)
        except ModuleNotFoundError:
            continue
    return found


def _rule_engine(written: list[str], facts: Mapping[str, object]) -> Decide:
    rules = [late("rule_engine:Rule")(source) for source in written]
    return lambda: [rule.matches(facts) for rule in rules]


def _zen_engine(written: list[str], facts: Mapping[str, object]) -> Decide:
    """One decision with a line for each condition; its facts pass as JSON, and so without dates."""
    lines = [{"id": f"c{at}", "key": f"c{at}", "value": source} for at, source in enumerate(written)]
    nodes = [
        {"id": "facts", "name": "facts", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "expressionNode", "content": {"expressions": lines}},
        {"id": "verdicts", "name": "verdicts", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("facts", "table"), ("table", "verdicts"))
    ]
    decision = late("zen:ZenEngine")().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    plain = {id_: value for id_, value in facts.items() if isinstance(value, bool | int | str | list)}

    def decide() -> Verdicts:
        result = decision.evaluate(plain)["result"]
        return [result[line["key"]] for line in lines]

    return decide


def _written(node: Node) -> str:
    """Write a condition as both of them read it."""
    match node:
        case Not(part=part):
            return f"not ({_written(part)})"
        case Junction(parts=parts, decisive=decisive):
            return (" or " if decisive else " and ").join(f"({_written(part)})" for part in parts)
        case Operation(left=left, operator=operator, right=right):
            return f"{_written(left)} {operator.value} {_written(right)}"
        case Constant(written=tuple() as values):
            return f"[{', '.join(str(Constant(value)) for value in values)}]"
    return str(node)
