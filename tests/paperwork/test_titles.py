"""What sheets are called on screens."""

import pytest

from config.content import Content
from kiosk.paperwork.sheet import form_title


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("ja", "F01", "住民異動届"),
        ("ja", "F01-2", "住民異動届（2枚目）"),
        ("ja", "F01-3", "住民異動届（3枚目）"),
        ("en", "F01-2", "Notification of moving (住民異動届), sheet 2"),
        ("ja", "checklist", ""),
    ],
)
def test_every_sheet_of_a_form_is_called_by_its_title(content: Content, language: str, name: str, title: str) -> None:
    assert form_title(name, content.words[language]) == title
