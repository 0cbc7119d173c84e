"""A visit with each of the cards of a wallet: what it is asked for, what is typed, and what reaches the counter."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.errors import PrintRefused
from kiosk.guidance.content import Party
from kiosk.handover.record import case_of
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import NAME_GAP, Person, Pictures, Residence, Sex
from kiosk.ports import CardFound, CardKind, Secret, SecretKind, SecretWanted
from kiosk.visit.answers import (
    AnotherSecret,
    Back,
    GiveUpPaper,
    GoOn,
    MemberAdded,
    MembersComplete,
    NeedFilled,
    PartyChosen,
    PersonConfirmed,
    SecretEntered,
)
from kiosk.visit.steps import (
    AskQuestion,
    CardUnusable,
    ChooseParty,
    ConfirmPerson,
    EnterCardNumber,
    EnterCheckNumber,
    EnterPin,
    FillNeed,
    GatherHousehold,
    Preview,
    Printing,
    Step,
)

FRONT, ADDRESS_PICTURE = b"the card's face", b"an address"
ANNA = Person(
    address="みらい県遠野原市中央1番",
    residence=Residence("留学", "1年3月", date(2027, 4, 1), "AB12345678CD"),
    pictures=Pictures(front=FRONT),
)
ICHIRO = Person(f"番号{NAME_GAP}一郎", f"バンゴウ{NAME_GAP}イチロウ", date(1980, 2, 17), address="みらい県遠野原市")
HANAKO = Person(f"番号{NAME_GAP}花子", birth=date(1990, 1, 2), sex=Sex.FEMALE, address="みらい県遠野原市")

RESIDENCE = CardFound(CardKind.RESIDENCE, (SecretWanted(SecretKind.CARD_NUMBER),))
LICENCE = CardFound(CardKind.DRIVING_LICENCE, (SecretWanted(SecretKind.PIN, 3),))
UNSET_LICENCE = CardFound(CardKind.DRIVING_LICENCE, ())
MY_NUMBER = CardFound(CardKind.MY_NUMBER, (SecretWanted(SecretKind.PIN, 1), SecretWanted(SecretKind.CHECK_NUMBER, 10)))
SECRETS = {
    EnterPin: Secret(SecretKind.PIN, "1234"),
    EnterCheckNumber: Secret(SecretKind.CHECK_NUMBER, "55021720352285"),
    EnterCardNumber: Secret(SecretKind.CARD_NUMBER, "AB12345678CD"),
}
TYPED: dict[NeedKind, NeedValue | None] = {
    NeedKind.NAME: Name("LEE ANNA"),
    NeedKind.BIRTH: date(1990, 5, 17),
    NeedKind.SEX: Sex.FEMALE,
    NeedKind.KANA: "リー　アンナ",
    NeedKind.COUNTRY: "米国",
}


class Walk:
    """Says the obvious to whatever is on the screen, and remembers what was."""

    def __init__(self, table: Any, party: Party = Party.SELF) -> None:
        self._table = table
        self._party = party
        self.seen: list[Step] = []

    def to(self, step: type) -> Any:
        self._table.work()
        for _ in range(60):
            shown = self._table.visit.step
            self.seen.append(shown)
            if isinstance(shown, step):
                return shown
            self._table.say(self._answer(shown))
        raise AssertionError(self._table.visit.step)

    def filled(self) -> list[str]:
        return [step.need for step in self.seen if isinstance(step, FillNeed)]

    def _answer(self, step: Step) -> object:
        match step:
            case ChooseParty():
                return PartyChosen(self._party)
            case EnterPin() | EnterCheckNumber() | EnterCardNumber():
                return SecretEntered(SECRETS[type(step)])
            case GatherHousehold():
                return MembersComplete()
            case FillNeed():
                return NeedFilled(TYPED.get(step.kind))
        return self._table.obvious()


def lay(table: Any, found: CardFound, person: Person) -> Walk:
    table.reader.found, table.reader.card = found, person
    return Walk(table)


@pytest.mark.parametrize(
    ("found", "person", "step", "secret"),
    [
        (RESIDENCE, ANNA, EnterCardNumber, SECRETS[EnterCardNumber]),
        (LICENCE, ICHIRO, EnterPin, SECRETS[EnterPin]),
        (UNSET_LICENCE, ICHIRO, ConfirmPerson, None),
        (MY_NUMBER, HANAKO, EnterCheckNumber, SECRETS[EnterCheckNumber]),
    ],
)
def test_a_card_is_opened_by_what_it_wants(
    found: CardFound, person: Person, step: type, secret: Secret | None, table: Any
) -> None:
    walk = lay(table, found, person)
    walk.to(step)
    assert walk.to(ConfirmPerson).whom.person.address == person.address
    assert table.reader.secrets == [secret]


@pytest.mark.parametrize(
    ("found", "person", "by_hand"),
    [(RESIDENCE, ANNA, ["name", "birth", "sex"]), (LICENCE, ICHIRO, ["sex"]), (MY_NUMBER, HANAKO, [])],
)
def test_what_the_card_does_not_say_is_asked_once_and_nothing_else(
    found: CardFound, person: Person, by_hand: list[str], table: Any
) -> None:
    walk = lay(table, found, person)
    walk.to(AskQuestion)
    assert walk.filled() == by_hand
    lefts = [step.left for step in walk.seen if isinstance(step, FillNeed)]
    assert lefts == list(range(len(by_hand), 0, -1))


def test_the_name_is_typed_beside_the_face_of_the_card(table: Any) -> None:
    walk = lay(table, RESIDENCE, ANNA)
    walk.to(AskQuestion)
    pictures = {step.need: step.picture for step in walk.seen if isinstance(step, FillNeed)}
    assert pictures == {"name": FRONT, "birth": b"", "sex": b""}


def test_an_address_that_is_only_a_picture_is_typed_beside_it(table: Any) -> None:
    pictured = replace(HANAKO, address="", pictures=Pictures(address=ADDRESS_PICTURE))
    walk = lay(table, MY_NUMBER, pictured)
    walk.to(Preview)
    pictures = {step.need: step.picture for step in walk.seen if isinstance(step, FillNeed)}
    assert pictures["old_address"] == ADDRESS_PICTURE
    assert pictures["new_address"] == b""


def test_a_licence_says_how_the_name_is_read(table: Any) -> None:
    walk = lay(table, LICENCE, ICHIRO)
    walk.to(Preview)
    assert "kana" not in walk.filled()


def test_what_the_residence_card_said_reaches_the_counter(table: Any, unsealed: Any) -> None:
    lay(table, RESIDENCE, ANNA).to(Preview)
    table.printer.troubles = [PrintRefused()]
    table.say(GoOn())
    assert isinstance(table.visit.step, Printing)
    table.say(GiveUpPaper())
    handover = unsealed(table.visit.step.handover)
    (person,) = case_of(handover, table.visit._ground.guide, table.visit._ground.forms).people
    assert (person.name, person.residence, person.foreign) == ("LEE ANNA", ANNA.residence, True)
    assert person.pictures == Pictures()


def test_another_card_brings_nothing_of_what_was_typed_for_the_one_before(table: Any) -> None:
    walk = lay(table, RESIDENCE, ANNA)
    assert walk.to(FillNeed).need == "name"
    table.say(NeedFilled(Name("LEE ANNA")), Back())
    assert table.visit.step.given == Name("LEE ANNA")
    table.say(Back(), PersonConfirmed(right=False))
    assert isinstance(table.visit.step, EnterCardNumber)
    walk.to(FillNeed)
    assert table.visit.step.given is None


def test_a_card_that_is_not_genuine_leads_to_the_counter_and_not_into_the_form(table: Any) -> None:
    walk = lay(table, LICENCE, ICHIRO)
    walk.to(EnterPin)
    read = table.reader.read
    table.reader.read = lambda secret, watch: replace(read(secret, watch), genuine=False)
    table.say(SecretEntered(SECRETS[EnterPin]))
    assert table.visit.step == CardUnusable("not_genuine", kind=CardKind.DRIVING_LICENCE)


def test_who_takes_the_other_secret_stays_at_the_same_card(table: Any) -> None:
    found = replace(MY_NUMBER, opens=(SecretWanted(SecretKind.PIN, 3), SecretWanted(SecretKind.CHECK_NUMBER, 10)))
    lay(table, found, HANAKO).to(EnterPin)
    table.say(AnotherSecret(SecretKind.CHECK_NUMBER), SecretEntered(SECRETS[EnterCheckNumber]))
    assert table.visit.step.whom.person.name == HANAKO.name
    assert table.reader.secrets == [SECRETS[EnterCheckNumber]]


def test_two_of_a_family_with_cards_that_say_little_are_two(table: Any) -> None:
    brother = replace(ANNA, residence=Residence(card_number="CD12345678AB"), pictures=Pictures(front=b"another face"))
    table.reader.others = [ANNA, brother]
    table.reader.found, table.reader.card = RESIDENCE, ANNA
    walk = Walk(table, Party.FAMILY)
    gathered = walk.to(GatherHousehold)
    relation, sex = gathered.offers[2]
    table.say(MemberAdded(relation, sex))
    table.say(SecretEntered(SECRETS[EnterCardNumber]))
    assert isinstance(table.visit.step, EnterCardNumber), "the first card again is no second one"
    table.say(SecretEntered(SECRETS[EnterCardNumber]))
    assert table.visit.step.whom.person.residence == brother.residence
