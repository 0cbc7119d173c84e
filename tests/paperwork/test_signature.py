"""What is signed on the screen stands in its box on the paper, and nowhere else."""

from dataclasses import replace
from itertools import chain

import pytest

from config.content import Content
from kiosk.handover.record import handover_of
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.layout import BlankForm, lay_out_form
from kiosk.paperwork.sheet import Ink
from kiosk.paperwork.signature import Signature
from printing.pdf import PdfRenderer
from printing.qr import encode

SIGNED = Signature((((0.2, 0.1), (1.4, 0.9)), ((3.0, 0.5), (3.0, 0.5))))
BOX = (36, 63.5, 80, 11)


@pytest.fixture
def signed(hanako: Case) -> Case:
    return replace(hanako, signature=SIGNED)


def ink_of(blank: BlankForm, case: Case, content: Content, lettering: Lettering) -> list[Ink]:
    sheets = lay_out_form(blank, fill_forms((blank.form,), case, content.guide, {})[0], lettering, encode=encode)
    marks = chain.from_iterable(page.marks for sheet in sheets for page in sheet.pages)
    return [mark for mark in marks if isinstance(mark, Ink)]


def test_every_stroke_stands_in_the_box(f01: BlankForm, signed: Case, content: Content, lettering: Lettering) -> None:
    x, y, w, h = BOX
    strokes = ink_of(f01, signed, content, lettering)
    points = [point for stroke in strokes for point in stroke.points]
    assert len(strokes) == 2
    assert all(x < px < x + w and y < py < y + h for px, py in points)


def test_it_is_not_stretched(f01: BlankForm, signed: Case, content: Content, lettering: Lettering) -> None:
    (left, top), (right, bottom) = ink_of(f01, signed, content, lettering)[0].points
    assert (right - left) / (bottom - top) == pytest.approx(1.2 / 0.8)


def test_who_signed_has_nothing_left_to_sign(f01: BlankForm, signed: Case, hanako: Case, content: Content) -> None:
    assert "notifier.name" in fill_forms((f01.form,), hanako, content.guide, {})[0].by_hand
    assert "notifier.name" not in fill_forms((f01.form,), signed, content.guide, {})[0].by_hand


def test_it_is_in_no_handover_and_no_repr(signed: Case) -> None:
    said = repr(handover_of(signed, city="aonami", kiosk="k")) + repr(signed) + repr(SIGNED)
    assert handover_of(signed, city="a", kiosk="k") == handover_of(replace(signed, signature=None), city="a", kiosk="k")
    assert "1.4" not in said


def test_it_is_printed(f01: BlankForm, signed: Case, hanako: Case, content: Content, lettering: Lettering) -> None:
    render = PdfRenderer(lettering.fonts)
    sheets = (
        lay_out_form(f01, fill_forms((f01.form,), case, content.guide, {})[0], lettering, encode=encode)[0]
        for case in (hanako, signed)
    )
    without, with_it = map(render, sheets)
    assert with_it != without
