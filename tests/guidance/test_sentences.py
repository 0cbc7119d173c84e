"""How facts are said to a person."""

from datetime import date

import pytest

from kiosk.guidance.condition import PersonCondition
from kiosk.guidance.content import Fact, FactType, Value
from kiosk.guidance.sentences import fact_sentence, floor_words, reason
from kiosk.words import Words

DOG = Fact("dog", FactType.BOOL)
DAY = Fact("day", FactType.DATE)
KINDS = Fact("kinds", FactType.SET, ("a", "b"))
ELDERLY = Fact("elderly", FactType.INT, count=PersonCondition("age >= 65"))
WORDS = Words(
    "en",
    {
        "fact.dog.label": "I have a dog",
        "fact.dog.yes": "You have a dog.",
        "fact.dog.no": "You have no dog.",
        "fact.day.label": "Day",
        "fact.day.is": "It was {value}.",
        "fact.kinds.is": "You want {value}.",
        "fact.kinds.value.a": "tea",
        "fact.kinds.value.b": "cake",
        "fact.elderly.label": "Somebody is 65 or over",
        "screen.summary.unknown": "{fact}: unknown",
        "screen.summary.join": ", ",
        "floor.1階": "1F",
    },
)


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        (DOG, True, "You have a dog."),
        (DOG, False, "You have no dog."),
        (DOG, None, "I have a dog: unknown"),
        (DAY, date(2026, 11, 20), "It was Friday 20 November 2026."),
        (KINDS, frozenset({"b", "a"}), "You want tea, cake."),
    ],
)
def test_what_was_answered_is_a_sentence(fact: Fact, value: Value | None, said: str) -> None:
    assert fact_sentence(fact, value, WORDS) == said


@pytest.mark.parametrize(
    ("fact", "known", "said"),
    [
        (DOG, {"dog": False}, "You have no dog."),
        (DOG, {"dog": None}, "I have a dog"),
        (DOG, {}, "I have a dog"),
        (ELDERLY, {}, "Somebody is 65 or over"),
        (ELDERLY, {"elderly": 2}, "Somebody is 65 or over"),
    ],
)
def test_a_reason_is_an_answer_or_a_name(fact: Fact, known: dict[str, Value | None], said: str) -> None:
    assert reason(fact, known, WORDS) == said


@pytest.mark.parametrize(("floor", "said"), [("1階", "1F"), ("B1", "B1"), (None, "")])
def test_floors_are_written_as_the_language_does(floor: str | None, said: str) -> None:
    assert floor_words(floor, WORDS) == said
