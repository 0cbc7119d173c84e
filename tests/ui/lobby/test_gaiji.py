"""外字 on the screen: framed where they are drawn, a square among words, without a sound."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.lettering.gaiji import GAIJI, LACKING, is_private_use
from kiosk.paperwork.case import NeedKind
from kiosk.people import Person, Relation, Sex
from kiosk.visit import steps
from kiosk.visit.steps import CheckNeeds, FillNeed, Member, NeedLine, Step
from ui.lobby.glyphs import BLANK, SQUARE, RegisteredText, in_a_sentence, spoken
from ui.lobby.labels import Text
from ui.lobby.window import LobbyWindow

HOLDER = Person(
    f"{GAIJI[0]}号　花{GAIJI[1]}", "バンゴウ　ハナコ", date(1990, 1, 2), Sex.FEMALE, f"架空県見本市{LACKING}町４－５"
)
FAMILY = (Member(1, HOLDER), Member(2, HOLDER), Member(3, HOLDER))
SURNAMES = ((f"{GAIJI[0]}号", "バンゴウ"),)
STEPS = [
    pytest.param(steps.ConfirmPerson(Member(1, HOLDER)), id="confirm"),
    pytest.param(
        steps.GatherHousehold((Member(1, HOLDER),), ((Relation.SPOUSE, None), (Relation.CHILD, None))), id="gather"
    ),
    pytest.param(FillNeed("kana", NeedKind.KANA, optional=False, whom=Member(1, HOLDER)), id="kana"),
    pytest.param(FillNeed("birth", NeedKind.BIRTH, optional=True, whom=Member(1, HOLDER)), id="birth"),
    pytest.param(FillNeed("new_head", NeedKind.PERSON, optional=True, people=FAMILY), id="person"),
    pytest.param(FillNeed("same_register", NeedKind.PEOPLE, optional=True, people=FAMILY), id="people"),
    pytest.param(FillNeed("name", NeedKind.NAME, optional=False, whom=Member(3), surnames=SURNAMES), id="name"),
    pytest.param(CheckNeeds((NeedLine("a", "new_head", NeedKind.PERSON, 1),), FAMILY), id="check"),
]


@pytest.mark.parametrize("step", STEPS)
def test_a_gaiji_is_neither_lettered_nor_spoken(window: LobbyWindow, show: Callable[[Step], None], step: Step) -> None:
    show(step)
    told = [text.text() for text in window.findChildren(Text)]
    told += [widget.accessibleName() for widget in window.findChildren(QWidget)]
    assert any("号" in text for text in told)
    assert not any(is_private_use(character) for text in told for character in text)


def test_whoever_confirms_is_told_of_what_is_left_to_the_hand(
    window: LobbyWindow, show: Callable[[Step], None]
) -> None:
    show(steps.ConfirmPerson(Member(1, HOLDER)))
    names = [name for name in window.findChildren(RegisteredText) if name.isVisible()]
    assert any(name.has_blanks() for name in names)


def test_what_has_no_sound_is_not_spoken() -> None:
    assert spoken(f"{GAIJI[0]}号　花{LACKING}") == "号　花"
    assert spoken(f"番号　{BLANK}{BLANK}") == "番号"


def test_a_square_stands_for_it_in_a_sentence() -> None:
    assert in_a_sentence(f"{GAIJI[0]}号　花子さん") == f"{SQUARE}号　花子さん"
    assert in_a_sentence("番号　花子さん") == "番号　花子さん"
