"""Which sheets a visit prints, and in which order."""

from pathlib import Path

import pytest

from commands.city import SAMPLE, content_of
from commands.kiosk_parts import kiosk_parts
from config.example import read_example
from kiosk.paperwork.case import Case
from kiosk.visit.papers import Papers


@pytest.fixture(scope="module")
def papers() -> Papers:
    return kiosk_parts(content_of(SAMPLE)).papers


def case(name: str) -> Case:
    content = content_of(SAMPLE)
    path = Path(SAMPLE, "examples", f"F01-{name}.yaml")
    return read_example(path, content.guide, content.forms["F01"].needs, content.settings.office.zone)


@pytest.mark.parametrize(
    ("example", "names"),
    [("hanako", ["F01", "checklist"]), ("family6", ["F01", "F01-2", "checklist"])],
)
def test_a_form_is_followed_by_the_sheets_on_which_it_goes_on(papers: Papers, example: str, names: list[str]) -> None:
    sheaf = papers.sheaf(case(example), None, None)
    assert [document.name for document in sheaf.documents] == names
    assert all(len(document.pages) == 1 for document in sheaf.documents[:-1])


def test_the_preview_shows_every_sheet(papers: Papers) -> None:
    assert [document.name for document in papers.preview(case("family6"))] == ["F01", "F01-2", "checklist"]
