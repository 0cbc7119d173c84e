"""続柄 seen from the head, from what people say of each other."""

import pytest

from kiosk.kinship import to_head
from kiosk.people import Person, Relation, Sex

MOTHER = Person(sex=Sex.FEMALE)
HUSBAND = Person(sex=Sex.MALE, relation=Relation.SPOUSE)
SON = Person(sex=Sex.MALE, relation=Relation.CHILD)
CHILD = Person(relation=Relation.CHILD)
FATHER = Person(sex=Sex.MALE, relation=Relation.PARENT)
HER_MOTHER = Person(sex=Sex.FEMALE, relation=Relation.PARENT)
GRANDCHILD = Person(relation=Relation.GRANDCHILD)
SISTER = Person(sex=Sex.FEMALE, relation=Relation.SIBLING)
LODGER = Person(relation=Relation.OTHER)


@pytest.mark.parametrize(
    ("head", "person", "word"),
    [
        (MOTHER, MOTHER, "世帯主"),
        (MOTHER, HUSBAND, "夫"),
        (MOTHER, SON, "子"),
        (MOTHER, CHILD, "子"),
        (MOTHER, FATHER, "父"),
        (MOTHER, GRANDCHILD, "子の子"),
        (MOTHER, SISTER, ""),
        (MOTHER, LODGER, ""),
        (HUSBAND, HUSBAND, "世帯主"),
        (HUSBAND, MOTHER, "妻"),
        (HUSBAND, SON, "子"),
        (HUSBAND, HER_MOTHER, "妻の母"),
        (HUSBAND, LODGER, ""),
        (FATHER, MOTHER, "子"),
        (FATHER, HUSBAND, "子の夫"),
        (FATHER, SON, "子の子"),
        (FATHER, HER_MOTHER, "妻"),
        (FATHER, SISTER, "子"),
        (SON, MOTHER, "母"),
        (SON, CHILD, ""),
    ],
)
def test_who_somebody_is_to_the_head(head: Person, person: Person, word: str) -> None:
    assert to_head(person, head, MOTHER) == word


def test_without_a_sex_no_word_that_says_one() -> None:
    someone = Person(relation=Relation.SPOUSE)
    assert to_head(someone, MOTHER, MOTHER) == ""
    assert to_head(MOTHER, HUSBAND, Person()) == "妻"
