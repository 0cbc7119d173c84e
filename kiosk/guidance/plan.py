"""The plan: what the facts lead to, and which facts made it so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kiosk.calendar import last_day
from kiosk.guidance.content import Due, FirstDay, Guide, Known, Procedure, Question, Unit
from kiosk.guidance.facts import EVENT, MY_NUMBER_CARD, NO_CARD, Counts, View, arising, start_of
from kiosk.guidance.replay import open_in
from kiosk.guidance.situation import Situation
from kiosk.people import Household, Person


@dataclass(frozen=True)
class Entry:
    """One procedure of a plan; ``because`` are fact ids; ``deadline`` None: none, or it cannot be counted.

    ``bring``: what is to be brought for it by these people. ``people``: the numbers (from 1) of those who would need
    it alone; empty when it concerns the household as a whole. ``covered``: something else of the plan does it, so that
    nobody has to be told of it. ``opens``: the day to come before which it cannot be done; ``None`` from today on.
    """

    procedure: Procedure
    because: tuple[str, ...]
    deadline: date | None
    bring: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    covered: bool = False
    opens: date | None = None


@dataclass(frozen=True)
class Plan:
    """What is to be done. The three lists share no procedure. ``events``: those chosen, and what they take along.

    ``confirm`` holds what stays unknown (要確認); ``bring`` and ``desks`` are for ``required`` and ``confirm``,
    desks in the order in which one walks, and ``fees_yen`` for ``required``: all three without what is covered.
    ``ask`` are the questions still undecided.
    """

    required: tuple[Entry, ...] = ()
    confirm: tuple[Entry, ...] = ()
    optional: tuple[Entry, ...] = ()
    bring: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    fees_yen: int = 0
    ask: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


_NOBODY_DECIDED: Mapping[str, bool] = {}


def make_plan(
    guide: Guide,
    events: tuple[str, ...],
    known: Known,
    household: Household | None,
    today: date,
    *,
    decided: Mapping[str, bool] = _NOBODY_DECIDED,
) -> Plan:
    """Decide every procedure of the events; each event is decided for itself, and what any of them needs is needed.

    An event of which it is not certain that it is taken along adds nothing: whoever does not know whether they move,
    too, has that to be confirmed, and not all that moving could mean.
    ``household`` None: nobody is known, so whatever is counted over the household is unknown.
    ``decided``: what a clerk says of a procedure, whatever follows from the facts: ``True`` is required.
    """
    situation = Situation(guide, events, known, household, today)
    entries = tuple(_uncovered(_entries(situation, decided), decided))
    required = _in_walking_order(guide, (entry for entry, sure in entries if sure and not _is_offered(entry, decided)))
    confirm = _in_walking_order(guide, (entry for entry, sure in entries if not sure))
    optional = _in_walking_order(guide, (entry for entry, sure in entries if sure and _is_offered(entry, decided)))
    to_do = tuple(entry for entry in (*required, *confirm) if not entry.covered)
    brought = {code for entry in to_do for code in entry.bring}
    return Plan(
        required=required,
        confirm=confirm,
        optional=optional,
        bring=tuple(code for code in guide.bring if code in brought),
        desks=_desks(guide, to_do) or _at_least(guide, situation.events, *required, *confirm, *optional),
        fees_yen=sum(entry.procedure.fee_yen for entry in required if not entry.covered),
        ask=tuple(question.id for question in open_in(situation)),
        events=situation.events,
    )


def _is_offered(entry: Entry, decided: Mapping[str, bool]) -> bool:
    """Say whether it is done only by who likes."""
    return entry.procedure.optional and entry.procedure.id not in decided


def _uncovered(entries: Iterator[tuple[Entry, bool]], decided: Mapping[str, bool]) -> Iterator[tuple[Entry, bool]]:
    """Mark what something else does that is certainly needed; what a clerk added is done for itself."""
    found = tuple(entries)
    needed = {entry.procedure.id for entry, sure in found if sure}
    for entry, sure in found:
        covered = entry.procedure.id not in decided and not needed.isdisjoint(entry.procedure.covered_by)
        yield replace(entry, covered=True) if covered else entry, sure


def _at_least(guide: Guide, events: tuple[str, ...], *entries: Entry) -> tuple[str, ...]:
    """Return where those go of whom nothing at all came out."""
    desks = (guide.events[event].otherwise for event in events if not entries)
    return tuple(dict.fromkeys(desk for desk in desks if desk is not None))


def _entries(situation: Situation, decided: Mapping[str, bool]) -> Iterator[tuple[Entry, bool]]:
    """Every procedure that is needed (True) or may be (False), in the order of the catalogue."""
    found: dict[str, tuple[_Decider, bool]] = {}
    for event in situation.events:
        decider = _Decider(situation, event, situation.seen(event).view)
        for id_, verdict in decider.verdicts():
            if id_ not in found or (verdict and not found[id_][1]):
                found[id_] = (decider, bool(verdict))
    for id_, wanted in decided.items():
        found.pop(id_, None)
        if wanted and id_ in situation.guide.procedures and situation.events:
            found[id_] = (_decider(situation, situation.guide.procedures[id_]), True)
    for id_, procedure in situation.guide.procedures.items():
        if id_ in found:
            decider, sure = found[id_]
            yield decider.entry(procedure), sure


def _decider(situation: Situation, procedure: Procedure) -> "_Decider":
    """Return what says more of a procedure that a clerk added: its own event, where it is among those of the visit."""
    event = next((event for event in situation.events if event in procedure.events), situation.events[0])
    return _Decider(situation, event, situation.seen(event).view)


@dataclass(frozen=True)
class _Decider:
    """Decides the procedures of one event."""

    situation: Situation
    event: str
    view: View = field(repr=False)

    def verdicts(self) -> Iterator[tuple[str, bool | None]]:
        """Which procedures are needed, and which may be."""
        for procedure in self._guide.procedures_of[self.event]:
            verdict = procedure.when.decide(self.view)
            if verdict is not False:
                yield procedure.id, verdict

    def entry(self, procedure: Procedure) -> Entry:
        """Reasons are what the person said or the household shows; what does not arise is no reason."""
        known, facts = self.situation.known, self._guide.facts
        because = tuple(
            id_
            for id_ in procedure.when.because(self.view)
            if id_ != EVENT and (id_ in known or self.view[id_] is None or facts[id_].is_computed)
        )
        start = self.view.get(start_of(self._guide.events[self.event], procedure.due.start))
        return Entry(
            procedure=procedure,
            because=because,
            deadline=_deadline(self._guide, procedure.due, start if isinstance(start, date) else None),
            bring=tuple(code for code in procedure.bring if code not in self._not_brought),
            people=self._people(procedure),
            opens=self._opens(procedure),
        )

    def _opens(self, procedure: Procedure) -> date | None:
        opens = self.view.get(procedure.not_before) if procedure.not_before else None
        return opens if isinstance(opens, date) and opens > self.situation.today else None

    @property
    def _guide(self) -> Guide:
        return self.situation.guide

    @cached_property
    def _not_brought(self) -> frozenset[str]:
        """Whoever cannot say whether a thing is needed is told to bring it."""
        things = self._guide.bring.values()
        return frozenset(thing.id for thing in things if thing.when and thing.when.decide(self.view) is False)

    def _people(self, procedure: Procedure) -> tuple[int, ...]:
        """Return those for whom it would be needed alone; nobody when that says the same of everybody."""
        if len(self.situation.people) < 2 or self._personal.isdisjoint(procedure.when.names()):
            return ()
        verdicts = [procedure.when.decide(view) is not False for view in self._alone]
        return () if all(verdicts) else tuple(number for number, concerned in enumerate(verdicts, start=1) if concerned)

    @cached_property
    def _alone(self) -> tuple[View, ...]:
        """The facts as each one alone would have them: counts, the card, and what is asked because of others."""
        household = self.situation.household or ()
        return tuple(self._closed({**self.view, **own}) for own in map(self._own, household, self.situation.people))

    def _own(self, person: Person, counts: Counts) -> View:
        own: View = {id_: None if counted is None else int(counted) for id_, counted in counts.items()}
        if person.has_my_number_card is None:
            return own
        return own | dict(self._guide.cards.get(MY_NUMBER_CARD if person.has_my_number_card else NO_CARD, {}))

    def _closed(self, view: View) -> View:
        """Make no of what is not asked of this one: whether children go to school says nothing of adults."""
        for question in self._questions:
            arise = set(arising(question, view))
            for id_ in question.asks:
                if id_ in self._personal and id_ not in arise:
                    view[id_] = self._guide.facts[id_].nothing
        return view

    @cached_property
    def _personal(self) -> frozenset[str]:
        """The facts that one of the household may have and another not."""
        personal = {*self._guide.counts, *self._told_by_cards}
        for question in self._questions:
            for id_ in question.asks:
                if not all(personal.isdisjoint(gate.names()) for gate in question.gates(id_)):
                    personal.add(id_)
        return frozenset(personal)

    @property
    def _questions(self) -> Iterator[Question]:
        return map(self._guide.questions.__getitem__, self._guide.events[self.event].questions)

    @property
    def _told_by_cards(self) -> Iterator[str]:
        for card in (MY_NUMBER_CARD, NO_CARD):
            yield from self._guide.cards.get(card, {})


def _deadline(guide: Guide, due: Due, start: date | None) -> date | None:
    if due.n is None or start is None:
        return None
    first_counts = due.first is FirstDay.INCLUDED
    if due.unit is Unit.DAY:
        end = last_day(start, days=due.n, first_counts=first_counts)
    else:
        months = due.n if due.unit is Unit.MONTH else due.n * 12
        end = last_day(start, months=months, first_counts=first_counts)
    return guide.opening.on_or_after(end)


def _in_walking_order(guide: Guide, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By desk; at one desk as in the catalogue, since sorting is stable."""
    order = {desk: at for at, desk in enumerate(guide.desks)}
    return tuple(sorted(entries, key=lambda entry: order[entry.procedure.desk]))


def _desks(guide: Guide, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Those outside the city hall come last."""
    at = {entry.procedure.desk for entry in entries}
    walked = (desk for desk in guide.desks.values() if desk.id in at)
    return tuple(desk.id for desk in sorted(walked, key=lambda desk: desk.window is None))
