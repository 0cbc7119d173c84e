"""Whatever is said and whatever comes of the work: nothing breaks, nobody is kept waiting, and one gets through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from commands.kiosk_parts import KioskParts
from kiosk import errors
from kiosk.calendar import PartialDate
from kiosk.guidance.content import Fact, FactType, Party, Value
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import Address, Person, Relation, Sex
from kiosk.ports import CardFound, CardKind, CardRead, PrinterNotice, ReaderState, Secret, SecretKind, SecretWanted
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.waiting import Prospect, Wait
from kiosk.visit import steps, work
from kiosk.visit.answers import (
    AnotherSecret,
    Answer,
    Back,
    Begin,
    ChangeAnswer,
    ClerkWanted,
    DeskChosen,
    ErrandChosen,
    EventsChosen,
    FactsAnswered,
    GiveUpPaper,
    GoOn,
    Leave,
    MemberAdded,
    MemberMoves,
    MemberRemoved,
    MembersComplete,
    NeedFilled,
    PartyChosen,
    PersonConfirmed,
    SecretEntered,
    SecretLeftOut,
    SpeakLanguage,
    StartOver,
    TryAgain,
    Way,
    WayChosen,
    WithoutCard,
)
from kiosk.visit.visit import Visit
from kiosk.visit.work import Failed, Outcome

MOVES = 60
"""How many things happen before somebody sensible takes over."""

LONGEST_WAY = 120
MANY = 3
"""Whoever is sensible adds no more people than this."""
BIRTHS = (None, date(1928, 2, 29), date(1990, 1, 2), date(2010, 4, 1), date(2026, 11, 1))
TYPED: Mapping[NeedKind, NeedValue] = {
    NeedKind.KANA: "バンゴウ　ハナコ",
    NeedKind.PHONE: "0000000000",
    NeedKind.ADDRESS: Address("9780001", "みらい県", "青波市", "中央1丁目", "2番3号", ""),
    NeedKind.TEXT: "アオナミ",
    NeedKind.DATE: date(2026, 11, 16),
    NeedKind.COUNTRY: "ベトナム",
    NeedKind.PERSON: 1,
    NeedKind.PEOPLE: frozenset({1}),
    NeedKind.NAME: Name("番号　", "バンゴウ　イチロウ"),
    NeedKind.BIRTH: PartialDate(1927),
    NeedKind.SEX: Sex.UNKNOWN,
}
FAILURES = (
    *(errors.NoService(), errors.NoReader(), errors.NoCard(), errors.UnknownCard(), errors.CardRemoved()),
    *(errors.WrongSecret(tries_left=left) for left in (None, 0, 1, 2)),
    *(errors.LastTry(tries_left=1), errors.Blocked(tries_left=0), errors.CardTimeout(), errors.Unreadable()),
    *(errors.PrinterUnreachable(), errors.PrintRefused(), errors.StoreUnavailable(), errors.WrongState()),
    *(errors.Overdue(), errors.KakanaiError()),
)
TYPED_SECRETS = {
    SecretKind.PIN: "1234",
    SecretKind.CHECK_NUMBER: "00000000000000",
    SecretKind.CARD_NUMBER: "AB12345678CD",
    SecretKind.AUTHENTICATION_PIN: "4321",
}
OPENED_BY: Mapping[CardKind, tuple[SecretKind, ...]] = {
    CardKind.MY_NUMBER: (SecretKind.PIN, SecretKind.CHECK_NUMBER),
    CardKind.DRIVING_LICENCE: (SecretKind.PIN,),
    CardKind.RESIDENCE: (SecretKind.CARD_NUMBER,),
    CardKind.SPECIAL_PERMANENT: (SecretKind.CARD_NUMBER,),
}
NEWS = (*ReaderState, PrinterNotice(("media-empty",)), PrinterNotice(()))
OUT_OF_PLACE = (
    *(Back(), StartOver(), SpeakLanguage("en"), Begin("ja"), GoOn(), TryAgain()),
    *(WithoutCard(), GiveUpPaper(), SecretEntered(Secret(SecretKind.PIN, "0000")), PersonConfirmed(right=False)),
    *(NeedFilled(None), EventsChosen(()), PartyChosen(Party.PROXY), WithoutCard(owned=True)),
    *(ClerkWanted(), DeskChosen("kankyou"), ErrandChosen(("dog.chip",)), *map(WayChosen, Way)),
    *(MemberAdded(Relation.SPOUSE), MembersComplete(), MemberRemoved(2), MemberRemoved(1)),
    *(MemberMoves(1, moves=False), MemberMoves(2, moves=True), SecretLeftOut()),
    *(AnotherSecret(kind) for kind in SecretKind),
    *(SecretEntered(Secret(kind, text)) for kind, text in TYPED_SECRETS.items()),
    *(
        ChangeAnswer(key)
        for key in (
            *("card:1", "party", "event", "members", "nothing"),
            *("question:belongings", "question:foreigners", "need:new_head", "need:honseki"),
        )
    ),
)


@dataclass(frozen=True)
class Chance:
    """Decides what happens to a visit next."""

    visit: Visit
    facts: Mapping[str, Fact]
    dice: Random

    def anything(self) -> None:
        happening = self.dice.choice((self.what_fits, self.what_fits, self.answer, self.news, self.failure))
        happening()

    def what_fits(self) -> None:
        """Somebody sensible says what is asked, or the machine does what it has to do."""
        match self.visit.step:
            case steps.ReadingCard() | steps.Printing(trouble=None) | steps.Leaving() | steps.CardLeft():
                self.visit.settle(self._success())
            case steps.AwaitCard() if self.dice.random() < 0.5:
                self.visit.settle(self._success())
            case _:
                self.visit.answer(self._fitting_answer())

    def answer(self) -> None:
        self.visit.answer(self.dice.choice(OUT_OF_PLACE))

    def news(self) -> None:
        self.visit.progress(self.dice.choice(NEWS))

    def failure(self) -> None:
        if self.visit.work is not None:
            self.visit.settle(Failed(self.dice.choice(FAILURES)))

    def _fitting_answer(self) -> Answer:
        match self.visit.step:
            case steps.Attract():
                return Begin(self.dice.choice(("ja", "en")))
            case steps.ChooseParty(parties):
                return PartyChosen(self.dice.choice(parties))
            case steps.GatherHousehold(members, offers, complete):
                return self._gather(len(members), offers, complete=complete)
            case steps.ChooseEvent(events) | steps.ChooseOtherEvent(events) | steps.ChooseOccasion(events=events):
                return EventsChosen(tuple(self.dice.sample(events, self.dice.randint(1, min(2, len(events))))))
            case steps.SearchByWords() | steps.ChooseDesk() | steps.ShowDesk() | steps.NoEventFits():
                return Back()
            case steps.AwaitCard() | steps.CardUnusable():
                return WithoutCard()
            case steps.EnterPin() | steps.EnterCheckNumber() | steps.EnterCardNumber() as step:
                return _open(step)
            case steps.ConfirmPerson():
                return PersonConfirmed(right=True)
            case steps.AskQuestion(question):
                return FactsAnswered({fact: self._value(self.facts[fact]) for fact in question.asks})
            case steps.FillNeed(kind=kind):
                return NeedFilled(TYPED[kind])
            case steps.Printing():
                return GiveUpPaper()
            case steps.Finished():
                return Leave()
        return GoOn()

    def _gather(self, people: int, offers: tuple[tuple[Relation, Sex | None], ...], *, complete: bool) -> Answer:
        if complete and (people >= MANY or self.dice.random() < 0.5):
            return MembersComplete()
        return MemberAdded(*self.dice.choice(offers))

    def _value(self, fact: Fact) -> Value | None:
        plain: Mapping[FactType, tuple[Value | None, ...]] = {
            FactType.BOOL: (True, False, None),
            FactType.DATE: BIRTHS,
            FactType.INT: (None, 0, 3),
            FactType.ENUM: (None, *fact.values),
            FactType.PEOPLE: (None, frozenset(), frozenset({"1"})),
            FactType.SET: (None, frozenset(), frozenset(fact.values)),
        }
        return self.dice.choice(plain[fact.type])

    def _success(self) -> Outcome:
        match self.visit.work:
            case work.AwaitCardOnReader() | work.AwaitAnotherCard():
                return self._found(self.dice.choice(tuple(CardKind)))
            case work.ReadCard():
                return self._read(self.dice.choice(tuple(CardKind)))
            case work.ChallengeCard():
                return work.Challenged(self.dice.choice((True, False, None)))
            case work.TakeTicket(route=route):
                return work.TicketTaken(_ticket(route, self.visit), Prospect(2, Wait(5, 15)))
            case work.PrintSheet():
                return work.SheetOut()
            case work.PublishTicket():
                return work.Published()
            case work.AwaitFoundGone() | work.AwaitRemoval():
                return work.CardGone()
        raise AssertionError(f"nobody works for {self.visit.step}")

    def _found(self, kind: CardKind) -> CardFound:
        opens = tuple(SecretWanted(secret, self.dice.choice((None, 0, 1, 2, 3))) for secret in OPENED_BY[kind])
        signs = SecretWanted(SecretKind.AUTHENTICATION_PIN, self.dice.randint(0, 3))
        is_opened = self.dice.random() < 0.8
        return CardFound(kind, opens if is_opened else (), signs=self.dice.choice((None, signs)))

    def _read(self, kind: CardKind) -> CardRead:
        """Some cards give no name, no birth or no sex."""
        name = f"番号　{self.dice.choice('一二三四五六七八九')}子"
        person = Person(
            self.dice.choice((name, "")),
            birth=self.dice.choice(BIRTHS),
            sex=self.dice.choice((None, Sex.MALE)),
            address="見本市",
        )
        return CardRead(kind, person, 3, genuine=self.dice.choice((True, None, None, False)))


def _open(step: steps.EnterPin | steps.EnterCheckNumber | steps.EnterCardNumber) -> Answer:
    """Type what is asked for, unless it may not be typed any more."""
    match step:
        case steps.EnterPin(refused=steps.Refused(refused), secret=kind) if refused is kind:
            return SecretLeftOut()
        case steps.EnterPin(secret=kind):
            return SecretEntered(Secret(kind, TYPED_SECRETS[kind]))
    kind = SecretKind.CHECK_NUMBER if isinstance(step, steps.EnterCheckNumber) else SecretKind.CARD_NUMBER
    return SecretEntered(Secret(kind, TYPED_SECRETS[kind]))


def _ticket(route: tuple[str, ...], visit: Visit) -> Ticket:
    now = visit._clock.now()
    return Ticket("A1", now.date(), TicketState.TAKEN, route, None, None, False, now, None, "AAAAAAAAAAAAAAAA", now)


def after_anything(parts: KioskParts, seed: int) -> Chance:
    """A visit to which anything has happened."""
    chance = Chance(parts.visit(), parts.content.guide.facts, Random(seed))
    for _ in range(chance.dice.randint(1, MOVES)):
        chance.anything()
    return chance


@pytest.mark.parametrize("seed", [*range(20), 175])
def test_every_visit_can_be_brought_to_its_end(parts: KioskParts, seed: int) -> None:
    chance = after_anything(parts, seed)
    visit = chance.visit
    for _ in range(LONGEST_WAY):
        if isinstance(visit.step, steps.Over):
            break
        chance.what_fits()
    assert visit.step == steps.Over()
    assert visit.work is None


@pytest.mark.parametrize("seed", range(20))
def test_a_visit_can_be_left_at_any_moment_and_then_stays_left(parts: KioskParts, seed: int) -> None:
    visit = after_anything(parts, seed).visit
    for _ in range(2):
        visit.answer(Leave())
    for late in (*OUT_OF_PLACE, *NEWS, work.SheetOut(), work.CardGone(), Failed(errors.Overdue())):
        _happen(visit, late)
        assert (visit.step, visit.work) == (steps.Over(), None)


def _happen(visit: Visit, late: object) -> None:
    match late:
        case ReaderState() | PrinterNotice():
            visit.progress(late)
        case work.SheetOut() | work.CardGone() | Failed():
            visit.settle(late)
        case _:
            visit.answer(late)  # type: ignore[arg-type]  # all others are answers
