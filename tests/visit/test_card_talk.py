"""The conversation about the card: every way through it, and every way out."""

import pytest

from kiosk.errors import (
    Blocked,
    CardError,
    CardRemoved,
    CardTimeout,
    KakanaiError,
    LastTry,
    NoCard,
    NoReader,
    NoService,
    Overdue,
    UnknownCard,
    Unreadable,
    WrongPin,
)
from kiosk.people import Person
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState
from kiosk.visit.answers import Back, PinEntered, TryAgain, WithoutCard
from kiosk.visit.card_talk import CardTalk, NoCardUsed
from kiosk.visit.steps import AwaitCard, CardUnusable, EnterPin, Member, ReadingCard
from kiosk.visit.work import AwaitAnotherCard, AwaitCardOnReader, AwaitRemoval, CardGone, Failed, ReadCard

FOUND = CardFound(CardKind.MY_NUMBER, 3)
HANAKO, TARO = Person(name="番号　花子", address="見本市"), Person(name="番号　太郎", address="見本市")
READ = CardRead(CardKind.MY_NUMBER, HANAKO, 3)
ME = Member(1)


def talk_at_pin() -> CardTalk:
    talk = CardTalk(ME)
    talk.settle(FOUND)
    return talk


def talk_reading() -> CardTalk:
    talk = talk_at_pin()
    talk.answer(PinEntered("1234"))
    return talk


def test_it_begins_by_waiting_for_a_card() -> None:
    talk = CardTalk(ME)
    assert talk.step == AwaitCard()
    assert talk.work == AwaitCardOnReader()


def test_a_found_card_is_asked_for_its_pin_with_the_tries_left() -> None:
    talk = talk_at_pin()
    assert talk.step == EnterPin(CardKind.MY_NUMBER, 3)
    assert talk.work == AwaitRemoval()


@pytest.mark.parametrize(("tries_left", "trouble"), [(1, "last_try"), (0, "blocked")])
def test_a_card_with_too_few_tries_is_not_tried(tries_left: int, trouble: str) -> None:
    talk = CardTalk(ME)
    talk.settle(CardFound(CardKind.MY_NUMBER, tries_left))
    assert talk.step == CardUnusable(trouble, tries_left)
    assert talk.work is None


def test_the_pin_leads_to_the_reading() -> None:
    talk = talk_reading()
    assert talk.step == ReadingCard()
    assert talk.work == ReadCard("1234")


def test_the_pin_is_in_no_repr() -> None:
    talk = talk_reading()
    assert "1234" not in repr(talk.work) + repr(talk.step) + repr(PinEntered("1234"))


def test_a_read_card_ends_it() -> None:
    talk = talk_reading()
    talk.settle(READ)
    assert talk.result is READ
    assert talk.work is None


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (WrongPin(tries_left=2), EnterPin(CardKind.MY_NUMBER, 2, wrong=True)),
        (WrongPin(tries_left=1), CardUnusable("last_try", 1)),
        (WrongPin(tries_left=0), CardUnusable("blocked", 0)),
        (LastTry(tries_left=1), CardUnusable("last_try", 1)),
        (Blocked(tries_left=0), CardUnusable("blocked", 0)),
        (NoCard(), AwaitCard(trouble="removed")),
        (CardRemoved(), AwaitCard(trouble="removed")),
        (CardTimeout(), AwaitCard(trouble="timeout")),
        (Overdue(), AwaitCard(trouble="timeout")),
        (Unreadable(), AwaitCard(trouble="unreadable")),
        (NoReader(), AwaitCard(trouble="no_reader")),
        (NoService(), AwaitCard(trouble="no_service")),
    ],
)
def test_what_goes_wrong_while_reading_leads_somewhere(error: KakanaiError, step: object) -> None:
    talk = talk_reading()
    talk.settle(Failed(error))
    assert talk.step == step


