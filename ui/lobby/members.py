"""How screens speak of the people of a visit: who they are, whose card it is, when they were born."""

from collections.abc import Sequence
from datetime import date

from kiosk.calendar import PartialDate, say_day, say_partly
from kiosk.guidance.sentences import who
from kiosk.people import NAME_GAP, Person, Relation, Sex, age, known_name
from kiosk.visit.steps import Member, Voice
from kiosk.words import Words
from ui.lobby.glyphs import BLANK

_UNWRITTEN = 2 * BLANK

_SAID_BY_WORD = frozenset({Relation.SPOUSE, Relation.CHILD, Relation.PARENT})
"""Those of whom the word says whether they are male or female: 夫, むすめ."""


def who_is(member: Member, words: Words) -> str:
    """Say who this is: you, the person concerned, daughter."""
    return who(member.person, words, principal=member.voice is Voice.PRINCIPAL)


def whose(member: Member, words: Words) -> str:
    """Say whose something is: your, the husband's."""
    return who(member.person, words, principal=member.voice is Voice.PRINCIPAL, of=True)


def who_and_age(member: Member, words: Words, today: date) -> str:
    """Say who this is, with the age where the whole day of birth is known."""
    birth = member.person.birth
    name = who_is(member, words)
    return words.say("who.age", who=name, age=age(birth, today)) if isinstance(birth, date) else name


def who_and_sex(member: Member, words: Words) -> str:
    """Say who this is, and male or female where the word leaves that open and the form will want it."""
    name, sex = who_is(member, words), member.person.sex
    if member.number == 0 or sex not in {Sex.MALE, Sex.FEMALE} or member.person.relation in _SAID_BY_WORD:
        return name
    return words.say("screen.household.sex", who=name, sex=words[f"screen.person.sex.{sex.value}"])


def birth_words(birth: date | PartialDate, words: Words) -> str:
    """Say a birthday, or what of it is known."""
    if isinstance(birth, date):
        return say_day(birth, words.language, weekday=False)
    return say_partly(birth, words.language)


def birth_and_age(person: Person, words: Words, today: date) -> str:
    """Say a birthday with the age of today; nothing where it is not known."""
    if person.birth is None:
        return ""
    birth = birth_words(person.birth, words)
    if not isinstance(person.birth, date):
        return birth
    return words.say("screen.household.age", birth=birth, age=age(person.birth, today))


def about(member: Member, words: Words, today: date) -> str:
    """Say what is known of somebody besides the name: their birthday, and why they are here or that they stay."""
    born = birth_and_age(member.person, words, today) if member.number else ""
    return "\u3000".join(filter(None, (born, _remark(member, words))))


def briefly(member: Member, words: Words, today: date) -> str:
    """Say who this is in as few words as tell them from the others."""
    return "\u3000".join(filter(None, (who_and_age(member, words, today), _remark(member, words))))


def _remark(member: Member, words: Words) -> str:
    if member.number == 0:
        return words["screen.household.stand_in"]
    return "" if member.person.moves else words["screen.household.stays"]


def name_in_full(person: Person) -> str:
    """Return the registered name with blanks for what nobody typed; how it is read, where nothing is known of it."""
    parts = person.name.split(NAME_GAP)
    return NAME_GAP.join(part or _UNWRITTEN for part in parts) if any(parts) else known_name(person)


def name_to_call(person: Person) -> str:
    """Return a name that tells somebody from the others of their family: as registered, or how it is read."""
    return known_name(person) or name_in_full(person)


def household_of(members: Sequence[Member]) -> tuple[Member, ...]:
    """Return those whose errand it is, without who stands at the window for them."""
    return tuple(member for member in members if member.number > 0)
