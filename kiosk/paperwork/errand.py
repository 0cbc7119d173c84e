"""What a plan says to the resident on paper: in words, by desk, without what is for staff alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.calendar import say_day_shortly
from kiosk.guidance.content import Desk, Fact, Guide, Privacy
from kiosk.guidance.plan import Entry, Plan
from kiosk.guidance.sentences import reason
from kiosk.paperwork.case import Case
from kiosk.words import Words


@dataclass(frozen=True)
class Errand:
    """One thing to do. ``why`` and ``until`` are sentences; ``until`` is empty where there is no date."""

    name: str
    plain: str
    why: str
    until: str
    fee_yen: int
    confirm: bool


@dataclass(frozen=True)
class Stop:
    """One desk on the way; ``quiet`` when what is done there is told on the inside page alone."""

    desk: Desk
    name: str
    errands: tuple[Errand, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Errands:
    """Everything that the checklist says. ``inside`` and ``bring_inside`` are only for the resident's eyes."""

    way: tuple[Stop, ...]
    outside: tuple[Stop, ...]
    optional: tuple[Stop, ...]
    inside: tuple[Stop, ...]
    bring: tuple[str, ...]
    bring_inside: tuple[str, ...]
    fees_yen: int


def errands_of(case: Case, guide: Guide, words: Words) -> Errands:
    """Put a plan in words. Nothing of it comes from a procedure or a fact with privacy ``staff_only``."""
    teller = _Teller(case, guide, words)
    to_do = _told([*case.plan.required, *case.plan.confirm])
    open_ones = [entry for entry in to_do if entry.procedure.privacy is None]
    discreet = [entry for entry in _told(_all(case.plan)) if entry.procedure.privacy is Privacy.DISCREET]
    discreet_to_do = [entry for entry in discreet if entry in to_do]
    optional = [entry for entry in _told(case.plan.optional) if entry.procedure.privacy is None]
    bring = teller.bring(open_ones)
    return Errands(
        way=teller.way(open_ones, discreet_to_do),
        outside=tuple(stop for stop in teller.stops(open_ones) if stop.desk.window is None),
        optional=teller.stops(optional),
        inside=teller.stops(discreet),
        bring=bring,
        bring_inside=tuple(thing for thing in teller.bring(discreet_to_do) if thing not in bring),
        fees_yen=sum(entry.procedure.fee_yen for entry in case.plan.required if entry in open_ones),
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
    return [entry for entry in entries if entry.procedure.privacy is not Privacy.STAFF_ONLY]


def _may_be_told(fact: Fact, entry: Entry) -> bool:
    """Say whether a fact may stand there as a reason: a discreet one only where all is discreet."""
    return fact.privacy is None or fact.privacy is entry.procedure.privacy is Privacy.DISCREET


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
        codes = {code for entry in entries for code in entry.procedure.bring}
        return tuple(with_japanese(self._words, f"bring.{code}") for code in self._guide.bring if code in codes)

    def _errand(self, entry: Entry) -> Errand:
        procedure = entry.procedure
        plain = f"procedure.{procedure.id}.plain"
        return Errand(
            name=with_japanese(self._words, f"procedure.{procedure.id}.name"),
            plain=self._words.get(plain, ""),
            why=self._why(entry),
            until=self._until(entry),
            fee_yen=procedure.fee_yen,
            confirm=id(entry) in self._confirm,
        )

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
        return "" if entry.because or entry.procedure.optional else self._everybody()

    def _everybody(self) -> str:
        event = self._words[f"event.{self._case.events[0]}.everyday"]
        return self._words.say("paper.checklist.everybody", event=event)

    def _reason(self, fact: Fact) -> str:
        return reason(fact, self._case.known, self._words).rstrip("。.")
