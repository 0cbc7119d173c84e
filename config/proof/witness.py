"""A visit in words, for the author of the content: who comes, and what they answer."""

from collections.abc import Callable, Iterator
from datetime import date

from config.faults import Said
from config.proof.visits import Visit
from kiosk.calendar import PartialDate
from kiosk.guidance.content import Value
from kiosk.people import Person, Relation, age

_RELATIONS = {
    Relation.SELF: ("本人", "self"),
    Relation.SPOUSE: ("配偶者", "spouse"),
    Relation.CHILD: ("子", "child"),
    Relation.PARENT: ("親", "parent"),
    Relation.GRANDCHILD: ("孫", "grandchild"),
    Relation.GRANDPARENT: ("祖父母", "grandparent"),
    Relation.SIBLING: ("きょうだい", "sibling"),
    Relation.OTHER: ("その他の人", "somebody else"),
}


def told(visit: Visit, today: date) -> Said:
    """Put a visit in words. Whatever is not said is no, 0 or nothing."""
    answers = {id_: value for id_, value in visit.known.items() if value is None or value}
    ja = [f"{id_} は{_value_ja(value)}" for id_, value in answers.items()]
    en = [f"{id_} is {_value_en(value)}" for id_, value in answers.items()]
    people_ja = "・".join(_person_ja(person, today) for person in visit.people)
    people_en = ", ".join(_person_en(person, today) for person in visit.people)
    return Said(
        "、".join((people_ja, *ja, "ほかの答えは「いいえ」")),
        "; ".join((people_en, *en, "all other answers are no")),
    )


def _person_ja(person: Person, today: date) -> str:
    remarks = _remarks(person, 0, lambda age_: f"{age_}歳", today)
    return f"{_RELATIONS[person.relation][0]}（{'、'.join(remarks)}）"


def _person_en(person: Person, today: date) -> str:
    return f"{_RELATIONS[person.relation][1]} ({', '.join(_remarks(person, 1, str, today))})"


_UNKNOWN_BIRTH = ("生年月日が不明", "birth not known")
_PARTLY = ("生まれ", "born ")
_STAYS = ("引っ越さない", "stays")
_NATION = {True: ("外国籍", "foreign"), None: ("国籍が不明", "nationality not known")}


def _remarks(person: Person, language: int, years: Callable[[int], str], today: date) -> Iterator[str]:
    birth = person.birth
    if isinstance(birth, date):
        yield years(age(birth, today))
    elif isinstance(birth, PartialDate):
        said = birth.isoformat()
        yield said + _PARTLY[0] if language == 0 else _PARTLY[1] + said
    else:
        yield _UNKNOWN_BIRTH[language]
    if person.foreign is not False:
        yield _NATION[person.foreign][language]
    if not person.moves:
        yield _STAYS[language]


def _value_ja(value: Value | None) -> str:
    return "「わからない」" if value is None else "「はい」" if value is True else f" {_plain(value)}"


def _value_en(value: Value | None) -> str:
    return "not known" if value is None else "yes" if value is True else _plain(value)


def _plain(value: Value) -> str:
    return "+".join(sorted(value)) if isinstance(value, frozenset) else str(value)
