"""The sheet that came out badly is seen before it is printed again."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.paperwork.sheet import Document, Media, Page
from kiosk.visit.answers import PrintAgain, SheetBad
from kiosk.visit.steps import ChooseSheet, Printing, SheetState
from ui.lobby.resident import Resident
from ui.lobby.window import LobbyWindow

A4, SLIP = Page(210, 297, ()), Page(80, 200, ())


def choice(sheets: int) -> ChooseSheet:
    """Sheets of which the first is still to come."""
    return ChooseSheet({n: Document("F01", Media.A4, (A4,)) for n in range(1, sheets)} | {sheets: SLIP_OUT})


SLIP_OUT = Document("ticket", Media.SLIP, (SLIP,))


def show(window: LobbyWindow, resident: Resident, step: Printing | ChooseSheet, qtbot: QtBot) -> None:
    window.show_step(step)
    qtbot.waitUntil(resident.ready)


def test_what_is_shown_is_printed_by_another_touch(
    window: LobbyWindow, resident: Resident, answers: list[object], qtbot: QtBot
) -> None:
    show(window, resident, choice(3), qtbot)
    resident.touch("sheet_after")
    resident.touch("sheet_after")
    assert answers == []
    resident.touch("print_again")
    assert answers == [PrintAgain(3)]


def test_every_page_of_a_sheet_stands_for_the_whole(
    window: LobbyWindow, resident: Resident, answers: list[object], qtbot: QtBot
) -> None:
    long = Document("checklist", Media.A4, (A4, A4, A4))
    show(window, resident, ChooseSheet({2: long, 4: SLIP_OUT}), qtbot)
    resident.touch("sheet_after")
    resident.touch("sheet_after")
    resident.touch("print_again")
    assert answers == [PrintAgain(2)]


def test_while_it_prints_a_sheet_that_is_out_can_be_complained_of(
    window: LobbyWindow, resident: Resident, answers: list[object], qtbot: QtBot
) -> None:
    show(window, resident, Printing((("F01", SheetState.OUT), ("checklist", SheetState.PRINTING))), qtbot)
    resident.touch("bad_sheet")
    assert answers == [SheetBad()]


@pytest.mark.parametrize(("state", "reasons"), [(SheetState.PRINTING, ()), (SheetState.OUT, ("media-empty",))])
def test_before_a_sheet_is_out_and_while_the_printer_is_stuck_there_is_nothing_to_complain_of(
    window: LobbyWindow, resident: Resident, state: SheetState, reasons: tuple[str, ...], qtbot: QtBot
) -> None:
    show(window, resident, Printing((("F01", state), ("checklist", SheetState.TO_COME)), reasons), qtbot)
    assert not resident.sees("bad_sheet")
