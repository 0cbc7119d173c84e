"""What happened: one touch for one event, several to tick, and the other ways in, on the real screens."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from config.content import Content
from kiosk.guidance.content import Procedure
from kiosk.guidance.plan import Entry, Plan
from kiosk.visit import steps
from kiosk.visit.answers import (
    Back,
    ClerkWanted,
    DeskChosen,
    ErrandChosen,
    EventsChosen,
    Way,
    WayChosen,
)
from kiosk.visit.other_ways import cards
from kiosk.visit.steps import ChooseEvent, Step
from ui.lobby.pads.shown import Field
from ui.lobby.resident import Resident
from ui.lobby.window import LobbyWindow

Answers = list[object]
Show = Callable[[Step], None]


@pytest.fixture
def shown(content: Content) -> ChooseEvent:
    return cards(content.guide)


def reads(window: LobbyWindow, text: str) -> bool:
    return any(label.isVisible() and text in label.text() for label in window.findChildren(QLabel))


def test_one_touch_is_enough_for_one_event(
    show: Show, resident: Resident, answers: Answers, shown: ChooseEvent
) -> None:
    show(shown)
    resident.touch("choice:konin")
    assert answers == [EventsChosen(("konin",))]


def test_all_common_events_are_on_one_screen(show: Show, resident: Resident, shown: ChooseEvent) -> None:
    show(shown)
    assert {f"choice:{event}" for event in shown.events} <= {*resident.options()}
    assert not {f"choice:{event}" for event in shown.rare} & {*resident.options()}


def test_several_are_ticked_and_go_on_in_the_order_of_the_cards(
    show: Show, resident: Resident, answers: Answers, shown: ChooseEvent
) -> None:
    show(shown)
    resident.touch("several")
    assert not resident.sees("next")
    for event in ("konin", "tenkyo", "tennyu", "tennyu"):
        resident.touch(f"choice:{event}")
    resident.touch("next")
    assert answers == [EventsChosen(("tenkyo", "konin"))]


def test_back_leads_from_ticking_to_the_cards_first(
    show: Show, resident: Resident, answers: Answers, shown: ChooseEvent
) -> None:
    show(shown)
    resident.touch("several")
    resident.touch("back")
    assert answers == []
    resident.touch("choice:tenkyo")
    assert answers == [EventsChosen(("tenkyo",))]


def test_what_was_ticked_stays_in_another_language(
    show: Show, resident: Resident, answers: Answers, shown: ChooseEvent, window: LobbyWindow
) -> None:
    show(shown)
    resident.touch("several")
    resident.touch("choice:tenkyo")
    window.set_language("en")
    resident.touch("choice:tennyu")
    resident.touch("next")
    assert answers == [EventsChosen(("tennyu", "tenkyo"))]


def test_several_that_were_chosen_before_are_ticked(
    show: Show, resident: Resident, answers: Answers, content: Content
) -> None:
    show(cards(content.guide, ("tenkyo", "konin")))
    resident.touch("choice:konin")
    resident.touch("next")
    assert answers == [EventsChosen(("tenkyo",))]


def test_another_visit_begins_with_the_cards(
    show: Show, resident: Resident, answers: Answers, content: Content
) -> None:
    show(cards(content.guide))
    resident.touch("several")
    show(cards(content.guide))
    resident.touch("choice:tenkyo")
    assert answers == [EventsChosen(("tenkyo",))]


ASIDE = [
    (steps.ChooseOtherEvent(("rikon", "setai")), "choice:setai", EventsChosen(("setai",))),
    (steps.ChooseOtherEvent(("rikon",)), "way:words", WayChosen(Way.WORDS)),
    (steps.ChooseOtherEvent(("rikon",)), "way:offices", WayChosen(Way.OFFICES)),
    (steps.ChooseOtherEvent(("rikon",)), "ask_clerk", ClerkWanted()),
    (steps.ChooseDesk(("shimin", "kankyou")), "found:desk:kankyou", DeskChosen("kankyou")),
    (steps.ShowDesk("kankyou", ("dog.tennyu",)), "found:procedure:dog.tennyu", ErrandChosen(("dog.tennyu",))),
    (steps.ShowDesk("kankyou", ("dog.tennyu",)), "ask_clerk", ClerkWanted("kankyou")),
    (steps.ChooseOccasion(("gomi.annai",), ("tennyu", "tenkyo")), "choice:tenkyo", EventsChosen(("tenkyo",))),
    (steps.ChooseOccasion(("gomi.annai",), ("tennyu", "tenkyo")), "ask_clerk", ClerkWanted("kankyou")),
    (steps.NoEventFits("kankyou"), "choose_again", Back()),
    (steps.NoEventFits(), "way:words", WayChosen(Way.WORDS)),
    (steps.SearchByWords(), "back", Back()),
]


@pytest.mark.parametrize(("step", "name", "answer"), ASIDE, ids=str)
def test_one_touch_is_one_answer(
    show: Show, resident: Resident, answers: Answers, *, step: Step, name: str, answer: object
) -> None:
    show(step)
    resident.touch(name)
    assert answers == [answer]


def test_a_clerk_at_a_window_is_said_with_the_way(show: Show, window: LobbyWindow, content: Content) -> None:
    show(steps.NoEventFits("kankyou"))
    assert reads(window, content.words["ja"]["screen.no_event.heading_desk"])
    show(steps.NoEventFits())
    assert reads(window, content.words["ja"]["screen.no_event.heading"])


# --- search --------------------------------------------------------------------------------


def type_in(resident: Resident, text: str) -> None:
    for letter in text:
        resident.touch(f"key:{letter}")


def found(resident: Resident) -> list[str]:
    return [name for name in resident.options() if name.startswith("found:")]


def test_what_is_typed_in_kana_is_found_at_once(show: Show, resident: Resident, answers: Answers) -> None:
    show(steps.SearchByWords())
    assert found(resident) == []
    type_in(resident, "いぬ")
    assert any(name.startswith("found:procedure:dog.") for name in found(resident))
    resident.touch("found:procedure:dog.tennyu")
    assert answers == [ErrandChosen(("dog.tennyu",))]


def test_what_is_typed_in_latin_letters_is_found(show: Show, resident: Resident, answers: Answers) -> None:
    show(steps.SearchByWords())
    resident.touch("key:switch")
    for word in ("MY", "FATHER", "DIED"):
        type_in(resident, word)
        resident.touch("key:space")
    resident.touch("found:event:shibou")
    assert answers == [EventsChosen(("shibou",))]


def test_marks_change_the_letter_before(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(steps.SearchByWords())
    type_in(resident, "こ")
    resident.touch("key:dakuten")
    type_in(resident, "み")
    assert _typed(window) == "ごみ"
    resident.touch("key:delete")
    assert _typed(window) == "ご"
    resident.touch("key:clear")
    assert (_typed(window), found(resident)) == ("", [])


def test_nothing_found_leads_to_a_clerk(
    show: Show, resident: Resident, answers: Answers, window: LobbyWindow, content: Content
) -> None:
    show(steps.SearchByWords())
    type_in(resident, "ぬぬぬぬ")
    assert reads(window, content.words["ja"]["screen.search.nothing"])
    resident.touch("ask_clerk")
    assert answers == [ClerkWanted()]


def test_an_example_types_itself(show: Show, resident: Resident, window: LobbyWindow) -> None:
    show(steps.SearchByWords())
    resident.touch("example:0")
    assert _typed(window) == "いぬ"
    assert found(resident)


def test_what_was_typed_stays_in_another_language_and_goes_with_the_visit(
    show: Show, resident: Resident, window: LobbyWindow
) -> None:
    show(steps.SearchByWords())
    type_in(resident, "いぬ")
    window.set_language("en")
    assert _typed(window) == "いぬ"
    show(steps.SearchByWords())
    assert _typed(window) == ""


def _typed(window: LobbyWindow) -> str:
    (field,) = (field for field in window.findChildren(Field) if field.isVisible())
    return field.text()


# --- plan ----------------------------------------------------------------------------------


def test_a_plan_with_nothing_leads_to_the_desk_kindly(
    show: Show, window: LobbyWindow, steps_shown: Mapping[str, Step], content: Content
) -> None:
    show(steps_shown["show_plan_nothing"])
    words = content.words["ja"]
    assert reads(window, words["screen.plan.nothing"])
    assert reads(window, words["screen.plan.nothing_help"])


def test_what_something_else_does_is_left_out_of_the_plan(show: Show, resident: Resident, content: Content) -> None:
    first, second = (Entry(procedure, (), None) for procedure in _two(content))
    show(steps.ShowPlan(Plan(required=(first, replace(second, covered=True)))))
    assert resident.sees(f"why:{first.procedure.id}")
    assert f"why:{second.procedure.id}" not in resident.options()


def test_a_fee_that_varies_is_told_at_the_window(show: Show, window: LobbyWindow, content: Content) -> None:
    fixed, varies = _two(content)
    fixed, varies = replace(fixed, fee_yen=300, fee_varies=False), replace(varies, fee_yen=0, fee_varies=True)
    show(steps.ShowPlan(Plan(required=(Entry(fixed, (), None), Entry(varies, (), None)), fees_yen=300)))
    words = content.words["ja"]
    assert reads(window, words["screen.plan.fees_more"])
    assert reads(window, words.say("screen.plan.fees", yen="300"))


def _two(content: Content) -> tuple[Procedure, Procedure]:
    first, second, *_ = (one for one in content.guide.procedures.values() if one.is_open)
    return first, second
