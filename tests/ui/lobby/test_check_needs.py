"""What the form will say of the household, shown back line by line."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kiosk.calendar import PartialDate
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import Address, Person, Relation, Sex
from kiosk.visit.answers import Answer, ChangeAnswer, GoOn
from kiosk.visit.steps import CheckNeeds, Member, NeedLine, Voice
from ui.lobby.resident import Resident
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

FAMILY = (
    Member(1, Person(name="番号　花子")),
    Member(2, Person(name="番号　太郎", sex=Sex.MALE, relation=Relation.SPOUSE)),
    Member(3, Person(name="番号　", kana="バンゴウ　サクラ", sex=Sex.FEMALE, relation=Relation.CHILD)),
)
HONSEKI = Address("9780011", "みらい県", "青波市", "浜北", "12番地")


@pytest.fixture
def answers(window: LobbyWindow) -> list[Answer]:
    answers: list[Answer] = []
    window.answered.connect(answers.append)
    return answers


def shown(window: LobbyWindow, *lines: NeedLine, members: tuple[Member, ...] = FAMILY) -> list[str]:
    window.show_step(CheckNeeds(lines, members))
    controls = (control for control in window.findChildren(Touchable) if control.isVisible())
    return [control.accessibleName() for control in controls if control.objectName().startswith("change:")]


@pytest.mark.parametrize(
    ("need", "kind", "value", "said"),
    [
        ("new_head", NeedKind.PERSON, 2, "新しい世帯主 番号　太郎 夫 直す"),
        ("new_head", NeedKind.PERSON, 1, "新しい世帯主 番号　花子 あなた 直す"),
        (
            "same_register",
            NeedKind.PEOPLE,
            frozenset({1, 3}),
            "同じ戸籍の方 番号　花子 あなた バンゴウ　サクラ むすめ 直す",
        ),
        ("hittosha", NeedKind.PERSON, None, "筆頭者 紙に手で書きます 直す"),
        ("honseki", NeedKind.ADDRESS, HONSEKI, "本籍 みらい県青波市 浜北12番地 直す"),
        ("old_country", NeedKind.COUNTRY, "米国", "今までの住所（国） 米国 直す"),
        ("old_country", NeedKind.COUNTRY, "青い国", "今までの住所（国） 青い国 直す"),
        ("phone", NeedKind.PHONE, "090-0000-0000", "電話番号 090-0000-0000 直す"),
        ("name", NeedKind.NAME, Name("番号　", "バンゴウ　サクラ"), "お名前 バンゴウ　サクラ 直す"),
        ("name", NeedKind.NAME, Name("LEE ANNA"), "お名前 LEE ANNA 直す"),
        ("sex", NeedKind.SEX, Sex.UNKNOWN, "性別 答えない 直す"),
        ("birth", NeedKind.BIRTH, date(1980, 2, 17), "生年月日 昭和55年2月17日 直す"),
        ("birth", NeedKind.BIRTH, PartialDate(1927, 4), "生年月日 昭和2年4月（日は不明） 直す"),
    ],
)
def test_every_value_is_said_in_words(
    window: LobbyWindow, need: str, kind: NeedKind, value: NeedValue | None, said: str
) -> None:
    assert shown(window, NeedLine(f"need:{need}", need, kind, value)) == [said]


def test_a_country_is_said_in_the_language_of_the_screen(window: LobbyWindow) -> None:
    window.set_language("en")
    (said,) = shown(window, NeedLine("need:old_country", "old_country", NeedKind.COUNTRY, "米国"))
    assert "United States" in said


def test_who_is_helped_is_spoken_of(window: LobbyWindow) -> None:
    principal = (replace(FAMILY[0], voice=Voice.PRINCIPAL),)
    (said,) = shown(window, NeedLine("need:new_head", "new_head", NeedKind.PERSON, 1), members=principal)
    assert "番号　花子 ご本人" in said


def test_a_line_is_touched_to_change_it(
    window: LobbyWindow, resident: Resident, answers: list[Answer], qtbot: QtBot
) -> None:
    shown(
        window,
        NeedLine("need:new_head", "new_head", NeedKind.PERSON, 1),
        NeedLine("need:honseki", "honseki", NeedKind.ADDRESS, None),
    )
    qtbot.waitUntil(resident.ready)
    resident.touch("change:need:honseki")
    resident.touch("next")
    assert answers == [ChangeAnswer("need:honseki"), GoOn()]


def test_fewer_lines_leave_nothing_of_the_visit_before(window: LobbyWindow) -> None:
    head = NeedLine("need:new_head", "new_head", NeedKind.PERSON, 1)
    assert len(shown(window, head, replace(head, key="need:old_head", need="old_head"))) == 2
    assert len(shown(window, head)) == 1
