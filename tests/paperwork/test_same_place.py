"""Name, birth date, address and date stand in the same place on every form of the city."""

import pytest

from config.content import Content
from kiosk.paperwork.form import Form, Place

DRAFTS = {"K01", "K02", "K03", "K04", "K05", "K06"}
"""Sheets in the order of the statutory one that they are copied onto."""

NOTIFIER = {"kana": (38, 58.5), "name": (36, 63.5), "birth": (133, 58.7), "address": (38, 79.1)}
"""The corner of each box; some are a little larger than others."""


def places(form: Form, *names: str) -> dict[str, Place]:
    """Return where these boxes stand on the sheet, by their last part."""
    return {
        placed.name(box).partition(".")[2]: placed.place(box.at)
        for placed in form.placed()
        for box in placed.section.boxes
        if placed.name(box) in names
    }


@pytest.fixture(scope="module")
def forms(content: Content) -> list[Form]:
    further = {form.continuation for form in content.forms.values()}
    return [form for form in content.forms.values() if form.id not in further | DRAFTS]


def test_the_day_stands_in_the_same_place(forms: list[Form]) -> None:
    found = {form.id: places(form, "what.today", "received.today").get("today") for form in forms}
    assert set(found.values()) - {None} == {(142, 49.5, 36, 9)}, found


def test_who_stands_at_the_window_has_the_same_place(forms: list[Form]) -> None:
    for form in forms:
        found = places(form, "notifier.kana", "notifier.name", "notifier.birth", "notifier.address")
        for name, (left, top, _, _) in found.items():
            x, y = NOTIFIER[name]
            assert abs(left - x) <= 3.1, (form.id, name, found[name])
            assert abs(top - y) <= 4.1, (form.id, name, found[name])


def test_whom_it_is_about_has_the_same_place(forms: list[Form]) -> None:
    parts = [places(form, "subject.kana", "subject.name", "subject.birth", "subject.address") for form in forms]
    lefts = {
        name: [found[name][0] for found in parts if name in found] for name in ("kana", "name", "birth", "address")
    }
    assert min(map(len, lefts.values())) > 10
    assert {name: max(found) - min(found) <= 2 for name, found in lefts.items()} == dict.fromkeys(lefts, True), lefts
