"""The sheets on the screen: every kind of mark, and what a resident does with them."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.sheet import (
    Area,
    Document,
    Frame,
    Mark,
    Media,
    Page,
    Ring,
    Rule,
    Run,
    Symbol,
    Tick,
)
from kiosk.visit.answers import FuriganaOnPaper, GoOn
from kiosk.visit.steps import Preview
from ui.lobby.assembly import ScreenParts
from ui.lobby.glyphs import GlyphPen
from ui.lobby.labels import Text
from ui.lobby.resident import Resident
from ui.lobby.sheet_painting import SheetPainter
from ui.lobby.sheet_view import SheetView
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

PX_PER_MM = 4
HAND = Area(20, 60, 80, 12, "paper.hand.sign")


def marks_of(lettering: Lettering) -> dict[str, Mark]:
    ((_, glyphs),) = lettering.shape("番", Face.NAME)
    return {
        "run": Run(10, 20, Face.NAME, 40, glyphs),
        "blank": Run(10, 20, Face.NAME, 40, (Glyph("\U0002a6b2", 0, 1000),)),
        "rule": Rule(10, 10, 30, 10, width_pt=3),
        "dashes": Rule(10, 10, 30, 10, width_pt=3, dashed=True),
        "frame": Frame(10, 10, 20, 10, stroke_pt=3),
        "filled": Frame(10, 10, 20, 10, stroke_pt=None, fill_grey=0.5),
        "coloured": Frame(10, 10, 20, 10, stroke_pt=None, radius_mm=2, colour="#0B3C6F"),
        "ring": Ring(10, 10, 20, 10, stroke_pt=3),
        "tick": Tick(10, 10, 10, 10, stroke_pt=3),
        "symbol": Symbol(10, 10, 1, ((True, False), (False, True))),
    }


KINDS = ("run", "blank", "rule", "dashes", "frame", "filled", "coloured", "ring", "tick", "symbol")


def painted(mark: Mark, screen_parts: ScreenParts) -> QImage:
    image = QImage(QSize(60 * PX_PER_MM, 40 * PX_PER_MM), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    SheetPainter(painter, GlyphPen(screen_parts.font_files), PX_PER_MM).paint(Page(60, 40, (mark,)))
    painter.end()
    return image


def inked(image: QImage) -> tuple[float, float, float, float]:
    """Return the rectangle in millimetres that holds all that is not white."""
    dark = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) != QColor("white")
    ]
    xs, ys = zip(*dark, strict=True)
    return min(xs) / PX_PER_MM, min(ys) / PX_PER_MM, (max(xs) + 1) / PX_PER_MM, (max(ys) + 1) / PX_PER_MM


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mark_is_painted_where_the_layout_put_it(kind: str, screen_parts: ScreenParts) -> None:
    left, top, right, bottom = inked(painted(marks_of(screen_parts.lettering)[kind], screen_parts))
    assert 9 <= left < right <= 31
    assert 5 <= top < bottom <= 24


@pytest.mark.usefixtures("qapp")
def test_a_frame_is_exactly_where_it_is(screen_parts: ScreenParts) -> None:
    assert inked(painted(Frame(10, 10, 20, 10, stroke_pt=None, fill_grey=0), screen_parts)) == (10, 10, 30, 20)


@pytest.fixture
def preview(screen_parts: ScreenParts) -> Preview:
    marks = tuple(marks_of(screen_parts.lettering).values())
    page = Page(210, 297, marks, (HAND,))
    form = Document("F01", Media.A4, (page,))
    checklist = Document("checklist", Media.A4, (replace(page, own_hand=()), Page(210, 297, ())))
    slip = Document("ticket", Media.SLIP, (Page(80, 120, marks),))
    return Preview((form, checklist, slip))


@pytest.fixture
def shown(window: LobbyWindow, resident: Resident, preview: Preview, qtbot: QtBot) -> LobbyWindow:
    window.show_step(preview)
    qtbot.waitUntil(resident.ready)
    return window


def visible_view(window: LobbyWindow) -> SheetView:
    (view,) = (view for view in window.findChildren(SheetView) if view.isVisible())
    return view


def says(window: LobbyWindow, sentence: str) -> bool:
    return any(text.isVisible() and text.text() == sentence for text in window.findChildren(Text))


def test_every_page_is_shown_one_after_the_other_and_back(shown: LobbyWindow, resident: Resident) -> None:
    view = visible_view(shown)
    assert not resident.sees("sheet_before")
    pictures = [view.grab().toImage()]
    for _ in range(3):
        resident.touch("sheet_after")
        pictures.append(view.grab().toImage())
    assert not resident.sees("sheet_after")
    assert all(one != other for one, other in pairwise(pictures))
    resident.touch("sheet_before")
    assert view.grab().toImage() == pictures[2]


def test_it_says_which_of_how_many_is_shown(shown: LobbyWindow, resident: Resident) -> None:
    assert says(shown, "1／4　住民異動届")
    resident.touch("sheet_after")
    assert says(shown, "2／4　手続きチェックシート")


def test_what_is_written_by_hand_is_said_where_there_is_any(shown: LobbyWindow, resident: Resident) -> None:
    assert says(shown, "ここだけ、ご自分で書いてください")
    resident.touch("sheet_after")
    assert not says(shown, "ここだけ、ご自分で書いてください")


def test_a_sheet_grows_in_steps_and_shrinks_again(shown: LobbyWindow, resident: Resident) -> None:
    assert not resident.sees("smaller")
    resident.touch("larger")
    resident.touch("larger")
    assert not resident.sees("larger")
    resident.touch("smaller")
    assert resident.sees("larger")


def test_a_large_sheet_is_moved_with_a_finger(shown: LobbyWindow, resident: Resident) -> None:
    resident.touch("larger")
    view = visible_view(shown)
    before = view.grab().toImage()
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view, middle - QPoint(60, 90))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle - QPoint(60, 90))
    assert view.grab().toImage() != before


def test_another_language_stays_on_the_sheet(shown: LobbyWindow, resident: Resident) -> None:
    resident.touch("sheet_after")
    shown.set_language("en")
    assert says(shown, "Nothing to write on this sheet")


def test_print_goes_on(shown: LobbyWindow, resident: Resident) -> None:
    answers: list[object] = []
    shown.answered.connect(answers.append)
    resident.touch("next")
    assert answers == [GoOn()]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_control_can_be_read_and_hit(window: LobbyWindow, preview: Preview, language: str) -> None:
    window.set_language(language)
    window.show_step(preview)
    QApplication.sendPostedEvents()
    controls = [control for control in window.findChildren(Touchable) if control.isVisible()]
    assert [control.objectName() for control in controls if control.is_cut() or not control.accessibleName()] == []
    assert min(control.height() for control in controls) >= 100


def test_furigana_is_a_switch_where_the_language_has_it(
    window: LobbyWindow, resident: Resident, preview: Preview, qtbot: QtBot
) -> None:
    said: list[object] = []
    window.answered.connect(said.append)
    window.show_step(preview)
    qtbot.waitUntil(resident.ready)
    assert "furigana" not in resident.options()
    for furigana in (False, True):
        window.show_step(replace(preview, furigana=furigana))
        qtbot.waitUntil(resident.ready)
        resident.touch("furigana")
    assert said == [FuriganaOnPaper(wanted=True), FuriganaOnPaper(wanted=False)]


def test_the_sheet_that_is_shown_stays_when_it_is_written_anew(
    shown: LobbyWindow, resident: Resident, preview: Preview, qtbot: QtBot
) -> None:
    resident.touch("sheet_after")
    shown.show_step(replace(preview, furigana=True))
    qtbot.waitUntil(resident.ready)
    assert resident.sees("sheet_before")
