"""Correcting: what a clerk typed becomes a handover that says what it was before, by whom and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.casework.shape import NO, YES, Shapes
from kiosk.errors import CorrectionRefused
from kiosk.handover.record import IDENTITY, PROCEDURE, Change, Handover, Plain, Revision
from kiosk.settings import Counter

_MOST_LETTERS = 200


@dataclass(frozen=True)
class Edit:
    """One thing as a clerk typed it. ``what`` as in ``Change``; ``typed``: one text, the parts of an address, the names
    of what was chosen; nothing where it is not known. A procedure is ``yes`` or ``no``.
    """

    what: str
    typed: tuple[str, ...] = field(repr=False)
    why: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Rules:
    """What a counter of this city may change, and why."""

    shapes: Shapes
    counter: Counter

    def correct(
        self, handover: Handover, edits: Iterable[Edit], *, who: str, window: str | None, now: datetime
    ) -> Handover:
        """Return what is handed over after these edits, each thing once: the last edit of it counts.

        The same again where nothing was changed. Raises CorrectionRefused for what cannot stand where it was typed.
        """
        last = {edit.what: edit for edit in edits}
        changes = tuple(change for edit in last.values() for change in self._changes(handover, edit))
        if not changes:
            return handover
        changed = handover
        for change in changes:
            changed = _with(changed, change)
        revision = Revision(who, window, now.replace(microsecond=0), changes)
        return replace(changed, revisions=(*handover.revisions, revision))

    def _changes(self, handover: Handover, edit: Edit) -> Iterator[Change]:
        """Yield a change unless it is what stands there already."""
        before = value_of(handover, edit.what)
        after = self._after(handover, edit)
        if before != after:
            yield Change(edit.what, before, after, edit.why, _note(edit.note))

    def _after(self, handover: Handover, edit: Edit) -> Plain:
        if edit.what.startswith(PROCEDURE):
            return self._decision(edit)
        if edit.why:
            raise CorrectionRefused
        if edit.what == IDENTITY:
            return self._documents(edit)
        return self.shapes.of(edit.what, handover).value(edit.typed)

    def _documents(self, edit: Edit) -> Plain:
        chosen = [document for document in self.counter.identity.all if document in edit.typed]
        if set(edit.typed) - set(chosen) or (chosen and not self.counter.identity.is_enough(chosen)):
            raise CorrectionRefused
        return [*chosen] or None

    def _decision(self, edit: Edit) -> Plain:
        reasons: Mapping[tuple[str, ...], tuple[str, ...]] = {(YES,): self.counter.add, (NO,): self.counter.strike}
        if edit.what.removeprefix(PROCEDURE) not in self.shapes.guide.procedures:
            raise CorrectionRefused
        if edit.why not in reasons.get(edit.typed, ()):
            raise CorrectionRefused
        return edit.typed == (YES,)


def value_of(handover: Handover, what: str) -> Plain:
    """Return what stands under a key; ``None`` where nothing is known."""
    place, _, key = what.partition(":")
    if place == IDENTITY:
        return [*handover.documents] or None
    if place == "person":
        number, _, key = key.partition(":")
        people = {str(number): person for number, person in enumerate(handover.people, start=1)}
        return known_of(people.get(number, {}), key)
    if place == "proxy":
        return known_of(handover.proxy or {}, key)
    shelves: Mapping[str, Mapping[str, Plain]] = {
        "fact": handover.facts,
        "need": handover.needs,
        "procedure": handover.decided,
    }
    return shelves.get(place, {}).get(key)


def known_of(person: Mapping[str, Plain], part: str) -> Plain:
    """Return what is known of a person under a key of ``PERSON``."""
    outer, dot, inner = part.partition(".")
    value = person.get(outer)
    if not dot:
        return value
    return value.get(inner) if isinstance(value, dict) else None


def first_value(handover: Handover, what: str) -> Plain:
    """Return what stood under a key on the first sheet."""
    changed = next((change for change in handover.changes if change.what == what), None)
    return value_of(handover, what) if changed is None else changed.before


def _with(handover: Handover, change: Change) -> Handover:
    match change.what.split(":"):
        case ["fact", fact]:
            return replace(handover, facts={**handover.facts, fact: change.after})
        case ["need", *key]:
            return replace(handover, needs=_put(handover.needs, ":".join(key), change.after))
        case ["person", number, part]:
            people = [*handover.people]
            people[int(number) - 1] = _with_part(people[int(number) - 1], part, change.after)
            return replace(handover, people=tuple(people))
        case ["proxy", part]:
            return replace(handover, proxy=_with_part(handover.proxy or {}, part, change.after))
    return handover  # a decision, or documents: the change itself says it


def _with_part(person: Mapping[str, Plain], part: str, value: Plain) -> Mapping[str, Plain]:
    outer, dot, inner = part.partition(".")
    if not dot:
        return _put(person, part, value)
    thing = person.get(outer)
    changed = _put(thing if isinstance(thing, dict) else {}, inner, value)
    return _put(person, outer, dict(changed) or None)


def _put(known: Mapping[str, Plain], key: str, value: Plain) -> Mapping[str, Plain]:
    """Return it with this value; of what is not known nothing stands there."""
    rest = {other: told for other, told in known.items() if other != key}
    return rest if value is None else {**known, key: value}


def _note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > _MOST_LETTERS or not note.isprintable():
        raise CorrectionRefused
    return note
