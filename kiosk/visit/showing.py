"""What a place on the path looks like: the step that the lobby shows there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kiosk.guidance.content import Party, Question, Value
from kiosk.guidance.plan import Plan
from kiosk.guidance.replay import questions_ahead
from kiosk.paperwork.case import NEED_VALUES, NeedKind, NeedValue
from kiosk.paperwork.signature import Signature
from kiosk.paperwork.wanted import Wanted
from kiosk.people import NAME_GAP, Person, Relation, Sex, surname
from kiosk.ports import CardRead
from kiosk.visit.other_ways import cards
from kiosk.visit.path import KANA, Answers, Ground, Kind, Path, Place
from kiosk.visit.steps import (
    AskQuestion,
    CheckNeeds,
    ChooseParty,
    ConfirmPerson,
    FillNeed,
    GatherHousehold,
    Member,
    NeedLine,
    ShowPlan,
    Sign,
    Step,
    Summary,
    SummaryLine,
    Voice,
)

OFFERS: tuple[tuple[Relation, Sex | None], ...] = (
    (Relation.SPOUSE, Sex.MALE),
    (Relation.SPOUSE, Sex.FEMALE),
    (Relation.CHILD, Sex.MALE),
    (Relation.CHILD, Sex.FEMALE),
    (Relation.PARENT, Sex.MALE),
    (Relation.PARENT, Sex.FEMALE),
    (Relation.OTHER, None),
)
"""Who another of the household can be, in the words that people have for them."""


@dataclass(frozen=True)
class Scene:
    """A place that is not a conversation; ``given`` is what was answered there before."""

    place: Place
    path: Path
    given: object = field(repr=False)
    answers: Answers = field(repr=False)
    ground: Ground


def step_at(scene: Scene) -> Step:
    """Return the step that the lobby shows there."""
    return _STEPS[scene.place.kind](scene)


def _party(scene: Scene) -> Step:
    return ChooseParty(chosen=scene.given if isinstance(scene.given, Party) else None)


def _event(scene: Scene) -> Step:
    return cards(scene.ground.guide, scene.given if isinstance(scene.given, tuple) else ())


def _person(scene: Scene) -> Step:
    card = scene.answers.get(Place(Kind.CARD, scene.place.id).key)
    return ConfirmPerson(member(scene.path, scene.place.number), by_hand=not isinstance(card, CardRead))


def _plan(scene: Scene) -> Step:
    path = scene.path
    return ShowPlan(path.plan or Plan(), path.known, _members(path), path.in_hand)


def member(path: Path, number: int) -> Member:
    """Return how steps speak of one person: who is being told of now, if it is none of those known."""
    voice = Voice.YOU if number == 0 or path.party in (Party.SELF, Party.FAMILY) else Voice.PRINCIPAL
    known = dict(path.everybody)
    person = path.newcomer if path.newcomer is not None and number not in known else known.get(number)
    return Member(number, person or Person(), voice)


def _members(path: Path) -> tuple[Member, ...]:
    return tuple(member(path, number) for number, _ in path.everybody)


def _gathering(scene: Scene) -> Step:
    """Where somebody stands at the window for others, the first of them is whose errand it is."""
    path = scene.path
    moving = path.is_move(scene.ground.guide)
    if not path.household:
        return GatherHousehold(_members(path), ((Relation.SELF, None),), complete=False, moving=moving)
    married = any(person.relation is Relation.SPOUSE for person in path.household)
    offers = (offer for offer in OFFERS if not (married and offer[0] is Relation.SPOUSE))
    return GatherHousehold(_members(path), tuple(offers), moving=moving)


def _by_hand(scene: Scene) -> Step:
    path = scene.path
    number, _, detail = scene.place.id.partition(":")
    kind = NeedKind(detail)
    whom = member(path, int(number))
    kinds = path.missing
    return FillNeed(
        need=detail,
        kind=kind,
        optional=kind is not NeedKind.NAME,
        given=_need_value(scene.given),
        whom=whom,
        surnames=_surnames(path) if kind is NeedKind.NAME and whom.person.residence is None else (),
        left=len(kinds) - kinds.index(kind) if kind in kinds else 1,
        picture=(whom.person.pictures.name or whom.person.pictures.front) if kind is NeedKind.NAME else b"",
    )


def _surnames(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the family names of the visit, each with its reading as far as one was typed."""
    found: dict[str, str] = {}
    for number, person in path.everybody:
        kana = path.told.get(f"{KANA}:{number}", person.kana)
        family = surname(person)
        if family:
            found[family] = found.get(family) or _family(str(kana))
    return tuple(found.items())


