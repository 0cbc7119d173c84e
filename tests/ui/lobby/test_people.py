"""The screens that speak of several people: who came, whose card, who else, of whom something is so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.guidance.content import FactType, Party, Procedure
from kiosk.guidance.plan import Entry, Plan
from kiosk.people import Person, Relation, Sex
from kiosk.ports import CardKind, ReaderState
from kiosk.visit import steps
from kiosk.visit.answers import (
    ChangeAnswer,
    FactsAnswered,
    MemberAdded,
    MemberMoves,
    MemberRemoved,
    MembersComplete,
    ThingsInHand,
)
from kiosk.visit.steps import Member, Step, Voice
from ui.lobby.controls import Tick
from ui.lobby.glyphs import RegisteredText
from ui.lobby.labels import Text
from ui.lobby.resident import Resident
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

Show = Callable[[Step], None]
Answers = list[object]

YOU = Person("番号\u3000花子", "バンゴウ\u3000ハナコ", date(1990, 5, 17), Sex.FEMALE, "みらい県遠野原市中央1番")
HUSBAND = Person("番号\u3000一郎", birth=date(1988, 3, 12), sex=Sex.MALE, relation=Relation.SPOUSE)
SON = Person("番号\u3000湊", birth=date(2019, 8, 2), sex=Sex.MALE, relation=Relation.CHILD)
DAUGHTER = Person("番号\u3000", "バンゴウ\u3000サクラ", PartialDate(2024), Sex.FEMALE, relation=Relation.CHILD)
OFFERS = ((Relation.CHILD, Sex.MALE), (Relation.CHILD, Sex.FEMALE), (Relation.OTHER, None))


def members(*people: Person) -> tuple[Member, ...]:
    return tuple(Member(number, person) for number, person in enumerate(people, start=1))


def represented(*people: Person) -> tuple[Member, ...]:
    return Member(0, YOU), *(replace(member, voice=Voice.PRINCIPAL) for member in members(*people))


def gathered(*people: Person) -> steps.GatherHousehold:
    return steps.GatherHousehold(members(*people), OFFERS)


@pytest.fixture
def said(window: LobbyWindow) -> Callable[[], list[str]]:
    """Return every text that can be read or heard on the present screen."""

    def said() -> list[str]:
        shown = [text.text() for text in window.findChildren(Text) if text.isVisible()]
        named = (one for one in window.findChildren(QWidget) if isinstance(one, Touchable | RegisteredText))
        return shown + [one.accessibleName() for one in named if one.isVisible()]

    return said


Said = Callable[[], list[str]]


def told(said: Said, words: str) -> bool:
    return any(words in text for text in said())


# --- whose card ----------------------------------------------------------------------------

HUSBANDS, PRINCIPALS = Member(2, HUSBAND), Member(1, Person(), Voice.PRINCIPAL)

WHOSE = [
    (steps.AwaitCard(), "あなたのカードを置いてください"),
    (steps.AwaitCard(HUSBANDS), "夫のカードを置いてください"),
    (steps.AwaitCard(PRINCIPALS), "ご本人のカードを置いてください"),
    (steps.AwaitCard(Member(0, Person())), "あなたのカードを置いてください"),
    (
        steps.AwaitCard(HUSBANDS, ReaderState.CARD, another=True),
        "さきほどのカードを取って、夫のカードを置いてください。",
    ),
    (steps.AwaitCard(HUSBANDS, ReaderState.CARD, "same_card", another=True), "このカードは、もう読みました。"),
    (steps.AwaitCard(HUSBANDS, trouble="removed", another=True), "カードが離れました"),
    (steps.AwaitCard(HUSBANDS, ReaderState.NO_READER, another=True), "つながっていません"),
    (steps.EnterPin(CardKind.MY_NUMBER, 3, whom=HUSBANDS), "夫のマイナンバーカードの暗証番号を、入れてください"),
    (steps.EnterPin(CardKind.DRIVING_LICENCE, 3, whom=HUSBANDS), "夫の運転免許証の暗証番号を、入れてください"),
    (steps.EnterCheckNumber(10, whom=HUSBANDS), "夫のカードの、表の番号は？"),
    (steps.EnterCardNumber(CardKind.RESIDENCE, whom=HUSBANDS), "夫の在留カードの番号は？"),
    (steps.EnterCardNumber(CardKind.SPECIAL_PERMANENT, whom=PRINCIPALS), "ご本人の特別永住者証明書の番号は？"),
    (steps.ConfirmPerson(Member(1, YOU)), "あなたのことですか？"),
    (steps.ConfirmPerson(Member(1, YOU, Voice.PRINCIPAL)), "ご本人は、この方ですか？"),
    (steps.ConfirmPerson(Member(3, SON)), "むすこさんのカードですか？"),
    (steps.ConfirmPerson(Member(1, YOU), by_hand=True), "これでよろしいですか？"),
]


@pytest.mark.parametrize(("step", "words"), WHOSE)
def test_it_is_said_whose_card_it_is(step: Step, words: str, *, show: Show, said: Said) -> None:
    show(step)
    assert told(said, words)


@pytest.mark.parametrize("reader", [ReaderState.EMPTY, ReaderState.NO_READER])
def test_nobody_has_to_make_room_on_an_empty_reader(reader: ReaderState, show: Show, said: Said) -> None:
    show(steps.AwaitCard(HUSBANDS, reader, another=True))
    assert not told(said, "さきほどのカード")


def test_what_was_typed_is_shown_with_room_for_the_kanji(show: Show, said: Said) -> None:
    show(steps.ConfirmPerson(Member(1, replace(DAUGHTER, relation=Relation.SELF)), by_hand=True))
    for words in (
        "番号",
        "バンゴウ\u3000サクラ",
        "令和6年（月日は不明）",
        "直す",
        "四角いところの漢字は、あとで紙に手で書けます。",
    ):
        assert told(said, words)
    assert not told(said, "住所")


def test_a_name_that_is_only_heard_is_shown_as_it_is_heard(show: Show, said: Said) -> None:
    show(steps.ConfirmPerson(Member(1, Person(kana="グエン\u3000アン")), by_hand=True))
    assert said().count("グエン\u3000アン") == 1


# --- who else ------------------------------------------------------------------------------


def test_everybody_is_shown_in_full(show: Show, said: Said) -> None:
    show(gathered(YOU, HUSBAND, DAUGHTER))
    for words in ("番号\u3000花子", "番号\u3000一郎", "バンゴウ\u3000サクラ", "手続きする方は、3人です"):
        assert told(said, words)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("add:child:female", MemberAdded(Relation.CHILD, Sex.FEMALE)),
        ("add:other:any", MemberAdded(Relation.OTHER)),
        ("next", MembersComplete()),
        ("moves:2", MemberMoves(2, moves=False)),
        ("moves:3", MemberMoves(3, moves=True)),
    ],
)
def test_another_is_added_or_nobody_and_one_may_stay(
    name: str, answer: object, *, show: Show, resident: Resident, answers: Answers
) -> None:
    show(gathered(YOU, HUSBAND, replace(SON, moves=False)))
    resident.touch(name)
    assert answers == [answer]


def test_a_removal_is_asked_once_and_can_be_left(show: Show, resident: Resident, answers: Answers) -> None:
    show(gathered(YOU, HUSBAND, SON))
    resident.touch("remove:3")
    resident.touch("remove:3:no")
    assert answers == []
    resident.touch("remove:3")
    assert not resident.sees("moves:3")
    resident.touch("remove:3:yes")
    assert answers == [MemberRemoved(3)]


def test_a_second_touch_at_the_same_place_removes_nobody(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(gathered(YOU, HUSBAND))
    place = _middle(window, "remove:2")
    resident.touch("remove:2")
    assert window.childAt(place).objectName() == "remove:2:no"


def _middle(window: LobbyWindow, name: str) -> QPoint:
    found = next(one for one in window.findChildren(Touchable, name) if one.isVisible())
    return found.mapTo(window, found.rect().center())


def test_a_question_that_was_open_is_forgotten(show: Show, resident: Resident) -> None:
    show(gathered(YOU, HUSBAND, SON))
    resident.touch("remove:2")
    show(gathered(YOU, HUSBAND))
    assert resident.sees("remove:2")
    assert not resident.sees("remove:2:yes")


def test_the_first_stays_and_alone_cannot_stay_behind(show: Show, resident: Resident) -> None:
    show(gathered(YOU))
    assert _of_people(resident) == ()
    show(gathered(YOU, HUSBAND))
    assert _of_people(resident) == ("moves:1", "moves:2", "remove:2")


def _of_people(resident: Resident) -> tuple[str, ...]:
    return tuple(sorted(name for name in resident.options() if name.startswith(("moves:", "remove:"))))


def test_who_stands_in_is_shown_but_asked_nothing(show: Show, resident: Resident, said: Said) -> None:
    show(steps.GatherHousehold(represented(SON, HUSBAND), OFFERS))
    assert _of_people(resident) == ("moves:1", "moves:2", "remove:2")
    assert told(said, "手続きする方は、2人です")


def test_a_proxy_first_adds_whose_errand_it_is(show: Show, resident: Resident, answers: Answers) -> None:
    show(steps.GatherHousehold(represented(), ((Relation.SELF, None),), complete=False))
    assert not resident.sees("next")
    resident.touch("add:self:any")
    assert answers == [MemberAdded(Relation.SELF)]


def test_whoever_stays_is_not_counted(show: Show, said: Said) -> None:
    show(gathered(YOU, HUSBAND, replace(SON, moves=False)))
    assert told(said, "手続きする方は、2人です")


def test_the_last_who_was_added_is_in_sight(show: Show, resident: Resident, qtbot: QtBot) -> None:
    show(gathered(YOU, HUSBAND))
    many = gathered(YOU, HUSBAND, *[SON] * 6)
    show(many)
    qtbot.waitUntil(lambda: resident.sees("remove:8"))
    resident.touch("page:up")
    qtbot.waitUntil(lambda: not resident.sees("remove:8"))
    show(replace(many, complete=True))
    assert not resident.sees("remove:8")


def test_pages_fit_what_grew_while_they_were_hidden(show: Show, resident: Resident, window: LobbyWindow) -> None:
    """A layout that is hidden before it could answer asks no more; what it is told after that counts all the same."""
    few = steps.Summary(Party.FAMILY, ("tennyu",), members(YOU, HUSBAND), ())
    show(few)
    window.set_language("ja")
    show(steps.AwaitCard())
    show(replace(few, members=members(YOU, *[SON] * 30)))
    assert resident.sees("page:down")


# --- of whom -------------------------------------------------------------------------------


@pytest.fixture
def of_people(content: Content) -> steps.AskQuestion:
    """Return a question of whom something is so."""
    facts = content.guide.facts
    found = (one for one in content.guide.questions.values() if facts[one.asks[0]].type is FactType.PEOPLE)
    return steps.AskQuestion(next(found), {}, left=3, asked=1)


@pytest.mark.parametrize(
    ("touches", "value"),
    [
        (("tick:2", "tick:3", "next"), frozenset({"2", "3"})),
        (("none",), frozenset()),
        (("unknown",), None),
    ],
)
def test_people_are_ticked(
    touches: Iterable[str],
    value: object,
    *,
    of_people: steps.AskQuestion,
    show: Show,
    resident: Resident,
    answers: Answers,
) -> None:
    show(replace(of_people, members=members(YOU, HUSBAND, DAUGHTER)))
    for name in touches:
        resident.touch(name)
    assert answers == [FactsAnswered({of_people.question.asks[0]: value})]


def test_people_who_were_ticked_are_ticked_again(
    of_people: steps.AskQuestion, show: Show, resident: Resident, answers: Answers
) -> None:
    fact = of_people.question.asks[0]
    show(replace(of_people, given={fact: frozenset({"1", "2"})}, members=members(YOU, HUSBAND)))
    resident.touch("tick:1")
    resident.touch("next")
    assert answers == [FactsAnswered({fact: frozenset({"2"})})]


def test_who_stands_in_is_not_asked_about(of_people: steps.AskQuestion, show: Show, resident: Resident) -> None:
    show(replace(of_people, members=represented(YOU, HUSBAND)))
    assert not resident.sees("tick:0")
    assert resident.sees("tick:1")


@pytest.mark.parametrize(("name", "value"), [("yes", frozenset({"1"})), ("no", frozenset()), ("unknown", None)])
@pytest.mark.parametrize("everybody", [members(YOU), represented(YOU)])
def test_a_single_person_says_yes_or_no(
    name: str,
    value: object,
    everybody: tuple[Member, ...],
    *,
    of_people: steps.AskQuestion,
    show: Show,
    resident: Resident,
    answers: Answers,
) -> None:
    show(replace(of_people, members=everybody))
    resident.touch(name)
    assert answers == [FactsAnswered({of_people.question.asks[0]: value})]


# --- afterwards ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "everybody", "key"),
    [
        (Party.SELF, members(YOU), "card:1"),
        (Party.HELPED, members(YOU), "members"),
        (Party.FAMILY, members(YOU, HUSBAND), "members"),
        (Party.PROXY, represented(HUSBAND), "members"),
    ],
)
def test_people_are_changed_where_they_were_told(
    party: Party, everybody: tuple[Member, ...], key: str, *, show: Show, resident: Resident, answers: Answers
) -> None:
    show(steps.Summary(party, ("tennyu",), everybody, ()))
    resident.touch(f"change:{key}")
    assert answers == [ChangeAnswer(key)]


def test_the_summary_names_everybody(show: Show, said: Said) -> None:
    show(steps.Summary(Party.FAMILY, ("tennyu",), members(YOU, HUSBAND, replace(DAUGHTER, moves=False)), ()))
    for words in (
        "だれの手続き：家族といっしょ",
        "番号\u3000花子 あなた（",
        "番号\u3000一郎 夫（",
        "サクラ むすめ\u3000引っ越さない",
    ):
        assert told(said, words)


@pytest.mark.parametrize(
    ("concerned", "everybody", "words"),
    [
        ((2,), members(YOU, HUSBAND, DAUGHTER), "夫（38歳）の手続き"),
        ((1, 3), members(YOU, HUSBAND, DAUGHTER), "あなた（36歳）、むすめの手続き"),
        ((1,), represented(YOU, HUSBAND), "ご本人（36歳）の手続き"),
    ],
)
def test_the_plan_says_whom_a_procedure_is_for(
    concerned: tuple[int, ...],
    everybody: tuple[Member, ...],
    words: str,
    *,
    content: Content,
    show: Show,
    said: Said,
) -> None:
    show(_planned(content.guide.procedures, everybody, concerned))
    assert told(said, words)


@pytest.mark.parametrize("concerned", [(), (1, 2)])
def test_what_is_for_all_is_for_nobody_in_particular(
    concerned: tuple[int, ...], content: Content, show: Show, said: Said
) -> None:
    show(_planned(content.guide.procedures, members(YOU, HUSBAND), concerned))
    assert not told(said, "の手続き ")


def test_the_plan_names_what_these_people_bring(content: Content, show: Show, said: Said) -> None:
    """Not all that the procedure may want of others."""
    step = _planned(content.guide.procedures, members(YOU), ())
    show(replace(step, plan=Plan(required=(replace(step.plan.required[0], bring=("PIN4",)),))))
    assert told(said, "カードの暗証番号")
    assert not told(said, "ほか")


def _planned(
    procedures: Mapping[str, Procedure], everybody: tuple[Member, ...], concerned: tuple[int, ...]
) -> steps.ShowPlan:
    entry = Entry(next(iter(procedures.values())), (), None, people=concerned)
    return steps.ShowPlan(Plan(required=(entry,)), {}, everybody)


def test_what_is_in_hand_is_ticked_with_one_touch(
    content: Content, show: Show, resident: Resident, window: LobbyWindow
) -> None:
    step = _planned(content.guide.procedures, members(YOU), ())
    said: list[object] = []
    window.answered.connect(said.append)
    show(replace(step, plan=Plan(required=(replace(step.plan.required[0], bring=("ID", "PIN4")),))))
    resident.touch("thing:ID")
    resident.touch("thing:PIN4")
    resident.touch("thing:ID")
    things = [answer.things for answer in said if isinstance(answer, ThingsInHand)]
    assert things == [frozenset({"ID"}), frozenset({"ID", "PIN4"}), frozenset({"PIN4"})]


def test_ticks_stay_when_the_language_changes(
    content: Content, show: Show, resident: Resident, window: LobbyWindow
) -> None:
    step = _planned(content.guide.procedures, members(YOU), ())
    show(replace(step, plan=Plan(required=(replace(step.plan.required[0], bring=("ID", "PIN4")),))))
    resident.touch("thing:ID")
    window.set_language("en")
    assert [tick.objectName() for tick in window.findChildren(Tick) if tick.isVisible() and tick.isChecked()] == [
        "thing:ID"
    ]


def test_a_plan_for_which_nothing_is_brought_asks_for_nothing(content: Content, show: Show, resident: Resident) -> None:
    step = _planned(content.guide.procedures, members(YOU), ())
    show(replace(step, plan=Plan(required=(replace(step.plan.required[0], bring=()),))))
    assert [name for name in resident.options() if name.startswith("thing:")] == []


def test_what_cannot_be_done_yet_is_not_counted_for_today(content: Content, show: Show, said: Said) -> None:
    step = _planned(content.guide.procedures, members(YOU), ())
    waiting = replace(step.plan.required[0], opens=date(2026, 12, 1))
    show(replace(step, plan=Plan(required=(waiting,))))
    assert told(said, "12月1日（火） から")
    assert told(said, "きょう 0つ できます。")
