"""続柄: who somebody is to the head of the household, as the register of residents writes it.

People say who they are to the person whose errand it is; the register wants it seen from the head (Basic Resident
Register Act art. 7 no. 4). Where the two together decide nothing, nothing is written.
"""

from kiosk.people import Person, Relation, Sex

HEAD = "世帯主"

_WORDS = {
    Relation.SPOUSE: ("夫", "妻"),
    Relation.CHILD: ("子", "子"),
    Relation.PARENT: ("父", "母"),
    Relation.GRANDCHILD: ("子の子", "子の子"),
}
_CROSSED = {
    Relation.SPOUSE: {
        Relation.SELF: Relation.SPOUSE,
        Relation.CHILD: Relation.CHILD,
        Relation.GRANDCHILD: Relation.GRANDCHILD,
    },
    Relation.PARENT: {
        Relation.SELF: Relation.CHILD,
        Relation.SIBLING: Relation.CHILD,
        Relation.CHILD: Relation.GRANDCHILD,
        Relation.PARENT: Relation.SPOUSE,
    },
    Relation.CHILD: {Relation.SELF: Relation.PARENT, Relation.SPOUSE: Relation.PARENT},
}
"""Who one is to a head who is not SELF: by the head's relation and by one's own, both to SELF."""

_THROUGH_SELF = frozenset({Relation.PARENT, Relation.GRANDPARENT, Relation.SIBLING})


def to_head(person: Person, head: Person, self_: Person) -> str:
    """Return the 続柄 of a person; empty when it cannot be told. ``self_`` is whom relations are told of."""
    if person is head:
        return HEAD
    if head.relation is Relation.SELF:
        return _word(person.relation, person.sex)
    if head.relation is Relation.SPOUSE and person.relation in _THROUGH_SELF:
        mine, theirs = _word(Relation.SPOUSE, self_.sex), _word(person.relation, person.sex)
        return f"{mine}の{theirs}" if mine and theirs else ""
    if head.relation is Relation.PARENT and person.relation is Relation.SPOUSE:
        spouse = _word(Relation.SPOUSE, person.sex)
        return f"子の{spouse}" if spouse else ""
    relation = _CROSSED.get(head.relation, {}).get(person.relation)
    return _word(relation, person.sex) if relation else ""


def _word(relation: Relation, sex: Sex | None) -> str:
    if relation not in _WORDS:
        return ""
    male, female = _WORDS[relation]
    if male == female:
        return male
    return {Sex.MALE: male, Sex.FEMALE: female}.get(sex, "") if sex else ""
