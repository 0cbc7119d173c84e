"""A city while it is proven: its content, all visits of each event, and the findings so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from config.content import Content
from config.draft import Draft, Placed
from config.faults import fault
from config.marked import Marked, line_of
from config.proof.census import Census, take_census
from config.proof.formulas import Formula, both, either, inverse
from config.proof.visits import Visits
from kiosk.errors import Fault
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide
from kiosk.guidance.facts import ANY_FOREIGN, EVENT_DATE, FOREIGNERS


@dataclass(frozen=True)
class Spot:
    """A line of the city's YAML."""

    marked: Marked
    line: int

    @property
    def is_settled(self) -> bool:
        """Whether a number or a yes or no of the city itself (ordinances.yaml) stands in the condition there."""
        return self.line in self.marked.settled


def spot(placed: Placed[object], *path: str | int) -> Spot:
    return Spot(placed.marked, line_of(placed.node, *path))


FOREIGN = "#foreign"
"""How many are foreign: counted beside what the city counts, since forms ask it. No fact can be called so."""

Findings = dict[tuple[str, str, int, str], Fault]
"""By kind, file, line and what it is about, so that nothing is told twice."""


@dataclass
class Proof:
    """What cannot be right is told once and then taken as mended (``guide``), so that nothing follows from it.

    ``broken`` are procedures with findings, ``dead`` conditions of forms that are never true, ``excused`` the facts of
    which nobody is told that they change nothing, because what they change is broken.
    """

    draft: Draft
    content: Content
    guide: Guide
    findings: Findings = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    dead: set[Condition] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    _visits: dict[str, Visits] = field(default_factory=dict)
    _censuses: dict[tuple[bool, bool], Census] = field(default_factory=dict)
    _hanging: dict[str, frozenset[str]] = field(default_factory=dict)

    def tell(self, spot: Spot, kind: str, **values: object) -> None:
        """Note a finding, unless the same is noted already."""
        found = fault(spot.marked.file, spot.line, kind, **values)
        self.findings.setdefault((kind, found.file, found.line, str(values.get("id", ""))), found)

    def visits(self, event: str) -> Visits:
        if event not in self._visits:
            one = self.guide.events[event]
            self._visits[event] = Visits(self.guide, event, self.census(one.moving, one.newborn is not None))
        return self._visits[event]

    def census(self, stayers: bool, newborn: bool) -> Census:  # noqa: FBT001  the two ways in which events differ
        if (stayers, newborn) not in self._censuses:
            census = take_census(self.guide, self.content.day, stayers=stayers, newborn=newborn)
            self._censuses[stayers, newborn] = census
        return self._censuses[stayers, newborn]

    def mend(self, guide: Guide) -> None:
        """Go on with a guide in which something is mended."""
        self.guide = guide
        self._visits.clear()
        self._censuses.clear()
        self._hanging.clear()

    def excuse(self, condition: Condition) -> None:
        """Take it that a broken condition hangs on its facts, and on those that decide whether they are asked."""
        self.excused |= self.hanging_on(condition.names())

    def hanging_on(self, facts: tuple[str, ...]) -> frozenset[str]:
        """Return all facts on which these can hang in any event: themselves, and what decides what they are."""
        found: set[str] = set()
        for id_ in facts:
            if id_ not in self._hanging:
                self._hanging[id_] = frozenset(_hanging_on(self.guide, id_))
            found |= self._hanging[id_]
        return frozenset(found)

    def printed(self, form: str) -> Iterator[tuple[str, Formula]]:
        """Yield the events that can print a form, and when each does."""
        for event in self.guide.events:
            when = self.printed_in(event, form)
            if when is not False:
                yield event, when

    def printed_in(self, event: str, form: str) -> Formula:
        """Say when an event prints a form (``wanted.forms_of``)."""
        forms = self.content.forms
        whole = {form, *(other.id for other in forms.values() if other.continuation == form)}
        if any(forms[id_].alone for id_ in whole):
            others = (self._wanted(event, {id_}) for id_, other in forms.items() if other.symbol and not other.alone)
            return inverse(either(False, *others))
        along = {other.id for other in forms.values() if not whole.isdisjoint(other.also)}
        when = self._wanted(event, whole)
        return either(when, both(self._given(self.visits(event), form), self._wanted(event, along))) if along else when

    def _wanted(self, event: str, forms: set[str]) -> Formula:
        """Say when an event or something that is required there wants one of these forms."""
        if not forms.isdisjoint(self.guide.events[event].forms):
            return True
        visits = self.visits(event)
        required = (
            both(visits.decide(one.when).yes, self._given(visits, one.form))
            for one in visits.procedures
            if one.form in forms and not one.optional and one.id not in self.broken
        )
        return either(False, *required)

    def _given(self, visits: Visits, form: str | None) -> Formula:
        """Say when a form is printed that somebody wants."""
        given = self.content.forms[form].given if form else None
        return True if given is None else inverse(visits.decide_on_paper(given).no)


def _hanging_on(guide: Guide, fact: str) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [fact]
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen and id_ in guide.facts:
            seen.add(id_)
            yield id_
            waiting += _behind(guide, id_)


def _behind(guide: Guide, id_: str) -> Iterator[str]:
    fact = guide.facts[id_]
    if fact.count is not None:
        yield from (ANY_FOREIGN, FOREIGNERS)
        yield from (event.newborn for event in guide.events.values() if event.newborn is not None)
    yield from fact.age_of or ()
    if fact.otherwise is not None:
        yield fact.otherwise
    if any(event.event_date == id_ for event in guide.events.values()):
        yield EVENT_DATE
    for question in guide.questions.values():
        if id_ in question.asks:
            for gate in (question.given, question.only.get(id_)):
                yield from () if gate is None else gate.names()
