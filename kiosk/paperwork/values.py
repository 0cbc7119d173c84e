"""What a dotted name of a form says of a case, as text that can be printed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.calendar import PartialDate, say_day, say_partly
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import Guide, Value
from kiosk.guidance.facts import EVENT, FOREIGNERS, View, attributes, facts_for, is_foreign, with_newborn
from kiosk.kinship import to_head
from kiosk.paperwork.case import Case
from kiosk.people import Address, Household, Person, Relation, Residence, Sex, age, grade, possible_births

SELF = "self"
"""In place of a need: whose errand it is."""

_THEMSELVES = "本人"

_SCHOOLS = {**dict.fromkeys(range(1, 7), "elementary"), **dict.fromkeys(range(7, 10), "junior_high")}


@dataclass(frozen=True)
class Values:
    """Looks names up and decides conditions for the events of a case.

    One sheet serves all events, so its facts are those of all of them together: what any of them found out counts, and
    also what only the card or who came has said.
    """

    case: Case
    guide: Guide
    facts: View = field(init=False, repr=False)
    people: Household = field(init=False, repr=False)

    def __post_init__(self) -> None:
        case, today = self.case, self.case.made.date()
        views = [facts_for(self.guide, event, case.known, case.people or None, today) for event in case.all_events]
        facts = {fact: _together(case.known.get(fact), [view[fact] for view in views]) for fact in self.guide.facts}
        object.__setattr__(self, "facts", facts)
        object.__setattr__(self, "people", self._with_newborn())

    def _with_newborn(self) -> Household:
        """The household, with the child that was born at the end."""
        case, people = self.case, self.case.people
        for event in case.all_events if people else ():
            people = with_newborn(self.guide, event, case.known, people, case.made.date())
        return people

    def holds(self, condition: Condition) -> bool | None:
        """Say whether it is true for any of the events; no only when it is for all."""
        verdicts = {condition.decide({**self.facts, EVENT: event}) for event in self.case.all_events}
        return True if True in verdicts else None if None in verdicts else False

    def concerns(self, condition: PersonCondition, person: Person) -> bool | None:
        """Say whether a condition is true of one of the household; ``None`` where nobody can tell."""
        told = replace(person, foreign=self.is_foreigner(person))
        verdicts = {condition.decide(view) for view in attributes(told, self.case.made.date())}
        return verdicts.pop() if len(verdicts) == 1 else None

    def of(self, name: str, person: Person) -> str:
        """Return what the name says; ``person`` is the one of the row. Empty where nobody knows it."""
        match name.split("."):
            case ["today" | "ticket" | "fees", *_]:
                return self._of_case(name)
            case ["fact", fact]:
                return _written(self.facts.get(fact))
            case ["need", need, *part]:
                return self._need(need, *part)
            case ["residence", *_] | ["person", "to" | "shared" | "notifies", *_]:
                return self._among_others(name, person)
        *whose, attribute = name.split(".")
        found = self._whose(whose, person)
        return self._of_person(found, attribute) if found else ""

    def _of_case(self, name: str) -> str:
        """What hangs on nobody."""
        match name.split("."):
            case ["fees", form]:
                return self._fees(form)
            case ["ticket"]:
                return self.case.ticket or ""
        return say_day(self.case.made.date(), weekday=False)

    def _fees(self, form: str) -> str:
        """What all that is required with this form costs together, each once."""
        entries = self.case.plan.required
        yen = sum(entry.procedure.fee_yen for entry in entries if entry.procedure.form == form and not entry.covered)
        return f"{yen:,}" if yen else ""

    def _whose(self, whose: list[str], person: Person) -> Person | None:
        match whose:
            case ["notifier"]:
                return self.case.notifier
            case ["self"]:
                return self.case.self_
            case ["person"]:
                return person
            case ["spouse"]:
                return self._spouse_of(person)
            case ["husband" | "wife" as role]:
                return self._of_couple(Sex.MALE if role == "husband" else Sex.FEMALE)
            case ["chosen", need]:
                return self.chosen(need)
        raise KeyError(".".join(whose))

    @property
    def _spouse(self) -> Person | None:
        return next((person for person in self.people if person.relation is Relation.SPOUSE), None)

    def _spouse_of(self, person: Person) -> Person | None:
        """Return the other one of SELF and the spouse; whom anybody else is married to nobody has told."""
        if person is self.case.self_:
            return self._spouse
        return self.case.self_ if person is self._spouse else None

    def _of_couple(self, sex: Sex) -> Person | None:
        """Return SELF or the spouse; nobody while there is no spouse, so that nobody single becomes one."""
        spouse = self._spouse
        return next((one for one in (self.case.self_, spouse) if one and one.sex is sex), None) if spouse else None

    def _among_others(self, name: str, person: Person) -> str:
        """What hangs on the others of the household, too."""
        match name.split("."):
            case ["person", "to", *needs]:
                return self._to_head(person, *needs)
            case ["person", "shared", *needs]:
                return self._shared(person, *needs)
            case ["person", "notifies"]:
                return "yes" if person is self.case.notifier else ""
        return self._residence(name)

    def _residence(self, name: str) -> str:
        """What a residence card says; nothing where several were read, since nobody could tell whose it is."""
        read = [person.residence for person in self.case.people if person.moves and person.residence]
        return _of_residence(read[0], name) if len(read) == 1 else ""

    def is_foreigner(self, person: Person) -> bool | None:
        """Say whether this one of the household is a foreign national; ``None`` when it was not told."""
        told = is_foreign(person)
        numbers = self.facts.get(FOREIGNERS)
        if told is not None or not isinstance(numbers, frozenset):
            return told
        return str(self.number(person)) in numbers

    def number(self, person: Person) -> int:
        """Return their number in the household, 0 for somebody else. Two of whom the same is known stay two."""
        return next((number for number, one in enumerate(self.people, start=1) if one is person), 0)

    def chosen(self, need: str) -> Person | None:
        """Return whom the answer to a need names."""
        number = self.case.needs.get(need)
        people = self.case.people
        return people[number - 1] if isinstance(number, int) and 0 < number <= len(people) else None

    def _to_head(self, person: Person, need: str) -> str:
        if need == SELF and person is self.case.self_:
            return _THEMSELVES
        head = self.case.self_ if need == SELF else self.chosen(need)
        return to_head(person, head, self.case.self_) if head else ""

    def _shared(self, person: Person, people: str, need: str) -> str:
        """What the first of several has in common with the others is written once."""
        numbers = self.case.needs.get(people)
        number = self.number(person)
        if not isinstance(numbers, frozenset) or number not in numbers:
            return ""
        text = self._need(need)
        return text if number == min(numbers) or not text else f"{self.case.row(min(numbers))}と同じ"

    def _need(self, need: str, part: str = "text") -> str:
        value = self.case.needs.get(need)
        if isinstance(value, Address):
            return _address(value, part)
        chosen = self.chosen(need)
        return chosen.name if chosen else _written(value)

    def _of_person(self, person: Person, attribute: str) -> str:
        """Say one thing of a person. Raises ``KeyError`` for what nobody has."""
        match attribute:
            case "name" | "kana" | "address" | "nationality":
                return str(getattr(person, attribute))
            case "sex":
                return person.sex.value if person.sex else ""
            case "card":
                return {True: "yes", False: "no", None: ""}[person.has_my_number_card]
        of_birth = {"birth": self._birth, "school": self._school, "age": self._age, "grade": self._grade}
        return of_birth[attribute](person)

    def _birth(self, person: Person) -> str:
        """Write the birthday in its era, for foreigners in the western calendar (住民基本台帳事務処理要領)."""
        birth = person.birth
        if birth is None:
            return ""
        if self.is_foreigner(person):
            return _western(birth)
        return say_day(birth, weekday=False) if isinstance(birth, date) else say_partly(birth)

    def _age(self, person: Person) -> str:
        return self._counted(person, age)

    def _grade(self, person: Person) -> str:
        return self._counted(person, _school_year)

    def _counted(self, person: Person, count: Callable[[date, date], int]) -> str:
        """Say a number of years that hangs on the birth date; nothing where it hangs on a part that is not known."""
        today = self.case.made.date()
        births = () if person.birth is None else possible_births(person.birth, today)
        numbers = {count(birth, today) for birth in births}
        return str(numbers.pop() or "") if len(numbers) == 1 else ""

    def _school(self, person: Person) -> str:
        """A birth date of which a part is not known says nothing where the school hangs on that part."""
        if person.birth is None:
            return ""
        today = self.case.made.date()
        schools = {_SCHOOLS.get(grade(birth, today), "") for birth in possible_births(person.birth, today)}
        return schools.pop() if len(schools) == 1 else ""


def _school_year(birth: date, on: date) -> int:
    """Return the year within the school that one is in, 1 to 6; 0 where one is in none."""
    year = grade(birth, on)
    return 0 if not 0 < year <= 12 else year if year <= 6 else (year - 1) % 3 + 1


def _together(told: Value | None, seen: list[Value | None]) -> Value | None:
    """Return what somebody said or any event sees; what does not arise for one event may well do for another."""
    said = [value for value in (told, *seen) if value]
    return said[0] if said else None if None in seen else next(iter(seen), told)


def _of_residence(residence: Residence, name: str) -> str:
    """Say one detail; the last day by its numbers, in the western calendar as the card has it."""
    match name.split("."):
        case [_, "until", "year" | "month" | "day" as part]:
            return str(getattr(residence.until, part)) if residence.until else ""
        case [_, "status" | "period" | "card_number" as detail]:
            return str(getattr(residence, detail))
    raise KeyError(name)


def _western(birth: date | PartialDate) -> str:
    if isinstance(birth, date):
        return f"{birth.year}年{birth.month}月{birth.day}日"
    return f"{birth.year}年" if birth.month is None else f"{birth.year}年{birth.month}月"


def _address(address: Address, part: str) -> str:
    if part == "postal":
        return f"{address.postal[:3]}-{address.postal[3:]}" if address.postal else ""
    place = f"{address.prefecture}{address.city}{address.town}{address.street}"
    return f"{place}\n{address.building}" if address.building else place


def _written(value: object) -> str:
    if isinstance(value, date):
        return say_day(value, weekday=False)
    return "" if value is None or isinstance(value, bool) else str(value)
