"""What a plan says to the resident on paper: in words, by desk and by person, without what is for staff alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kiosk.calendar import say_day_shortly
from kiosk.guidance.content import Desk, Fact, Guide, Privacy, Procedure
from kiosk.guidance.plan import Entry, Plan
from kiosk.guidance.sentences import reason, who
from kiosk.paperwork.case import Case
from kiosk.people import Person, age, possible_births
from kiosk.words import Words

_RING, _LAST_RING = 0x245F, 20
"""Before ①, and the last number that has such a character."""


@dataclass(frozen=True)
class Errand:
    """One thing to do. ``why``, ``until`` and ``fee`` are sentences; ``until`` is empty where there is no date.

    ``bring`` names in short what is brought for it. ``same_as`` is who stands before on the same paper with the same
    thing to do, so that all of it need not be said again.
    """

    name: str
    plain: str
    why: str
    until: str
    fee: str
    confirm: bool
    desk: Desk
    bring: tuple[str, ...] = ()
    optional: bool = False
    same_as: str = ""


@dataclass(frozen=True)
class Stop:
    """One desk on the way; ``quiet`` when what is done there is told on the inside page alone."""

    desk: Desk
    name: str
    errands: tuple[Errand, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Part:
    """What concerns one person, or with ``who`` empty the family as a whole.

    ``row`` is where they stand on the form, ``None`` for who does not move. No name says who it is.
    """

    errands: tuple[Errand, ...]
    who: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Errands:
    """Everything that the checklist says. ``inside`` and ``bring_inside`` are only for the resident's eyes.

    ``fees_vary``: the counter says what else is to be paid.
    Of several people ``parts`` say what is done for whom, and ``parts_inside`` on the inside page; ``outside`` and
    ``optional`` are then what concerns the family as a whole. Of a single person there are none.
    """

    way: tuple[Stop, ...]
    outside: tuple[Stop, ...]
    optional: tuple[Stop, ...]
    inside: tuple[Stop, ...]
    bring: tuple[str, ...]
    bring_inside: tuple[str, ...]
    fees_yen: int
    fees_vary: bool = False
    parts: tuple[Part, ...] = ()
    parts_inside: tuple[Part, ...] = ()


def errands_of(case: Case, guide: Guide, words: Words) -> Errands:
    """Put a plan in words. Nothing of it comes from a procedure or a fact with privacy ``staff_only``."""
    teller = _Teller(case, guide, words)
    to_do = _told([*case.plan.required, *case.plan.confirm])
    open_ones = [entry for entry in to_do if entry.procedure.privacy is None]
    discreet = [entry for entry in _told(_all(case.plan)) if entry.procedure.privacy is Privacy.DISCREET]
    discreet_to_do = [entry for entry in discreet if entry in to_do]
    optional = [entry for entry in _told(case.plan.optional) if entry.procedure.privacy is None]
    bring = teller.bring(open_ones)
    errands = Errands(
        way=teller.way(open_ones, discreet_to_do),
        outside=tuple(stop for stop in teller.stops(open_ones) if stop.desk.window is None),
        optional=teller.stops(optional),
        inside=teller.stops(discreet),
        bring=bring,
        bring_inside=tuple(thing for thing in teller.bring(discreet_to_do) if thing not in bring),
        fees_yen=sum(entry.procedure.fee_yen for entry in case.plan.required if entry in open_ones),
        fees_vary=any(entry.procedure.fee_varies for entry in open_ones),
    )
    return errands if len(case.people) < 2 else _by_person(errands, teller, open_ones, optional, discreet)


def _by_person(
    errands: Errands, teller: "_Teller", to_do: list[Entry], optional: list[Entry], discreet: list[Entry]
) -> Errands:
    """Part what is for whom. What the family does outside the city hall, or only if they like, stays by itself."""
    outside = [entry for entry in to_do if teller.is_outside(entry) and not teller.people(entry)]
    for_all = [entry for entry in optional if not teller.people(entry)]
    parted = [entry for entry in (*to_do, *optional) if entry not in outside and entry not in for_all]
    return replace(
        errands,
        outside=teller.stops(outside),
        optional=teller.stops(for_all),
        parts=tuple(teller.parts(parted)),
        parts_inside=tuple(teller.parts(discreet)),
    )


def with_japanese(words: Words, key: str) -> str:
    """Return the sentence and, when it is in another language and says none itself, its Japanese on a line below."""
    said = words[key]
    japanese = words.fallback[key] if words.fallback and key in words.fallback else said
    if said == japanese or any(character >= "\u3000" for character in said):
        return said
    return f"{said}\n{japanese.partition('（')[0]}"


def _all(plan: Plan) -> tuple[Entry, ...]:
    return (*plan.required, *plan.confirm, *plan.optional)


def _told(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.procedure.privacy is not Privacy.STAFF_ONLY and not entry.covered]


def _may_be_told(fact: Fact, entry: Entry) -> bool:
    """Say whether a fact may stand there as a reason: a discreet one only where all is discreet."""
    return fact.privacy is None or fact.privacy is entry.procedure.privacy is Privacy.DISCREET


def _ages(person: Person, today: date) -> set[int]:
    births = possible_births(person.birth, today) if person.birth else ()
    return {age(birth, today) for birth in births}


def _shortly(thing: str) -> str:
    """Leave out what stands in brackets."""
    return thing.partition("（")[0].partition(" (")[0]


class _Teller:
    def __init__(self, case: Case, guide: Guide, words: Words) -> None:
        self._case = case
        self._guide = guide
        self._words = words
        self._confirm = set(map(id, case.plan.confirm))

    def way(self, entries: list[Entry], discreet: list[Entry]) -> tuple[Stop, ...]:
        """Return the desks to walk to; a desk where everything is discreet is only a number."""
        told = {stop.desk.id: stop for stop in self.stops(entries)}
        quiet = {entry.procedure.desk for entry in discreet}
        stops = (
            told.get(desk.id) or Stop(desk, self._words["paper.checklist.inside"], (), quiet=True)
            for desk in self._guide.desks.values()
            if desk.window is not None and (desk.id in told or desk.id in quiet)
        )
        return tuple(stops)

    def stops(self, entries: list[Entry]) -> tuple[Stop, ...]:
        """Return the desks of these entries with what is to be done there, in walking order."""
        found = []
        for desk in self._guide.desks.values():
            here = tuple(self._errand(entry) for entry in entries if entry.procedure.desk == desk.id)
            if here:
                found.append(Stop(desk, with_japanese(self._words, f"desk.{desk.id}.name"), here))
        return tuple(found)

    def bring(self, entries: list[Entry]) -> tuple[str, ...]:
        codes = {code for entry in entries for code in entry.bring}
        return tuple(with_japanese(self._words, f"bring.{code}") for code in self._guide.bring if code in codes)

    def is_outside(self, entry: Entry) -> bool:
        return self._guide.desks[entry.procedure.desk].window is None

    def people(self, entry: Entry) -> tuple[int, ...]:
        """Return the numbers of those whom an entry is for; none when it is for all of them alike.

        A reason that must not be told where the entry stands singles nobody out there.
        """
        told = all(_may_be_told(self._guide.facts[fact], entry) for fact in entry.because)
        return entry.people if told and len(entry.people) < len(self._case.people) else ()

    def parts(self, entries: list[Entry]) -> Iterator[Part]:
        """Yield first what is for the family, then what is for each person; of nothing there is no part."""
        told: dict[str, str] = {}
        for number in range(len(self._case.people) + 1):
            own = self._own(entries, number)
            errands = tuple(replace(self._errand(entry), same_as=told.get(entry.procedure.id, "")) for entry in own)
            if errands:
                yield Part(errands, self._who(number), self._case.row(number)) if number else Part(errands)
            for entry in own:
                told.setdefault(entry.procedure.id, self._pointer(number))

    def _own(self, entries: list[Entry], number: int) -> list[Entry]:
        """Return what is for this person, or with 0 for the family, in walking order and what need not be done last."""
        own = [entry for entry in entries if number in (self.people(entry) or (0,))]
        desks = list(self._guide.desks)
        return sorted(own, key=lambda entry: (entry.procedure.optional, desks.index(entry.procedure.desk)))

    def _who(self, number: int) -> str:
        """Say who somebody is, with their age where it is known whatever their birthday is."""
        person = self._case.people[number - 1]
        called = who(person, self._words, principal=self._case.proxy is not None)
        ages = _ages(person, self._case.made.date())
        return self._words.say("who.age", who=called, age=ages.pop()) if len(ages) == 1 else called

    def _pointer(self, number: int) -> str:
        """Say of whom was spoken before, by their row where they have one; nothing of the family as a whole."""
        row = self._case.row(number) if number else None
        return chr(_RING + row) if row and row <= _LAST_RING else self._who(number) if number else ""

    def _errand(self, entry: Entry) -> Errand:
        procedure = entry.procedure
        plain = f"procedure.{procedure.id}.plain"
        return Errand(
            name=with_japanese(self._words, f"procedure.{procedure.id}.name"),
            plain=self._words.get(plain, ""),
            why=self._why(entry),
            until=self._until(entry),
            fee=self._fee(procedure),
            confirm=id(entry) in self._confirm,
            desk=self._guide.desks[procedure.desk],
            bring=tuple(_shortly(self._words[f"bring.{code}"]) for code in self._guide.bring if code in entry.bring),
            optional=procedure.optional,
        )

    def _fee(self, procedure: Procedure) -> str:
        if procedure.fee_varies:
            return self._words["paper.checklist.fee_varies"]
        return self._words.say("paper.checklist.fee", yen=f"{procedure.fee_yen:,}") if procedure.fee_yen else ""

    def _until(self, entry: Entry) -> str:
        if entry.deadline is not None:
            day = say_day_shortly(entry.deadline, self._case.made.date(), self._words.language)
            return self._words.say("paper.checklist.until", day=day)
        due = f"procedure.{entry.procedure.id}.due"
        return self._words.get(due, "")

    def _why(self, entry: Entry) -> str:
        confirm = id(entry) in self._confirm
        facts = [fact for fact in map(self._guide.facts.__getitem__, entry.because) if _may_be_told(fact, entry)]
        if facts:
            reasons = self._words["paper.checklist.join"].join(map(self._reason, facts))
            return self._words.say(f"paper.checklist.{'confirm_because' if confirm else 'because'}", reasons=reasons)
        if confirm:
            return self._words["paper.checklist.confirm_plain"]
        return "" if entry.because or entry.procedure.optional else self._everybody(entry)

    def _everybody(self, entry: Entry) -> str:
        event = next(event for event in self._case.events if event in entry.procedure.events)
        return self._words.say("paper.checklist.everybody", event=self._words[f"event.{event}.everyday"])

    def _reason(self, fact: Fact) -> str:
        return reason(fact, self._case.known, self._words).rstrip("。.")
