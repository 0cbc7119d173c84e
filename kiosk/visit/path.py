"""Where a visit is, computed by replaying what was answered; nothing remembers a position.

A path is the sequence of places that these answers lead through. The first place
without an answer is where the visit stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from kiosk.calendar import PartialDate
from kiosk.guidance.content import Guide, Known, Party, Question, Value
from kiosk.guidance.facts import MY_NUMBER_CARD, NO_CARD
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question
from kiosk.paperwork.case import NEED_VALUES, Case, Name, NeedKind, NeedValue
from kiosk.paperwork.form import Form
from kiosk.paperwork.signature import Signature
from kiosk.paperwork.wanted import Wanted, forms_of, wanted_of
from kiosk.people import Household, Person, Relation, Sex
from kiosk.ports import CardKind, CardRead
from kiosk.visit.answers import MemberAdded, ThingsInHand
from kiosk.visit.card_talk import NoCardUsed
from kiosk.visit.holder import details_missing, holder_of

KANA, NATIONALITY = "kana", "nationality"
"""The needs that say something of a person that every form then knows."""


class Kind(Enum):
    """What kind of place; the value begins its key."""

    PARTY = "party"
    EVENT = "event"
    CARD = "card"
    BY_HAND = "by_hand"
    PERSON = "person"
    MEMBERS = "members"
    QUESTION = "question"
    SUMMARY = "summary"
    PLAN = "plan"
    NEED = "need"
    CHECK = "check"
    SIGN = "sign"
    PREVIEW = "preview"
    PAPER = "paper"


STAYS = "stays"
"""Begins the key that is kept beside the answers of somebody who does not move along."""


IN_HAND = "in_hand"
"""The key of what is here of the things to bring: an answer beside the path, which nobody is asked for."""


@dataclass(frozen=True)
class Place:
    """One place on the path; ``id`` names the question or need, or begins with the number of the person."""

    kind: Kind
    id: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.id}" if self.id else self.kind.value

    @property
    def number(self) -> int:
        """Of whom this is: their number in the household, 0 who stands at the window for it."""
        return int(self.id.partition(":")[0])


class LeftOut:
    """The answer to a need that is left to the hand."""


LEFT_OUT = LeftOut()


@dataclass(frozen=True)
class Path:
    """The places up to where the visit stands, and what the answers on it say.

    ``events`` are those chosen. ``proxy`` stands at the window in place of the ``household``. ``newcomer`` is of whom
    is being spoken while they are not whole yet, ``missing`` what they are asked for by hand. ``cards`` are those read.
    ``in_hand`` is what was brought. ``needs`` are what the forms still want, ``told`` what was said of them, by key.
    """

    places: tuple[Place, ...]
    party: Party = Party.SELF
    events: tuple[str, ...] = ()
    household: Household = field(default=(), repr=False)
    proxy: Person | None = field(default=None, repr=False)
    newcomer: Person | None = field(default=None, repr=False)
    missing: tuple[NeedKind, ...] = ()
    cards: tuple[CardRead, ...] = field(default=(), repr=False)
    known: Known = field(default_factory=dict, repr=False)
    questions: tuple[Question, ...] = ()
    plan: Plan | None = None
    in_hand: frozenset[str] = field(default=frozenset(), repr=False)
    needs: tuple[Wanted, ...] = field(default=(), repr=False)
    told: Mapping[str, NeedValue] = field(default_factory=dict, repr=False)
    signature: Signature | None = field(default=None, repr=False)

    @property
    def here(self) -> Place:
        return self.places[-1]

    @property
    def everybody(self) -> tuple[tuple[int, Person], ...]:
        """All who are known, with their numbers; 0 for who stands at the window for the household."""
        others = enumerate(self.household, start=1)
        return ((0, self.proxy), *others) if self.proxy else tuple(others)

    def is_move(self, guide: Guide) -> bool:
        """Whether it is about a move, on which somebody may not come along."""
        return any(guide.events[event].moving for event in self.events)

    def case(self, made: datetime, language: str) -> Case:
        """Gather what the visit knows; a need that was left out is not in the case."""
        household = enumerate(self.household, start=1)
        return Case(
            events=self.plan.events if self.plan else self.events,
            people=tuple(_completed(number, person, self.told) for number, person in household),
            known=self.known,
            needs=self.told,
            plan=self.plan or Plan(),
            made=made,
            language=language,
            proxy=_completed(0, self.proxy, self.told) if self.proxy else None,
            signature=self.signature,
            in_hand=self.in_hand,
        )


Answers = Mapping[str, object]
"""What was answered, by the key of its place."""


@dataclass(frozen=True)
class Ground:
    """What a path is walked over: the city's content, the day, and whether one may sign on the screen."""

    guide: Guide
    forms: Mapping[str, Form]
    today: date
    sign_on_screen: bool = False


