"""The end of a visit: what becomes of a card on the reader, and of all that was known."""

import gc
import weakref
from typing import Any

import pytest

from kiosk.errors import KakanaiError, Overdue, Unreadable
from kiosk.guidance.content import Party
from kiosk.people import Person
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState, Secret, SecretKind, SecretWanted
from kiosk.visit.answers import (
    Back,
    Begin,
    EventsChosen,
    GoOn,
    Leave,
    PartyChosen,
    PersonConfirmed,
    SecretEntered,
    SpeakLanguage,
    StartOver,
    WithoutCard,
)
from kiosk.visit.leave_talk import LeaveTalk
from kiosk.visit.steps import Attract, AwaitCard, CardLeft, ChooseParty, EnterPin, Leaving, Over
from kiosk.visit.work import AwaitRemoval, CardGone, Failed

PIN_TYPED = SecretEntered(Secret(SecretKind.PIN, "1234"))
LATE = (
    Back(),
    StartOver(),
    Begin("en"),
    GoOn(),
    WithoutCard(),
    PIN_TYPED,
    EventsChosen(("tennyu",)),
)


def talk_with_card() -> LeaveTalk:
    talk = LeaveTalk(card_may_lie=True)
    talk.progress(ReaderState.CARD)
    return talk


def test_where_no_card_was_the_reader_is_not_asked() -> None:
    talk = LeaveTalk(card_may_lie=False)
    assert (talk.step, talk.work) == (Over(), None)


def test_nothing_is_shown_before_the_reader_answers() -> None:
    talk = LeaveTalk(card_may_lie=True)
    assert talk.step == Leaving()
    assert isinstance(talk.work, AwaitRemoval)
    assert talk.work.deadline_s is not None


def test_a_card_that_lies_there_is_shown_for_as_long_as_it_lies_there() -> None:
    talk = talk_with_card()
    waiting = talk.work
    assert (talk.step, waiting) == (CardLeft(), AwaitRemoval(deadline_s=None))
    talk.progress(ReaderState.CARD)
    assert talk.work is waiting
    talk.progress(ReaderState.EMPTY)
    talk.settle(CardGone())
    assert (talk.step, talk.work) == (Over(), None)


@pytest.mark.parametrize("state", [ReaderState.NO_READER, ReaderState.NO_SERVICE])
@pytest.mark.parametrize("talk", [LeaveTalk(card_may_lie=True), talk_with_card()])
def test_a_reader_that_is_away_cannot_tell(talk: LeaveTalk, state: ReaderState) -> None:
    talk.progress(state)
    assert (talk.step, talk.work) == (Over(), None)


@pytest.mark.parametrize("error", [Overdue(), Unreadable()])
def test_neither_can_one_that_hangs_or_fails(error: KakanaiError) -> None:
    talk = LeaveTalk(card_may_lie=True)
    talk.settle(Failed(error))
    assert (talk.step, talk.work) == (Over(), None)


def reach(visit: Any, *states: ReaderState) -> None:
    """Come to the card, of which the reader says this."""
    visit.settle(Failed(Overdue()))
    visit.answer(Begin("ja"))
    visit.answer(PartyChosen(Party.SELF))
    visit.answer(EventsChosen(("tennyu",)))
    for state in states:
        visit.progress(state)


def test_a_card_that_was_found_is_looked_for_when_the_visit_ends(table: Any) -> None:
    visit = table.visit
    reach(visit)
    visit.settle(CardFound(CardKind.MY_NUMBER, (SecretWanted(SecretKind.PIN, 3),)))
    assert isinstance(visit.step, EnterPin)
    visit.answer(Leave())
    assert visit.step == Leaving()
    visit.progress(ReaderState.CARD)
    assert (visit.step, visit.work) == (CardLeft(), AwaitRemoval())


@pytest.mark.parametrize("way", [(StartOver(), Back()), (WithoutCard(), Leave()), (Back(), Back(), Back())])
def test_so_is_one_of_which_nothing_is_known_any_more(table: Any, way: tuple[Any, ...]) -> None:
    reach(table.visit, ReaderState.EMPTY, ReaderState.CARD)
    for answer in way:
        table.visit.answer(answer)
    assert table.visit.step == Leaving()


@pytest.mark.parametrize("states", [(), (ReaderState.EMPTY,), (ReaderState.CARD, ReaderState.EMPTY)])
def test_a_visit_without_a_card_ends_at_once(table: Any, states: tuple[ReaderState, ...]) -> None:
    reach(table.visit, *states)
    assert isinstance(table.visit.step, AwaitCard)
    table.visit.answer(Leave())
    assert (table.visit.step, table.visit.work) == (Over(), None)


def test_a_card_that_was_taken_at_the_end_is_not_looked_for(table: Any) -> None:
    table.visit.progress(ReaderState.CARD)
    table.visit.settle(CardGone())
    assert isinstance(table.visit.step, Attract)
    table.visit.answer(Leave())
    assert table.visit.step == Over()


def test_what_remains_of_the_visit_knows_nobody(table: Any) -> None:
    person = Person("番号　花子")
    somebody = weakref.ref(person)
    reach(table.visit, ReaderState.CARD)
    table.visit.settle(CardFound(CardKind.MY_NUMBER, (SecretWanted(SecretKind.PIN, 3),)))
    table.visit.answer(PIN_TYPED)
    table.visit.settle(CardRead(CardKind.MY_NUMBER, person, 3))
    table.visit.answer(PersonConfirmed(right=True))
    del person
    assert somebody() is not None
    table.visit.answer(Leave())
    gc.collect()
    assert somebody() is None


@pytest.mark.parametrize("late", LATE)
def test_a_late_tap_brings_nothing_back(table: Any, late: Any) -> None:
    reach(table.visit, ReaderState.CARD)
    table.visit.answer(Leave())
    table.visit.progress(ReaderState.CARD)
    table.visit.answer(late)
    assert (table.visit.step, table.visit.work) == (CardLeft(), AwaitRemoval())


def test_another_language_can_be_spoken_to_whoever_finds_the_card(table: Any) -> None:
    reach(table.visit, ReaderState.CARD)
    table.visit.answer(Leave())
    table.visit.progress(ReaderState.CARD)
    table.visit.answer(SpeakLanguage("en"))
    assert (table.visit.language, table.visit.step) == ("en", CardLeft())


def test_going_back_out_of_the_first_screen_looks_for_the_card_too(table: Any) -> None:
    reach(table.visit, ReaderState.CARD)
    table.visit.answer(Back())
    table.visit.answer(Back())
    assert isinstance(table.visit.step, ChooseParty)
    table.visit.answer(Back())
    assert table.visit.step == Leaving()
