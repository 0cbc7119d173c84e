"""Required boxes that can stay empty on a form that is printed, although nobody is told to write there by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.draft import Draft, Placed
from config.proof.formulas import Day, Formula, Truth, Words, both, either, inverse
from config.proof.proof import Proof, Spot, spot
from config.proof.visits import Visits
from config.proof.witness import told
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import FactType
from kiosk.paperwork.case import Need
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Form, Option
from kiosk.paperwork.values import SELF


def check_boxes(proof: Proof) -> None:
    """Find required boxes that nothing fills."""
    for form in proof.content.forms.values():
        needs = {need.id: need for need in _needs_of(proof, form)}
        printed = dict(proof.printed(form.id))
        for name, box, place in _required(proof.draft, form):
            empty = {
                event: both(when, inverse(_Sources(proof, proof.visits(event), needs).fill(box)))
                for event, when in printed.items()
            }
            events = [event for event, when in empty.items() if proof.visits(event).can(when)]
            visit = proof.visits(events[0]).example(empty[events[0]]) if events else None
            if visit is not None:
                said = told(visit, proof.content.day)
                proof.tell(place, "empty_box", form=form.id, box=name, event=", ".join(events), visit=said)


def _needs_of(proof: Proof, form: Form) -> Iterator[Need]:
    """Its own needs, and those of the form that it continues."""
    for other in proof.content.forms.values():
        if form.id in {other.id, other.continuation}:
            yield from other.needs


def _required(draft: Draft, form: Form) -> Iterator[tuple[str, Box, Spot]]:
    """Yield what must be filled. Where the resident is told what to write by hand, they do."""
    for section in form.sections:
        placed, at = _place(draft, form.id, section.id)
        written = len(placed.value.sections[at].boxes)
        shared = len(section.boxes) - written
        for number, box in enumerate(section.boxes):
            if box.required and box.kind not in BY_HAND and box.own_hand is None:
                path = ("use",) if number < shared else ("boxes", number - shared)
                yield f"{section.id}.{box.id}", box, spot(placed, "sections", at, *path)


def _place(draft: Draft, form: str, section: str) -> tuple[Placed[Form], int]:
    """Return where a section is written: in its form, in the one that it is like, or in its continuation."""
    placed = draft.forms.get(form) or _continuation(draft, form.removesuffix("-2"))
    sections = [one.id for one in placed.value.sections]
    return (placed, sections.index(section)) if section in sections else _place(draft, placed.value.like or "", section)


def _continuation(draft: Draft, form: str) -> Placed[Form]:
    """Return the shared form on which one goes on, be it by what it is like."""
    written = draft.forms[form].value
    return draft.forms[written.continuation] if written.continuation else _continuation(draft, written.like or "")


def _either_way(verdict: Truth, then: Formula, otherwise: Formula) -> Formula:
    return either(both(verdict.yes, then), both(verdict.no, otherwise), inverse(verdict.known))


@dataclass(frozen=True)
class _Sources:
    """Says when a box has something to take (``paperwork.fill``). Whatever can still be told is not missing."""

    proof: Proof
    visits: Visits
    needs: Mapping[str, Need]

    def fill(self, box: Box) -> Formula:
        """Say when a box is filled, or hangs on something that the resident does not know."""
        filled = self._written(box, box.value)
        if box.when is not None:
            filled = _either_way(self._decide(box.when), filled, self._written(box, box.otherwise))
        for other in reversed(box.instead):
            filled = _either_way(self._decide(other.when), self._written(box, other.value), filled)
        return filled if box.given is None else either(self._decide(box.given).no, filled)

    def _decide(self, condition: Condition) -> Truth:
        """Say when a condition is true; one with a finding is not held against the box."""
        return Truth(yes=False, no=False) if condition in self.proof.dead else self.visits.decide_on_paper(condition)

    def _written(self, box: Box, names: tuple[str, ...]) -> Formula:
        if box.kind is not BoxKind.CHOICE:
            return either(False, *map(self._has, names))
        if any(option.rest for option in box.options):
            return either(False, *map(self._has, names), *self._ticked(box.options))
        chosen = (self._names(name, option) for name in names for option in box.options if option.when is None)
        return either(False, *chosen, *self._ticked(box.options))

    def _ticked(self, options: tuple[Option, ...]) -> Iterator[Formula]:
        yield from (inverse(self._decide(option.when).no) for option in options if option.when is not None)

    def _has(self, name: str) -> Formula:
        """Say when a dotted name can have a value (``paperwork.values``)."""
        match name.split("."):
            case ["fact", fact]:
                return self._has_fact(fact)
            case ["need", need, *_]:
                return self._has_need(*need.split(":"))
            case ["chosen", need, _]:
                return self._has_need(need)
            case ["person", "to", need]:
                return need == SELF or self._has_need(need)
            case ["person", "shared", *needs]:
                return both(*map(self._has_need, needs))
        return True

    def _has_fact(self, fact: str) -> Formula:
        """A fact that is asked can be told; a yes or no is never written."""
        kind = self.proof.guide.facts[fact].type
        if kind is FactType.BOOL:
            return False
        seen = self.visits.sight.look_on_paper(fact)
        stands_in = seen.known if isinstance(seen, Day) else self.proof.guide.facts[fact].is_computed
        return either(self.visits.sight.arises(fact), stands_in)

    def _has_need(self, need: str, person: str | None = None) -> Formula:
        """A need that is told of each person has their number behind its name."""
        told_ = self.needs.get(need)
        if told_ is None or (told_.each is None) is not (person is None):
            return False  # also what only another form asks for
        asked = True if told_.given is None else inverse(self._decide(told_.given).no)
        return asked if told_.after is None else both(asked, self._has_need(told_.after))

    def _names(self, name: str, option: Option) -> Formula:
        """Say when a name can have the value of an option."""
        match name.split("."):
            case ["fact", fact]:
                seen = self.visits.sight.look_on_paper(fact)
                if not isinstance(seen, Words):
                    return self._has_fact(fact)
                unknown = both(self.visits.sight.arises(fact), inverse(seen.known))
                return either(unknown, *(seen.holds.get(word, False) for word in (option.id, option.label)))
        return self._has(name)
