from pathlib import Path

import pytest

from commands.city import SAMPLE
from config.draft import Draft, read_draft
from config.lengths import too_long
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return load_lettering(FONTS)


@pytest.fixture
def draft() -> Draft:
    return read_draft(Path(SAMPLE))


def test_all_words_of_the_sample_city_have_room(draft: Draft, lettering: Lettering) -> None:
    assert list(too_long(draft.texts, lettering)) == []


@pytest.mark.parametrize(
    ("language", "key", "file"),
    [
        ("ja", "question.belongings.ask", "questions"),
        ("ja", "fact.has_dog.label", "facts"),
        ("ja-x-easy", "procedure.dog.tennyu.note", "living"),
        ("en", "procedure.juki.tennyu.name", "resident"),
        ("en", "event.tennyu.everyday", "events"),
        ("en", "bring.ID", "bring"),
        ("ja", "desk.shimin.name", "desks"),
    ],
)
def test_a_word_that_is_too_long_is_told_with_its_line(
    draft: Draft, lettering: Lettering, language: str, key: str, file: str
) -> None:
    texts = draft.texts[language]
    texts.sentences[key] = "とても長い言葉です、" * 40
    (found,) = too_long(draft.texts, lettering)
    assert Path(found.file).stem == file
    assert found.line == texts.places[key][1]
    assert key in found.ja
