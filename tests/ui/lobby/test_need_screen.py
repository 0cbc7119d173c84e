"""What a form still needs, typed by a resident on the real window."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.paperwork.case import NeedKind
from kiosk.people import Address
from kiosk.visit import steps
from kiosk.visit.steps import Answer, FillNeed, NeedFilled
from ui.lobby.pads.shown import Field
from ui.lobby.resident import Resident
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

KANA = FillNeed("kana", NeedKind.KANA, optional=False, name="番号　花子")
HEAD = FillNeed("head_kana", NeedKind.KANA, optional=True)
PHONE = FillNeed("phone", NeedKind.PHONE, optional=True)
TEXT = FillNeed("kana", NeedKind.TEXT, optional=True)
DATE = FillNeed("kana", NeedKind.DATE, optional=True)
ADDRESS = FillNeed("new_address", NeedKind.ADDRESS, optional=True)


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
    visit.asks(FillNeed("kana", NeedKind.KANA, optional=False, given="バンゴウ　ハナコ", name="番号　花子"))
    assert visit.shown() == ["ばんごう", "はなこ"]


def test_another_language_keeps_what_was_typed(visit: Visit) -> None:
    visit.asks(KANA)
    visit.type("は")
    visit.window.set_language("en")
    assert visit.shown() == ["は", ""]


def test_the_next_resident_finds_nothing(visit: Visit) -> None:
    visit.asks(KANA)
    visit.type("は")
    visit.asks(FillNeed("kana", NeedKind.KANA, optional=False, name="番号　花子"))
    assert visit.shown() == ["", ""]


def test_only_what_is_optional_can_be_left_out(visit: Visit) -> None:
    visit.asks(KANA)
    assert not visit.sees("skip")
    for step in (HEAD, PHONE, TEXT, DATE):
        visit.asks(step)
        visit.touch("skip")
    assert visit.answers == [NeedFilled(None)] * 4


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
    visit.touch("town:0", "key:chome:2", "key:2", "key:-", "key:3", "next", "skip", "next")
    assert visit.answers == [NeedFilled(Address("9780001", "みらい県", "青波市", "中央二丁目", "2番3号"))]


def test_an_address_is_found_without_its_postal_code(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.touch("postal:unknown", "town:6", "key:1", "key:2", "next")
    visit.touch("key:ハ", "next", "next")
    assert visit.answers == [NeedFilled(Address("9780011", "みらい県", "青波市", "浜北", "12番地", "ハ"))]


def test_numbers_nobody_knows_are_left_to_the_hand(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780011")
    visit.touch("town:0", "numbers:by_hand", "skip", "next")
    assert visit.answers == [NeedFilled(Address("9780011", "みらい県", "青波市", "浜北"))]


def test_an_unknown_postal_code_can_be_corrected(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9999999")
    assert not visit.sees("next")
    visit.touch("key:clear")
    visit.type("9780001")
    assert visit.sees("town:0")


def test_back_leaves_one_stage_of_an_address_at_a_time(visit: Visit) -> None:
    visit.asks(ADDRESS)
    visit.type("9780001")
    visit.touch("town:0", "back", "back")
    assert visit.answers == []
    visit.touch("back")
    assert visit.answers == [steps.Back()]


def test_an_address_given_before_is_shown_in_full(visit: Visit) -> None:
    given = Address("9780001", "みらい県", "青波市", "中央二丁目", "2番3号")
    visit.asks(FillNeed("new_address", NeedKind.ADDRESS, optional=False, given=given))
    visit.touch("next")
    assert visit.answers == [NeedFilled(given)]
    visit.touch("again")
    assert visit.sees("postal:unknown")


def stages(visit: Visit) -> Iterator[str]:
    """Walk through every pad and stage there is."""
    for step in (KANA, HEAD, PHONE, TEXT, DATE, ADDRESS):
        visit.asks(step)
        yield step.kind.value
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


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def in_a_list(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QScrollArea) or in_a_list(parent))


@pytest.mark.parametrize("language", ["ja", "en"])
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
            if first.adjusted(-8, -8, 8, 8).intersects(second.adjusted(-7, -7, 7, 7))
        ]
    assert wrong == []


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