def _family(kana: str) -> str:
    return kana.partition(NAME_GAP)[0]


def _ask(scene: Scene) -> Step:
    path, ground = scene.path, scene.ground
    return AskQuestion(
        question=_question(scene),
        given=_facts(scene.given),
        left=max(1, questions_ahead(ground.guide, path.events, path.known, path.household, ground.today)),
        asked=len(path.questions) - 1,
        members=_members(path),
    )


def _question(scene: Scene) -> Question:
    """Ask what is open now; whoever changes an answer is asked for all that the question asked on the way."""
    same = [question for question in scene.path.questions if question.id == scene.place.id]
    if scene.place == scene.path.here:
        return same[-1]
    return replace(same[0], asks=tuple(dict.fromkeys(fact for question in same for fact in question.asks)))


def _facts(given: object) -> Mapping[str, Value | None]:
    return given if isinstance(given, Mapping) else {}


def _summary(scene: Scene) -> Step:
    path = scene.path
    places = dict.fromkeys(place for place in path.places if place.kind is Kind.QUESTION)
    return Summary(
        party=path.party,
        events=path.events,
        members=_members(path),
        lines=tuple(SummaryLine(place.key, place.id, _facts(scene.answers[place.key])) for place in places),
    )


def _need(scene: Scene) -> Step:
    place, path, given = scene.place, scene.path, scene.given
    keys = [wanted.key for wanted in path.needs if wanted.is_asked]
    wanted = next(wanted for wanted in path.needs if wanted.key == place.id)
    need = wanted.need
    return FillNeed(
        need=need.id,
        kind=need.kind,
        optional=need.optional,
        given=_need_value(given) if given is not None else _settled(wanted, path),
        whom=None if wanted.person is None else member(path, wanted.person),
        people=tuple(member(path, number) for number in wanted.choices),
        surnames=_surnames(path) if need.kind is NeedKind.KANA else (),
        others=need.others,
        building=need.building,
        left=len(keys) - keys.index(place.id) if place.id in keys else 1,
        picture=_address_picture(wanted, path),
    )


def _address_picture(wanted: Wanted, path: Path) -> bytes:
    """Return how a card shows an address that is only asked for because the card did not say it as text."""
    if wanted.need.kind is not NeedKind.ADDRESS or not any(name.endswith(".address") for name in wanted.need.unless):
        return b""
    number = next((n for n, person in path.everybody if n and person.relation is Relation.SELF), 1)
    person = dict(path.everybody).get(number if wanted.person is None else wanted.person, Person())
    return person.pictures.address or person.pictures.front


def _settled(wanted: Wanted, path: Path) -> NeedValue | None:
    return None if wanted.is_asked else path.told.get(wanted.key)


def _need_value(given: object) -> NeedValue | None:
    return given if isinstance(given, NEED_VALUES) else None


def _sign(scene: Scene) -> Step:
    return Sign(scene.given if isinstance(scene.given, Signature) else None)


def _check(scene: Scene) -> Step:
    return CheckNeeds(tuple(_check_lines(scene.path)), _members(scene.path))


def _check_lines(path: Path) -> Iterator[NeedLine]:
    for wanted in path.needs:
        if not wanted.is_asked and wanted.settled is None:
            need = wanted.need
            yield NeedLine(f"{Kind.NEED.value}:{wanted.key}", need.id, need.kind, path.told.get(wanted.key))


_STEPS: Mapping[Kind, Callable[[Scene], Step]] = {
    Kind.PARTY: _party,
    Kind.EVENT: _event,
    Kind.PERSON: _person,
    Kind.BY_HAND: _by_hand,
    Kind.MEMBERS: _gathering,
    Kind.QUESTION: _ask,
    Kind.SUMMARY: _summary,
    Kind.PLAN: _plan,
    Kind.NEED: _need,
    Kind.CHECK: _check,
    Kind.SIGN: _sign,
}