@pytest.mark.parametrize("error", [UnknownCard(), CardRemoved(), Unreadable(), CardTimeout()])
def test_a_card_that_cannot_be_used_is_said_and_waited_for_again(error: CardError) -> None:
    talk = CardTalk(ME)
    first = talk.work
    talk.settle(Failed(error))
    assert talk.step == AwaitCard(trouble=error.code)
    assert talk.work == AwaitCardOnReader()
    assert talk.work is not first


def test_a_reader_that_goes_away_is_said_while_waiting() -> None:
    talk = CardTalk(ME)
    talk.progress(ReaderState.NO_READER)
    assert talk.step == AwaitCard(reader=ReaderState.NO_READER)


def test_trouble_stays_said_while_the_card_lies_there_and_after_it_is_taken() -> None:
    talk = CardTalk(ME)
    talk.settle(Failed(UnknownCard()))
    talk.progress(ReaderState.CARD)
    assert talk.step == AwaitCard(reader=ReaderState.CARD, trouble="unknown_card")
    talk.progress(ReaderState.EMPTY)
    assert talk.step == AwaitCard(reader=ReaderState.EMPTY, trouble="unknown_card")
    talk.progress(ReaderState.NO_READER)
    assert talk.step == AwaitCard(reader=ReaderState.NO_READER)


@pytest.mark.parametrize("talk", [CardTalk(ME), talk_at_pin(), talk_reading()])
def test_one_can_always_go_on_without_a_card(talk: CardTalk) -> None:
    assert talk.answer(WithoutCard())
    assert isinstance(talk.result, NoCardUsed)
    assert talk.work is None


def test_back_from_the_pin_waits_for_a_card_again() -> None:
    talk = talk_at_pin()
    assert talk.answer(Back())
    assert talk.step == AwaitCard()


def test_back_from_waiting_leaves_the_conversation() -> None:
    assert not CardTalk(ME).answer(Back())


def test_another_card_can_be_tried_after_an_unusable_one() -> None:
    talk = CardTalk(ME)
    talk.settle(CardFound(CardKind.MY_NUMBER, 0))
    talk.answer(TryAgain())
    assert talk.step == AwaitCard()
    assert talk.work == AwaitCardOnReader()


def test_a_card_taken_away_before_its_pin_is_waited_for_again() -> None:
    talk = talk_at_pin()
    talk.settle(CardGone())
    assert talk.step == AwaitCard(trouble="removed")
    assert talk.work == AwaitCardOnReader()


def talk_with_the_next(person: Person) -> CardTalk:
    """Another one of the family puts a card down, and types its PIN."""
    talk = CardTalk(Member(2), (HANAKO,))
    talk.settle(FOUND)
    talk.answer(PinEntered("1234"))
    talk.settle(CardRead(CardKind.MY_NUMBER, person, 3))
    return talk


def test_for_the_next_one_the_card_before_has_to_make_room() -> None:
    talk = CardTalk(Member(2), (HANAKO,))
    assert talk.work == AwaitAnotherCard()
    assert talk.step == AwaitCard(Member(2), another=True)


def test_the_same_card_twice_is_noticed() -> None:
    talk = talk_with_the_next(HANAKO)
    assert talk.result is None
    assert talk.step == AwaitCard(Member(2), trouble="same_card", another=True)


def test_the_next_ones_own_card_is_taken() -> None:
    talk = talk_with_the_next(TARO)
    assert isinstance(talk.result, CardRead)
    assert talk.result.person is TARO


@pytest.mark.parametrize(("said", "found", "owned"), [(None, False, None), (False, False, False), (None, True, True)])
def test_whoever_goes_on_without_a_card_may_own_one(said: bool | None, found: bool, owned: bool | None) -> None:
    talk = CardTalk(ME)
    if found:
        talk.settle(FOUND)
    talk.answer(WithoutCard(said))
    assert talk.result == NoCardUsed(owned)
