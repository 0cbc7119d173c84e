"""Where a visit is, computed by replaying what was answered; nothing remembers a position.

A path is the sequence of places that these answers lead through. The first place
without an answer is where the visit stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from kiosk.guidance.content import Guide, Known, Question, Value
from kiosk.guidance.facts import VISITOR_BIRTH, facts_for
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question
from kiosk.paperwork.case import Need
from kiosk.paperwork.form import Form
from kiosk.paperwork.wanted import forms_of, needs_of
from kiosk.people import Household, Person
from kiosk.ports import CardRead


class Kind(Enum):
    """What kind of place; the value begins its key."""

    EVENT = "event"
    CARD = "card"
    PERSON = "person"
    QUESTION = "question"
    SUMMARY = "summary"
    PLAN = "plan"
    NEED = "need"
    PREVIEW = "preview"
    PAPER = "paper"


@dataclass(frozen=True)
class Place:
    """One place on the path; ``id`` names the question or need."""

    kind: Kind
    id: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.id}" if self.id else self.kind.value


@dataclass(frozen=True)
class Path:
    """The places up to where the visit stands, and what the answers on it say."""

    places: tuple[Place, ...]
    event: str | None = None
    card: CardRead | None = field(default=None, repr=False)
    known: Known = field(default_factory=dict, repr=False)
    questions: tuple[Question, ...] = ()
    plan: Plan | None = None
    needs: tuple[Need, ...] = ()

    @property
    def here(self) -> Place:
        return self.places[-1]

    @property
    def household(self) -> Household:
        """The people of the visit; without a card, one person of whom we know at most the day of birth."""
        (person,) = _household(self.card)
        birth = self.known.get(VISITOR_BIRTH)
        return (replace(person, birth=birth),) if person.birth is None and isinstance(birth, date) else (person,)


Answers = Mapping[str, object]
"""What was answered, by the key of its place."""


@dataclass(frozen=True)
class Ground:
    """What a path is walked over: the city's content, and the day."""

    guide: Guide
    forms: Mapping[str, Form]
    today: date


def walk(ground: Ground, answers: Answers) -> Path:
    """Replay ``answers`` and return the path up to the first place without one."""
    walker = _Walker(ground, answers)
    places: list[Place] = []
    for place in walker.places():
        places.append(place)
        if not walker.has_answer(place):
            break
    return Path(
        places=tuple(places),
        event=walker.event,
        card=walker.card,
        known=walker.known,
        questions=tuple(walker.questions),
        plan=walker.plan,
        needs=walker.needs,
    )


class _Walker:
    def __init__(self, ground: Ground, answers: Answers) -> None:
        self._ground = ground
        self._answers = answers
        self.event: str | None = None
        self.card: CardRead | None = None
        self.known: dict[str, Value | None] = {}
        self.questions: list[Question] = []
        self.plan: Plan | None = None
        self.needs: tuple[Need, ...] = ()

    def has_answer(self, place: Place) -> bool:
        """A question has one for all that it asks: another answer, when changed, may have added to it."""
        if place.kind is not Kind.QUESTION:
            return place.key in self._answers
        facts = self._answers.get(place.key)
        return isinstance(facts, Mapping) and facts.keys() >= set(self.questions[-1].asks)

    def places(self) -> Iterator[Place]:
        yield Place(Kind.EVENT)
        self.event = str(self._answers[Kind.EVENT.value])
        yield Place(Kind.CARD)
        yield from self._person()
        yield from self._questions()
        yield Place(Kind.SUMMARY)
        self.plan = make_plan(self._ground.guide, self._events, self.known, self._household, self._ground.today)
        yield Place(Kind.PLAN)
        yield from self._needs()
        yield Place(Kind.PREVIEW)
        yield Place(Kind.PAPER)

    @property
    def _events(self) -> tuple[str, ...]:
        return (self.event,) if self.event else ()

    @property
    def _household(self) -> Household:
        return _household(self.card)

    def _person(self) -> Iterator[Place]:
        card = self._answers[Kind.CARD.value]
        if isinstance(card, CardRead):
            self.card = card
            self.known.update(self._ground.guide.cards.get(card.kind.value, {}))
            yield Place(Kind.PERSON)

    def _questions(self) -> Iterator[Place]:
        while question := next_question(
            self._ground.guide, self._events, self.known, self._household, self._ground.today
        ):
            place = Place(Kind.QUESTION, question.id)
            self.questions.append(question)
            yield place
            facts = self._answers[place.key]
            if not isinstance(facts, Mapping):
                raise TypeError(place.key)
            self.known.update({fact: facts.get(fact) for fact in question.asks})

    def _needs(self) -> Iterator[Place]:
        guide = self._ground.guide
        views = (facts_for(guide, event, self.known, self._household, self._ground.today) for event in self._events)
        printed = forms_of(guide, self._ground.forms, self._events, self.plan or Plan())
        self.needs = needs_of(printed, tuple(views))
        for need in self.needs:
            yield Place(Kind.NEED, need.id)


def _household(card: CardRead | None) -> Household:
    return (card.person if card else Person(),)
