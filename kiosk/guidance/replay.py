"""What is still to be asked, found afresh from what is known: position is computed, never stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide, Known, Question
from kiosk.guidance.facts import Seen, asked_for, start_of
from kiosk.guidance.influence import NO, UNKNOWN, YES, movers
from kiosk.guidance.situation import Situation
from kiosk.people import Household


def open_questions(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> tuple[Question, ...]:
    """Return the questions that can still change what follows: procedures, things to bring, deadlines, or a form.

    A question comes with those of its facts that are unknown and matter, to any of the events; one whose ``given``
    hangs on an earlier one is in the list until that is answered.
    """
    return tuple(open_in(Situation(guide, events, known, household, today)))


def next_question(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> Question | None:
    """Return the question to ask now; ``None`` when nothing more is worth asking."""
    return next(open_in(Situation(guide, events, known, household, today)), None)


def questions_ahead(
    guide: Guide, events: tuple[str, ...], known: Known, household: Household | None, today: date
) -> int:
    """Return how many questions are still to come for one who says no to what is open: most people, most of the time.

    All that are open would be too many, since nobody is asked for every dog, motorbike and lost job. One question
    is only ever said to be the last when it is.
    """
    situation = Situation(guide, events, known, household, today)
    still_open = tuple(open_in(situation))
    no = {id_: guide.facts[id_].nothing for question in still_open for id_ in question.asks}
    said = Situation(guide, events, {**known, **no}, household, today)
    likely = sum(any(said.seen(event).arising.get(question.id) for event in said.events) for question in still_open)
    return max(likely, min(2, len(still_open) + situation.may_grow)) if still_open else 0


def open_in(situation: Situation) -> Iterator[Question]:
    """Yield the open questions of a situation: one that several events ask is one, and no fact is asked twice."""
    guide = situation.guide
    openings = [_Opening(situation, event) for event in situation.events]
    open_: dict[str, set[str]] = {id_: set() for id_ in _in_order(guide, situation.events)}
    for opening in openings:
        for id_, wanted in opening.questions().items():
            open_[id_].update(wanted)
    _ask_once(guide, open_, openings)
    for id_, asks in open_.items():
        question = guide.questions[id_]
        if asks:
            yield replace(question, asks=tuple(fact for fact in question.asks if fact in asks))


def _ask_once(guide: Guide, open_: Mapping[str, set[str]], openings: list["_Opening"]) -> None:
    """Take away a screen whose facts are all on others that come in any case, and then facts that came before."""
    if sum(map(len, open_.values())) == len(set().union(*open_.values())):
        return
    places: dict[str, list[Question]] = {}
    for id_, asks in open_.items():
        for fact in asks:
            places.setdefault(fact, []).append(guide.questions[id_])
    twice = {fact: questions for fact, questions in places.items() if len(questions) > 1}
    sure = {
        (question.id, fact)
        for fact, questions in twice.items()
        for question in questions
        if any(opening.is_sure(question, fact) for opening in openings)
    }
    for id_, asks in open_.items():
        if all(any(one.id != id_ and (one.id, fact) in sure for one in twice.get(fact, ())) for fact in asks):
            asks.clear()
            sure -= {(id_, fact) for fact in twice}
    before: set[str] = set()
    for id_, asks in open_.items():
        asks.difference_update(before)
        before |= {fact for fact in asks if (id_, fact) in sure}


def _in_order(guide: Guide, events: tuple[str, ...]) -> Iterable[str]:
    """Merge the questions: those of the first event, and those of another before the next one that they share."""
    merged: list[str] = []
    for event in events:
        at = len(merged)
        for id_ in reversed(guide.events[event].questions):
            if id_ in merged:
                at = min(at, merged.index(id_))
            else:
                merged.insert(at, id_)
    return merged


@dataclass(frozen=True)
class _Opening:
    """What one event has still to ask."""

    situation: Situation
    event: str

    def questions(self) -> Mapping[str, list[str]]:
        """Return the open questions with their facts.

        Walks backwards, since the ``given`` of an open question makes earlier facts matter.
        """
        arising = self._seen.arising.items()
        unasked = {id_: [fact for fact in asks if self._is_unasked(fact)] for id_, asks in arising}
        open_ = self._open_facts({id_ for asks in unasked.values() for id_ in asks})
        waiting = set(open_)
        matters = self._asked_for(self._deciding(open_, waiting))
        found: dict[str, list[str]] = {}
        for id_ in reversed(unasked):
            asks = [fact for fact in unasked[id_] if fact in matters]
            if asks:
                found[id_] = asks
                question = self._guide.questions[id_]
                gates = filter(None, (question.given, *map(question.only.get, asks)))
                matters |= self._asked_for(self._moving(gates, open_, waiting, NO, UNKNOWN))
        return found

    def is_sure(self, question: Question, fact: str) -> bool:
        """Say whether the event asks this there, whatever is answered before."""
        if fact not in self._seen.arising.get(question.id, ()):
            return False
        return all(gate.decide(self._seen.view) for gate in question.gates(fact))

    @property
    def _guide(self) -> Guide:
        return self.situation.guide

    @cached_property
    def _seen(self) -> Seen:
        return self.situation.seen(self.event)

    def _is_unasked(self, fact: str) -> bool:
        return fact not in self.situation.known and self._seen.view[fact] is None

    def _open_facts(self, unasked: set[str]) -> set[str]:
        """The facts that an answer may still settle: those to be asked, and what is computed from them."""
        computed = (id_ for id_ in (*self._guide.counts, *self._guide.ages) if self._is_unasked(id_))
        return unasked | {id_ for id_ in computed if not unasked.isdisjoint(asked_for(self._guide.facts[id_]))}

    def _asked_for(self, unknown: Iterable[str]) -> set[str]:
        """Return the facts that a person can be asked for to settle the unknown ones."""
        facts = self._guide.facts
        return {asked for id_ in unknown if id_ in facts for asked in asked_for(facts[id_])}

    def _deciding(self, open_: set[str], waiting: set[str]) -> set[str]:
        """Return the facts that decide what is needed, and for what may be needed its date, things and sheet."""
        guide, event = self._guide, self._guide.events[self.event]
        decided = [(one, one.when.decide(self._seen.view)) for one in guide.procedures_of[event.id]]
        possible = [one for one, verdict in decided if verdict is not False]
        things = {code for one in possible for code in one.bring}
        wanted = (when for code in things if (when := guide.bring[code].when) is not None)
        forms = {*event.forms, *(one.form for one in possible if one.form is not None)}
        printed = (when for when, on in guide.printed if not forms.isdisjoint(on))
        needed = (one.when for one, verdict in decided if verdict is None)
        return {
            *(start_of(event, one.due.start) for one in possible if one.due.n is not None),
            *self._moving((*needed, *self.situation.also(self.event).values(), *printed), open_, waiting),
            *self._moving(wanted, open_, waiting, NO, UNKNOWN),
        }

    def _moving(
        self, conditions: Iterable[Condition], open_: set[str], waiting: set[str], low: int = NO, high: int = YES
    ) -> set[str]:
        """Return the open facts that can still move one of these conditions within ``low`` to ``high``.

        Looks for those of ``waiting`` alone, and takes out what it finds: nothing is worked out twice.
        """
        view, found = self._seen.view, set[str]()
        for condition in conditions:
            if not waiting.isdisjoint(condition.names()):
                moving = movers(condition.tree, view, open_, low, high)
                found |= moving
                waiting -= moving
        return found
