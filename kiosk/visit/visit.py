"""One visit: takes answers and outcomes of work, and says what to show and what to do next.

Knows no screen, thread or device. ``step`` is what the lobby shows, ``work`` what is to
be done meanwhile; both are replaced, never changed.
"""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.guidance.content import Party
from kiosk.paperwork.case import Case, NeedKind
from kiosk.ports import CardFound, CardRead, Clock, ReaderState
from kiosk.visit.answers import (
    Answer,
    Back,
    Begin,
    ChangeAnswer,
    ClerkWanted,
    DeskChosen,
    ErrandChosen,
    EventsChosen,
    FactsAnswered,
    FuriganaOnPaper,
    Gone,
    GoOn,
    Leave,
    MemberAdded,
    MemberMoves,
    MemberRemoved,
    MembersComplete,
    NeedFilled,
    PartyChosen,
    PersonConfirmed,
    Signed,
    SpeakLanguage,
    StartOver,
    ThingsInHand,
    WayChosen,
)
from kiosk.visit.card_talk import CardTalk
from kiosk.visit.ending import Ending, tallies_of
from kiosk.visit.leave_talk import LeaveTalk
from kiosk.visit.other_ways import other_way
from kiosk.visit.paper_talk import PaperTalk
from kiosk.visit.papers import Papers
from kiosk.visit.path import IN_HAND, LEFT_OUT, STAYS, Ground, Kind, Path, Place, walk
from kiosk.visit.removal import is_of_people, without_member
from kiosk.visit.showing import Scene, member, step_at
from kiosk.visit.steps import Attract, ChooseOccasion, ChooseParty, Over, Preview, Step
from kiosk.visit.work import Arrive, CardGone, Counted, CountVisit, Outcome, Work


