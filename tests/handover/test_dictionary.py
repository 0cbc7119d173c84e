"""The dictionary of a content: the same ids make the same one, and with it a household of six is one small symbol."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands.city import SAMPLE
from config.content import Content
from config.example import read_example
from config.published import dictionary_for
from kiosk.errors import Altered
from kiosk.guidance.content import FactType
from kiosk.handover.dictionary import MOST_BYTES, Dictionary
from kiosk.handover.record import Handover, handover_of
from kiosk.paperwork.case import Case
from printing.qr import encode

# The fixtures are in conftest.py, which tests cannot import from.
Offices = Any


def case(content: Content, example: str) -> Case:
    file = Path(SAMPLE, "examples", f"{example}.yaml")
    return read_example(file, content.guide, content.needs, content.settings.office.zone)


def handover(content: Content, example: str) -> Handover:
    return handover_of(case(content, example), city="aonami", kiosk="kiosk-1")


def versions(offices: Offices, handover: Handover) -> list[int]:
    """The versions of the symbols (ISO/IEC 18004): four modules more on each side with every one."""
    return [(len(encode(text)) - 17) // 4 for text in offices.write(handover)]


def test_the_same_content_makes_the_same_dictionary(content: Content) -> None:
    assert dictionary_for(content).id == dictionary_for(replace(content, words={})).id


def test_another_fact_makes_another_dictionary(content: Content) -> None:
    events = {**content.guide.events}
    del events["tennyu"]
    changed = replace(content, guide=replace(content.guide, events=events))
    assert dictionary_for(changed).id != dictionary_for(content).id


def test_a_household_of_six_is_one_symbol_of_version_19(offices: Offices, content: Content) -> None:
    assert versions(offices, handover(content, "F01-family6")) == [19]


def test_a_household_of_six_that_answered_everything_is_one_symbol(offices: Offices, content: Content) -> None:
    """Every third answer is yes, as nobody answers; a regular pattern would be smaller still."""
    guide = content.guide
    asked = [fact for question in guide.events["tennyu"].questions for fact in guide.questions[question].asks]
    answers = {fact: number % 3 == 0 for number, fact in enumerate(asked) if guide.facts[fact].type is FactType.BOOL}
    full = handover(content, "F01-family6")
    [version] = versions(offices, replace(full, facts={**answers, **full.facts}))
    assert version <= 23


def test_every_example_is_one_symbol(offices: Offices, content: Content) -> None:
    for file in Path(SAMPLE, "examples").glob("*.yaml"):
        assert len(offices.write(handover(content, file.stem))) == 1


def test_what_is_deflated_comes_back(content: Content) -> None:
    dictionary = dictionary_for(content)
    for data in (b"", b"has_mnc", bytes(range(256)) * 8):
        assert dictionary.inflate(dictionary.deflate(data)) == data


@pytest.mark.parametrize("behind", [b"", b"x"])
def test_what_ends_too_early_or_too_late_is_altered(behind: bytes) -> None:
    dictionary = Dictionary(b"words")
    whole = dictionary.deflate(b"some words and more")
    with pytest.raises(Altered):
        dictionary.inflate(whole + behind if behind else whole[:-3])


def test_what_would_fill_the_memory_is_altered() -> None:
    dictionary = Dictionary(b"words")
    with pytest.raises(Altered):
        dictionary.inflate(dictionary.deflate(bytes(MOST_BYTES + 1)))
