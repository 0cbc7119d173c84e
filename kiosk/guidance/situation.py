"""One visit over all its events: which they are, and how each of them sees it. Everything is found out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide, Known
from kiosk.guidance.facts import Counts, Seen, counts_of, seen_by, with_foreigners, with_newborn
from kiosk.people import Household


@dataclass(frozen=True)
class Situation:
    """What was chosen and is known. ``household`` None: nobody is known, so whatever is counted over it is unknown."""

    guide: Guide
    chosen: tuple[str, ...]
    told: Known = field(repr=False)
    household: Household | None = field(repr=False)
    today: date
    _seen: dict[str, Seen] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def known(self) -> Known:
        """What was told, and what follows from it."""
        return with_foreigners(self.told, self.household)

    @cached_property
    def people(self) -> tuple[Counts, ...]:
        """Who of the household is counted for what."""
        return counts_of(self.guide, self.household or (), self.known, self.today)

    def seen(self, event: str) -> Seen:
        """Return how an event sees it."""
        if event not in self._seen:
            self._seen[event] = seen_by(self.guide, event, self.known, self._counts(event), self.today)
        return self._seen[event]

    def _counts(self, event: str) -> tuple[Counts, ...] | None:
        if self.household is None:
            return None
        born = with_newborn(self.guide, event, self.known, self.household, self.today)[len(self.household) :]
        return (*self.people, *counts_of(self.guide, born, self.known, self.today)) if born else self.people

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The chosen events with those that they certainly take along, each once."""
        along = (other for event, other, when in self._also() if when.decide(self.seen(event).view))
        return tuple(dict.fromkeys((*self.chosen, *along)))

    @property
    def may_grow(self) -> bool:
        """Whether an answer can still take another event along."""
        return any(
            other not in self.events and not self.known.keys() >= set(when.unsettled(self.seen(event).view))
            for event, other, when in self._also()
        )

    def also(self, event: str) -> Mapping[str, Condition]:
        """Return what this event may take along, and when: nothing where one of those was chosen, which tells it."""
        also = self.guide.events[event].also
        return also if event in self.chosen and also.keys().isdisjoint(self.chosen) else {}

    def _also(self) -> Iterator[tuple[str, str, Condition]]:
        for event in self.chosen:
            yield from ((event, other, when) for other, when in self.also(event).items())
