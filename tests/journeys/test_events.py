"""Several things at once, and the other ways to what happened, on the real window with a real card."""

from typing import Any

import pytest

from commands.demo.persona import HANAKO, Companion, Persona
from kiosk.people import Sex
from kiosk.visit.steps import (
    AskQuestion,
    AwaitCard,
    ChooseDesk,
    ChooseEvent,
    ChooseOccasion,
    ChooseOtherEvent,
    NoEventFits,
    SearchByWords,
    ShowDesk,
    ShowPlan,
    Summary,
)

# The fixtures are in conftest.py, which tests cannot import from.
Come = Any
Journey = Any

BRIDE = Persona(
    people=(Companion("バンゴウ　ハナコ", sex=Sex.FEMALE, card="hanako"),),
    events=("konin",),
    yes=frozenset({"moves_too", "name_changes", "any_kokuho", "has_dog", "uses_city_water"}),
    dates=HANAKO.dates,
    chosen={"move_way": "choice:in"},
)


def to_the_cards(come: Come, persona: Persona = HANAKO) -> Journey:
    journey = come(persona=persona)
    journey.pass_to(ChooseEvent)
    return journey


def asked_until_the_summary(journey: Journey) -> list[str]:
    """Do what the persona does; return every fact that was asked."""
    asked: list[str] = []
    while not isinstance(journey.step, Summary):
        if isinstance(journey.step, AskQuestion):
            asked += journey.step.question.asks
        journey.do_here()
    return asked


def listed(step: ShowPlan) -> list[str]:
    plan = step.plan
    return [entry.procedure.id for entry in (*plan.required, *plan.confirm, *plan.optional)]


def test_a_marriage_that_moves_in_from_another_city_is_one_plan_with_the_move_in_it(come: Come) -> None:
    journey = to_the_cards(come, BRIDE)
    journey.touch("choice:konin")
    asked = asked_until_the_summary(journey)
    assert len(asked) == len(set(asked))
    assert {"moves_too", "move_way", "move_date"} <= {*asked}
    journey.touch("next")
    step = journey.at(ShowPlan)
    assert step.plan.events == ("konin", "tennyu")
    assert len(listed(step)) == len(set(listed(step)))
    assert {"koseki.konin", "juki.tennyu"} <= {*listed(step)}


def test_two_that_were_ticked_are_one_plan(come: Come) -> None:
    journey = to_the_cards(come, BRIDE)
    journey.touch("several", "choice:konin", "choice:tenkyo", "next")
    journey.at(AwaitCard)
    asked = asked_until_the_summary(journey)
    assert len(asked) == len(set(asked))
    assert journey.at(Summary).events == ("tenkyo", "konin")


def test_an_everyday_word_leads_to_what_happened(come: Come) -> None:
    journey = to_the_cards(come)
    journey.touch("way:words")
    journey.at(SearchByWords)
    journey.press("いぬ")
    journey.touch("found:procedure:dog.tennyu")
    journey.at(AwaitCard)
    journey.pass_to(Summary)
    assert journey.at(Summary).events == ("tennyu",)


def test_an_office_leads_to_what_happened(come: Come) -> None:
    journey = to_the_cards(come)
    journey.touch("way:offices")
    journey.at(ChooseDesk)
    journey.leaf_to("found:desk:kankyou", "page:down")
    journey.at(ShowDesk, desk="kankyou")
    journey.leaf_to("found:procedure:gomi.annai", "page:down")
    assert journey.at(ChooseOccasion).events == ("tennyu", "tenkyo")
    journey.touch("choice:tenkyo")
    journey.at(AwaitCard)
    journey.touch("back")
    assert journey.at(ChooseEvent).chosen == ("tenkyo",)


@pytest.mark.parametrize(
    ("touches", "steps"),
    [
        (("way:others", "ask_clerk", "way:offices"), (ChooseOtherEvent, NoEventFits, ChooseDesk)),
        (("way:words",), (SearchByWords,)),
        (("way:offices", "found:desk:hoiku", "ask_clerk"), (ChooseDesk, ShowDesk, NoEventFits)),
    ],
)
def test_back_leads_from_everywhere_to_the_cards(come: Come, touches: tuple[str, ...], steps: tuple[type, ...]) -> None:
    journey = to_the_cards(come)
    for touch, step in zip(touches, steps, strict=True):
        journey.touch(touch)
        journey.at(step)
    for step in (*reversed(steps[:-1]), ChooseEvent):
        journey.touch("back")
        journey.at(step)
