"""The name of somebody without a card."""

from collections.abc import Callable
from typing import Any

import pytest

from config.content import Content
from kiosk.paperwork.case import Name
from ui.lobby.assembly import ScreenParts
from ui.lobby.glyphs import GlyphPen
from ui.lobby.pads.name import NamePad
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style

READ = (("番号", "バンゴウ"), ("渡邉", "ワタナベ"))
UNREAD = (("番号", ""),)


@pytest.fixture
def pad(style: Style, screen_parts: ScreenParts, content: Content) -> NamePad:
    pad = NamePad(style, screen_parts.lettering, GlyphPen(screen_parts.font_files))
    pad.speak(content.words["ja"])
    pad.offer("")
    return pad


@pytest.fixture
def ground(pad: NamePad, lay: Callable[[NamePad], Any]) -> Any:
    return lay(pad)


def captions(pad: NamePad) -> list[str]:
    return [field.accessibleName() for field in pad.findChildren(Field) if field.isVisible()]


def test_a_family_name_that_is_known_is_taken_over(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    assert ground.shown() == ["ばんごう", ""]
    ground.type("さくら")
    assert pad.value() == Name("番号　", "バンゴウ　サクラ")


def test_its_reading_is_typed_where_nobody_has_told_it(pad: NamePad, ground: Any) -> None:
    pad.ask(UNREAD, None)
    ground.touch("key:は", "key:dakuten", "key:ん", "key:こ", "key:dakuten", "key:う", "key:space", "key:さ")
    assert pad.value() == Name("番号　", "バンゴウ　サ")
    assert captions(pad)[0] == "番号 ばんごう"


def test_another_of_the_known_names_brings_its_own_reading(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.type("さ")
    ground.touch("key:surname:1")
    assert ground.shown() == ["わたなべ", "さ"]
    assert pad.value() == Name("渡邉　", "ワタナベ　サ")


def test_of_another_family_name_only_the_reading_is_known(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.touch("key:surname:other")
    assert ground.shown() == ["", ""]
    ground.type("たなか")
    ground.touch("key:space")
    ground.type("さ")
    assert pad.value() == Name("", "タナカ　サ")


def test_changing_the_family_name_to_and_fro_loses_nothing(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.touch("key:surname:other", "key:た", "key:surname:0")
    assert ground.shown() == ["ばんごう", ""]
    ground.touch("key:surname:other")
    assert ground.shown() == ["た", ""]


def test_without_a_card_in_the_family_both_names_are_typed(pad: NamePad, ground: Any) -> None:
    pad.ask((), None)
    assert not any(name.startswith("key:surname") for name in ground.offered())
    ground.type("たなか")
    ground.touch("key:space")
    ground.type("さ")
    assert pad.value() == Name("", "タナカ　サ")


def test_a_foreign_name_is_typed_as_the_residence_card_has_it(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.touch("key:switch")
    ground.type("LEE")
    ground.touch("key:space", "key:space")
    ground.type("ANNA")
    ground.touch("key:space")
    assert ground.shown() == ["LEE  ANNA "]
    assert pad.value() == Name("LEE ANNA")


def test_the_other_letters_are_kept_while_one_looks(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.touch("key:さ", "key:switch", "key:A", "key:switch")
    assert ground.shown() == ["ばんごう", "さ"]
    ground.touch("key:switch")
    assert ground.shown() == ["A"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (Name("番号　", "バンゴウ　イチロウ"), ["ばんごう", "いちろう"]),
        (Name("渡邉　", "ワタナベ　チヨ"), ["わたなべ", "ちよ"]),
        (Name("", "タナカ　タロウ"), ["たなか", "たろう"]),
        (Name("鈴木　", "スズキ　タロウ"), ["すずき", "たろう"]),
        (Name("LEE ANNA"), ["LEE ANNA"]),
    ],
)
def test_what_was_answered_before_stands_there_again(pad: NamePad, ground: Any, given: Name, shown: list[str]) -> None:
    pad.ask(READ, given)
    assert ground.shown() == shown
    known = given.name.startswith(("番号", "渡邉", "LEE"))
    assert pad.value() == (given if known else Name("", given.kana))


def test_both_parts_are_needed(pad: NamePad, ground: Any) -> None:
    finished: list[bool] = []
    pad.finished.connect(lambda: finished.append(True))
    pad.ask(UNREAD, None)
    assert "next" not in ground.offered()
    ground.touch("key:は", "next")
    assert finished == []
    ground.touch("key:さ", "next")
    assert finished == [True]


def test_a_wrong_clear_is_taken_back(pad: NamePad, ground: Any) -> None:
    pad.ask(READ, None)
    ground.touch("key:さ", "key:clear")
    assert ground.shown() == ["", ""]
    ground.touch("key:clear")
    assert ground.shown() == ["ばんごう", "さ"]


def test_another_language_keeps_what_was_typed(pad: NamePad, ground: Any, content: Content) -> None:
    pad.ask(READ, None)
    ground.touch("key:さ")
    pad.speak(content.words["en"])
    assert ground.shown() == ["ばんごう", "さ"]
    assert captions(pad)[1] == "Given name (reading) さ"


def test_latin_letters_come_first_where_no_japanese_is_spoken_and_no_name_is_known(
    pad: NamePad, ground: Any, content: Content
) -> None:
    pad.speak(content.words["en"])
    pad.ask((), None)
    assert "key:A" in ground.offered()
    pad.ask(READ, None)
    assert "key:あ" in ground.offered()


def test_more_names_than_have_room_are_not_offered(pad: NamePad, ground: Any) -> None:
    pad.ask(tuple((f"姓{n}", "") for n in range(6)), None)
    assert {name for name in ground.offered() if "surname" in name} == {
        *(f"key:surname:{n}" for n in range(4)),
        "key:surname:other",
    }
