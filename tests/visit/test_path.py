from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from commands.kiosk_parts import KioskParts
from kiosk.guidance.content import FactType, Party, Value
from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import Name
from kiosk.people import NAME_GAP, Person, Pictures, Relation, Sex
from kiosk.ports import CardKind, CardRead
from kiosk.visit.answers import GoOn, MemberAdded, MembersComplete, PersonConfirmed
from kiosk.visit.card_talk import NoCardUsed
from kiosk.visit.path import Ground, Kind, Path, walk
from kiosk.visit.removal import without_member

ALONE: dict[str, object] = {
    "party": Party.SELF,
    "event": ("tennyu",),
    "card:1": NoCardUsed(),
    "by_hand:1:name": None,
    "by_hand:1:birth": date(1990, 5, 17),
    "by_hand:1:sex": None,
    "person:1": PersonConfirmed(right=True),
}


@pytest.fixture
def ground(parts: KioskParts) -> Ground:
    return Ground(parts.content.guide, parts.content.forms, date(2026, 11, 20))


def no_to(path: Path, ground: Ground) -> dict[str, Value | None]:
    """Answer what is asked here with no, or with a day."""
    plain: dict[FactType, Value] = {FactType.DATE: date(2026, 11, 1), FactType.PEOPLE: frozenset()}
    return {id_: plain.get(ground.guide.facts[id_].type, False) for id_ in path.questions[-1].asks}


def to_the_summary(ground: Ground, answers: dict[str, object]) -> Iterator[str]:
    """Answer on in place until nothing more is asked; yield what was asked."""
    while (path := walk(ground, answers)).here.kind is Kind.QUESTION:
        yield path.here.id
        answers[path.here.key] = no_to(path, ground)


def test_a_changed_answer_asks_again_only_where_it_adds_a_line(ground: Ground) -> None:
    answers = dict(ALONE)
    asked = list(to_the_summary(ground, answers))
    assert {"move_kind", "wishes"} < set(asked)
    answers["question:move_kind"] = {**no_to_all(answers, "question:move_kind"), "has_mnc": True}
    assert list(to_the_summary(ground, answers)) == ["wishes"]


def test_a_changed_answer_that_only_takes_lines_away_asks_nothing(ground: Ground) -> None:
    answers = dict(ALONE)
    list(to_the_summary(ground, answers))
    answers["question:move_kind"] = {**no_to_all(answers, "question:move_kind"), "has_mnc": True}
    list(to_the_summary(ground, answers))
    answers["question:move_kind"] = {**no_to_all(answers, "question:move_kind"), "from_abroad": True}
    assert list(to_the_summary(ground, answers)) == []


def test_a_day_of_birth_that_was_typed_is_the_persons(ground: Ground) -> None:
    answers = dict(ALONE)
    list(to_the_summary(ground, answers))
    assert walk(ground, answers).household[0].birth == date(1990, 5, 17)


# --- what a card says ----------------------------------------------------------------------

WHOLE = Person(f"番号{NAME_GAP}花子", birth=date(1990, 5, 17), sex=Sex.FEMALE, address="見本市")
FRONT = Person(address="見本市", pictures=Pictures(front=b"a card's face"))
MY_NUMBER, LICENCE = CardKind.MY_NUMBER, CardKind.DRIVING_LICENCE
RESIDENCE, PERMANENT = CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT


def with_card(kind: CardKind, person: Person, **more: object) -> dict[str, object]:
    """Answers of somebody who put down a card, and said that it is theirs."""
    read = CardRead(kind, person, None)
    return {"party": Party.SELF, "event": ("tennyu",), "card:1": read, "person:1": PersonConfirmed(right=True), **more}


def walked(ground: Ground, answers: dict[str, object]) -> list[str]:
    return [place.key for place in walk(ground, answers).places]


