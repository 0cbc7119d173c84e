"""How many screens of questions an event can take: whole visits walked with answers of many kinds."""

from collections.abc import Callable
from datetime import date
from random import Random

from kiosk.guidance.content import Fact, FactType, Guide, Value
from kiosk.guidance.facts import NOTHING
from kiosk.guidance.replay import next_question
from kiosk.people import Household

_FIRST = frozenset({"1"})

Answer = Callable[[Fact], Value | None]


def count_screens(guide: Guide, event: str, household: Household, today: date, *, walks: int = 30) -> tuple[int, ...]:
    """Return how many screens each walk took: all no, all yes, all unknown, and ``walks`` with seeded answers."""
    answers = (_no, _yes, _unknown, *(_random(Random(seed), today) for seed in range(walks)))  # noqa: S311  no secrets
    return tuple(_walk(guide, event, household, today, answer) for answer in answers)


def _walk(guide: Guide, event: str, household: Household, today: date, answer: Answer) -> int:
    known: dict[str, Value | None] = {}
    screens = 0
    while question := next_question(guide, (event,), known, household, today):
        known |= {id_: answer(guide.facts[id_]) for id_ in question.asks}
        screens += 1
    return screens


def _no(fact: Fact) -> Value | None:
    return NOTHING[fact.type]


def _yes(fact: Fact) -> Value | None:
    match fact.type:
        case FactType.BOOL:
            return True
        case FactType.INT:
            return 1
        case FactType.ENUM:
            return fact.values[0]
        case FactType.SET:
            return frozenset(fact.values)
        case FactType.PEOPLE:
            return _FIRST
        case FactType.DATE:
            return None


def _unknown(fact: Fact) -> Value | None:  # noqa: ARG001  an answer to any fact
    return None


def _random(random: Random, today: date) -> Answer:
    def answer(fact: Fact) -> Value | None:
        match fact.type:
            case FactType.BOOL:
                return random.choice((True, False, False, None))
            case FactType.INT:
                return random.choice((0, 1, 2, None))
            case FactType.ENUM:
                return random.choice((*fact.values, None))
            case FactType.PEOPLE:
                return random.choice((_FIRST, frozenset(), None))
            case FactType.SET:
                return frozenset(value for value in fact.values if random.random() < 0.5)
            case FactType.DATE:
                return random.choice((today, None))

    return answer
