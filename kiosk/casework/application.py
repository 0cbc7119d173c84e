"""An opened handover as a clerk reads it: people, answers, forms, procedures, and what is to be looked at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property

from kiosk.calendar import say_day
from kiosk.casework.characters import Run
from kiosk.casework.correction import Rules
from kiosk.casework.field import Choice, Field, Naming
from kiosk.casework.shape import PERSON
from kiosk.casework.sheet_boxes import SheetBoxes, boxes_of_sheets
from kiosk.errors import Altered, CorrectionRefused
from kiosk.guidance.content import Guide, Privacy
from kiosk.guidance.plan import Entry
from kiosk.guidance.queueing import open_event
from kiosk.guidance.sentences import reason
from kiosk.handover.record import PROCEDURE, Change, Handover, case_of
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.form import Form
from kiosk.words import Words


class Group(Enum):
    """Where a procedure stands."""

    REQUIRED = "required"
    CONFIRM = "confirm"
    OPTIONAL = "optional"
    STRUCK = "struck"


@dataclass(frozen=True)
class ProcedureLine:
    """A procedure as a clerk reads it. ``whom``: the names of those for whom it is; empty for the household.

    ``decided``: why a clerk struck or added it, by whom and when; empty where it follows from the answers.
    """

    id: str
    name: str
    group: Group
    desk: str
    window: str = ""
    reasons: tuple[str, ...] = field(repr=False, default=())
    whom: tuple[str, ...] = field(repr=False, default=())
    deadline: str = ""
    form: str = ""
    basis: str = ""
    decided: str = field(repr=False, default="")
    privacy: Privacy | None = None
    covered: bool = False


@dataclass(frozen=True)
class ChangeLine:
    """One change as a clerk reads it."""

    who: str
    window: str
    made: datetime
    label: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)
    why: str = field(repr=False)


@dataclass(frozen=True)
class Proof:
    """A document by which somebody's identity is made sure. Of ``lesser`` ones two are wanted."""

    id: str
    label: str
    lesser: bool
    seen: bool


@dataclass(frozen=True)
class Application:
    """Everything.

    ``unsettled``: what nobody knew (要確認), ``unasked``: what could still change something and was not answered; both
    as fields to be filled in. ``offered``: the procedures that can be added.
    ``desk`` and ``event``: by which its stages are counted, each the first; of events, that which is nothing discreet.
    ``verified``: a clerk recorded by which documents they made sure who it is; a card at the kiosk does not do that.
    """

    ticket: str | None
    kiosk: str
    made: datetime
    issued: datetime
    events: tuple[str, ...]
    sheet: str
    people: tuple[tuple[Field, ...], ...]
    proxy: tuple[Field, ...]
    needs: tuple[Field, ...]
    answers: tuple[Field, ...]
    unsettled: tuple[Field, ...]
    unasked: tuple[Field, ...]
    procedures: tuple[ProcedureLine, ...]
    offered: tuple[Choice, ...]
    desks: tuple[str, ...]
    desk: str | None
    event: str | None
    forms: tuple[SheetBoxes, ...]
    proofs: tuple[Proof, ...]
    verified: bool
    changes: tuple[ChangeLine, ...]

    @property
    def fields(self) -> Iterator[Field]:
        """All, in the order of the page and of the exports."""
        for person in self.people:
            yield from person
        yield from (*self.proxy, *self.needs, *self.answers)

    @property
    def doubtful(self) -> tuple[tuple[Run, tuple[str, ...]], ...]:
        """Every character to be checked, with the labels of where it stands."""
        found: dict[Run, dict[str, None]] = {}
        for one in self.fields:
            for run in one.runs:
                if run.doubt:
                    found.setdefault(run, {})[one.label] = None
        return tuple((run, tuple(labels)) for run, labels in found.items())

    def of_group(self, group: str) -> tuple[ProcedureLine, ...]:
        return tuple(line for line in self.procedures if line.group is Group(group))


@dataclass(frozen=True)
class Reading:
    """Reads handovers for the clerks of one city, in one language."""

    guide: Guide
    forms: Mapping[str, Form]
    rules: Rules
    words: Words
    lettering: Lettering

    def application(self, handover: Handover) -> Application:
        """Decide everything again, and say it. Raises Altered for values that no visit of ours has."""
        try:
            case = case_of(handover, self.guide, self.forms)
        except (ValueError, TypeError):
            raise Altered from None
        return _Reader(self, handover, case).application()