@pytest.mark.parametrize(
    ("kind", "person", "missing"),
    [
        (MY_NUMBER, WHOLE, ()),
        (MY_NUMBER, replace(WHOLE, birth=None, sex=None), ("birth", "sex")),
        (MY_NUMBER, replace(WHOLE, sex=Sex.UNKNOWN), ()),
        (LICENCE, replace(WHOLE, sex=None), ("sex",)),
        (RESIDENCE, FRONT, ("name", "birth", "sex")),
        (RESIDENCE, replace(FRONT, birth=date(1990, 5, 17), sex=Sex.MALE, nationality="VNM"), ("name",)),
        (PERMANENT, FRONT, ("name", "birth", "sex")),
    ],
)
def test_only_what_the_card_does_not_say_is_told_by_hand(
    kind: CardKind, person: Person, missing: tuple[str, ...], ground: Ground
) -> None:
    answers = with_card(kind, person)
    by_hand = [f"by_hand:1:{detail}" for detail in missing]
    for key in by_hand:
        assert walk(ground, answers).here.key == key
        answers[key] = None
    assert walked(ground, answers)[:-1] == ["party", "event", "card:1", "person:1", *by_hand]
    assert walk(ground, answers).here.kind is Kind.QUESTION


def test_what_is_typed_joins_what_the_card_says(ground: Ground) -> None:
    typed = {
        "by_hand:1:name": Name("LEE ANNA"),
        "by_hand:1:birth": date(1990, 5, 17),
        "by_hand:1:sex": Sex.FEMALE,
    }
    person = walk(ground, with_card(RESIDENCE, FRONT, **typed)).household[0]
    assert (person.name, person.birth, person.sex) == ("LEE ANNA", date(1990, 5, 17), Sex.FEMALE)
    assert (person.address, person.pictures) == (FRONT.address, FRONT.pictures)


def test_who_stands_in_for_others_is_asked_only_for_a_name_that_the_card_does_not_say(ground: Ground) -> None:
    answers: dict[str, object] = {"party": Party.PROXY, "event": ("tennyu",), "person:0": PersonConfirmed(right=True)}
    assert walk(ground, answers | {"card:0": CardRead(LICENCE, WHOLE, 3)}).here.key == "members:0"
    answers |= {"card:0": CardRead(RESIDENCE, FRONT, None)}
    assert walk(ground, answers).here.key == "by_hand:0:name"
    assert walk(ground, answers | {"by_hand:0:name": None}).here.key == "members:0"


def test_one_of_the_family_is_asked_for_what_their_card_does_not_say(ground: Ground) -> None:
    answers = with_card(MY_NUMBER, WHOLE, **{"party": Party.FAMILY, "members:1": MemberAdded(Relation.CHILD, Sex.MALE)})
    answers |= {"card:2": CardRead(RESIDENCE, FRONT, None), "person:2": PersonConfirmed(right=True)}
    assert walk(ground, answers).here.key == "by_hand:2:name"
    answers |= {"by_hand:2:name": Name("LEE ANNA"), "by_hand:2:birth": None}
    path = walk(ground, answers)
    assert path.here.key == "members:2"
    assert (path.household[1].relation, path.household[1].sex) == (Relation.CHILD, Sex.MALE)


@pytest.mark.parametrize(
    ("kind", "owns", "foreign", "told"),
    [
        (MY_NUMBER, True, None, {"has_mnc": True}),
        (LICENCE, None, None, {}),
        (RESIDENCE, None, True, {"any_foreign": True}),
        (PERMANENT, None, True, {"any_foreign": True}),
    ],
)
def test_a_card_tells_only_what_its_kind_tells(
    kind: CardKind, owns: bool | None, foreign: bool | None, told: dict[str, bool], *, ground: Ground
) -> None:
    path = walk(ground, with_card(kind, WHOLE))
    person = path.household[0]
    assert (person.has_my_number_card, person.foreign) == (owns, foreign)
    assert {fact: path.known[fact] for fact in ("has_mnc", "any_foreign") if fact in path.known} == told


