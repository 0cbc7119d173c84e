"""The dotted names by which boxes and needs say what they take; what each means is said by ``Values``."""

_OF_PERSON = ("name", "kana", "birth", "age", "sex", "address", "nationality", "school", "grade", "card")
_PERSONS = ("notifier", "self", "person", "spouse", "husband", "wife")
_UNTIL = ("year", "month", "day")

NAMES = frozenset(
    {
        "today",
        "ticket",
        "notifier.signature",
        "person.notifies",
        "residence.status",
        "residence.period",
        "residence.card_number",
        *(f"residence.until.{part}" for part in _UNTIL),
        *(f"{person}.{attribute}" for person in _PERSONS for attribute in _OF_PERSON),
    }
)
"""Those that every city has."""


def is_name(name: str) -> bool:
    """Say whether a name can mean something. Whether there is such a fact, need or form only the city knows."""
    match name.split("."):
        case ["fact" | "fees" | "need", _] | ["need", _, "postal" | "text"]:
            return True
        case ["person", "to", _] | ["person", "shared", _, _]:
            return True
        case ["chosen", _, attribute]:
            return attribute in _OF_PERSON
    return name in NAMES
