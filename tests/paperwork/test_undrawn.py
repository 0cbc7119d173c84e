"""Characters that no font has: a frame for the hand, and a line for the clerk."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from config.content import Content
from kiosk.lettering.gaiji import GAIJI
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.layout import BlankForm, lay_out_form
from kiosk.paperwork.sheet import Run
from kiosk.paperwork.undrawn import undrawn
from printing.qr import encode

NO_FONT = "\U00031350"


Say = Callable[[str], str]


@pytest.fixture
def say(f01: BlankForm, hanako: Case, content: Content, lettering: Lettering) -> Say:
    """Return what the clerk is told of somebody of this name."""

    def said(name: str) -> str:
        case = replace(hanako, people=(replace(hanako.people[0], name=name),), needs={})
        return undrawn(f01.form, fill_forms((f01.form,), case, content.guide, {})[0], lettering)

    return said


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"番{NO_FONT}　花子", "1の氏名の2字目 U+31350"),
        (f"番号　{GAIJI[0]}子", "1の氏名の3字目 外字"),
        (f"{NO_FONT}　花\U000e0199", "1の氏名の1字目 U+31350、1の氏名の2字目 U+82B1 U+E0199"),
        ("番号　花子", ""),
        ("𠮷﨑　邉\U000e0110", ""),
    ],
)
def test_the_clerk_is_told_which_and_where(say: Say, name: str, told: str) -> None:
    assert say(name) == told


def test_many_are_counted(say: Say) -> None:
    assert say(NO_FONT * 9).endswith("、ほか5字")


def test_it_is_printed_and_nothing_stands_in_for_the_character(
    f01: BlankForm, hanako: Case, content: Content, lettering: Lettering
) -> None:
    case = replace(hanako, people=(replace(hanako.people[0], name=f"番{NO_FONT}　花子"),))
    sheets = lay_out_form(f01, fill_forms((f01.form,), case, content.guide, {})[0], lettering, encode=encode)
    glyphs = [glyph for mark in sheets[0].pages[0].marks if isinstance(mark, Run) for glyph in mark.glyphs]
    assert [glyph.id for glyph in glyphs if glyph.text == NO_FONT] == [0, 0, 0]
    assert "印刷できない字" in "".join(glyph.text for glyph in glyphs)
