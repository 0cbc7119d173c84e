"""Which facts can still move a condition: those asked and answered "I do not know" never will.

No, unknown and yes are -1, 0 and 1, so that ``and`` is the minimum and ``or`` the maximum. A piece of a
condition then spans from the least to the most that it can become, and its neighbours leave it a window
in which its value shows. Exact where a condition names each fact once; else it may name one too many.
"""

from kiosk.guidance.expression import Junction, Node, Not, View

NO, UNKNOWN, YES = -1, 0, 1


def movers(node: Node, view: View, open_: set[str], low: int = NO, high: int = YES) -> set[str]:
    """Return the facts of ``open_``, those that may become known, that can move it within ``low`` to ``high``."""
    if low >= high:
        return set()
    match node:
        case Not(part=part):
            return movers(part, view, open_, -high, -low)
        case Junction(parts=parts, decisive=decisive):
            found = set[str]()
            spans = [_span(part, view, open_) for part in parts]
            for at, part in enumerate(parts):
                if spans[at][0] < spans[at][1]:
                    others = spans[:at] + spans[at + 1 :]
                    if decisive:
                        found |= movers(part, view, open_, max([low, *[low for low, _ in others]]), high)
                    else:
                        found |= movers(part, view, open_, low, min([high, *[high for _, high in others]]))
            return found
    unsettled = node.unsettled(view)
    return set(unsettled) if open_.issuperset(unsettled) else set()


def _span(node: Node, view: View, open_: set[str]) -> tuple[int, int]:
    """Return the least and the most that a piece can become."""
    match node:
        case Not(part=part):
            low, high = _span(part, view, open_)
            return -high, -low
        case Junction(parts=parts, decisive=decisive):
            lows, highs = zip(*[_span(part, view, open_) for part in parts], strict=True)
            return (max(lows), max(highs)) if decisive else (min(lows), min(highs))
    value = node.value(view)
    if value is not None:
        return (YES, YES) if value else (NO, NO)
    return (NO, YES) if open_.issuperset(node.unsettled(view)) else (UNKNOWN, UNKNOWN)
