"""What a form still needs, typed by a resident on the real window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import Address, Person, Relation, Sex
from kiosk.visit import steps
from kiosk.visit.answers import Answer, Back, NeedFilled
from kiosk.visit.steps import FillNeed, Member, Voice
from ui.lobby.glyphs import RegisteredText
from ui.lobby.labels import Text
from ui.lobby.pads.shown import Field
from ui.lobby.resident import Resident
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow, ways_of

HANAKO = Member(1, Person(name="番号　花子", birth=date(1990, 5, 17), sex=Sex.FEMALE))
TARO = Member(2, Person(name="番号　太郎", sex=Sex.MALE, relation=Relation.SPOUSE))
SAKURA = Member(3, Person(name="番号　", kana="バンゴウ　サクラ", sex=Sex.FEMALE, relation=Relation.CHILD))
FAMILY = (HANAKO, TARO, SAKURA)

KANA = FillNeed("kana", NeedKind.KANA, optional=False, whom=HANAKO)
HEAD = FillNeed("head_kana", NeedKind.KANA, optional=True)
PHONE = FillNeed("phone", NeedKind.PHONE, optional=True)
TEXT = FillNeed("kana", NeedKind.TEXT, optional=True)
DATE = FillNeed("kana", NeedKind.DATE, optional=True)
ADDRESS = FillNeed("new_address", NeedKind.ADDRESS, optional=True)
NAME = FillNeed("name", NeedKind.NAME, optional=False, whom=Member(3), surnames=(("番号", "バンゴウ"),))
BIRTH = FillNeed("birth", NeedKind.BIRTH, optional=True, whom=SAKURA)
SEX = FillNeed("sex", NeedKind.SEX, optional=True, whom=SAKURA)
COUNTRY = FillNeed("nationality", NeedKind.COUNTRY, optional=True, whom=SAKURA)
PERSON = FillNeed("new_head", NeedKind.PERSON, optional=True, people=FAMILY)
PEOPLE = FillNeed("same_register", NeedKind.PEOPLE, optional=True, people=FAMILY)


class Visit:
    """One resident in front of one window, and what the window passed on."""

    def __init__(self, window: LobbyWindow, resident: Resident, qtbot: QtBot) -> None:
        self.window = window
        self.answers: list[Answer] = []
        self._resident = resident
        self._qtbot = qtbot
        window.answered.connect(self.answers.append)

    def asks(self, step: FillNeed) -> None:
        self.window.show_step(step)
        self._qtbot.waitUntil(self._resident.ready)

    def touch(self, *names: str) -> None:
        for name in names:
            self._resident.touch(name)

    def type(self, keys: str) -> None:
        self.touch(*(f"key:{key}" for key in keys))

    def sees(self, name: str) -> bool:
        return self._resident.sees(name)

    def shown(self) -> list[str]:
        return [field.text() for field in self.window.findChildren(Field) if field.isVisible()]

    def said(self) -> str:
        return " ".join(text.text() for text in self.window.findChildren(Text) if text.isVisible())

    def names(self) -> list[str]:
        """Return the registered names that stand on the screen by themselves."""
        names = self.window.findChildren(RegisteredText)
        return [name.accessibleName() for name in names if name.isVisible()]

    def control(self, name: str) -> Touchable:
        return next(control for control in self.controls() if control.objectName() == name)

    def marked(self) -> set[str]:
        languages = "language:"
        names = {control.objectName() for control in self.controls() if control.isChecked()}
        return {name for name in names if not name.startswith(languages)}

    def controls(self) -> list[Touchable]:
        return [control for control in self.window.findChildren(Touchable) if control.isVisible()]


@pytest.fixture
def visit(window: LobbyWindow, resident: Resident, qtbot: QtBot) -> Visit:
    return Visit(window, resident, qtbot)


def test_a_name_is_spelled_part_by_part(visit: Visit) -> None:
    visit.asks(KANA)
    visit.touch("key:は", "key:dakuten", "key:ん", "key:こ", "key:dakuten", "key:う", "key:space")
    visit.type("はなこ")
    assert visit.shown() == ["ばんごう", "はなこ"]
    visit.touch("next")
    assert visit.answers == [NeedFilled("バンゴウ　ハナコ")]


def test_next_waits_for_the_given_name(visit: Visit) -> None:
    visit.asks(KANA)
    assert not visit.sees("next")
    visit.type("はん")
    visit.touch("next")
    assert visit.answers == []
    visit.type("は")
    visit.touch("next")
    assert visit.answers == [NeedFilled("ハン　ハ")]


def test_a_wrong_letter_is_taken_back_and_a_wrong_clear_too(visit: Visit) -> None:
    visit.asks(HEAD)
    visit.type("あい")
    visit.touch("key:delete")
    assert visit.shown() == ["あ"]
    visit.touch("key:clear")
    assert visit.shown() == [""]
    visit.touch("key:clear")
    assert visit.shown() == ["あ"]


def test_what_was_answered_before_stands_there_again(visit: Visit) -> None:
    visit.asks(FillNeed("kana", NeedKind.KANA, optional=False, given="バンゴウ　ハナコ", whom=HANAKO))
    assert visit.shown() == ["ばんごう", "はなこ"]


def test_another_language_keeps_what_was_typed(visit: Visit) -> None:
    visit.asks(KANA)
    visit.type("は")
    visit.window.set_language("en")
    assert visit.shown() == ["は", ""]


def test_the_next_resident_finds_nothing(visit: Visit) -> None:
    visit.asks(KANA)
    visit.type("は")
    visit.asks(replace(KANA))
    assert visit.shown() == ["", ""]


def test_only_what_is_optional_can_be_left_out(visit: Visit) -> None:
    visit.asks(KANA)
    assert not visit.sees("skip")
    left_out = (HEAD, PHONE, TEXT, DATE, ADDRESS, BIRTH, COUNTRY, PERSON, PEOPLE)
    for step in left_out:
        visit.asks(step)
        visit.touch("skip")
    assert visit.answers == [NeedFilled(None)] * len(left_out)
    for step in left_out:
        visit.asks(replace(step, optional=False))
        assert not visit.sees("skip")


def test_a_telephone_number_is_grouped_and_whole(visit: Visit) -> None:
    visit.asks(PHONE)
    visit.type("0900000000")
    assert not visit.sees("next")
    visit.type("01")
    assert visit.shown() == ["090-0000-0000"]
    visit.touch("next")
    assert visit.answers == [NeedFilled("090-0000-0000")]


def test_text_is_typed_in_two_scripts(visit: Visit) -> None:
    visit.asks(TEXT)
    visit.touch("key:メ", "key:ソ", "key:dakuten", "key:ン", "key:space", "key:switch")
    visit.type("A1")
    visit.touch("next")
    assert visit.answers == [NeedFilled("メゾン　A1")]


def test_an_address_is_found_by_its_postal_code(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780001")
    visit.touch("key:chome:2", "key:2", "key:-", "key:3", "next", "skip", "next")
    assert visit.answers == [NeedFilled(Address("9780001", "みらい県", "青波市", "中央二丁目", "2番3号"))]


def test_an_address_is_found_without_its_postal_code(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.touch("postal:unknown", "town:6", "key:1", "key:2", "next")
    visit.touch("key:ハ", "next", "next")
    assert visit.answers == [NeedFilled(Address("9780011", "みらい県", "青波市", "浜北", "12番地", "ハ"))]


def test_numbers_nobody_knows_are_left_to_the_hand(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780011")
    visit.touch("numbers:by_hand", "skip", "next")
    assert visit.answers == [NeedFilled(Address("9780011", "みらい県", "青波市", "浜北"))]


def test_an_unknown_postal_code_can_be_corrected(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9999999")
    assert not visit.sees("next")
    visit.touch("key:clear")
    visit.type("9780001")
    assert visit.sees("key:chome:1")


def test_back_leaves_one_stage_of_an_address_at_a_time(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780001")
    visit.touch("key:chome:2", "back", "back")
    assert visit.answers == []
    assert visit.shown() == ["〒978-0001"]
    visit.touch("next", "back", "back")
    assert visit.answers == [Back()]


def test_towns_are_offered_only_where_there_is_a_choice(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780023")
    assert visit.sees("town:1")
    visit.touch("town:1", "back", "back")
    visit.touch("key:clear")
    visit.type("9780001")
    assert not visit.sees("town:0")
    assert "〒978-0001 みらい県青波市中央" in visit.said()


def test_a_place_has_no_building(visit: Visit) -> None:
    visit.asks(replace(ADDRESS, need="honseki", building=False))
    visit.type("9780011")
    visit.touch("key:1", "key:2", "next", "next")
    assert visit.answers == [NeedFilled(Address("9780011", "みらい県", "青波市", "浜北", "12番地"))]


def test_an_address_given_before_is_shown_in_full(visit: Visit) -> None:
    given = Address("9780001", "みらい県", "青波市", "中央二丁目", "2番3号")
    visit.asks(FillNeed("new_address", NeedKind.ADDRESS, optional=False, given=given))
    visit.touch("next")
    assert visit.answers == [NeedFilled(given)]
    visit.touch("again")
    assert visit.sees("postal:unknown")


@pytest.mark.parametrize(
    ("whom", "asked"),
    [
        (HANAKO, "あなたの国籍は、どちらですか"),
        (SAKURA, "むすめさんの国籍は、どちらですか"),
        (replace(HANAKO, voice=Voice.PRINCIPAL), "ご本人の国籍は、どちらですか"),
        (replace(TARO, voice=Voice.PRINCIPAL), "夫の国籍は、どちらですか"),
        (Member(0), "あなたの国籍は、どちらですか"),
    ],
)
def test_it_is_said_of_whom_something_is_asked(visit: Visit, whom: Member, asked: str) -> None:
    visit.asks(replace(COUNTRY, whom=whom))
    assert asked in visit.said()


@pytest.mark.parametrize(
    ("whom", "name"),
    [(HANAKO, "番号　花子 様"), (SAKURA, "バンゴウ　サクラ 様"), (Member(1, Person(name="LEE ANNA")), "LEE ANNA 様")],
)
def test_who_has_a_name_is_named(visit: Visit, whom: Member, name: str) -> None:
    visit.asks(replace(COUNTRY, whom=whom))
    assert visit.names() == [name]
    visit.asks(replace(COUNTRY, whom=Member(1)))
    assert visit.names() == []


def test_a_family_name_is_read_as_somebody_has_told(visit: Visit) -> None:
    visit.asks(replace(KANA, surnames=(("渡邉", "ワタナベ"), ("番号", "バンゴウ"))))
    assert visit.shown() == ["ばんごう", ""]
    visit.type("はなこ")
    visit.touch("next")
    assert visit.answers == [NeedFilled("バンゴウ　ハナコ")]


def test_a_name_is_told_without_a_card(visit: Visit) -> None:
    visit.asks(NAME)
    visit.type("さくら")
    visit.touch("next")
    assert visit.answers == [NeedFilled(Name("番号　", "バンゴウ　サクラ"))]


def test_a_family_of_four_needs_few_touches_for_a_birth(visit: Visit) -> None:
    visit.asks(BIRTH)
    visit.touch("key:era:R", "key:2", "key:month:4", "key:day:1")
    assert visit.answers == [NeedFilled(date(2020, 4, 1))]


def test_back_leaves_one_part_of_a_birth_at_a_time(visit: Visit) -> None:
    visit.asks(BIRTH)
    visit.touch("key:era:R", "key:2", "back", "back")
    assert visit.answers == []
    visit.touch("back")
    assert visit.answers == [Back()]


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE, Sex.UNKNOWN])
def test_a_sex_is_one_touch_and_need_not_be_told(visit: Visit, sex: Sex) -> None:
    visit.asks(SEX)
    visit.touch(f"choice:{sex.value}")
    assert visit.answers == [NeedFilled(sex)]


def test_a_country_is_told_as_the_register_writes_it(visit: Visit) -> None:
    visit.window.set_language("en")
    visit.asks(COUNTRY)
    visit.touch("choice:US")
    assert visit.answers == [NeedFilled("米国")]


def test_one_of_the_people_is_chosen_by_their_number(visit: Visit) -> None:
    visit.asks(PERSON)
    visit.touch("choice:2")
    assert visit.answers == [NeedFilled(2)]


def test_somebody_who_is_not_here_is_written_by_hand(visit: Visit) -> None:
    visit.asks(replace(PERSON, optional=False, others=True))
    assert "ここにいない人" in visit.control("skip").accessibleName()
    visit.touch("skip")
    assert visit.answers == [NeedFilled(None)]


def test_people_are_named_with_who_they_are(visit: Visit) -> None:
    visit.asks(PERSON)
    assert visit.control("choice:2").accessibleName() == "番号　太郎 夫"
    assert visit.control("choice:3").accessibleName() == "バンゴウ　サクラ むすめ"


def test_all_people_are_ticked_unless_somebody_objects(visit: Visit) -> None:
    visit.asks(PEOPLE)
    visit.touch("next")
    visit.touch("tick:2", "next")
    assert visit.answers == [NeedFilled(frozenset({1, 2, 3})), NeedFilled(frozenset({1, 3}))]
    visit.touch("tick:1", "tick:3")
    assert not visit.sees("next")


@pytest.mark.parametrize(
    ("step", "given", "marked"),
    [
        (SEX, Sex.UNKNOWN, {"choice:unknown"}),
        (COUNTRY, "ネパール", {"choice:NP"}),
        (PERSON, 2, {"choice:2"}),
        (PEOPLE, frozenset({1, 3}), {"tick:1", "tick:3"}),
        (PERSON, None, set()),
        (SEX, None, set()),
    ],
)
def test_what_was_chosen_before_is_marked(
    visit: Visit, step: FillNeed, given: NeedValue | None, marked: set[str]
) -> None:
    visit.asks(replace(step, given=given))
    assert visit.marked() == marked
    visit.asks(replace(step))
    assert visit.marked() == ({"tick:1", "tick:2", "tick:3"} if step is PEOPLE else set())


def test_another_language_keeps_what_was_ticked(visit: Visit) -> None:
    visit.asks(PEOPLE)
    visit.touch("tick:2")
    visit.window.set_language("en")
    assert visit.marked() == {"tick:1", "tick:3"}


def test_who_has_no_card_is_still_on_the_way_of_the_cards(visit: Visit) -> None:
    assert [ways_of(step).stage for step in (NAME, BIRTH, SEX, KANA, PHONE)] == [
        *[steps.Stage.CARD] * 3,
        *[steps.Stage.CHECK] * 2,
    ]


def stages(visit: Visit) -> Iterator[str]:
    """Walk through every pad and stage there is."""
    for step in (KANA, HEAD, PHONE, TEXT, DATE, NAME, SEX, COUNTRY, PERSON, PEOPLE):
        visit.asks(step)
        yield step.kind.value
    yield from birth_stages(visit)
    visit.asks(replace(NAME, surnames=tuple((f"番号{n}", "") for n in range(4))))
    yield "many names"
    visit.touch("key:switch")
    yield "name in Latin letters"
    visit.asks(ADDRESS)
    yield "postal"
    visit.touch("postal:unknown")
    yield "towns"
    visit.touch("town:0")
    yield "chome"
    visit.touch("key:chome:2")
    yield "numbers"
    visit.touch("key:2", "key:-", "key:3", "next")
    yield "building"
    visit.touch("key:switch")
    yield "building, other letters"
    visit.touch("skip")
    yield "review"


def birth_stages(visit: Visit) -> Iterator[str]:
    visit.asks(BIRTH)
    for touch in ("key:era:S", "key:5", "key:5", "key:month:10"):
        yield f"birth before {touch}"
        visit.touch(touch)
    yield "day of birth"
    visit.asks(replace(BIRTH, given=date(1984, 12, 31)))
    yield "day of birth again"


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def in_a_list(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QScrollArea) or in_a_list(parent))


@pytest.mark.parametrize("language", ["ja", "ja-x-easy", "en"])
def test_every_pad_fits_and_every_key_is_large(visit: Visit, language: str) -> None:
    visit.window.set_language(language)
    wrong = []
    for stage in stages(visit):
        QApplication.sendPostedEvents()
        places = {control: place(control, visit.window) for control in visit.controls()}
        wrong += [
            f"{stage}: {control.objectName()} {rect.getRect()}"
            for control, rect in places.items()
            if min(rect.width(), rect.height()) < 100
            or control.is_cut()
            or not control.accessibleName()
            or not (in_a_list(control) or visit.window.rect().contains(rect))
        ]
        wrong += [
            f"{stage}: {one.objectName()} {other.objectName()}"
            for (one, first), (other, second) in combinations(places.items(), 2)
            if in_a_list(one) == in_a_list(other)
            and first.adjusted(-8, -8, 8, 8).intersects(second.adjusted(-7, -7, 7, 7))
        ]
    assert not wrong, "\n".join(wrong)


def tap(key: Touchable, at_ms: int) -> None:
    """Touch with the time that a touch panel would report."""
    point = QPointF(key.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held, ms in (
        (QEvent.Type.MouseButtonPress, left, at_ms),
        (QEvent.Type.MouseButtonRelease, none, at_ms + 30),
    ):
        event = QMouseEvent(kind, point, key.mapToGlobal(point), left, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(ms)
        QApplication.sendEvent(key, event)


@pytest.mark.parametrize(("pause_ms", "typed"), [(60, "お"), (250, "おお")])
def test_a_trembling_finger_types_once_and_a_second_touch_types_twice(visit: Visit, pause_ms: int, typed: str) -> None:
    visit.asks(HEAD)
    key = next(key for key in visit.controls() if key.objectName() == "key:お")
    tap(key, 1000)
    tap(key, 1030 + pause_ms)
    assert visit.shown() == [typed]
