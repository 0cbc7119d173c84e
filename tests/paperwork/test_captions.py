"""Every box of the sample city is called by the words that stand beside it on paper."""

import pytest

from commands.city import SAMPLE, content_of
from config.city import Content
from kiosk.paperwork.captions import captions
from kiosk.paperwork.form import BY_HAND, BoxKind


@pytest.fixture(scope="module")
def content() -> Content:
    return content_of(SAMPLE)


@pytest.mark.parametrize(
    ("form", "box", "caption"),
    [
        ("F01", "what.kind", "届の種類"),
        ("F01", "new.address", "新しい住所"),
        ("F01", "old.head_name", "今までの世帯主"),
        ("F01", "p.relation", "続柄"),
        ("F01", "notifier.phone", "電話番号"),
        ("F02", "use.purpose", "使いみち"),
        ("F06-1", "q.costs", "生計費の負担"),
        ("K02", "child.name", "子の氏名"),
    ],
)
def test_a_box_is_called_by_what_stands_beside_it(content: Content, form: str, box: str, caption: str) -> None:
    assert captions(content.forms[form])[box] == caption


def test_a_remark_beside_a_box_is_no_caption(content: Content) -> None:
    for form in content.forms.values():
        assert max(map(len, captions(form).values()), default=0) <= 30


def test_few_boxes_have_no_words_around_them(content: Content) -> None:
    written = [
        (form.id, f"{section.id}.{box.id}" in captions(form))
        for form in content.forms.values()
        for section in form.sections
        for box in section.boxes
        if box.kind not in BY_HAND and box.kind is not BoxKind.CHOICE
    ]
    assert sum(named for _, named in written) / len(written) > 0.9
