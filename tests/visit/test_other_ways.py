"""What happened, by other ways than the large cards: the rarer events, everyday words, offices, and somebody to ask."""

from typing import Any

import pytest

from commands.kiosk_parts import KioskParts
from kiosk.guidance.content import Guide, Party, Privacy, ProcedureKind
from kiosk.visit.answers import (
    Back,
    Begin,
    ChangeAnswer,
    ClerkWanted,
    DeskChosen,
    ErrandChosen,
    EventsChosen,
    FactsAnswered,
    GoOn,
    MembersComplete,
    NeedFilled,
    PartyChosen,
    PersonConfirmed,
    Way,
    WayChosen,
    WithoutCard,
)
from kiosk.visit.other_ways import cards, other_way
from kiosk.visit.steps import (
    AskQuestion,
    AwaitCard,
    ChooseDesk,
    ChooseEvent,
    ChooseOccasion,
    ChooseOtherEvent,
    ConfirmPerson,
    EnterPin,
    FillNeed,
    GatherHousehold,
    NoEventFits,
    Preview,
    SearchByWords,
    ShowDesk,
    Summary,
)

LONGEST_WAY = 60

MANY, ONE = "gomi.annai", "dog.tennyu"
"""Something that is done after more than one event, and something that belongs to one alone."""


@pytest.fixture
def guide(parts: KioskParts) -> Guide:
    return parts.content.guide


def at_the_cards(table: Any, party: Party = Party.SELF) -> None:
    table.say(Begin("ja"), PartyChosen(party))
    assert isinstance(table.visit.step, ChooseEvent)


def to_the_summary(table: Any, facts: dict[str, object]) -> list[str]:
    """Go on without a card, say no to all that is not among the facts; return every fact that was asked."""
    asked: list[str] = []
    all_facts = table.visit._ground.guide.facts
    for _ in range(LONGEST_WAY):
        match table.visit.step:
            case Summary():
                return asked
            case AwaitCard() | EnterPin():
                table.say(WithoutCard())
            case FillNeed():
                table.say(NeedFilled(None))
            case ConfirmPerson():
                table.say(PersonConfirmed(right=True))
            case GatherHousehold():
                table.say(MembersComplete())
            case AskQuestion(question):
                asked += question.asks
                table.say(FactsAnswered({fact: facts.get(fact, all_facts[fact].nothing) for fact in question.asks}))
    raise AssertionError(table.visit.step)


def test_rare_events_stand_behind_something_else(guide: Guide) -> None:
    shown = cards(guide)
    assert (len(shown.events), shown.rare) == (10, ("rikon", "koseki", "setai", "ninshin"))
    assert other_way(guide, WayChosen(Way.OTHERS)) == ChooseOtherEvent(shown.rare)


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (WayChosen(Way.OTHERS), ChooseOtherEvent),
        (WayChosen(Way.WORDS), SearchByWords),
        (WayChosen(Way.OFFICES), ChooseDesk),
        (DeskChosen("kankyou"), ShowDesk),
        (ErrandChosen((MANY,)), ChooseOccasion),
        (ClerkWanted(), NoEventFits),
    ],
    ids=str,
)
def test_back_leads_to_the_cards_from_every_way_aside(table: Any, answer: object, step: type) -> None:
    at_the_cards(table)
    table.say(answer)
    assert isinstance(table.visit.step, step)
    table.say(Back())
    assert isinstance(table.visit.step, ChooseEvent)


def test_back_leads_through_the_offices_one_by_one(table: Any) -> None:
    at_the_cards(table)
    table.say(WayChosen(Way.OFFICES), DeskChosen("kankyou"), ErrandChosen((MANY,)), ClerkWanted("kankyou"))
    assert table.visit.step == NoEventFits("kankyou")
    for step in (ChooseOccasion, ShowDesk, ChooseDesk, ChooseEvent):
        table.say(Back())
        assert isinstance(table.visit.step, step)


def test_what_is_done_on_one_occasion_says_what_happened(table: Any) -> None:
    at_the_cards(table)
    table.say(WayChosen(Way.OFFICES), DeskChosen("kankyou"), ErrandChosen((ONE,)))
    assert isinstance(table.visit.step, AwaitCard | EnterPin)
    table.say(Back(), Back())
    assert table.visit.step == cards(table.visit._ground.guide, ("tennyu",))


