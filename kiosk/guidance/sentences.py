"""Facts and floors in the words of the city: what was answered, why a procedure is there, on which floor."""

from datetime import date

from kiosk.calendar import say_day
from kiosk.guidance.content import DateSpan, Fact, FactType, Known, Value
from kiosk.people import Person, Relation
from kiosk.words import Words


def fact_sentence(fact: Fact, value: Value | None, words: Words) -> str:
    """Say what is known of one fact."""
    if value is None:
        return unknown_sentence(fact.id, words)
    if fact.type is FactType.PEOPLE:
        return words[f"fact.{fact.id}.{'yes' if value else 'no'}"]
    if isinstance(value, bool):
        return words[f"fact.{fact.id}.{'yes' if value else 'no'}"]
    return words.say(f"fact.{fact.id}.is", value=value_words(fact, value, words))


def unknown_sentence(fact: str, words: Words) -> str:
    """Say that nobody here knows it."""
    return words.say("screen.summary.unknown", fact=label(fact, words))


def reason(fact: Fact, known: Known, words: Words) -> str:
    """Say a fact as a reason: an answer as its sentence, what was counted or is not known by its name alone."""
    value = known.get(fact.id)
    return label(fact.id, words) if value is None or fact.is_computed else fact_sentence(fact, value, words)


def in_short(thing: str) -> str:
    """Name a thing without the remark in brackets; the checklist has it in full."""
    return thing.partition("（")[0].partition(" (")[0]


def remark(thing: str) -> str:
    """Return what stands in brackets behind the name of a thing."""
    return thing.removeprefix(in_short(thing)).strip(" （）()")


def value_words(fact: Fact, value: Value, words: Words) -> str:
    """Say the value of a fact that is not yes or no."""
    if isinstance(value, date):
        return say_day(value, words.language, weekday=fact.span is not DateSpan.LIFE)
    if isinstance(value, frozenset):
        chosen = (one for one in fact.values if one in value)
        return words["screen.summary.join"].join(words[f"fact.{fact.id}.value.{one}"] for one in chosen)
    if isinstance(value, str):
        return words[f"fact.{fact.id}.value.{value}"]
    return str(value)


def label(fact: str, words: Words) -> str:
    """Name a fact; one that is only ever counted or asked alone may have no short name."""
    key = f"fact.{fact}.label"
    return words[key] if key in words else words[f"question.{fact}.ask"]


def who(person: Person, words: Words, *, principal: bool = False, of: bool = False) -> str:
    """Say who somebody is to the person whose errand it is: 夫, むすめ; ``of`` them: むすめさんの.

    ``principal``: that person is spoken of, not to.
    """
    part = "of" if of else "name"
    if person.relation is Relation.SELF:
        return words[f"who.{'principal' if principal else 'you'}.{part}"]
    sex = person.sex.value if person.sex else "any"
    exact = f"who.{person.relation.value}.{sex}.{part}"
    return words[exact] if exact in words else words[f"who.{person.relation.value}.any.{part}"]


def floor_words(floor: str | None, words: Words) -> str:
    """Name the floor of a desk as this language writes it; empty outside the city hall."""
    return words.get(f"floor.{floor}", floor) if floor else ""