class Visit:
    """``language`` is what the resident speaks now; ``step`` and ``work`` are what goes on, ``count`` what goes beside
    the end.
    """

    def __init__(self, ground: Ground, papers: Papers, clock: Clock, *, language: str) -> None:
        self._ground = ground
        self._papers = papers
        self._clock = clock
        self._answers: dict[str, object] = {}
        self._remembered: dict[str, object] = {}
        self._changing: Place | None = None
        self._card_talk: CardTalk | None = None
        self._paper_talk: PaperTalk | None = None
        self._aside: list[Step] = []
        self._leave_talk: LeaveTalk | None = None
        self._card_may_lie = False
        self._furigana = False
        self._path = Path((Place(Kind.PARTY),))
        self._began = clock.now()
        self.language = language
        self.step: Step = Attract()
        self.work: Work | None = Arrive()
        self.count: CountVisit | None = None

    # --- what comes in -----------------------------------------------------------------

    def answer(self, answer: Answer) -> None:
        """Take what the person said. What makes no sense now is ignored: a late tap harms nobody."""
        if isinstance(self.step, Over):
            return
        match answer:
            case Begin() if isinstance(self.step, Attract):
                self._begin(answer.language)
            case Begin() | SpeakLanguage():
                self.language = answer.language
                if isinstance(self.step, Attract | Preview):
                    self._move()
            case Leave() if self._leave_talk is None:
                self._end(gone=isinstance(answer, Gone))
            case StartOver() if self._can_turn_back:
                self._start_over()
            case Back() if self._can_turn_back:
                self._back()
            case _:
                self._answer_here(answer)

    def progress(self, progress: object) -> None:
        """Take what the work reports while it goes on."""
        self._notice_card(progress)
        talk = self._talk()
        if talk is not None:
            talk.progress(progress)
            self._after_talk()
        elif isinstance(progress, Counted):
            self._welcome(progress)

    def settle(self, outcome: Outcome) -> None:
        """Take what came of ``work``."""
        self._notice_card(outcome)
        talk = self._talk()
        if talk is not None:
            talk.settle(outcome)
            self._after_talk()
        elif isinstance(self.step, Attract):
            self.work = None
            if isinstance(outcome, Counted):
                self._welcome(outcome)

    def _notice_card(self, news: object) -> None:
        """Remember whether a card may lie on the reader: who starts over, or goes on without it, may leave it there."""
        if isinstance(news, CardFound) or news is ReaderState.CARD:
            self._card_may_lie = True
        elif isinstance(news, CardGone) or news is ReaderState.EMPTY:
            self._card_may_lie = False

    # --- answers -----------------------------------------------------------------------

    def _answer_here(self, answer: Answer) -> None:
        talk = self._talk()
        if talk is not None:
            talk.answer(answer)
            self._after_talk()
            return
        place = self._changing or self._path.here
        match answer, place.kind:
            case EventsChosen(events), Kind.EVENT if events:
                self._accept(place, events)
            case ((WayChosen() | DeskChosen() | ErrandChosen() | ClerkWanted()), Kind.EVENT):
                self._look_elsewhere(place, answer)
            case FactsAnswered(facts), Kind.QUESTION:
                self._accept(place, {**self._said_before(place), **facts})
            case ChangeAnswer(key), (Kind.SUMMARY | Kind.CHECK):
                self._change(key)
            case NeedFilled(value), (Kind.NEED | Kind.BY_HAND):
                self._accept(place, LEFT_OUT if value is None else value)
            case Signed(signature), Kind.SIGN:
                self._accept(place, LEFT_OUT if signature is None else signature)
            case ((ThingsInHand() | FuriganaOnPaper()), _):
                self._keep_beside(answer, place)
            case GoOn(), (Kind.SUMMARY | Kind.PLAN | Kind.CHECK | Kind.PREVIEW):
                self._accept(place, answer)
            case _:
                self._answer_of_people(answer, place)

    def _keep_beside(self, answer: ThingsInHand | FuriganaOnPaper, place: Place) -> None:
        """Keep what nobody is asked for. What was ticked is on the screen already: the step stays, and its focus."""
        match answer, place.kind:
            case ThingsInHand(), Kind.PLAN:
                self._answers[IN_HAND] = answer
                self._path = walk(self._ground, self._answers)
            case FuriganaOnPaper(wanted), Kind.PREVIEW:
                self._furigana = wanted
                self._move()

    def _said_before(self, place: Place) -> Mapping[str, object]:
        """What the same question was answered for other facts, of which it was asked earlier on the path."""
        said = self._answers.get(place.key)
        return said if isinstance(said, Mapping) else {}

    def _answer_of_people(self, answer: Answer, place: Place) -> None:
        match answer, place.kind:
            case PartyChosen(party), Kind.PARTY:
                self._begin_with(party)
            case PersonConfirmed(right=True), Kind.PERSON:
                self._accept(place, answer)
            case PersonConfirmed(), Kind.PERSON:
                self._tell_again(place.number)
            case MemberAdded(), Kind.MEMBERS:
                self._add(place, answer)
            case MembersComplete(), Kind.MEMBERS if self._path.household:
                self._accept(place, answer)
            case MemberRemoved(number), Kind.MEMBERS:
                self._remove(number)
            case MemberMoves(number, moves), Kind.MEMBERS:
                self._let_move(number, moves=moves)

    def _begin_with(self, party: Party) -> None:
        """Another way to come is another visit: whoever was read for the one before may not belong to this."""
        if self._answers.get(Kind.PARTY.value) is not party:
            self._answers.clear()
            self._remembered.clear()
        self._accept(Place(Kind.PARTY), party)

    def _tell_again(self, number: int) -> None:
        """Read the card anew; or go once more through what was typed, which is shown again."""
        typed = [place for place in self._path.places if place.kind is Kind.BY_HAND and place.number == number]
        for place in typed or [Place(Kind.CARD, str(number))]:
            self._remembered[place.key] = self._answers.pop(place.key)
        self._move()

    def _look_elsewhere(self, place: Place, answer: Answer) -> None:
        """Turn aside from the cards; a thing that is done on one occasion only says what happened."""
        step = other_way(self._ground.guide, answer)
        if isinstance(step, ChooseOccasion) and len(step.events) == 1:
            self._accept(place, step.events)
        elif step is not None:
            self._aside.append(step)
            self._move()

    def _add(self, place: Place, added: MemberAdded) -> None:
        """Whatever was told of each person has to be told of this one, too."""
        for key in [key for key, value in self._answers.items() if is_of_people(value)]:
            del self._answers[key]
        self._accept(place, added)

    def _remove(self, number: int) -> None:
        if 1 < number <= len(self._path.household):
            self._answers = without_member(self._answers, number)
            self._changing = None
            self._move()

    def _let_move(self, number: int, *, moves: bool) -> None:
        key = f"{STAYS}:{number}"
        if moves:
            self._answers.pop(key, None)
        else:
            self._answers[key] = True
        self._move()

    def _accept(self, place: Place, value: object) -> None:
        if isinstance(value, CardRead):
            self._forget_typed(place.number)
        self._answers[place.key] = value
        self._remembered.pop(place.key, None)
        self._changing = None
        self._aside.clear()
        self._move()

    def _change(self, key: str) -> None:
        """Go back to one answer and keep the others; a card is not changed but read again."""
        needs = (Place(Kind.NEED, need.key) for need in self._path.needs)
        place = next((place for place in (*self._path.places, *needs) if place.key == key), None)
        if key == Kind.MEMBERS.value:
            place = next((place for place in reversed(self._path.places) if place.kind is Kind.MEMBERS), None)
        if place is None:
            return
        if place.kind is Kind.CARD:
            self._forget_person(place.number)
        else:
            self._changing = place
        self._move()

    def _back(self) -> None:
        if self._aside:
            self._aside.pop()
        elif self._changing is not None:
            self._changing = None
        elif self._card_talk is not None and self._card_talk.answer(Back()):
            self._after_talk()
            return
        elif isinstance(self.step, Attract | ChooseParty):
            self._end(gone=False)
            return
        else:
            self._step_back()
        self._move()

    def _step_back(self) -> None:
        """Leave this place for the one before it, remembering what was said there."""
        self._card_talk = None
        before = self._path.places[-2]
        self._remembered[before.key] = self._answers.pop(before.key)

    def _start_over(self) -> None:
        self._forget_all()
        self._move()

    def _begin(self, language: str) -> None:
        """Count days from now: the attract screen may have waited since yesterday, or over a holiday."""
        self.language = language
        self._began = self._clock.now()
        self._ground = replace(self._ground, today=self._began.date())
        self._move()

    def _welcome(self, counted: Counted) -> None:
        """Say how many wait and how long, as long as nobody has begun."""
        welcome = Attract(counted.people, counted.wait)
        if isinstance(self.step, Attract) and self.step != welcome:
            self.step = welcome

    def _end(self, *, gone: bool) -> None:
        if not isinstance(self.step, Attract):
            self.count = CountVisit(tallies_of(self._ending(gone=gone), self._ground.guide))
        self._forget_all()
        self._leave_talk = LeaveTalk(card_may_lie=self._card_may_lie)
        self._after_talk()

    def _ending(self, *, gone: bool) -> Ending:
        paper = self._paper_talk
        return Ending(
            step=(paper.finished if paper else None) or self.step,
            events=self._path.events,
            language=self.language,
            minutes=(self._clock.now() - self._began).total_seconds() / 60,
            gone=gone,
            spared=paper.spared if paper else {},
        )

    def _forget_all(self) -> None:
        self._answers.clear()
        self._remembered.clear()
        self._aside.clear()
        self._changing = self._card_talk = self._paper_talk = None
        self._furigana = False
        self._path = Path((Place(Kind.PARTY),))

    def _forget_typed(self, number: int) -> None:
        """Another card may be another person's, of whom nothing was typed."""
        for kind in NeedKind:
            self._remembered.pop(Place(Kind.BY_HAND, f"{number}:{kind.value}").key, None)

    def _forget_person(self, number: int) -> None:
        """Forget what the card or the hand said of this one."""
        kinds = (Kind.CARD, Kind.PERSON, Kind.BY_HAND)
        for place in [place for place in self._path.places if place.kind in kinds and place.number == number]:
            self._answers.pop(place.key, None)

    # --- where it stands ---------------------------------------------------------------

    def _move(self) -> None:
        """Find the place where the visit stands now, and its step and work."""
        self._path = walk(self._ground, self._answers)
        place = self._changing or self._path.here
        if place.kind is Kind.CARD:
            self._card_talk = self._card_talk or self._new_card_talk(place)
        elif place.kind is Kind.PAPER:
            self._paper_talk = PaperTalk(self._papers, self._case(), card_may_lie=self._card_may_lie)
        talk = self._talk()
        self.step = talk.step if talk else self._show(place)
        self.work = talk.work if talk else None

    def _talk(self) -> CardTalk | PaperTalk | LeaveTalk | None:
        return self._leave_talk or self._paper_talk or self._card_talk

    @property
    def _can_turn_back(self) -> bool:
        return self._paper_talk is None and self._leave_talk is None

    def _after_talk(self) -> None:
        talk = self._talk()
        if isinstance(talk, CardTalk) and talk.result is not None:
            self._card_talk = None
            self._accept(self._path.here, talk.result)
        elif talk is not None:
            self.step, self.work = talk.step, talk.work

    def _new_card_talk(self, place: Place) -> CardTalk:
        read = tuple(card.person for card in self._path.cards)
        return CardTalk(member(self._path, place.number), read)

    def _case(self) -> Case:
        """Gather what the papers are written from, in the resident's language or its way with furigana."""
        read = self._papers.with_furigana(self.language) if self._furigana else None
        return self._path.case(self._clock.now(), read or self.language)

    def _show(self, place: Place) -> Step:
        if self._aside:
            return self._aside[-1]
        given = self._answers.get(place.key, self._remembered.get(place.key))
        if place.kind is Kind.PREVIEW:
            offered = self._papers.with_furigana(self.language) is not None
            return Preview(self._papers.preview(self._case()), self._furigana if offered else None)
        return step_at(Scene(place, self._path, given, self._answers, self._ground))
