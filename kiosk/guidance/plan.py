"""The plan: what the facts lead to, and which facts made it so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.calendar import last_day
from kiosk.guidance.content import Due, FirstDay, Guide, Known, Procedure, Unit
from kiosk.guidance.facts import EVENT, View, facts_for, start_of
from kiosk.guidance.replay import open_questions
from kiosk.people import Household


@dataclass(frozen=True)
class Entry:
    """One procedure of a plan; ``because`` are fact ids; ``deadline`` None: none, or it cannot be counted."""

    procedure: Procedure
    because: tuple[str, ...]
    deadline: date | None


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
    decided = tuple(_decide(guide, views, known))
    required = _in_walking_order(guide, (entry for entry, sure in decided if sure and not entry.procedure.optional))
    confirm = _in_walking_order(guide, (entry for entry, sure in decided if not sure))
    optional = _in_walking_order(guide, (entry for entry, sure in decided if sure and entry.procedure.optional))
    to_do = (*required, *confirm)
    return Plan(
        required=required,
        confirm=confirm,
        optional=optional,
        bring=_bring(guide, to_do),
        desks=_desks(guide, to_do),
        fees_yen=sum(entry.procedure.fee_yen for entry in required),
        ask=tuple(question.id for question in open_questions(guide, events, known, household, today)),
    )


def _decide(guide: Guide, views: dict[str, View], known: Known) -> Iterator[tuple[Entry, bool]]:
    """Every procedure that is needed (True) or may be (False)."""
    for procedure in guide.procedures.values():
        verdicts = {event: procedure.when.decide(views[event]) for event in procedure.events if event in views}
        for sure in (True, None):
            event = next((event for event, verdict in verdicts.items() if verdict is sure), None)
            if event is not None:
                yield _entry(guide, procedure, event, views[event], known), bool(sure)
                break


def _entry(guide: Guide, procedure: Procedure, event: str, view: View, known: Known) -> Entry:
    """Reasons are what the person said or the household shows; what does not arise is no reason."""
    because = tuple(
        id_
        for id_ in procedure.when.because(view)
        if id_ != EVENT and (id_ in known or view[id_] is None or guide.facts[id_].count is not None)
    )
    start = view.get(start_of(guide.events[event], procedure.due.start))
    return Entry(procedure, because, _deadline(guide, procedure.due, start if isinstance(start, date) else None))


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


def _bring(guide: Guide, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    codes = {code for entry in entries for code in entry.procedure.bring}
    return tuple(code for code in guide.bring if code in codes)


def _desks(guide: Guide, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Those outside the city hall come last."""
    at = {entry.procedure.desk for entry in entries}
    walked = (desk for desk in guide.desks.values() if desk.id in at)
    return tuple(desk.id for desk in sorted(walked, key=lambda desk: desk.window is None))