def test_the_card_of_who_stands_in_says_nothing_of_the_others(ground: Ground) -> None:
    answers: dict[str, object] = {
        "party": Party.PROXY,
        "event": ("tennyu",),
        "card:0": CardRead(RESIDENCE, WHOLE, None),
    }
    answers |= {"person:0": PersonConfirmed(right=True), "members:0": MemberAdded(Relation.SELF)}
    answers |= {"card:1": CardRead(LICENCE, WHOLE, 3), "person:1": PersonConfirmed(right=True)}
    answers |= {"members:1": MembersComplete()}
    assert walk(ground, answers).known.keys() & {"has_mnc", "any_foreign"} == set()


def test_a_residence_card_leaves_the_my_number_card_to_be_asked(ground: Ground) -> None:
    answers = with_card(RESIDENCE, WHOLE)
    asked = list(to_the_summary(ground, answers))
    assert "has_mnc" in no_to_all(answers, "question:move_kind")
    assert "foreigners" not in asked
    assert "juki.gaikoku_todoke" in {entry.procedure.id for entry in _plan(ground, answers).required}


def _plan(ground: Ground, answers: dict[str, object]) -> Plan:
    plan = walk(ground, answers | {"summary": GoOn()}).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("code", "name"), [("VNM", "ベトナム"), ("VN", "ベトナム"), ("ATA", "ATA"), ("ベトナム", "ベトナム"), ("", "")]
)
def test_a_country_is_named_as_the_register_names_it(code: str, name: str, ground: Ground) -> None:
    person = walk(ground, with_card(RESIDENCE, replace(WHOLE, nationality=code))).household[0]
    assert person.nationality == name


@pytest.mark.parametrize(("kana", "asked"), [(f"バンゴウ{NAME_GAP}ハナコ", False), ("", True)])
def test_furigana_that_a_card_gives_is_not_asked_for(kana: str, asked: bool, ground: Ground) -> None:
    answers = with_card(LICENCE, replace(WHOLE, kana=kana))
    list(to_the_summary(ground, answers))
    needs = walk(ground, answers | {"summary": GoOn(), "plan": GoOn()}).needs
    assert ("kana:1" in {one.key for one in needs}) is asked


def family() -> dict[str, object]:
    """A mother and two children, typed; she moves with the younger one."""
    answers: dict[str, object] = ALONE | {"party": Party.FAMILY}
    for number, birth in ((2, date(2017, 5, 5)), (3, date(2020, 6, 6))):
        answers |= {
            f"members:{number - 1}": MemberAdded(Relation.CHILD),
            f"card:{number}": NoCardUsed(owned=False),
            f"by_hand:{number}:name": None,
            f"by_hand:{number}:birth": birth,
            f"by_hand:{number}:sex": None,
        }
    return answers | {"stays:2": True, "members:3": MembersComplete()}


def test_everybody_who_was_added_is_of_the_household(ground: Ground) -> None:
    household = walk(ground, family()).household
    assert [person.relation for person in household] == [Relation.SELF, Relation.CHILD, Relation.CHILD]
    assert [person.moves for person in household] == [True, False, True]


@pytest.mark.parametrize(("number", "left"), [(2, date(2020, 6, 6)), (3, date(2017, 5, 5))])
def test_one_who_is_removed_leaves_the_others_as_they_are(ground: Ground, number: int, left: date) -> None:
    answers = family()
    list(to_the_summary(ground, answers))
    path = walk(ground, without_member(answers, number))
    assert [person.birth for person in path.household] == [date(1990, 5, 17), left]
    assert [person.moves for person in path.household] == [True, number == 2]


def test_what_was_told_of_each_is_told_again_after_one_was_removed(ground: Ground) -> None:
    answers = family()
    list(to_the_summary(ground, answers))
    answers |= {"question:foreigners": {"foreigners": frozenset({"2"})}}
    answers |= {"summary": GoOn(), "need:kana:2": "バンゴウ", "need:new_head": 2, "need:phone": "0"}
    after = without_member(answers, 2)
    assert after.keys() & {"question:foreigners", "need:kana:2", "need:new_head"} == set()
    assert {"question:insurance", "need:phone"} <= after.keys()


def no_to_all(answers: dict[str, object], key: str) -> dict[str, object]:
    facts = answers[key]
    assert isinstance(facts, dict)
    return facts
