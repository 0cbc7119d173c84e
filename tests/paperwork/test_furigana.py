"""Furigana on paper: above its word, on the checklist and the slip, and never as the characters that hold it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from config.content import Content
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import ANCHOR, SEPARATOR, SHARE, TERMINATOR, annotated
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.flow import paragraph
from kiosk.paperwork.sheet import Document, Run
from kiosk.paperwork.slip import ticket_slip
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.queue.waiting import Wait
from printing.qr import encode

EASY = "ja-x-easy"
STYLE = Style(14)
TAKEN = datetime(2026, 11, 20, 10, 24)  # noqa: DTZ001  # a clock on the wall
QUIET_MM = 8.0


def runs(document: Document) -> Iterator[Run]:
    return (mark for page in document.pages for mark in page.marks if isinstance(mark, Run))


def text_of(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs)


def width_mm(run: Run) -> float:
    return sum(glyph.advance for glyph in run.glyphs) / 1000 * Style(run.size_pt).em_mm


def slip(content: Content, lettering: Lettering, language: str) -> Document:
    return ticket_slip(
        "A12",
        "K7M3XWZ2BQ",
        content.guide.desks["shimin"],
        TAKEN,
        wait=Wait(10, 20),
        words=content.words[language],
        lettering=lettering,
        encode=encode,
    )


@pytest.mark.parametrize("written", ["{市役所|しやくしょ}", "{表|おもてがわ}", "{志|こころざし}"])
def test_word_and_reading_share_their_middle(lettering: Lettering, written: str) -> None:
    base, reading = Typesetter(lettering).line(annotated(written), 10, 50, STYLE)
    assert base.x_mm + width_mm(base) / 2 == pytest.approx(reading.x_mm + width_mm(reading) / 2)
    assert reading.size_pt == STYLE.size_pt * SHARE
    assert min(base.x_mm, reading.x_mm) >= 10


def test_readings_have_room_between_the_lines(lettering: Lettering) -> None:
    text = annotated("{住民異動届|じゅうみんいどうとどけ}を{市役所|しやくしょ}に{出|だ}します。" * 3)
    block = paragraph(Typesetter(lettering), text, 0, 60, STYLE)
    marks = [mark for mark in block.marks if isinstance(mark, Run)]
    bases = sorted({mark.y_mm for mark in marks if mark.size_pt == STYLE.size_pt})
    tops = sorted({mark.y_mm - STYLE.em_mm * SHARE for mark in marks if mark.size_pt < STYLE.size_pt})
    assert len(bases) == len(tops) > 1
    assert tops[0] >= 0
    assert all(top > base for top, base in zip(tops[1:], bases, strict=False))


def test_the_checklist_reads_its_words_aloud(content: Content, lettering: Lettering, hanako: Case) -> None:
    sheet = checklist(replace(hanako, language=EASY), content.guide, content.words[EASY], lettering)
    said = [text_of(run) for run in runs(sheet)]
    assert {"てつづ", "じゅんばん"} <= set(said)
    assert not {ANCHOR, SEPARATOR, TERMINATOR}.intersection("".join(said))


def test_a_language_without_readings_has_none_on_paper(content: Content, lettering: Lettering, hanako: Case) -> None:
    sheet = checklist(hanako, content.guide, content.words["ja"], lettering)
    assert "てつづ" not in [text_of(run) for run in runs(sheet)]


def test_the_slip_has_room_for_readings(content: Content, lettering: Lettering) -> None:
    sheet = slip(content, lettering, EASY)
    (page,) = sheet.pages
    assert "まどぐち" in [text_of(run) for run in runs(sheet)]
    assert max(run.y_mm for run in runs(sheet)) < page.height_mm - QUIET_MM
