"""What the ticket slip says."""

from datetime import datetime, time, timedelta, timezone

import pytest
import zxingcpp
from PIL import Image

from config.content import Content
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.sheet import Document, Media, Run, Symbol
from kiosk.paperwork.slip import ticket_slip
from kiosk.queue.waiting import Wait
from printing.qr import encode

TAKEN = datetime(2026, 11, 20, 10, 24, tzinfo=timezone(timedelta(hours=9)))
WAIT = Wait(10, 20)
REFERENCE = "K7M3XWZ2BQ"


def slip(content: Content, lettering: Lettering, *, language: str = "ja", wait: Wait | None = WAIT) -> Document:
    return ticket_slip(
        "A12",
        REFERENCE,
        content.guide.desks["shimin"],
        TAKEN,
        wait=wait,
        words=content.words[language],
        lettering=lettering,
        encode=encode,
    )


def runs(document: Document) -> list[Run]:
    return [mark for page in document.pages for mark in page.marks if isinstance(mark, Run)]


def text_of(document: Document) -> str:
    return "".join(glyph.text for run in runs(document) for glyph in run.glyphs)


def test_number_window_floor_wait_and_time_are_there(content: Content, lettering: Lettering) -> None:
    text = text_of(slip(content, lettering))
    for said in ("青波市", "A12", "1番の窓口", "1階", "約10〜20分", "令和8年11月20日 10:24"):
        assert said in text


def test_what_to_do_is_said_in_both_languages(content: Content, lettering: Lettering) -> None:
    text = text_of(slip(content, lettering))
    assert "番号が呼ばれたら" in text
    assert "When your number is called" in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_office_is_named(content: Content, lettering: Lettering, language: str) -> None:
    text = text_of(slip(content, lettering, language=language))
    names = {content.words[one][f"desk.{desk}.name"] for one in ("ja", "en") for desk in content.guide.desks}
    assert [name for name in names if name in text] == []
    assert "市民課" not in text


def test_nobody_is_promised_minutes_that_nobody_knows(content: Content, lettering: Lettering) -> None:
    assert "分" not in text_of(slip(content, lettering, wait=None))
    assert "まもなく" in text_of(slip(content, lettering, wait=Wait(0, 0)))


def test_before_the_office_opens_the_wait_counts_from_then(content: Content, lettering: Lettering) -> None:
    early = text_of(slip(content, lettering, wait=Wait(10, 20, time(8, 30))))
    assert "8:30に開いてから約10〜20分" in early.replace(" ", "")
    assert "窓口は 8:30 に開きます" in text_of(slip(content, lettering, wait=Wait(0, 0, time(8, 30))))


@pytest.mark.parametrize("wait", [WAIT, Wait(0, 5), Wait(100, 150, time(8, 30)), Wait(150, 210, time(8, 30))])
@pytest.mark.parametrize("language", ["ja", "ja-x-easy", "en"])
def test_everything_lies_on_the_slip(content: Content, lettering: Lettering, language: str, wait: Wait) -> None:
    document = slip(content, lettering, language=language, wait=wait)
    assert document.media is Media.SLIP
    for run in runs(document):
        width = sum(glyph.advance for glyph in run.glyphs) / 1000 * run.size_pt * 25.4 / 72
        assert run.x_mm >= 4.9
        assert run.x_mm + width <= 75.1
        assert run.y_mm <= 196


def test_the_symbol_is_the_reference_alone(content: Content, lettering: Lettering) -> None:
    (symbol,) = (mark for mark in slip(content, lettering).pages[0].marks if isinstance(mark, Symbol))
    side = len(symbol.rows) + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(symbol.rows):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    (found,) = zxingcpp.read_barcodes(image.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    assert found.text == REFERENCE
