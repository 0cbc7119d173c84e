"""What an event sees of all visits at once: ``guidance.facts.facts_for`` as formulas over open answers."""

from collections.abc import Iterator, Mapping
from datetime import date

import z3

from config.proof.answers import Answer, holds, open_answer
from config.proof.census import Census
from config.proof.formulas import (
    UNKNOWN_DAY,
    Day,
    Formula,
    Number,
    Term,
    Truth,
    Words,
    both,
    either,
    inverse,
    known_day,
    truth,
    whichever,
    years_between,
)
from config.proof.household import Household
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import DateSpan, Fact, FactType, Guide, Known, Question, Value
from kiosk.guidance.facts import ANY_FOREIGN, EVENT, EVENT_DATE, FOREIGNERS, NOTIFY_DATE
from kiosk.people import Household as People

_NOTHING: Mapping[FactType, Term] = {
    FactType.BOOL: Truth(yes=False, no=True),
    FactType.INT: Number(0, known=True),
    FactType.ENUM: Words({}, known=True),
    FactType.SET: Words({}, known=True),
    FactType.DATE: UNKNOWN_DAY,
    FactType.PEOPLE: Words({}, known=True),
}
"""``facts.NOTHING`` as terms."""


class Sight:
    """One event: what every fact can be, by the answers to what it asks and by who came.

    Answers are as a visit has them: whatever arises is answered, also by "I do not know", and nothing else is. What
    a card or the way to come tells is one of those answers. A date that another event of the same visit asks for is
    not seen here. ``limits`` say which visits there are; ``following``, what of the household follows from answers.
    """

    def __init__(self, guide: Guide, event: str, census: Census) -> None:
        self._guide = guide
        self.event = guide.events[event]
        self._census = census
        self._today = census.today
        tellers = (*guide.cards.values(), *guide.parties.values())
        self._told_unasked = {id_ for teller in tellers for id_, value in teller.items() if value is True}
        self._order = {id_: at for at, id_ in enumerate(guide.facts)}
        self._questions = [guide.questions[id_] for id_ in self.event.questions]
        self.asked = tuple(
            id_
            for id_ in dict.fromkeys(id_ for question in self._questions for id_ in question.asks)
            if not guide.facts[id_].is_computed
        )
        self.answers = {id_: self._open(id_) for id_ in self.asked}
        self._early: dict[str, Term] = {}
        self._late: dict[str, Term] = {}
        self._arising: dict[str, Formula] = {}
        self.household = self._household()
        answered = (limit for answer in self.answers.values() for limit in answer.limits)
        self.limits = (*self.household.limits, *answered)
        self.following = (*self.household.following, *self._only_asked())

    def look(self, id_: str) -> Term:
        """Say what a fact is once everything is answered."""
        if id_ not in self._late:
            self._late[id_] = self._seen(id_)
        return self._late[id_]

    def look_before(self, id_: str) -> Term:
        """Say what a fact is while questions decide whether they arise: no date stands in for another yet."""
        if id_ not in self._early:
            self._early[id_] = self._asked(id_)
        return self._early[id_]

    def look_on_paper(self, id_: str) -> Term:
        """Say what a fact is on a form, where also counts what a card or who came has told without being asked."""
        seen = self.look(id_)
        if id_ not in self._told_unasked or not isinstance(seen, Truth):
            return seen
        told = both(inverse(self.arises(id_)), z3.Bool(f"{id_}!"))
        return Truth(either(seen.yes, told), both(seen.no, inverse(told)))

    def decide(self, condition: Condition) -> Truth:
        return truth(condition.tree, self.look)

    def arises(self, id_: str) -> Formula:
        """Say when a fact is asked."""
        if id_ not in self._arising:
            self._arising[id_] = either(*(self.arises_in(question, id_) for question in self._questions))
        return self._arising[id_]

    def arises_in(self, question: Question, id_: str) -> Formula:
        """Say when a question asks this fact (``facts.arising``)."""
        if id_ not in question.asks:
            return False
        gates = (gate for gate in (question.given, question.only.get(id_)) if gate is not None)
        return both(*(inverse(truth(gate.tree, self.look_before).no) for gate in gates))

    def another(self, id_: str) -> tuple[Answer, list[tuple[z3.ExprRef, z3.ExprRef]]]:
        """Return another answer to the same question, and what it puts in the place of what."""
        other = open_answer(self._guide.facts[id_], self._span(id_), self._today, name="'")
        following: tuple[z3.ExprRef, ...] = ()
        if id_ in {ANY_FOREIGN, FOREIGNERS}:
            following = self.household.told_by_answers
        elif id_ == self.event.newborn:
            following = self.household.born
        renamed = [(variable, z3.Const(f"{variable}'", variable.sort())) for variable in following]
        return other, [*zip(self.answers[id_].variables, other.variables, strict=True), *renamed]

    def plain_answers(self) -> Iterator[Formula]:
        """Yield what makes an answer plain: no, none, today."""
        today = known_day(self._today).number.value
        for answer in self.answers.values():
            match answer.term:
                case Truth(no=no):
                    yield no
                case Number(value=value, known=known):
                    yield both(known, value == 0)
                case Day() as day:
                    yield both(day.known, day.number.value == today)
                case Words(holds=held, known=known):
                    yield both(known, *map(inverse, held.values()))

    def visit(self, model: z3.ModelRef) -> tuple[Known, People]:
        """Return a solution as the answers and the people of a visit."""
        newborn = self.answers.get(self.event.newborn or "")
        born = newborn.value(model) if newborn else None
        people, foreigners = self.household.people(model, born if isinstance(born, date) else None)
        known: dict[str, Value | None] = {}
        for id_ in self.asked:
            if holds(model, self.arises(id_)):
                value = self.answers[id_].value(model)
                fact = self._guide.facts[id_]
                if fact.type is FactType.ENUM and isinstance(value, frozenset):
                    value = next(iter(value))
                known[id_] = foreigners if value is not None and fact.type is FactType.PEOPLE else value
        return known, people

    def _open(self, id_: str) -> Answer:
        return open_answer(self._guide.facts[id_], self._span(id_), self._today)

    def _span(self, id_: str) -> DateSpan:
        spans = (question.span for question in self._questions if id_ in question.asks and question.span)
        return next(spans, self._guide.facts[id_].span)

    def _household(self) -> Household:
        newborn = self.event.newborn
        anybody = self.answers[ANY_FOREIGN].term if ANY_FOREIGN in self.answers else None
        who = self.answers[FOREIGNERS].term.known if FOREIGNERS in self.answers else False
        birth = None if newborn is None else self.answers[newborn].term if newborn in self.answers else UNKNOWN_DAY
        assert anybody is None or isinstance(anybody, Truth)
        assert birth is None or isinstance(birth, Day)
        return Household(self._census, anybody=anybody, who=who, birth=birth)

    def _asked(self, id_: str) -> Term:
        if id_ == EVENT:
            return Words({self.event.id: True}, known=True)
        if id_ == NOTIFY_DATE:
            return known_day(self._today)
        fact = self._guide.facts[id_]
        if fact.count is not None:
            return self.household.counted(id_)
        nothing = Number(0, known=False) if fact.is_computed else _NOTHING[fact.type]
        return whichever(self.arises(id_), self.answers[id_].term, nothing) if id_ in self.answers else nothing

    def _seen(self, id_: str) -> Term:
        fact = self._guide.facts.get(id_)
        if fact is None or id_ == NOTIFY_DATE:
            return self.look_before(id_)
        if fact.age_of is not None:
            birth, on = map(self.look, fact.age_of)
            assert isinstance(birth, Day)
            assert isinstance(on, Day)
            return years_between(birth, on)
        told = self._told(id_)
        if fact.otherwise is None:
            return told
        return whichever(either(self.arises(id_), told.known), told, self._other(fact, fact.otherwise))

    def _told(self, id_: str) -> Term:
        """What was told of a fact; the date of the event itself also by the fact ``event_date``."""
        told = self.look_before(id_)
        if id_ != self.event.event_date or EVENT_DATE not in self.answers:
            return told
        return whichever(both(inverse(self.arises(id_)), self.arises(EVENT_DATE)), self.look_before(EVENT_DATE), told)

    def _other(self, fact: Fact, otherwise: str) -> Term:
        """What stands in for a date; another one has its own stand-in already only where it comes before."""
        if otherwise == NOTIFY_DATE or self._order[otherwise] < self._order[fact.id]:
            return self.look(otherwise)
        return self._told(otherwise)

    def _only_asked(self) -> Iterator[Formula]:
        """What the household hangs on is only known where it was asked."""
        for id_ in (ANY_FOREIGN, FOREIGNERS, self.event.newborn):
            if id_ in self.answers:
                yield either(self.arises(id_), inverse(self.answers[id_].term.known))
