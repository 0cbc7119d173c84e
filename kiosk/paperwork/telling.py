"""What a plan says to the resident on paper: in words, by desk and by person, without what is for staff alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kiosk.calendar import say_day_shortly
from kiosk.guidance.content import Desk, Fact, Guide, Privacy, Procedure
from kiosk.guidance.plan import Entry, Plan
from kiosk.guidance.sentences import in_short, reason, who
from kiosk.paperwork.case import Case
from kiosk.paperwork.errand import Amounts, Errand, Errands, Item, Part, Stop
from kiosk.people import Person, age, possible_births
from kiosk.words import Words

_RING, _LAST_RING = 0x245F, 20
"""Before ①, and the last number that has such a character."""

_OWN_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")

_LARGE, _BUSY = 4, 5
"""In a family of so many people, who has so many things of their own to do gets a page to take along."""


def errands_of(case: Case, guide: Guide, words: Words) -> Errands:
    """Put a plan in words. Nothing of it comes from a procedure or a fact with privacy ``staff_only``.

    What others can see is the same whatever is discreet, but for whether there is anything.
    """
    teller = _Teller(case, guide, words)
    to_do = _told([*case.plan.required, *case.plan.confirm])
    open_ones = [entry for entry in to_do if entry.procedure.privacy is None]
    today = [entry for entry in open_ones if entry.opens is None]
    discreet = [entry for entry in _told(_all(case.plan)) if entry.procedure.privacy is Privacy.DISCREET]
    discreet_to_do = [entry for entry in discreet if entry in to_do]
    errands = Errands(
        way=teller.inside_city_hall(today),
        later=teller.inside_city_hall([entry for entry in open_ones if entry.opens is not None]),
        outside=tuple(stop for stop in teller.stops(open_ones) if stop.desk.window is None),
        optional=teller.stops(_optional(case.plan)),
        inside=teller.stops(discreet),
        bring=teller.bring(open_ones),
        bring_inside=teller.bring_inside(open_ones, discreet_to_do),
        amounts=_amounts(open_ones, teller),
        fees_yen=sum(entry.procedure.fee_yen for entry in case.plan.required if entry in open_ones),
        fees_vary=any(entry.procedure.fee_varies for entry in open_ones),
        way_inside=teller.way_inside(today, discreet_to_do),
    )
    return errands if len(case.people) < 2 else _by_person(errands, teller, open_ones, _optional(case.plan), discreet)


def _amounts(entries: Sequence[Entry], teller: "_Teller") -> Amounts:
    outside = sum(map(teller.is_outside, entries))
    later = sum(entry.opens is not None and not teller.is_outside(entry) for entry in entries)
    return Amounts(len(entries) - later - outside, later, outside)


def _by_person(
    errands: Errands, teller: "_Teller", to_do: list[Entry], optional: list[Entry], discreet: list[Entry]
) -> Errands:
    """Part what is for whom. What the family does outside the city hall, or only if they like, stays by itself."""
    outside = [entry for entry in to_do if teller.is_outside(entry) and not teller.people(entry)]
    for_all = [entry for entry in optional if not teller.people(entry)]
    parted = [entry for entry in (*to_do, *optional) if entry not in outside and entry not in for_all]
    return replace(
        errands,
        later=(),
        outside=teller.stops(outside),
        optional=teller.stops(for_all),
        parts=tuple(teller.parts(parted)),
        parts_inside=tuple(teller.parts(discreet)),
    )


def with_japanese(words: Words, key: str) -> str:
    """Return the sentence and, unless it is Japanese or says so itself in brackets, its Japanese on a line below."""
    said = words[key]
    base = words.fallback
    if base is None or words.language.partition("-")[0] == base.language or key not in base:
        return said
    japanese = base[key].partition("（")[0]
    says_it = japanese in said or (_is_japanese(said) and not _is_japanese(_OWN_IN_BRACKETS.sub("", said)))
    return said if says_it else f"{said}\n{japanese}"


def _is_japanese(text: str) -> bool:
    """Whether there are letters in it that are none of the Latin ones; Chinese and Korean look the same here."""
    return any(character >= "\u3000" for character in text)


def _all(plan: Plan) -> tuple[Entry, ...]:
    return (*plan.required, *plan.confirm, *plan.optional)


def _optional(plan: Plan) -> list[Entry]:
    return [entry for entry in _told(plan.optional) if entry.procedure.privacy is None]


def _told(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.procedure.privacy is not Privacy.STAFF_ONLY and not entry.covered]


def _may_be_told(fact: Fact, entry: Entry) -> bool:
    """Say whether a fact may stand there as a reason: a discreet one only where all is discreet."""
    return fact.privacy is None or fact.privacy is entry.procedure.privacy is Privacy.DISCREET


def _ages(person: Person, today: date) -> set[int]:
    births = possible_births(person.birth, today) if person.birth else ()
    return {age(birth, today) for birth in births}


class _Teller:
    def __init__(self, case: Case, guide: Guide, words: Words) -> None:
        self._case = case
        self._guide = guide
        self._words = words
        self._confirm = set(map(id, case.plan.confirm))

    def inside_city_hall(self, entries: list[Entry]) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops(entries) if stop.desk.window is not None)

    def way_inside(self, entries: list[Entry], discreet: list[Entry]) -> tuple[Desk, ...]:
        """Return the desks for all of these in walking order, where there are more than others can see."""
        seen, more = ({entry.procedure.desk for entry in some} for some in (entries, discreet))
        desks = tuple(desk for desk in self._guide.desks.values() if desk.id in seen | more and desk.window is not None)
        return desks if any(desk.id not in seen for desk in desks) else ()

    def stops(self, entries: list[Entry]) -> tuple[Stop, ...]:
        """Return the desks of these entries with what is to be done there, in walking order."""
        found = []
        for desk in self._guide.desks.values():
            here = tuple(self._errand(entry) for entry in entries if entry.procedure.desk == desk.id)
            if here:
                found.append(Stop(desk, with_japanese(self._words, f"desk.{desk.id}.name"), here))
        return tuple(found)

    def bring(self, entries: list[Entry]) -> tuple[Item, ...]:
        """Return what is brought for these entries and may be seen by others."""
        return self._items({code for entry in entries for code in self._shown(entry)}, entries)

    def bring_inside(self, entries: list[Entry], discreet: list[Entry]) -> tuple[Item, ...]:
        """Return what is brought besides: for discreet entries, or itself discreet."""
        outside = {code for entry in entries for code in self._shown(entry)}
        wanted = {code for entry in (*entries, *discreet) for code in entry.bring} - outside
        return self._items(wanted, [*entries, *discreet])

    def _items(self, codes: set[str], entries: list[Entry]) -> tuple[Item, ...]:
        return tuple(self._item(code, entries) for code in self._guide.bring if code in codes)

    def _shown(self, entry: Entry) -> Iterator[str]:
        """Yield what may be named where the entry stands: not, outside, what only some bring for a discreet reason."""
        for code in entry.bring:
            when = self._guide.bring[code].when
            facts = [self._guide.facts[name] for name in when.names() if name in self._guide.facts] if when else []
            if all(_may_be_told(fact, entry) for fact in facts):
                yield code

    def _item(self, code: str, entries: list[Entry]) -> Item:
        missing = self._is_missing(code)
        names = (self._words[f"procedure.{entry.procedure.id}.name"] for entry in entries if code in entry.bring)
        used_for = tuple(map(in_short, names)) if missing else ()
        return Item(with_japanese(self._words, f"bring.{code}"), code in self._case.in_hand, used_for)

    def _is_missing(self, code: str) -> bool:
        """Of who said nothing of what is here, nothing is missing either."""
        return bool(self._case.in_hand) and code not in self._case.in_hand

    def is_outside(self, entry: Entry) -> bool:
        return self._guide.desks[entry.procedure.desk].window is None

    def people(self, entry: Entry) -> tuple[int, ...]:
        """Return the numbers of those whom an entry is for; none when it is for all of them alike.

        A reason that must not be told where the entry stands singles nobody out there.
        """
        told = all(_may_be_told(self._guide.facts[fact], entry) for fact in entry.because)
        return entry.people if told and len(entry.people) < len(self._case.people) else ()

    def parts(self, entries: list[Entry]) -> Iterator[Part]:
        """Yield first what is for the family, then what is for each person; of nothing there is no part.

        On a page of their own everything is said; else not again what was said of somebody before.
        """
        told: dict[str, str] = {}
        for number in range(len(self._case.people) + 1):
            own = self._own(entries, number)
            apart = number > 0 and len(self._case.people) >= _LARGE and len(own) >= _BUSY
            said = {} if apart else told
            errands = tuple(replace(self._errand(entry), same_as=said.get(entry.procedure.id, "")) for entry in own)
            if errands:
                row = self._case.row(number) if number else None
                yield Part(errands, self._who(number) if number else "", row, apart)
            for entry in () if apart else own:
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
            bring=self._in_short(self._shown(entry)),
            missing=self._in_short(filter(self._is_missing, self._shown(entry))),
            optional=procedure.optional,
            later=self._later(entry),
        )

    def _in_short(self, codes: Iterable[str]) -> tuple[str, ...]:
        wanted = set(codes)
        return tuple(in_short(self._words[f"bring.{code}"]) for code in self._guide.bring if code in wanted)

    def _later(self, entry: Entry) -> str:
        return self._words.say("paper.checklist.opens", day=self._day(entry.opens)) if entry.opens else ""

    def _day(self, day: date) -> str:
        return say_day_shortly(day, self._case.made.date(), self._words.language)

    def _fee(self, procedure: Procedure) -> str:
        if procedure.fee_varies:
            return self._words["paper.checklist.fee_varies"]
        return self._words.say("paper.checklist.fee", yen=f"{procedure.fee_yen:,}") if procedure.fee_yen else ""

    def _until(self, entry: Entry) -> str:
        if entry.deadline is not None:
            return self._words.say("paper.checklist.until", day=self._day(entry.deadline))
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
        event = next(event for event in self._case.all_events if event in entry.procedure.events)
        return self._words.say("paper.checklist.everybody", event=self._words[f"event.{event}.everyday"])

    def _reason(self, fact: Fact) -> str:
        return reason(fact, self._case.known, self._words).rstrip("。.")
