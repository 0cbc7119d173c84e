"""The screens of the cards: secrets that are typed, shown or hidden and forgotten; pictures; what is the matter."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from PIL import Image
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.paperwork.case import NeedKind
from kiosk.people import Person, Pictures, Residence, Sex
from kiosk.ports import CardKind, Secret, SecretKind
from kiosk.visit import steps
from kiosk.visit.answers import AnotherSecret, SecretEntered, SecretLeftOut, WithoutCard
from kiosk.visit.steps import FillNeed, Member, Refused, Step
from ui.lobby.card_picture import CardPicture
from ui.lobby.labels import Text
from ui.lobby.resident import NotThereError, Resident
from ui.lobby.secret_entry import SecretEntry
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

Show = Callable[[Step], None]
Answers = list[object]
Said = Callable[[], str]

PIN, CHECK, CARD = SecretKind.PIN, SecretKind.CHECK_NUMBER, SecretKind.CARD_NUMBER
SIGN = SecretKind.AUTHENTICATION_PIN
MY_NUMBER, LICENCE = CardKind.MY_NUMBER, CardKind.DRIVING_LICENCE
RESIDENCE, PERMANENT = CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT

ASKED = [
    (steps.EnterPin(MY_NUMBER, 3), Secret(PIN, "1294")),
    (steps.EnterPin(LICENCE, 3), Secret(PIN, "0001")),
    (steps.EnterPin(MY_NUMBER, 3, secret=SIGN), Secret(SIGN, "9876")),
    (steps.EnterCheckNumber(10), Secret(CHECK, "55021720352285")),
    (steps.EnterCardNumber(RESIDENCE), Secret(CARD, "AB12345678CD")),
    (steps.EnterCardNumber(PERMANENT), Secret(CARD, "ZY98765432XW")),
]


@pytest.fixture
def press(resident: Resident) -> Callable[[str], None]:
    def press(keys: str) -> None:
        for key in keys:
            resident.touch(f"key:{key}")

    return press


@pytest.fixture
def said(window: LobbyWindow) -> Said:
    """Return all that can be read on the screen."""
    return lambda: " ".join(text.text() for text in window.findChildren(Text) if text.isVisible())


def named(window: QWidget) -> Iterator[str]:
    """Yield what the screen says of itself to those who cannot see it, and what its widgets are called."""
    for widget in chain((window,), window.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            yield from (interface.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText)
        yield from (widget.objectName(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())


# --- typing --------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_a_secret_is_typed_entered_and_forgotten(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], resident: Resident, answers: Answers
) -> None:
    show(step)
    press(secret.text[:-1])
    assert not resident.sees("next")
    press(secret.text[-1])
    resident.touch("next")
    assert answers == [SecretEntered(secret)]
    assert not resident.sees("next")


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_the_last_character_is_erased_and_typed_again(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], resident: Resident, answers: Answers
) -> None:
    """Also backwards over the end of a group, and from one pad to the other."""
    show(step)
    press(secret.text)
    for _ in range(len(secret.text) - 1):
        resident.touch("key:erase")
    press(secret.text[1:])
    resident.touch("next")
    assert answers == [SecretEntered(secret)]


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_everything_is_cleared_at_once(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], resident: Resident, answers: Answers
) -> None:
    show(step)
    press(secret.text[:3])
    resident.touch("key:clear")
    press(secret.text)
    resident.touch("next")
    assert answers == [SecretEntered(secret)]


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_a_secret_is_forgotten_when_the_screen_is_left(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], resident: Resident, window: LobbyWindow
) -> None:
    show(step)
    press(secret.text)
    show(steps.AwaitCard())
    assert not any(entry.__dict__["_typed"] for entry in window.findChildren(SecretEntry))
    show(step)
    assert not resident.sees("next")


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_a_secret_is_in_no_name_that_can_be_heard(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], window: LobbyWindow
) -> None:
    show(step)
    before = sorted(set(named(window)))
    press(secret.text)
    assert {text for text in set(named(window)) - set(before) if text in secret.text or secret.text in text} == set()


@pytest.mark.parametrize(("step", "secret"), ASKED, ids=lambda value: getattr(value, "text", type(value).__name__))
def test_the_language_can_change_while_a_secret_is_typed(
    step: Step, secret: Secret, *, show: Show, press: Callable[[str], None], resident: Resident, window: LobbyWindow
) -> None:
    show(step)
    press(secret.text)
    window.set_language("en")
    assert resident.sees("next")


def test_letters_and_digits_are_offered_where_each_belongs(
    show: Show, press: Callable[[str], None], resident: Resident
) -> None:
    show(steps.EnterCardNumber(RESIDENCE))
    for typed, offered, withheld in (("AB", "key:1", "key:A"), ("12345678", "key:C", "key:1")):
        assert not resident.sees(offered)
        press(typed)
        assert resident.sees(offered)
        assert not resident.sees(withheld)
    resident.touch("key:erase")
    assert resident.sees("key:8")


@pytest.mark.parametrize(
    ("step", "typed", "looks"),
    [
        (steps.EnterPin(MY_NUMBER, 3), ("12", "98"), 1),
        (steps.EnterCheckNumber(10), ("12", "98"), 2),
        (steps.EnterCardNumber(RESIDENCE), ("AB", "CD"), 2),
    ],
)
def test_what_is_copied_from_a_card_is_shown_as_it_is_typed_and_a_pin_is_not(
    step: Step, typed: tuple[str, ...], looks: int, *, show: Show, press: Callable[[str], None], window: LobbyWindow
) -> None:
    seen = []
    for keys in typed:
        show(replace(step))  # type: ignore[type-var]  # steps are dataclasses
        press(keys)
        seen.append(window.grab().toImage())
    assert (seen[0] != seen[1]) == (looks == 2)


# --- the ways round ------------------------------------------------------------------------

ROUND = [
    (steps.EnterPin(MY_NUMBER, 3, instead=CHECK), "instead", AnotherSecret(CHECK)),
    (steps.EnterCheckNumber(10, instead=PIN), "instead", AnotherSecret(PIN)),
    (steps.EnterPin(MY_NUMBER, 3), "unknown", WithoutCard()),
    (steps.EnterCheckNumber(10), "unknown", WithoutCard()),
    (steps.EnterCardNumber(RESIDENCE), "unknown", WithoutCard()),
    (steps.EnterPin(MY_NUMBER, 3, secret=SIGN), "unknown", SecretLeftOut()),
    (steps.EnterPin(MY_NUMBER, 1, secret=SIGN, refused=Refused(SIGN, "last_try")), "next", SecretLeftOut()),
]


@pytest.mark.parametrize(("step", "name", "answer"), ROUND)
def test_a_secret_can_be_gone_round(
    step: Step, name: str, answer: object, *, show: Show, resident: Resident, answers: Answers
) -> None:
    show(step)
    resident.touch(name)
    assert answers == [answer]


@pytest.mark.parametrize(
    "step", [steps.EnterPin(LICENCE, 3), steps.EnterCheckNumber(10), steps.EnterCardNumber(RESIDENCE)]
)
def test_no_other_way_is_offered_where_there_is_none(step: Step, show: Show, resident: Resident) -> None:
    show(step)
    with pytest.raises(NotThereError):
        resident.touch("instead")


def test_a_pin_that_is_not_tried_any_more_cannot_be_typed(show: Show, resident: Resident) -> None:
    show(steps.EnterPin(MY_NUMBER, 1, wrong=True, secret=SIGN, refused=Refused(SIGN, "last_try")))
    assert not any(name.startswith("key:") for name in resident.options())


def test_a_reading_that_takes_long_can_be_gone_round(show: Show, window: LobbyWindow, answers: Answers) -> None:
    for step, answer in (
        (steps.ReadingCard(MY_NUMBER), WithoutCard()),
        (steps.ReadingCard(MY_NUMBER, signs=True), SecretLeftOut()),
    ):
        show(step)
        (without,) = (one for one in window.findChildren(Touchable, "no_card") if one.parent() is _screen_of(window))
        without.click()
        assert answers.pop() == answer


def _screen_of(window: LobbyWindow) -> QWidget:
    return next(one for one in window.findChildren(QWidget) if type(one).__name__ == "ReadingCardScreen")


# --- what is said --------------------------------------------------------------------------

ENDED = date(2026, 3, 4)

SAYS = [
    (steps.AwaitCard(), "マイナンバーカード"),
    (steps.AwaitCard(), "運転免許証"),
    (steps.AwaitCard(), "在留カード"),
    (steps.AwaitCard(), "特別永住者証明書"),
    (steps.AwaitCard(trouble="unknown_card"), "このカードは、ここでは読めません"),
    (steps.EnterPin(MY_NUMBER, 3), "券面事項入力補助用"),
    (steps.EnterPin(MY_NUMBER, 3), "あと3回"),
    (steps.EnterPin(LICENCE, 2, wrong=True), "暗証番号1"),
    (steps.EnterPin(LICENCE, 2, wrong=True), "暗証番号がちがいました。\nあと2回"),
    (steps.EnterPin(LICENCE, None, wrong=True), "暗証番号がちがいました。"),
    (steps.EnterPin(MY_NUMBER, 3, secret=SIGN), "利用者証明用"),
    (steps.EnterPin(MY_NUMBER, 2, wrong=True, secret=SIGN), "利用者証明用の暗証番号がちがいました。\nあと2回"),
    (
        steps.EnterPin(MY_NUMBER, 1, wrong=True, secret=SIGN, refused=Refused(SIGN, "last_try")),
        "なおせるのは窓口だけです",
    ),
    (steps.EnterPin(MY_NUMBER, 0, secret=SIGN, refused=Refused(SIGN, "blocked")), "止められています"),
    (steps.EnterCheckNumber(10), "年は、カードに書いてある年の下2けたです"),
    (steps.EnterCheckNumber(9, wrong=True), "番号がちがいました。カードの表を、もう一度たしかめてください。\nあと9回"),
    (steps.EnterCheckNumber(10, refused=Refused(PIN, "last_try")), "なおせるのは窓口だけです"),
    (steps.EnterCheckNumber(10, refused=Refused(PIN, "last_try")), "あと10回"),
    (steps.EnterCheckNumber(10, refused=Refused(PIN, "blocked")), "止められています"),
    (steps.EnterCardNumber(RESIDENCE, wrong=True), "番号がちがいました。カードの右上を"),
    (steps.ReadingCard(LICENCE), "運転免許証を読んでいます"),
    (steps.ReadingCard(RESIDENCE), "在留カードを読んでいます"),
    (steps.ReadingCard(MY_NUMBER, signs=True), "マイナンバーカードを確かめています"),
    (steps.CardUnusable("last_try", 1, MY_NUMBER), "マイナンバーカードの窓口"),
    (steps.CardUnusable("blocked", 0, MY_NUMBER), "マイナンバーカードの窓口"),
    (steps.CardUnusable("last_try", 1, LICENCE), "運転免許センター"),
    (steps.CardUnusable("blocked", 0, LICENCE), "運転免許センター"),
    (steps.CardUnusable("expired", expired=ENDED), "令和8年3月4日まででした"),
    (steps.CardUnusable("expired"), "期限が切れています"),
    (steps.CardUnusable("not_genuine", kind=MY_NUMBER), "確認できませんでした"),
]


@pytest.mark.parametrize(("step", "words"), SAYS)
def test_it_is_said_what_card_and_what_secret_it_is_and_what_is_the_matter(
    step: Step, words: str, show: Show, said: Said
) -> None:
    show(step)
    assert words in said()


def test_nothing_is_said_of_tries_that_are_not_counted(show: Show, said: Said) -> None:
    show(steps.EnterPin(LICENCE, None))
    assert "あと" not in said()


# --- pictures ------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 128).save(out, "PNG")
    return out.getvalue()


NAME, ADDRESS, FRONT, PHOTO = png(400, 50), png(800, 50), png(1028, 648), png(240, 300)
HANAKO = Person("番号\u3000花子", birth=date(1990, 5, 17), sex=Sex.FEMALE, address="みらい県遠野原市中央1番")
UNDRAWN = "番号\u3000\U0003106c子"
PRIVATE = "番号\u3000\ue000子"
NAME_WORDS, ADDRESS_WORDS = "カードに書いてあるお名前", "カードに書いてある住所"
FRONT_WORDS, PHOTO_WORDS = "カードの表", "カードの写真"


@pytest.fixture
def pictures(window: LobbyWindow) -> Callable[[], list[str]]:
    """Return what the pictures on the screen are."""
    return lambda: [one.accessibleName() for one in window.findChildren(CardPicture) if one.isVisible()]


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (replace(HANAKO, pictures=Pictures(NAME, ADDRESS)), []),
        (replace(HANAKO, pictures=Pictures(NAME, ADDRESS, photo=PHOTO)), [PHOTO_WORDS]),
        (replace(HANAKO, name=UNDRAWN, pictures=Pictures(NAME, ADDRESS)), [NAME_WORDS]),
        (replace(HANAKO, name=PRIVATE, pictures=Pictures(NAME, ADDRESS)), [NAME_WORDS]),
        (replace(HANAKO, name="", pictures=Pictures(NAME, ADDRESS)), [NAME_WORDS]),
        (replace(HANAKO, address="", pictures=Pictures(NAME, ADDRESS)), [ADDRESS_WORDS]),
        (replace(HANAKO, address=f"中央{PRIVATE}", pictures=Pictures(NAME, ADDRESS)), [ADDRESS_WORDS]),
        (replace(HANAKO, name="", pictures=Pictures(front=FRONT)), [FRONT_WORDS]),
        (replace(HANAKO, name="", pictures=Pictures(b"no picture")), []),
    ],
)
def test_a_card_is_shown_where_its_text_does_not_say_it(
    person: Person, shown: list[str], show: Show, pictures: Callable[[], list[str]]
) -> None:
    show(steps.ConfirmPerson(Member(1, person)))
    assert pictures() == shown


def test_pictures_are_forgotten_when_the_screen_is_left(show: Show, window: LobbyWindow) -> None:
    show(steps.ConfirmPerson(Member(1, replace(HANAKO, name="", pictures=Pictures(front=FRONT, photo=PHOTO)))))
    assert any(one.shows() for one in window.findChildren(CardPicture))
    show(steps.AwaitCard())
    assert not any(one.shows() for one in window.findChildren(CardPicture))


def test_a_picture_of_one_person_is_gone_with_the_next(show: Show, pictures: Callable[[], list[str]]) -> None:
    show(steps.ConfirmPerson(Member(1, replace(HANAKO, name="", pictures=Pictures(front=FRONT, photo=PHOTO)))))
    show(steps.ConfirmPerson(Member(2, HANAKO)))
    assert pictures() == []


def test_what_a_card_lacks_is_said_to_come(show: Show, said: Said) -> None:
    nameless = replace(HANAKO, name="", birth=None, sex=None, pictures=Pictures(front=FRONT))
    show(steps.ConfirmPerson(Member(1, nameless)))
    assert "このあと入れていただきます" in said()
    show(steps.ConfirmPerson(Member(1, replace(HANAKO, birth=None)), by_hand=True))
    assert "このあと" not in said()


RESIDENT = Member(1, Person(residence=Residence(card_number="AB00000000CD"), pictures=Pictures(front=FRONT)))
COPIED = FillNeed("name", NeedKind.NAME, optional=False, whom=RESIDENT, picture=FRONT)


def test_a_name_is_copied_in_latin_letters_beside_the_picture_of_the_card(
    show: Show, resident: Resident, pictures: Callable[[], list[str]], said: Said
) -> None:
    show(COPIED)
    assert resident.sees("key:Z")
    assert pictures() == ["カードに書いてあるとおりの画像"]
    assert "カードのとおりに" in said()


def test_a_whole_syllabary_leaves_no_room_for_the_picture(
    show: Show, resident: Resident, pictures: Callable[[], list[str]], qtbot: QtBot
) -> None:
    show(COPIED)
    resident.touch("key:switch")
    qtbot.waitUntil(lambda: resident.sees("key:あ"))
    assert pictures() == []
    resident.touch("key:switch")
    assert len(pictures()) == 1


@pytest.mark.parametrize("picture", [ADDRESS, FRONT])
def test_an_address_is_copied_beside_the_picture_of_the_card(
    picture: bytes, show: Show, resident: Resident, pictures: Callable[[], list[str]]
) -> None:
    show(FillNeed("old_address", NeedKind.ADDRESS, optional=True, picture=picture))
    assert len(pictures()) == 1
    assert resident.sees("key:1")
    show(FillNeed("old_address", NeedKind.ADDRESS, optional=True))
    assert pictures() == []
