"""The plan: what the facts lead to, and which facts made it so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kiosk.calendar import last_day
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Due, FirstDay, Guide, Known, Procedure, Unit, Value
from kiosk.guidance.facts import (
    EVENT,
    MY_NUMBER_CARD,
    NO_CARD,
    NOTHING,
    PersonViews,
    View,
    facts_for,
    is_counted,
    person_views,
    start_of,
)
from kiosk.guidance.replay import open_questions
from kiosk.people import Household, Person


@dataclass(frozen=True)
class Entry:
    """One procedure of a plan; ``because`` are fact ids; ``deadline`` None: none, or it cannot be counted.

    ``bring``: what is to be brought for it by these people. ``people``: the numbers (from 1) of those who would need
    it alone; empty when it concerns the household as a whole.
    """

    procedure: Procedure
    because: tuple[str, ...]
    deadline: date | None
    bring: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is to be done. The three lists share no procedure.

    ``confirm`` holds what stays unknown (要確認); ``bring`` and ``desks`` cover ``required`` and
    ``confirm``, desks in the order in which one walks; ``ask`` are the questions still undecided.
    """

    required: tuple[Entry, ...] = ()
    confirm: tuple[Entry, ...] = ()
    optional: tuple[Entry, ...] = ()
    bring: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    fees_yen: int = 0
    ask: tuple[str, ...] = ()


def make_plan(guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date) -> Plan:
    """Decide every procedure of the events; each event is decided for itself, and what any of them needs is needed.

    ``household`` None: nobody is known, so whatever is counted over the household is unknown.
    """
    views = {event: facts_for(guide, event, known, household, today) for event in events}
    decider = _Decider(guide, views, known, household or (), person_views(household or (), known, today))
    decided = tuple(decider.entries())
    required = _in_walking_order(guide, (entry for entry, sure in decided if sure and not entry.procedure.optional))
    confirm = _in_walking_order(guide, (entry for entry, sure in decided if not sure))
    optional = _in_walking_order(guide, (entry for entry, sure in decided if sure and entry.procedure.optional))
    to_do = (*required, *confirm)
    return Plan(
        required=required,
        confirm=confirm,
        optional=optional,
        bring=tuple(code for code in guide.bring if any(code in entry.bring for entry in to_do)),
        desks=_desks(guide, to_do),
        fees_yen=sum(entry.procedure.fee_yen for entry in required),
        ask=tuple(question.id for question in open_questions(guide, events, known, household, today)),
    )


@dataclass(frozen=True)
class _Decider:
    guide: Guide
    views: Mapping[str, View]
    known: Known
    household: Household
    people: tuple[PersonViews, ...]
    _views_alone: dict[str, tuple[View, ...]] = field(default_factory=dict)

    def entries(self) -> Iterator[tuple[Entry, bool]]:
        """Every procedure that is needed (True) or may be (False)."""
        for procedure in self.guide.procedures.values():
            events = [event for event in procedure.events if event in self.views]
            verdicts = {event: procedure.when.decide(self.views[event]) for event in events}
            for sure in (True, None):
                event = next((event for event, verdict in verdicts.items() if verdict is sure), None)
                if event is not None:
                    yield self._entry(procedure, event), bool(sure)
                    break

    def _entry(self, procedure: Procedure, event: str) -> Entry:
        """Reasons are what the person said or the household shows; what does not arise is no reason."""
        view = self.views[event]
        because = tuple(
            id_
            for id_ in procedure.when.because(view)
            if id_ != EVENT and (id_ in self.known or view[id_] is None or self.guide.facts[id_].count is not None)
        )
        start = view.get(start_of(self.guide.events[event], procedure.due.start))
        return Entry(
            procedure=procedure,
            because=because,
            deadline=_deadline(self.guide, procedure.due, start if isinstance(start, date) else None),
            bring=tuple(code for code in procedure.bring if self._is_brought(code, view)),
            people=self._people(procedure, event),
        )

    def _is_brought(self, code: str, view: View) -> bool:
        """Whoever cannot say whether a thing is needed is told to bring it."""
        when = self.guide.bring[code].when
        return when is None or when.decide(view) is not False

    def _people(self, procedure: Procedure, event: str) -> tuple[int, ...]:
        """Return those for whom it would be needed alone; nobody when that says the same of everybody."""
        if len(self.people) < 2 or self._personal.isdisjoint(procedure.when.names()):
            return ()
        verdicts = [procedure.when.decide(view) is not False for view in self._alone(event)]
        return () if all(verdicts) else tuple(number for number, concerned in enumerate(verdicts, start=1) if concerned)

    def _alone(self, event: str) -> tuple[View, ...]:
        """Return the facts as each one alone would have them: counts, the card, and what is asked because of others."""
        if event not in self._views_alone:
            views = ({**self.views[event], **own} for own in map(self._own, self.household, self.people))
            self._views_alone[event] = tuple({**view, **self._closed(view)} for view in views)
        return self._views_alone[event]

    def _own(self, person: Person, views: PersonViews) -> View:
        counts = {id_: fact.count for id_, fact in self.guide.facts.items() if fact.count is not None}
        own: View = {id_: _one(is_counted(count, views)) for id_, count in counts.items()}
        if person.has_my_number_card is None:
            return own
        return own | dict(self.guide.cards.get(MY_NUMBER_CARD if person.has_my_number_card else NO_CARD, {}))

    def _closed(self, view: View) -> View:
        """Return as no what is not asked of this one: whether children go to school says nothing of adults."""
        return {
            fact: NOTHING[self.guide.facts[fact].type]
            for fact, gate in self._gates.items()
            if gate.decide(view) is False
        }

    @cached_property
    def _personal(self) -> frozenset[str]:
        counts = {id_ for id_, fact in self.guide.facts.items() if fact.count is not None}
        gated = {fact for fact, gate in self._gates.items() if not counts.isdisjoint(gate.names())}
        return frozenset(counts | gated | self._told_by_cards)

    @cached_property
    def _told_by_cards(self) -> frozenset[str]:
        return frozenset(id_ for card in (MY_NUMBER_CARD, NO_CARD) for id_ in self.guide.cards.get(card, {}))

    @cached_property
    def _gates(self) -> Mapping[str, Condition]:
        return {
            fact: gate
            for question in self.guide.questions.values()
            for fact in question.asks
            if (gate := question.only.get(fact) or question.given)
        }


def _one(counted: bool | None) -> Value | None:  # noqa: FBT001  # a verdict
    return None if counted is None else int(counted)


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
