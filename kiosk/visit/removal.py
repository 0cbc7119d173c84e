"""Answers as they are when one of the household is not there any more."""

from collections.abc import Mapping

from kiosk.visit.path import STAYS, Answers, Kind

_OF_ONE_PERSON = frozenset({STAYS, *(kind.value for kind in (Kind.CARD, Kind.BY_HAND, Kind.PERSON, Kind.MEMBERS))})


def without_member(answers: Answers, number: int) -> dict[str, object]:
    """Return the answers as if this one of the household had never been added; all after them move up.

    What was said of people by their numbers is forgotten.
    """
    kept: dict[str, object] = {}
    for key, value in answers.items():
        kind, _, rest = key.partition(":")
        if kind in _OF_ONE_PERSON:
            of, gap, detail = rest.partition(":")
            if int(of) != (number - 1 if kind == Kind.MEMBERS.value else number):
                kept[f"{kind}:{int(of) - (int(of) > number - 1)}{gap}{detail}"] = value
        elif not _names_somebody(key, value):
            kept[key] = value
    return kept


def _names_somebody(key: str, value: object) -> bool:
    """Whether an answer points to people by their numbers, or is told of one of them."""
    return key.count(":") > 1 or isinstance(value, int) or is_of_people(value)


def is_of_people(value: object) -> bool:
    """Whether an answer says of each of the household whether it is so."""
    if isinstance(value, Mapping):
        return any(isinstance(part, frozenset) for part in value.values())
    return isinstance(value, frozenset)
