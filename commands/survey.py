"""The generated population led through a city's content, on all cores: screens by event, and what a change does."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from statistics import median_low

from kiosk.guidance.comparison import Change, changes
from kiosk.guidance.content import Guide
from kiosk.guidance.population import Visitor, Walked, visitors, walk

_BATCH = 250
"""Visitors whom a core takes at once: the content is handed over with each batch."""


@dataclass(frozen=True)
class Screens:
    """Over the visitors of one event."""

    fewest: int
    median: int
    most: int


@dataclass(frozen=True)
class Kind:
    """The same change of plan in ``count`` households, with the first of them to show it."""

    changes: frozenset[Change]
    count: int
    visitor: Visitor = field(repr=False)
    walked: Walked = field(repr=False)


@dataclass(frozen=True)
class Survey:
    """``kinds``: most households first; empty where nothing was compared or nothing differs."""

    households: int
    screens: dict[str, Screens]
    kinds: tuple[Kind, ...] = ()

    @property
    def changed(self) -> int:
        return sum(kind.count for kind in self.kinds)


@dataclass(frozen=True)
class _Visit:
    visitor: Visitor
    walked: Walked | None
    changes: frozenset[Change] = frozenset()


def survey(guide: Guide, count: int, today: date, before: Guide | None = None) -> Survey:
    """Lead ``count`` visitors through the content; ``before`` is another version, whose plans are compared."""
    events = tuple(sorted(guide.events.keys() | (before.events.keys() if before else set())))
    visit = partial(_visit, guide, before, today)
    found = list(_on_all_cores(visit, visitors(events, count, today)))
    screens: dict[str, list[int]] = {event: [] for event in guide.events}
    for one in found:
        if one.walked is not None:
            screens[one.visitor.event].append(one.walked.screens)
    return Survey(
        households=count,
        screens={event: Screens(min(of), median_low(of), max(of)) for event, of in screens.items() if of},
        kinds=tuple(_kinds(found)),
    )


def _kinds(found: Iterable[_Visit]) -> Iterator[Kind]:
    groups: dict[frozenset[Change], list[_Visit]] = {}
    for one in found:
        if one.changes and one.walked:
            groups.setdefault(one.changes, []).append(one)
    for differing, visits in sorted(groups.items(), key=lambda group: -len(group[1])):
        first = visits[0]
        assert first.walked is not None
        yield Kind(differing, len(visits), first.visitor, first.walked)


def _visit(guide: Guide, before: Guide | None, today: date, visitor: Visitor) -> _Visit:
    """An event that only one of two versions has is no change of a plan: there is none to compare."""
    walked = walk(guide, visitor, today) if visitor.event in guide.events else None
    if before is None or walked is None or visitor.event not in before.events:
        return _Visit(visitor, walked)
    return _Visit(visitor, walked, changes(walk(before, visitor, today).plan, walked.plan))


def _on_all_cores(visit: partial[_Visit], people: Iterator[Visitor]) -> Iterator[_Visit]:
    with multiprocessing.get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
        yield from pool.imap(visit, people, _BATCH)
