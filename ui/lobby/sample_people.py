"""Invented people for the gallery: 番号 花子 alone, with her family, and who comes in place of somebody or helps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kiosk.calendar import PartialDate
from kiosk.guidance.content import FactType, Guide, Known, Party, Question
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.signature import Signature
from kiosk.people import Household, Person, Relation, Sex
from kiosk.ports import CardKind, ReaderState
from kiosk.visit import steps
from kiosk.visit.card_talk import SAME_CARD
from kiosk.visit.showing import OFFERS
from kiosk.visit.steps import Member, Step, Voice

HANAKO = Person(
    name="番号\u3000花子",
    kana="バンゴウ\u3000ハナコ",
    birth=date(1990, 5, 17),
    sex=Sex.FEMALE,
    address="みらい県遠野原市中央二丁目3番4-501号",
)
LONG_NAME = Person(
    name="渡邉\U000e0110\u3000アレクサンドリーナ・マリア・エリザベート",
    birth=date(1943, 12, 1),
    sex=Sex.OTHER,
    address="みらい県遠野原市東中央町大字上野新田字北浦1234番地の56　メゾン・ド・アオナミ壱番館1203号室",
)
UNDRAWN = replace(HANAKO, name="番号\u3000\U0003106c子")
"""A kanji that no font of ours has."""

_TYPED = Person(name="番号\u3000", kana="バンゴウ\u3000ハナコ", birth=date(1990, 5, 17), sex=Sex.FEMALE)
_ICHIRO = Person("番号\u3000一郎", birth=date(1988, 3, 12), sex=Sex.MALE, relation=Relation.SPOUSE)
_MINATO = Person("番号\u3000湊", birth=date(2019, 8, 2), sex=Sex.MALE, relation=Relation.CHILD)
_SAKURA = Person("番号\u3000", "バンゴウ\u3000サクラ", date(2024, 2, 29), Sex.FEMALE, relation=Relation.CHILD)
_KENTARO = Person("佐々木\u3000健太郎", birth=date(1957, 11, 30), sex=Sex.MALE, relation=Relation.PARENT)
_YOSHI = Person(
    "佐々木\u3000", "ササキ\u3000ヨシ", PartialDate(1931), Sex.FEMALE, relation=Relation.GRANDPARENT, moves=False
)
_LONG_SON = replace(LONG_NAME, relation=Relation.OTHER, moves=False)
_TARO = Person("青波\u3000太郎", birth=date(1979, 4, 1), sex=Sex.MALE)

_FOUR = (HANAKO, _ICHIRO, _MINATO, _SAKURA)
_SIX = (*_FOUR, _KENTARO, _YOSHI)
_WITHOUT_SPOUSE = tuple(offer for offer in OFFERS if offer[0] is not Relation.SPOUSE)

_HANA = ("0 2 8 2", "3 0 3 4", "6 0 6 4", "3 4 0 9", "2 6 2 10", "8 4 5 7", "5 4 5 9 6 10 8 10 9 8")
_KO = ("1 1 8 1 5 4", "5 4 5 10 3 9", "0 5 10 5")
SIGNATURE = Signature(
    tuple(
        tuple(((x + left) / 16 + 0.5, y / 16 + 0.15) for x, y in zip(points[::2], points[1::2], strict=True))
        for left, letter in ((0, _HANA), (12, _KO))
        for points in (tuple(map(float, stroke.split())) for stroke in letter)
    )
)
"""花子, as it is written."""


def people_steps(guide: Guide, known: Known, today: date) -> Mapping[str, Step]:
    """Return the steps that speak of several people, by the name of their picture; ``known`` is what was answered."""
    return {**_parties(), **_cards(), **_persons(), **_households(), **_asked(guide), **_after(guide, known, today)}


def _parties() -> Mapping[str, Step]:
    return {"choose_party": steps.ChooseParty(), "choose_party_again": steps.ChooseParty(chosen=Party.FAMILY)}


def _cards() -> Mapping[str, Step]:
    husband, daughter = Member(2, _ICHIRO), Member(4, _SAKURA)
    principal = Member(1, voice=Voice.PRINCIPAL)
    lying = ReaderState.CARD
    return {
        "await_card_husband": steps.AwaitCard(husband, another=True),
        "await_card_another": steps.AwaitCard(daughter, lying, another=True),
        "await_card_same": steps.AwaitCard(daughter, lying, SAME_CARD, another=True),
        "await_card_principal": steps.AwaitCard(principal, trouble="removed"),
        "enter_pin_daughter": steps.EnterPin(CardKind.MY_NUMBER, tries_left=3, whom=daughter),
    }


def _persons() -> Mapping[str, Step]:
    partial = replace(_TYPED, name="", birth=PartialDate(1990, 5))
    return {
        "confirm_person_typed": steps.ConfirmPerson(Member(1, _TYPED), by_hand=True),
        "confirm_person_kana": steps.ConfirmPerson(Member(1, partial, Voice.PRINCIPAL), by_hand=True),
        "confirm_person_husband": steps.ConfirmPerson(Member(2, replace(_ICHIRO, address=HANAKO.address))),
        "confirm_person_principal": steps.ConfirmPerson(Member(1, LONG_NAME, Voice.PRINCIPAL)),
    }


def _members(household: Household, voice: Voice = Voice.YOU) -> tuple[Member, ...]:
    return tuple(Member(number, person, voice) for number, person in enumerate(household, start=1))


def _represented(*household: Person) -> tuple[Member, ...]:
    return Member(0, _TARO), *_members(household, Voice.PRINCIPAL)


def _households() -> Mapping[str, Step]:
    principal: tuple[tuple[Relation, Sex | None], ...] = ((Relation.SELF, None),)
    eight = (*_SIX, _LONG_SON, replace(_MINATO, birth=None))
    return {
        "household_one": steps.GatherHousehold(_members(_FOUR[:1]), OFFERS),
        "household_four": steps.GatherHousehold(_members(_FOUR), _WITHOUT_SPOUSE),
        "household_six": steps.GatherHousehold(_members(_SIX), _WITHOUT_SPOUSE),
        "household_eight": steps.GatherHousehold(_members(eight), _WITHOUT_SPOUSE),
        "household_proxy_first": steps.GatherHousehold(_represented(), principal, complete=False),
        "household_proxy": steps.GatherHousehold(_represented(LONG_NAME, _ICHIRO), _WITHOUT_SPOUSE),
    }


def _asked(guide: Guide) -> Mapping[str, Step]:
    question = next(question for question in guide.questions.values() if _is_of_people(question, guide))
    name = f"ask_{question.id}"
    given = {question.asks[0]: frozenset({"2"})}
    return {
        f"{name}_one": steps.AskQuestion(question, {}, left=9, asked=1, members=_members(_FOUR[:1])),
        f"{name}_four": steps.AskQuestion(question, {}, left=9, asked=1, members=_members(_FOUR)),
        f"{name}_proxy": steps.AskQuestion(question, given, left=9, asked=1, members=_represented(*_SIX)),
    }


def _is_of_people(question: Question, guide: Guide) -> bool:
    return guide.facts[question.asks[0]].type is FactType.PEOPLE


def _after(guide: Guide, known: Known, today: date) -> Mapping[str, Step]:
    event = next(iter(guide.events))
    plan = make_plan(guide, (event,), known, _SIX, today)
    return {
        "summary_family": steps.Summary(Party.FAMILY, (event,), _members(_SIX), ()),
        "summary_proxy": steps.Summary(Party.PROXY, (event,), _represented(LONG_NAME), ()),
        "summary_typed": steps.Summary(Party.HELPED, (event,), _members((_TYPED,), Voice.PRINCIPAL), ()),
        "show_plan_family": steps.ShowPlan(plan, known, _members(_SIX)),
    }
