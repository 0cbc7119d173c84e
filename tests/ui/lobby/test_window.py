"""What is touched is answered once, and the window says nothing that was not touched."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.guidance.content import Fact, FactType, Party, Question
from kiosk.people import Person
from kiosk.ports import CardKind, Secret, SecretKind
from kiosk.visit import steps
from kiosk.visit.answers import (
    Back,
    Begin,
    ChangeAnswer,
    EventsChosen,
    FactsAnswered,
    GiveUpPaper,
    GoOn,
    Leave,
    PartyChosen,
    PersonConfirmed,
    SecretEntered,
    SpeakLanguage,
    StartOver,
    TryAgain,
    Way,
    WayChosen,
    WithoutCard,
)
from kiosk.visit.steps import Member, SheetState, Step
from ui.lobby.resident import NotThereError, Resident
from ui.lobby.screens.printing import SILENCE_MS
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

Answers = list[object]


Show = Callable[[Step], None]

SOMEBODY = Member(1, Person(name="番号\u3000花子"))
NO_ANSWERS = steps.Summary(Party.SELF, ("tennyu",), (SOMEBODY,), ())

ONE_TOUCH = [
    (steps.Attract(), "begin:en", Begin("en")),
    (steps.ChooseEvent(("tennyu",)), "choice:tennyu", EventsChosen(("tennyu",))),
    (steps.ChooseEvent(("tennyu",)), "way:others", WayChosen(Way.OTHERS)),
    (steps.NoEventFits(), "choose_again", Back()),
    (steps.NoEventFits(), "leave", Leave()),
    (steps.ChooseParty(), "choice:family", PartyChosen(Party.FAMILY)),
    (steps.ChooseParty(), "back", Back()),
    (steps.AwaitCard(), "no_card", WithoutCard(owned=False)),
    (steps.AwaitCard(), "card_not_used", WithoutCard(owned=True)),
    (steps.AwaitCard(), "back", Back()),
    (steps.AwaitCard(), "language:en", SpeakLanguage("en")),
    (steps.EnterPin(CardKind.MY_NUMBER, 3), "unknown", WithoutCard()),
    (steps.CardUnusable("blocked"), "no_card", WithoutCard()),
    (steps.CardUnusable("blocked"), "try_again", TryAgain()),
    (steps.ConfirmPerson(SOMEBODY), "yes", PersonConfirmed(right=True)),
    (steps.ConfirmPerson(SOMEBODY), "no", PersonConfirmed(right=False)),
    (NO_ANSWERS, "next", GoOn()),
    (NO_ANSWERS, "change:event", ChangeAnswer("event")),
    (NO_ANSWERS, "change:party", ChangeAnswer("party")),
    (NO_ANSWERS, "change:card:1", ChangeAnswer("card:1")),
    (steps.Printing((), trouble="printer_unreachable"), "try_again", TryAgain()),
    (steps.Printing((), ("media-empty",)), "without_paper", GiveUpPaper()),
]


@pytest.mark.parametrize(
    ("step", "name", "answer"), ONE_TOUCH, ids=[f"{type(s).__name__}-{n}" for s, n, _ in ONE_TOUCH]
)
def test_one_touch_is_one_answer(
    step: Step, name: str, answer: object, *, show: Show, resident: Resident, answers: Answers
) -> None:
    show(step)
    resident.touch(name)
    assert answers == [answer]


def question(content_facts: Mapping[str, Fact], *asks: str) -> steps.AskQuestion:
    assert all(ask in content_facts for ask in asks)
    screen = "dv_support" if len(asks) == 1 else "move_kind"
    return steps.AskQuestion(Question(screen, asks, ("tennyu",)), {}, left=3, asked=1)


@pytest.mark.parametrize(("name", "value"), [("yes", True), ("no", False), ("unknown", None)])
def test_a_single_fact_is_yes_no_or_unknown(
    name: str,
    value: object,
    *,
    show: Show,
    resident: Resident,
    answers: Answers,
    content_facts: Mapping[str, Fact],
) -> None:
    show(question(content_facts, "has_mnc"))
    resident.touch(name)
    assert answers == [FactsAnswered({"has_mnc": value})]


def test_ticked_facts_are_true_and_the_others_false(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car"))
    resident.touch("tick:has_dog")
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": True, "has_car": False})]


def test_none_of_these_is_offered_until_something_is_ticked(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car"))
    resident.touch("tick:has_dog")
    assert not resident.sees("none")
    resident.touch("tick:has_dog")
    resident.touch("none")
    assert answers == [FactsAnswered({"has_dog": False, "has_car": False})]


def test_what_was_answered_before_is_ticked_again(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    asked = question(content_facts, "has_dog", "has_car")
    show(steps.AskQuestion(asked.question, {"has_dog": True, "has_car": True}, left=3, asked=1))
    resident.touch("tick:has_dog")
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": False, "has_car": True})]


def test_the_last_line_of_a_list_is_still_a_line(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    """The heading asks whether any of this is so: yes and no would answer a question that nobody sees."""
    assert "has_dog" in content_facts
    show(steps.AskQuestion(Question("belongings", ("has_dog",), ("tennyu",)), {}, left=3, asked=1))
    resident.touch("tick:has_dog")
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": True})]


def test_single_lines_may_be_not_known(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car", "has_gentsuki"))
    resident.touch("tick:has_dog")
    resident.touch("unknown")
    resident.touch("tick:has_car")
    assert not resident.sees("next")
    resident.touch("these")
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": True, "has_car": None, "has_gentsuki": False})]


def test_what_is_not_known_after_all_is_marked_no_more(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car"))
    for name in ("unknown", "tick:has_dog", "tick:has_car", "tick:has_car", "these", "tick:has_dog", "tick:has_car"):
        resident.touch(name)
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": False, "has_car": True})]


def test_a_second_i_do_not_know_is_of_all_lines(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car"))
    resident.touch("unknown")
    assert answers == []
    resident.touch("unknown")
    assert answers == [FactsAnswered({"has_dog": None, "has_car": None})]


def test_what_was_not_known_before_is_marked_again(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    asked = question(content_facts, "has_dog", "has_car")
    show(steps.AskQuestion(asked.question, {"has_dog": None, "has_car": False}, left=3, asked=1))
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": None, "has_car": False})]


def test_a_set_is_not_known_at_once(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    fact = next(fact for fact in content_facts.values() if fact.type is FactType.SET)
    show(question(content_facts, fact.id))
    resident.touch("unknown")
    assert answers == [FactsAnswered({fact.id: None})]


def test_another_language_keeps_what_was_ticked(
    show: Show, resident: Resident, answers: Answers, window: LobbyWindow, content_facts: Mapping[str, Fact]
) -> None:
    show(question(content_facts, "has_dog", "has_car"))
    resident.touch("tick:has_car")
    window.set_language("ja-x-easy")
    resident.touch("next")
    assert answers == [FactsAnswered({"has_dog": False, "has_car": True})]


@pytest.mark.parametrize(("touches", "number"), [(("number:2",), 2), (("more", "key:1", "key:2", "next"), 12)])
def test_a_number_is_one_touch_or_is_typed(
    touches: tuple[str, ...],
    number: int,
    *,
    show: Show,
    resident: Resident,
    answers: Answers,
    content_facts: Mapping[str, Fact],
) -> None:
    fact = next(fact for fact in content_facts.values() if fact.type is FactType.INT and not fact.is_computed)
    show(question(content_facts, fact.id))
    for name in touches:
        resident.touch(name)
    assert answers == [FactsAnswered({fact.id: number})]


@pytest.mark.parametrize(("sensitive", "says"), [(True, "答えたくない・わからない"), (False, "わからない")])
def test_what_is_sensitive_need_not_be_answered(
    sensitive: bool, says: str, *, show: Show, window: LobbyWindow, content_facts: Mapping[str, Fact]
) -> None:
    asked = next(
        fact
        for fact in content_facts.values()
        if fact.type is FactType.BOOL and not fact.is_computed and (fact.privacy is not None) is sensitive
    )
    show(question(content_facts, asked.id))
    names = [one.accessibleName() for one in window.findChildren(Touchable, "unknown") if one.isVisible()]
    assert names == [says]


def test_one_of_several_values_is_chosen(
    show: Show, resident: Resident, answers: Answers, content_facts: Mapping[str, Fact]
) -> None:
    fact = next(fact for fact in content_facts.values() if fact.type is FactType.ENUM and len(fact.values) < 6)
    show(question(content_facts, fact.id))
    resident.touch(f"choice:{fact.values[1]}")
    assert answers == [FactsAnswered({fact.id: fact.values[1]})]


def test_the_pin_is_typed_and_forgotten(show: Show, resident: Resident, answers: Answers, window: LobbyWindow) -> None:
    show(steps.EnterPin(CardKind.MY_NUMBER, 3))
    for digit in "1293":
        resident.touch(f"key:{digit}")
    resident.touch("key:erase")
    assert not resident.sees("next")
    resident.touch("key:4")
    resident.touch("next")
    assert answers == [SecretEntered(Secret(SecretKind.PIN, "1294"))]
    assert not resident.sees("next")


def test_a_second_touch_after_the_screen_changed_is_not_meant_for_the_new_one(
    show: Show, resident: Resident, answers: Answers, window: LobbyWindow
) -> None:
    show(steps.ConfirmPerson(SOMEBODY))
    window.answered.connect(lambda _: window.show_step(steps.ConfirmPerson(SOMEBODY)))
    resident.touch("yes")
    resident.touch("yes")
    assert len(answers) == 1


def test_starting_over_is_asked_once(show: Show, resident: Resident, answers: Answers) -> None:
    show(steps.AwaitCard())
    resident.touch("start_over")
    assert not resident.sees("no_card")
    resident.touch("start_over:no")
    assert answers == []
    resident.touch("start_over")
    resident.touch("start_over:yes")
    assert answers == [StartOver()]


def test_a_clerk_is_called_and_one_may_go_on(show: Show, resident: Resident, window: LobbyWindow, qtbot: QtBot) -> None:
    show(steps.AwaitCard())
    with qtbot.waitSignal(window.clerk_called):
        resident.touch("clerk")
    resident.touch("clerk:back")
    assert resident.sees("no_card")


def test_what_answers_the_idle_warning_touches_nothing_beneath_it(
    show: Show, resident: Resident, window: LobbyWindow, answers: Answers
) -> None:
    show(steps.ChooseParty())
    window.touched.connect(window.hide_idle_warning)
    window.show_idle_warning(30)
    resident.touch("idle:stay")
    assert not resident.sees("idle:stay")
    assert answers == []


def test_a_printer_that_says_nothing_can_be_left(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(steps.Printing((("F01", SheetState.PRINTING),)))
    assert not resident.sees("without_paper")
    (silence,) = (timer for timer in window.findChildren(QTimer) if timer.interval() == SILENCE_MS)
    silence.timeout.emit()
    assert resident.sees("without_paper")


def test_the_idle_warning_is_left_by_a_touch(show: Show, resident: Resident, window: LobbyWindow, qtbot: QtBot) -> None:
    show(steps.AwaitCard())
    window.show_idle_warning(30)
    assert not resident.sees("no_card")
    with qtbot.waitSignal(window.touched):
        resident.touch("idle:stay")
    assert resident.sees("no_card")


def test_another_screen_takes_away_what_lay_over_the_one_before(
    show: Show, resident: Resident, window: LobbyWindow
) -> None:
    show(steps.AwaitCard())
    window.show_idle_warning(30)
    show(steps.AwaitCard(trouble="removed"))
    assert not resident.sees("no_card")
    show(steps.EnterPin(CardKind.MY_NUMBER, 3))
    assert resident.sees("unknown")


def test_there_is_no_way_back_while_it_prints(show: Show, resident: Resident) -> None:
    show(steps.Printing(()))
    assert resident.options() == ("language:ja", "language:ja-x-easy", "language:en", "clerk")


@pytest.mark.parametrize("step", [steps.Leaving(), steps.Over()])
def test_nothing_is_left_on_the_screen_of_a_visit_that_has_ended(show: Show, resident: Resident, step: Step) -> None:
    show(steps.ConfirmPerson(SOMEBODY))
    show(step)
    assert resident.options() == ()


def test_whoever_finds_a_card_can_call_a_clerk(
    show: Show, resident: Resident, window: LobbyWindow, qtbot: QtBot
) -> None:
    show(steps.CardLeft())
    assert resident.options() == ("language:ja", "language:ja-x-easy", "language:en", "clerk")
    with qtbot.waitSignal(window.clerk_called):
        resident.touch("clerk")


def test_nothing_says_whose_card_it_is(show: Show, window: LobbyWindow) -> None:
    show(steps.ConfirmPerson(SOMEBODY))
    show(steps.CardLeft())
    seen = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("カード" in text for text in seen)
    assert not any("花子" in text for text in seen)


def test_a_resident_cannot_touch_what_is_not_there(show: Show, resident: Resident) -> None:
    show(steps.AwaitCard())
    with pytest.raises(NotThereError, match="not on the screen"):
        resident.touch("choice:tennyu")


def test_the_language_changes_on_the_present_screen(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(steps.AwaitCard())
    window.set_language("en")
    names = {one.accessibleName() for one in window.findChildren(type(window._footer._back))}
    assert "Back" in names


def test_keys_alone_lead_from_screen_to_screen(show: Show, window: LobbyWindow, answers: Answers, qtbot: QtBot) -> None:
    show(steps.ConfirmPerson(SOMEBODY))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Enter)
    assert answers == [PersonConfirmed(right=True)]
    show(steps.CardUnusable("blocked"))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Enter)
    assert answers[1:] == [WithoutCard()]


def test_a_touch_leaves_no_focus_behind(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(steps.ConfirmPerson(SOMEBODY))
    resident.touch("yes")
    show(steps.AwaitCard())
    assert window.focusWidget() is None