@dataclass(frozen=True)
class _Reader:
    reading: Reading
    handover: Handover
    case: Case

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.reading.guide, self.reading.words, self.reading.lettering, self.handover)

    def application(self) -> Application:
        handover, reading, say = self.handover, self.reading, self._naming.say
        facts = reading.guide.facts
        numbers = range(1, len(handover.people) + 1)
        seen, identity = handover.documents, reading.rules.counter.identity
        return Application(
            ticket=handover.ticket,
            kiosk=handover.kiosk,
            made=handover.made,
            issued=handover.issued,
            events=tuple(say(f"event.{event}.statute", event) for event in self.case.all_events),
            sheet=handover.sheet,
            people=tuple(self._fields(self._person(f"person:{number}", number)) for number in numbers),
            proxy=self._fields(self._person("proxy", 0)) if handover.proxy is not None else (),
            needs=self._fields(self._needs("")),
            answers=self._fields(f"fact:{fact}" for fact in facts if handover.facts.get(fact) is not None),
            unsettled=self._fields(f"fact:{fact}" for fact in facts if handover.facts.get(fact, "") is None),
            unasked=self._fields(f"fact:{fact}" for fact in self._unasked()),
            procedures=tuple(self._procedures()),
            offered=tuple(Choice(id_, self._procedure_name(id_)) for id_ in self._offered()),
            desks=tuple(say(f"desk.{desk}.name", desk) for desk in self.case.plan.desks),
            desk=next(iter(self.case.plan.desks), None),
            event=open_event(reading.guide, self.case.plan),
            forms=boxes_of_sheets(self.case, reading.guide, reading.forms, reading.words),
            proofs=tuple(
                Proof(id_, say(f"casework.document.{id_}", id_), id_ not in identity.one, id_ in seen)
                for id_ in identity.all
            ),
            verified=identity.is_enough(seen),
            changes=tuple(self._changes()),
        )

    def _fields(self, keys: Iterable[str]) -> tuple[Field, ...]:
        """Return them without those that the city has no more."""
        found = []
        for what in keys:
            try:
                shape = self.reading.rules.shapes.of(what, self.handover)
            except CorrectionRefused:
                continue
            found.append(self._naming.field(what, shape))
        return tuple(found)

    def _person(self, whose: str, number: int) -> Iterator[str]:
        """Yield the keys of one person: what is known of them, and what was told of them for the forms."""
        yield from (f"{whose}:{part}" for part in PERSON)
        yield from self._needs(str(number))

    def _needs(self, whose: str) -> Iterator[str]:
        """Yield the keys of what was told of one person, or of nobody, in the order of the city's forms.

        What completed a person, as the reading of a name does where the card has none, is theirs already.
        """
        for need in self.reading.rules.shapes.needs:
            key = f"{need}:{whose}" if whose else need
            if key in self.handover.needs and not (whose and need in PERSON):
                yield f"need:{key}"

    def _unasked(self) -> Iterator[str]:
        guide = self.reading.guide
        asked = {fact for question in self.case.plan.ask for fact in guide.questions[question].asks}
        return (fact for fact in guide.facts if fact in asked - self.handover.facts.keys())

    def _procedures(self) -> Iterator[ProcedureLine]:
        plan = self.case.plan
        for group, entries in (
            (Group.REQUIRED, plan.required),
            (Group.CONFIRM, plan.confirm),
            (Group.OPTIONAL, plan.optional),
        ):
            yield from (self._line(entry, group) for entry in entries)
        for id_, wanted in self.handover.decided.items():
            if not wanted and id_ in self.reading.guide.procedures:
                desk = self.reading.guide.procedures[id_].desk
                name = self._naming.say(f"desk.{desk}.name", desk)
                yield ProcedureLine(id_, self._procedure_name(id_), Group.STRUCK, name, decided=self._decided(id_))

    def _line(self, entry: Entry, group: Group) -> ProcedureLine:
        procedure, guide, say = entry.procedure, self.reading.guide, self._naming.say
        form = self.reading.forms.get(procedure.form or "")
        return ProcedureLine(
            id=procedure.id,
            name=self._procedure_name(procedure.id),
            group=group,
            desk=say(f"desk.{procedure.desk}.name", procedure.desk),
            window=guide.desks[procedure.desk].window or "",
            reasons=tuple(self._reason(fact) for fact in entry.because),
            whom=tuple(self._naming.person(number) for number in entry.people),
            deadline=say_day(entry.deadline, self.reading.words.language) if entry.deadline else "",
            form=form.title if form else "",
            basis=procedure.basis,
            decided=self._decided(procedure.id),
            privacy=procedure.privacy,
            covered=entry.covered,
        )

    def _reason(self, fact: str) -> str:
        if self.case.known.get(fact) is None and fact in self.handover.facts:
            return self._naming.unknown(fact)
        return self._naming.plain(reason(self.reading.guide.facts[fact], self.case.known, self.reading.words))

    def _decided(self, procedure: str) -> str:
        """Say why, by whom and when; empty where no clerk decided it."""
        lines = tuple(self._changes(PROCEDURE + procedure))
        return "" if not lines else f"{lines[-1].why}（{lines[-1].who}　{lines[-1].made:%m/%d %H:%M}）"

    def _procedure_name(self, id_: str) -> str:
        return self._naming.say(f"procedure.{id_}.name", id_)

    def _offered(self) -> Iterator[str]:
        """Yield what is not among the procedures: first those of these events, then all others."""
        plan, guide = self.case.plan, self.reading.guide
        there = {entry.procedure.id for entry in (*plan.required, *plan.confirm)}
        events = set(self.case.all_events)
        others = [one for one in guide.procedures.values() if one.id not in there]
        yield from (one.id for one in sorted(others, key=lambda one: events.isdisjoint(one.events)))

    def _changes(self, what: str = "") -> Iterator[ChangeLine]:
        for revision in self.handover.revisions:
            for change in revision.changes:
                if change.what == (what or change.what):
                    before, after = self._naming.before_and_after(change)
                    why = self._why(change)
                    label = self._naming.label(change.what)
                    yield ChangeLine(revision.who, revision.window or "", revision.made, label, before, after, why)

    def _why(self, change: Change) -> str:
        act = "add" if change.after is True else "strike"
        why = self._naming.say(f"casework.{act}.{change.why}", change.why) if change.why else ""
        return "　".join(filter(None, (why, change.note)))