def walk(ground: Ground, answers: Answers) -> Path:
    """Replay ``answers`` and return the path up to the first place without one."""
    walker = _Walker(ground, answers)
    places: list[Place] = []
    for place in walker.places():
        places.append(place)
        if not walker.has_answer(place):
            break
    return replace(walker.path, places=tuple(places), questions=tuple(walker.questions))


class _Walker:
    """Yields the places one by one; what is known up to there is in ``path``."""

    def __init__(self, ground: Ground, answers: Answers) -> None:
        self._ground = ground
        self._answers = answers
        self.path = Path(())
        self._cards: set[CardKind] = set()
        self.known: dict[str, Value | None] = {}
        self.questions: list[Question] = []

    def has_answer(self, place: Place) -> bool:
        """A question has one for all that it asks: another answer, when changed, may have added to it."""
        if place.kind is not Kind.QUESTION:
            return place.key in self._answers
        facts = self._answers.get(place.key)
        return isinstance(facts, Mapping) and facts.keys() >= set(self.questions[-1].asks)

    def places(self) -> Iterator[Place]:
        yield Place(Kind.PARTY)
        party = self._answers[Kind.PARTY.value]
        assert isinstance(party, Party)
        self._learn(party=party)
        yield Place(Kind.EVENT)
        events = self._answers[Kind.EVENT.value]
        assert isinstance(events, tuple)
        self._learn(events=events)
        yield from self._people(party)
        self._take_for_granted(party)
        yield from self._questions()
        yield Place(Kind.SUMMARY)
        self._learn(plan=self._plan(), in_hand=self._in_hand())
        yield Place(Kind.PLAN)
        yield from self._needs()
        yield from self._signature()
        yield Place(Kind.PREVIEW)
        yield Place(Kind.PAPER)

    def _plan(self) -> Plan:
        return make_plan(self._ground.guide, self.path.events, self.known, self.path.household, self._today)

    def _in_hand(self) -> frozenset[str]:
        said = self._answers.get(IN_HAND)
        return said.things if isinstance(said, ThingsInHand) else frozenset()

    @property
    def _today(self) -> date:
        return self._ground.today

    def _learn(self, **what: object) -> None:
        self.path = replace(self.path, **what)  # type: ignore[arg-type]  # names are Path's own

    # --- people ------------------------------------------------------------------------

    def _people(self, party: Party) -> Iterator[Place]:
        """First who stands here; then, unless they came for themselves alone, everybody else."""
        number = 0 if party is Party.PROXY else 1
        yield from self._person(number, MemberAdded(Relation.SELF))
        while party is not Party.SELF:
            place = Place(Kind.MEMBERS, str(number))
            yield place
            added = self._answers[place.key]
            if not isinstance(added, MemberAdded):
                break
            number += 1
            yield from self._person(number, added)

    def _person(self, number: int, added: MemberAdded) -> Iterator[Place]:
        person = Person(relation=added.relation, sex=added.sex)
        self._learn(newcomer=person)
        place = Place(Kind.CARD, str(number))
        yield place
        card = self._answers[place.key]
        if isinstance(card, CardRead):
            self._learn(
                newcomer=holder_of(card, added, self._ground.guide),
                cards=(*self.path.cards, card),
            )
            self._cards |= {card.kind} if number else set()
            yield Place(Kind.PERSON, str(number))
            yield from self._details(number)
        elif isinstance(card, NoCardUsed):
            self._learn(newcomer=replace(person, has_my_number_card=card.owned))
            yield from self._details(number)
            if number <= 1:
                yield Place(Kind.PERSON, str(number))
        self._settle(number)

    def _details(self, number: int) -> Iterator[Place]:
        """What no card says is told by hand."""
        assert self.path.newcomer is not None
        self._learn(missing=details_missing(number, self.path.newcomer))
        for kind in self.path.missing:
            place = Place(Kind.BY_HAND, f"{number}:{kind.value}")
            yield place
            self._learn(newcomer=_with_detail(self.path.newcomer, self._answers[place.key]))

    def _settle(self, number: int) -> None:
        person = self.path.newcomer
        assert person is not None
        if number == 0:
            self._learn(proxy=person, newcomer=None)
            return
        moves = f"{STAYS}:{number}" not in self._answers or not self.path.is_move(self._ground.guide)
        self._learn(household=(*self.path.household, replace(person, moves=moves)), newcomer=None)

    def _take_for_granted(self, party: Party) -> None:
        """What is known from who came, and from the cards of those whose errand it is."""
        guide = self._ground.guide
        self.known |= guide.parties.get(party.value, {})
        for kind in self._cards:
            self.known |= guide.cards.get(kind.value, {})
        owned = {person.has_my_number_card for person in self.path.household}
        if True in owned:
            self.known |= guide.cards.get(MY_NUMBER_CARD, {})
        elif owned == {False}:
            self.known |= guide.cards.get(NO_CARD, {})
        self._learn(known=self.known)

    # --- questions and needs -----------------------------------------------------------

    def _questions(self) -> Iterator[Place]:
        household = self.path.household
        while question := next_question(self._ground.guide, self.path.events, self.known, household, self._today):
            place = Place(Kind.QUESTION, question.id)
            self.questions.append(question)
            yield place
            facts = self._answers[place.key]
            if not isinstance(facts, Mapping):
                raise TypeError(place.key)
            self.known.update({fact: facts.get(fact) for fact in question.asks})

    def _needs(self) -> Iterator[Place]:
        """First what has to be asked, then all that is settled unless it is changed, then what comes of that."""
        wanted = self._wanted({})
        asked = [one for one in wanted if one.is_asked]
        for one in asked:
            yield Place(Kind.NEED, one.key)
        shown = [one for one in wanted if not one.is_asked and one.settled is None]
        if shown:
            yield Place(Kind.CHECK)
        every = self._wanted({one.key: self._said(one) for one in wanted})
        for one in every[len(wanted) :]:
            if one.is_asked:
                yield Place(Kind.NEED, one.key)

    def _wanted(self, told: Mapping[str, NeedValue | None]) -> tuple[Wanted, ...]:
        """Return the needs, those last that arise from what was told."""
        filled = frozenset(key for key, value in told.items() if value is not None)
        self._learn(told={})
        case = self._case()
        found = wanted_of(self._forms(case), case, self._ground.guide, filled)
        before = {one.key for one in self.path.needs}
        needs = (*(one for one in found if one.key in before), *(one for one in found if one.key not in before))
        self._learn(needs=needs, told={one.key: value for one in needs if (value := self._said(one)) is not None})
        return needs

    def _signature(self) -> Iterator[Place]:
        if self._ground.sign_on_screen and any(form.can_be_signed for form in self._forms(self._case())):
            place = Place(Kind.SIGN)
            yield place
            signed = self._answers[place.key]
            self._learn(signature=signed if isinstance(signed, Signature) else None)

    def _case(self) -> Case:
        return self.path.case(datetime.combine(self._today, datetime.min.time()), "ja")

    def _forms(self, case: Case) -> tuple[Form, ...]:
        return forms_of(self._ground.guide, self._ground.forms, case)

    def _said(self, wanted: Wanted) -> NeedValue | None:
        """Return what was answered; else what is certain, or taken unless somebody objects."""
        answer = self._answers.get(Place(Kind.NEED, wanted.key).key)
        if answer is LEFT_OUT:
            return None
        if isinstance(answer, NEED_VALUES):
            return answer
        return wanted.default if wanted.settled is None else wanted.settled


def _with_detail(person: Person, detail: object) -> Person:
    """Add what was typed of somebody; what was left out stays unknown."""
    match detail:
        case Name():
            return replace(person, name=detail.name, kana=detail.kana or person.kana)
        case Sex():
            return replace(person, sex=detail)
        case date() | PartialDate():
            return replace(person, birth=detail)
    return person


def _completed(number: int, person: Person, told: Mapping[str, NeedValue]) -> Person:
    """Add what was typed for the forms and belongs to the person."""
    kana, nationality = told.get(f"{KANA}:{number}"), told.get(f"{NATIONALITY}:{number}")
    if isinstance(kana, str):
        person = replace(person, kana=kana)
    return replace(person, nationality=nationality) if isinstance(nationality, str) else person