def test_what_is_done_on_several_asks_which(table: Any) -> None:
    at_the_cards(table)
    table.say(ErrandChosen((MANY,)))
    assert table.visit.step == ChooseOccasion((MANY,), ("tennyu", "tenkyo"))
    table.say(EventsChosen(("tenkyo",)))
    assert isinstance(table.visit.step, AwaitCard | EnterPin)


def test_an_office_says_nothing_of_what_only_staff_may_see(guide: Guide) -> None:
    named = {one for desk in guide.desks for one in _done_at(guide, desk)}
    secret = {one.id for one in guide.procedures.values() if one.privacy is Privacy.STAFF_ONLY}
    staffs = {one.id for one in guide.procedures.values() if one.kind is ProcedureKind.STAFF}
    assert secret
    assert named == guide.procedures.keys() - secret - staffs
    assert all(other_way(guide, ErrandChosen((one,))) is None for one in secret)


def _done_at(guide: Guide, desk: str) -> tuple[str, ...]:
    step = other_way(guide, DeskChosen(desk))
    assert isinstance(step, ShowDesk)
    return step.procedures


def test_offices_are_those_at_which_something_is_done(guide: Guide) -> None:
    step = other_way(guide, WayChosen(Way.OFFICES))
    assert isinstance(step, ChooseDesk)
    assert all(_done_at(guide, desk) for desk in step.desks)


# --- several events ------------------------------------------------------------------------


def test_a_marriage_that_moves_in_takes_the_move_along_and_asks_nothing_twice(table: Any) -> None:
    at_the_cards(table)
    table.say(EventsChosen(("konin",)))
    asked = to_the_summary(table, {"moves_too": True, "move_way": "in"})
    assert len(asked) == len(set(asked))
    assert table.visit.step.events == ("konin",)
    table.say(GoOn())
    plan = table.visit.step.plan
    assert plan.events == ("konin", "tennyu")
    listed = [entry.procedure.id for entry in (*plan.required, *plan.confirm, *plan.optional)]
    assert "juki.tennyu" in listed
    assert len(listed) == len(set(listed))
    assert table.visit._path.case(table.visit._clock.now(), "ja").events == ("konin", "tennyu")


def test_events_can_be_changed_at_the_summary(table: Any) -> None:
    at_the_cards(table)
    table.say(EventsChosen(("tenkyo",)))
    to_the_summary(table, {})
    table.say(ChangeAnswer("event"))
    assert table.visit.step.chosen == ("tenkyo",)
    table.say(WayChosen(Way.OTHERS), Back(), EventsChosen(("tenkyo", "konin")))
    to_the_summary(table, {})
    assert table.visit.step.events == ("tenkyo", "konin")


@pytest.mark.parametrize(("events", "moving"), [(("konin",), False), (("tenkyo",), True), (("konin", "tenkyo"), True)])
def test_only_a_move_asks_who_stays(table: Any, events: tuple[str, ...], moving: object) -> None:
    at_the_cards(table, Party.FAMILY)
    table.say(EventsChosen(events))
    for _ in range(LONGEST_WAY):
        match table.visit.step:
            case AwaitCard() | EnterPin():
                table.say(WithoutCard())
            case ConfirmPerson():
                table.say(PersonConfirmed(right=True))
            case FillNeed():
                table.say(NeedFilled(None))
    assert table.visit.step.moving is moving


def test_whoever_needs_nothing_gets_a_number_for_the_desk_that_knows(table: Any) -> None:
    at_the_cards(table)
    table.say(EventsChosen(("shomei",)))
    to_the_summary(table, {})
    table.say(GoOn())
    plan = table.visit.step.plan
    assert (plan.required, plan.confirm, plan.optional, plan.desks) == ((), (), (), ("shimin",))
    table.say(GoOn())
    assert isinstance(table.visit.step, Preview)
    table.say(GoOn())
    assert (table.visit.step.desk, table.visit.step.number) == ("shimin", "A1")


def test_what_was_said_of_a_move_does_not_count_for_another_event(table: Any) -> None:
    """Whoever stays behind on a move is among those who get married all the same."""
    table.say(Begin("ja"), PartyChosen(Party.SELF))
    table.visit._answers["stays:1"] = True
    table.say(EventsChosen(("konin",)))
    to_the_summary(table, {})
    assert [member.person.moves for member in table.visit.step.members] == [True]
