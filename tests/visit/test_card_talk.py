"""The conversation about the card: every kind, every secret, every way through it, and every way out."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.errors import (
    Blocked,
    CardError,
    CardExpired,
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
    WrongSecret,
)
from kiosk.people import Person, Pictures, Residence
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState, Secret, SecretKind, SecretWanted
from kiosk.visit.answers import AnotherSecret, Answer, Back, SecretEntered, SecretLeftOut, TryAgain, WithoutCard
from kiosk.visit.card_talk import CardTalk, NoCardUsed
from kiosk.visit.steps import (
    AwaitCard,
    CardUnusable,
    EnterCardNumber,
    EnterCheckNumber,
    EnterPin,
    Member,
    ReadingCard,
    Refused,
)
from kiosk.visit.work import (
    AwaitAnotherCard,
    AwaitCardOnReader,
    AwaitFoundGone,
    CardGone,
    ChallengeCard,
    Challenged,
    Failed,
    ReadCard,
)

MY_NUMBER, LICENCE = CardKind.MY_NUMBER, CardKind.DRIVING_LICENCE
RESIDENCE, PERMANENT = CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT
PIN, CHECK, CARD, SIGN = (
    SecretKind.PIN,
    SecretKind.CHECK_NUMBER,
    SecretKind.CARD_NUMBER,
    SecretKind.AUTHENTICATION_PIN,
)
TYPED = {
    PIN: Secret(PIN, "1234"),
    CHECK: Secret(CHECK, "55021720352285"),
    CARD: Secret(CARD, "AB12345678CD"),
    SIGN: Secret(SIGN, "4321"),
}
FOUND = CardFound(MY_NUMBER, (SecretWanted(PIN, 3),))
HANAKO, TARO = Person(name="番号　花子", address="見本市"), Person(name="番号　太郎", address="見本市")
READ = CardRead(MY_NUMBER, HANAKO, 3)
ME = Member(1)


def my_number(pin: int | None = 3, check: int | None = 10, signs: int | None = None) -> CardFound:
    wanted = None if signs is None else SecretWanted(SIGN, signs)
    return CardFound(MY_NUMBER, (SecretWanted(PIN, pin), SecretWanted(CHECK, check)), signs=wanted)


def licence(pin: int | None = 3) -> CardFound:
    return CardFound(LICENCE, (SecretWanted(PIN, pin),))


def residence(kind: CardKind = RESIDENCE) -> CardFound:
    return CardFound(kind, (SecretWanted(CARD),))


def talk_at(found: CardFound) -> CardTalk:
    talk = CardTalk(ME)
    talk.settle(found)
    return talk


def talk_at_pin() -> CardTalk:
    return talk_at(FOUND)


def talk_with(found: CardFound, *secrets: SecretKind) -> CardTalk:
    """Somebody who types these for the card, one after the other."""
    talk = talk_at(found)
    for kind in secrets:
        talk.answer(SecretEntered(TYPED[kind]))
    return talk


def talk_reading() -> CardTalk:
    return talk_with(FOUND, PIN)


def test_it_begins_by_waiting_for_a_card() -> None:
    talk = CardTalk(ME)
    assert talk.step == AwaitCard()
    assert talk.work == AwaitCardOnReader()


# --- what a card wants ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (my_number(), EnterPin(MY_NUMBER, 3, instead=CHECK)),
        (my_number(pin=2), EnterPin(MY_NUMBER, 2, instead=CHECK)),
        (my_number(check=1), EnterPin(MY_NUMBER, 3, refused=Refused(CHECK, "last_try"))),
        (my_number(check=0), EnterPin(MY_NUMBER, 3, refused=Refused(CHECK, "blocked"))),
        (my_number(pin=1), EnterCheckNumber(10, refused=Refused(PIN, "last_try"))),
        (my_number(pin=0), EnterCheckNumber(10, refused=Refused(PIN, "blocked"))),
        (my_number(pin=0, check=2), EnterCheckNumber(2, refused=Refused(PIN, "blocked"))),
        (my_number(pin=1, check=1), CardUnusable("last_try", 1, MY_NUMBER)),
        (my_number(pin=0, check=1), CardUnusable("blocked", 0, MY_NUMBER)),
        (my_number(pin=0, check=0), CardUnusable("blocked", 0, MY_NUMBER)),
        (licence(), EnterPin(LICENCE, 3)),
        (licence(pin=1), CardUnusable("last_try", 1, LICENCE)),
        (licence(pin=0), CardUnusable("blocked", 0, LICENCE)),
        (licence(pin=None), EnterPin(LICENCE, None)),
        (residence(), EnterCardNumber(RESIDENCE)),
        (residence(PERMANENT), EnterCardNumber(PERMANENT)),
    ],
)
def test_a_card_is_asked_only_for_what_it_wants_and_may_be_tried(found: CardFound, step: object) -> None:
    talk = talk_at(found)
    assert talk.step == step
    assert talk.work == (None if isinstance(step, CardUnusable) else AwaitFoundGone())


def test_a_licence_without_a_pin_is_read_at_once() -> None:
    talk = talk_at(CardFound(LICENCE, ()))
    assert talk.step == ReadingCard(LICENCE)
    assert talk.work == ReadCard(None)


@pytest.mark.parametrize(
    ("found", "kind"), [(my_number(), PIN), (my_number(pin=0), CHECK), (licence(), PIN), (residence(), CARD)]
)
def test_what_is_typed_leads_to_the_reading(found: CardFound, kind: SecretKind) -> None:
    talk = talk_with(found, kind)
    assert talk.step == ReadingCard(found.kind)
    assert talk.work == ReadCard(TYPED[kind])


@pytest.mark.parametrize(
    ("found", "kind"),
    [(my_number(), CHECK), (my_number(), SIGN), (my_number(pin=0), PIN), (licence(), CARD), (residence(), PIN)],
)
def test_a_secret_that_is_not_asked_for_is_not_tried(found: CardFound, kind: SecretKind) -> None:
    talk = talk_with(found, kind)
    assert talk.step == talk_at(found).step
    assert talk.work == AwaitFoundGone()


def test_a_secret_typed_twice_is_tried_once() -> None:
    talk = talk_reading()
    reading = talk.work
    talk.answer(SecretEntered(TYPED[PIN]))
    talk.answer(AnotherSecret(PIN))
    assert talk.work is reading


@pytest.mark.parametrize("kind", SecretKind)
def test_a_secret_is_in_no_repr(kind: SecretKind) -> None:
    said = repr((ReadCard(TYPED[kind]), ChallengeCard(TYPED[kind]), SecretEntered(TYPED[kind])))
    assert TYPED[kind].text not in said


def test_one_may_take_the_other_secret_and_come_back() -> None:
    talk = talk_at(my_number())
    talk.answer(AnotherSecret(CHECK))
    assert talk.step == EnterCheckNumber(10, instead=PIN)
    talk.answer(AnotherSecret(PIN))
    assert talk.step == EnterPin(MY_NUMBER, 3, instead=CHECK)


@pytest.mark.parametrize(("found", "kind"), [(my_number(check=1), CHECK), (licence(), CHECK), (my_number(), SIGN)])
def test_a_secret_that_is_not_safe_or_not_there_cannot_be_taken(found: CardFound, kind: SecretKind) -> None:
    talk = talk_at(found)
    before = talk.step
    talk.answer(AnotherSecret(kind))
    assert talk.step == before


# --- what goes wrong -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "kind", "error", "step"),
    [
        (FOUND, PIN, WrongSecret(tries_left=2), EnterPin(MY_NUMBER, 2, wrong=True)),
        (FOUND, PIN, WrongSecret(tries_left=1), CardUnusable("last_try", 1, MY_NUMBER)),
        (FOUND, PIN, WrongSecret(tries_left=0), CardUnusable("blocked", 0, MY_NUMBER)),
        (FOUND, PIN, LastTry(tries_left=1), CardUnusable("last_try", 1, MY_NUMBER)),
        (FOUND, PIN, LastTry(), CardUnusable("last_try", 1, MY_NUMBER)),
        (FOUND, PIN, Blocked(tries_left=0), CardUnusable("blocked", 0, MY_NUMBER)),
        (FOUND, PIN, Blocked(), CardUnusable("blocked", 0, MY_NUMBER)),
        (my_number(), PIN, WrongSecret(tries_left=2), EnterPin(MY_NUMBER, 2, wrong=True, instead=CHECK)),
        (my_number(), PIN, WrongSecret(tries_left=1), EnterCheckNumber(10, refused=Refused(PIN, "last_try"))),
        (my_number(), PIN, Blocked(tries_left=0), EnterCheckNumber(10, refused=Refused(PIN, "blocked"))),
        (my_number(pin=1), CHECK, WrongSecret(tries_left=9), None),
        (my_number(pin=1, check=2), CHECK, WrongSecret(tries_left=1), CardUnusable("last_try", 1, MY_NUMBER)),
        (licence(), PIN, WrongSecret(tries_left=2), EnterPin(LICENCE, 2, wrong=True)),
        (licence(), PIN, WrongSecret(tries_left=1), CardUnusable("last_try", 1, LICENCE)),
        (residence(), CARD, WrongSecret(), EnterCardNumber(RESIDENCE, wrong=True)),
        (residence(PERMANENT), CARD, WrongSecret(), EnterCardNumber(PERMANENT, wrong=True)),
    ],
)
def test_a_wrong_secret_is_asked_again_or_left_alone(
    found: CardFound, kind: SecretKind, error: KakanaiError, step: object
) -> None:
    talk = talk_with(found, kind)
    talk.settle(Failed(error))
    assert talk.step == (step or EnterCheckNumber(9, wrong=True, refused=Refused(PIN, "last_try")))


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (NoCard(), AwaitCard(trouble="removed")),
        (CardRemoved(), AwaitCard(trouble="removed")),
        (CardTimeout(), AwaitCard(trouble="timeout")),
        (Overdue(), AwaitCard(trouble="timeout")),
        (Unreadable(), AwaitCard(trouble="unreadable")),
        (NoReader(), AwaitCard(trouble="no_reader")),
        (NoService(), AwaitCard(trouble="no_service")),
        (CardExpired(expired=date(2026, 3, 4)), CardUnusable("expired", None, MY_NUMBER, date(2026, 3, 4))),
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


def test_an_expired_card_is_said_with_its_last_day() -> None:
    talk = CardTalk(ME)
    talk.settle(Failed(CardExpired(expired=date(2026, 3, 4))))
    assert talk.step == CardUnusable("expired", expired=date(2026, 3, 4))
    assert talk.work is None


def test_what_one_card_was_is_not_said_of_the_next() -> None:
    talk = talk_at(licence())
    talk.settle(CardGone())
    talk.settle(Failed(CardExpired()))
    assert talk.step == CardUnusable("expired")


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


# --- whether it is genuine -----------------------------------------------------------------


@pytest.mark.parametrize("genuine", [True, None])
def test_a_read_card_ends_it(genuine: bool | None) -> None:
    talk, read = talk_reading(), replace(READ, genuine=genuine)
    talk.settle(read)
    assert talk.result is read
    assert talk.work is None


def test_a_card_that_is_not_genuine_is_not_used() -> None:
    talk = talk_reading()
    talk.settle(replace(READ, genuine=False))
    assert talk.step == CardUnusable("not_genuine", kind=MY_NUMBER)
    assert (talk.result, talk.work) == (None, None)


def talk_signing(read: CardRead = READ, signs: int = 3) -> CardTalk:
    talk = talk_with(my_number(signs=signs), PIN)
    talk.settle(read)
    return talk


def test_a_signature_is_asked_for_with_its_own_pin() -> None:
    talk = talk_signing()
    assert talk.step == EnterPin(MY_NUMBER, 3, secret=SIGN)
    talk.answer(SecretEntered(TYPED[PIN]))
    assert talk.work == AwaitFoundGone()
    talk.answer(SecretEntered(TYPED[SIGN]))
    assert talk.step == ReadingCard(MY_NUMBER, signs=True)
    assert talk.work == ChallengeCard(TYPED[SIGN])


@pytest.mark.parametrize("signs", [0, 1])
def test_a_signature_is_not_asked_for_with_the_last_try(signs: int) -> None:
    assert talk_signing(signs=signs).result is READ


@pytest.mark.parametrize("read", [True, None])
@pytest.mark.parametrize("signed", [True, False, None])
def test_a_signature_can_only_disprove(read: bool | None, signed: bool | None) -> None:
    talk = talk_signing(replace(READ, genuine=read))
    talk.answer(SecretEntered(TYPED[SIGN]))
    talk.settle(Challenged(signed))
    if signed is False:
        assert talk.step == CardUnusable("not_genuine", kind=MY_NUMBER)
        assert talk.result is None
    else:
        assert talk.result == replace(READ, genuine=read)


@pytest.mark.parametrize("happens", [SecretLeftOut(), CardGone()])
def test_a_signature_can_be_left_out(happens: Answer | CardGone) -> None:
    talk = talk_signing()
    if isinstance(happens, CardGone):
        talk.settle(happens)
    else:
        talk.answer(happens)
    assert talk.result is READ


@pytest.mark.parametrize("error", [CardRemoved(), NoCard(), Unreadable(), CardTimeout(), Overdue(), NoService()])
def test_a_signature_that_fails_takes_nothing_from_what_was_read(error: KakanaiError) -> None:
    talk = talk_signing()
    talk.answer(SecretEntered(TYPED[SIGN]))
    talk.settle(Failed(error))
    assert talk.result is READ


def test_a_wrong_signing_pin_is_asked_again_with_its_own_tries() -> None:
    talk = talk_signing()
    talk.answer(SecretEntered(TYPED[SIGN]))
    talk.settle(Failed(WrongSecret(tries_left=2)))
    assert talk.step == EnterPin(MY_NUMBER, 2, wrong=True, secret=SIGN)


@pytest.mark.parametrize(
    ("error", "left", "trouble"),
    [(WrongSecret(tries_left=1), 1, "last_try"), (LastTry(), 1, "last_try"), (Blocked(), 0, "blocked")],
)
def test_the_last_try_of_the_signing_pin_is_said_and_left_alone(error: KakanaiError, left: int, trouble: str) -> None:
    talk = talk_signing()
    talk.answer(SecretEntered(TYPED[SIGN]))
    talk.settle(Failed(error))
    wrong = isinstance(error, WrongSecret)
    assert talk.step == EnterPin(MY_NUMBER, left, wrong, secret=SIGN, refused=Refused(SIGN, trouble))
    talk.answer(SecretEntered(TYPED[SIGN]))
    assert talk.work == AwaitFoundGone()
    talk.answer(SecretLeftOut())
    assert talk.result is READ


# --- the ways out --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "talk",
    [
        CardTalk(ME),
        talk_at_pin(),
        talk_reading(),
        talk_at(my_number(pin=0)),
        talk_at(residence()),
        talk_at(licence(pin=0)),
    ],
)
def test_one_can_always_go_on_without_a_card(talk: CardTalk) -> None:
    assert talk.answer(WithoutCard())
    assert isinstance(talk.result, NoCardUsed)
    assert talk.work is None


@pytest.mark.parametrize("found", [FOUND, my_number(pin=0), residence(), licence(pin=0)])
@pytest.mark.parametrize("answer", [Back(), TryAgain()])
def test_a_card_that_is_not_wanted_has_to_make_room(found: CardFound, answer: Answer) -> None:
    talk = talk_at(found)
    assert talk.answer(answer)
    assert talk.step == AwaitCard(another=True)
    assert talk.work == AwaitFoundGone()
    talk.settle(CardGone())
    assert talk.step == AwaitCard()
    assert talk.work == AwaitCardOnReader()


def test_back_from_waiting_leaves_the_conversation() -> None:
    assert not CardTalk(ME).answer(Back())


def test_a_card_taken_away_before_its_pin_is_waited_for_again() -> None:
    talk = talk_at_pin()
    talk.settle(CardGone())
    assert talk.step == AwaitCard(trouble="removed")
    assert talk.work == AwaitCardOnReader()


@pytest.mark.parametrize(
    ("said", "found", "owned"),
    [
        (None, None, None),
        (False, None, False),
        (True, None, True),
        (None, FOUND, True),
        (None, licence(), None),
        (False, residence(), False),
    ],
)
def test_whoever_goes_on_without_a_card_may_own_a_my_number_card(
    said: bool | None, found: CardFound | None, owned: bool | None
) -> None:
    talk = CardTalk(ME) if found is None else talk_at(found)
    talk.answer(WithoutCard(said))
    assert talk.result == NoCardUsed(owned)


# --- one after the other -------------------------------------------------------------------


def talk_with_the_next(person: Person, before: Person = HANAKO) -> CardTalk:
    """Another one of the family puts a card down, and types its PIN."""
    talk = CardTalk(Member(2), (before,))
    talk.settle(FOUND)
    talk.answer(SecretEntered(TYPED[PIN]))
    talk.settle(CardRead(MY_NUMBER, person, 3))
    return talk


def test_for_the_next_one_the_card_before_has_to_make_room() -> None:
    talk = CardTalk(Member(2), (HANAKO,))
    assert talk.work == AwaitAnotherCard()
    assert talk.step == AwaitCard(Member(2), another=True)


NAMELESS = Person(address="見本市", pictures=Pictures(front=b"one"), residence=Residence(card_number="AA00000000AA"))


@pytest.mark.parametrize(
    ("before", "again"),
    [(HANAKO, HANAKO), (NAMELESS, NAMELESS), (HANAKO, replace(HANAKO, pictures=Pictures(name=b"her name")))],
)
def test_the_same_card_twice_is_noticed(before: Person, again: Person) -> None:
    talk = talk_with_the_next(again, before)
    assert talk.result is None
    assert talk.step == AwaitCard(Member(2), trouble="same_card", another=True)


@pytest.mark.parametrize(
    ("before", "other"),
    [
        (HANAKO, TARO),
        (NAMELESS, replace(NAMELESS, pictures=Pictures(front=b"two"))),
        (NAMELESS, replace(NAMELESS, residence=Residence(card_number="BB00000000BB"))),
    ],
)
def test_the_next_ones_own_card_is_taken(before: Person, other: Person) -> None:
    talk = talk_with_the_next(other, before)
    assert isinstance(talk.result, CardRead)
    assert talk.result.person is other
