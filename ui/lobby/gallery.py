"""A sample step for every screen, with invented people, so that each can be looked at in each language.

Poses are what a step alone does not show: screens after some touches, and what may lie over them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kiosk.guidance.content import Fact, FactType, Guide, Known, Party, Question, Value
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case, Need, NeedKind, NeedValue
from kiosk.paperwork.sheet import Document
from kiosk.people import Address
from kiosk.ports import ReaderState
from kiosk.postal import Town
from kiosk.queue.waiting import Prospect, Wait
from kiosk.visit import steps
from kiosk.visit.steps import Member, SheetState, Step
from ui.lobby.card_gallery import CARD_POSES, card_steps
from ui.lobby.event_gallery import event_poses, event_steps, nothing_to_do
from ui.lobby.need_gallery import need_steps, typed
from ui.lobby.sample_people import HANAKO, LONG_NAME, SIGNATURE, UNDRAWN, people_steps

_BOOLS = {"has_mnc": True, "has_dog": True, "any_kokuho": True, "any_pension1": None, "joins_household": True}

_HOME = Address("9780003", "みらい県", "青波市", "港町二丁目", "3番4号", "コーポみなと201号室")


@dataclass(frozen=True)
class Pose:
    """The screen of that name after these controls were touched; ``idle_s``: seconds on the idle warning over it."""

    screen: str
    touches: tuple[str, ...] = ()
    idle_s: int = 0


def gallery(
    guide: Guide,
    today: date,
    needs: Iterable[Need] = (),
    documents: tuple[Document, ...] = (),
    *,
    furigana: bool | None = None,
) -> Mapping[str, Step]:
    """Return steps by the name of their picture, in the order of a visit.

    ``needs`` are those of the city's forms, ``documents`` what is to be previewed, ``furigana`` whether they have it;
    without documents there is no preview.
    """
    event = next(iter(guide.events))
    return {
        "attract": steps.Attract(people_waiting=4, wait=Wait(10, 20)),
        **event_steps(guide),
        "await_card": steps.AwaitCard(),
        "await_card_removed": steps.AwaitCard(trouble="removed"),
        "await_card_no_reader": steps.AwaitCard(reader=ReaderState.NO_READER),
        **card_steps(today),
        "confirm_person": steps.ConfirmPerson(Member(1, HANAKO)),
        "confirm_person_long": steps.ConfirmPerson(Member(1, LONG_NAME)),
        "confirm_person_blank": steps.ConfirmPerson(Member(1, UNDRAWN)),
        **{f"ask_{question.id}": _asked(question, guide) for question in _of_event(guide, event)},
        **{f"ask_{question.id}": _asked(question, guide) for question in _longest(guide)},
        "summary": _summary(guide, event, today),
        "show_plan": _plan(guide, event, today),
        "show_plan_in_hand": _in_hand(_plan(guide, event, today)),
        "show_plan_nothing": nothing_to_do(guide, (Member(1, HANAKO),), today),
        **need_steps(needs, HANAKO),
        "sign": steps.Sign(SIGNATURE),
        **({"preview": steps.Preview(documents, furigana)} if documents else {}),
        **people_steps(guide, _known(guide, event, today), today),
        "printing": steps.Printing(_sheets(SheetState.OUT, SheetState.PRINTING, SheetState.TO_COME), wait=Wait(10, 20)),
        "printing_no_paper": steps.Printing(
            _sheets(SheetState.OUT, SheetState.PRINTING, SheetState.TO_COME), ("media-empty",)
        ),
        "printing_failed": steps.Printing(
            _sheets(SheetState.OUT, SheetState.FAILED, SheetState.TO_COME), trouble="printer_unreachable"
        ),
        "printing_many": steps.Printing(_many_sheets()),
        "printing_hot": steps.Printing(
            _sheets(SheetState.OUT, SheetState.PRINTING, SheetState.TO_COME), ("fuser-over-temp",)
        ),
        **({"choose_sheet": steps.ChooseSheet(dict(enumerate(documents)))} if documents else {}),
        "finished": _finished(guide, paper=True, card=False),
        "finished_card_left": _finished(guide, paper=True, card=True),
        "finished_without_paper": _finished(guide, paper=False, card=False),
        "finished_without_number": steps.Finished(
            number=None,
            desk=None,
            prospect=None,
            paper=True,
            card_on_reader=False,
            trouble="store_unavailable",
        ),
        "leaving": steps.Leaving(),
        "card_left": steps.CardLeft(),
        "over": steps.Over(),
    }


def poses(guide: Guide, today: date, needs: Iterable[Need], town: Town) -> Mapping[str, Pose]:
    """Return poses by the name of their picture; ``town`` is one with 丁目."""
    event = next(iter(guide.events))
    first = _plan(guide, event, today).plan.required[0].procedure
    long = max(_longest(guide), key=lambda question: len(question.asks))
    return {
        "ask_doubt": Pose(f"ask_{long.id}", ("unknown", f"tick:{long.asks[0]}")),
        "ask_why": Pose(f"ask_{guide.events[event].questions[0]}", ("why",)),
        **{name: Pose(screen, touches) for name, screen, touches in (*event_poses(guide), *CARD_POSES)},
        **{name: Pose(screen, touches) for name, screen, touches in typed(needs, town)},
        "household_four_remove": Pose("household_four", ("remove:3",)),
        "household_six_above": Pose("household_six", ("page:up",)),
        "show_plan_family_below": Pose("show_plan_family", ("page:down",)),
        "summary_below": Pose("summary", ("page:down",)),
        "show_plan_more": Pose("show_plan", (f"why:{first.id}",)),
        "show_plan_below": Pose("show_plan", ("page:down",)),
        "preview_larger": Pose("preview", ("larger",)),
        "preview_second": Pose("preview", ("sheet_after",)),
        "start_over": Pose("summary", ("start_over",)),
        "clerk_called": Pose("await_card", ("clerk",)),
        "idle_warning": Pose("show_plan", idle_s=20),
    }


def sample_case(guide: Guide, needs: Iterable[Need], made: datetime, language: str) -> Case:
    """Return a whole visit of the first event, from which sheets can be written."""
    event, today = next(iter(guide.events)), made.date()
    known = _known(guide, event, today)
    return Case(
        events=(event,),
        people=(HANAKO,),
        known=known,
        needs={f"{need.id}:1" if need.each else need.id: _need_value(need, today) for need in needs},
        plan=make_plan(guide, (event,), known, (HANAKO,), today),
        made=made,
        language=language,
    )


def _need_value(need: Need, today: date) -> NeedValue:
    samples: Mapping[NeedKind, NeedValue] = {
        NeedKind.KANA: HANAKO.kana,
        NeedKind.TEXT: HANAKO.name,
        NeedKind.PHONE: "0000000000",
        NeedKind.ADDRESS: _HOME,
        NeedKind.DATE: today,
        NeedKind.COUNTRY: "ベトナム",
        NeedKind.PERSON: 1,
        NeedKind.PEOPLE: frozenset({1}),
    }
    return samples[need.kind]


def _of_event(guide: Guide, event: str) -> Iterator[Question]:
    return map(guide.questions.__getitem__, guide.events[event].questions)


def _longest(guide: Guide) -> Iterator[Question]:
    """Yield the question with the most lines of each type of fact, wherever it is asked."""
    for type_ in FactType:
        questions = (one for one in guide.questions.values() if guide.facts[one.asks[0]].type is type_)
        if longest := max(questions, key=lambda one: _lines(one, guide), default=None):
            yield longest


def _lines(question: Question, guide: Guide) -> int:
    return sum(max(1, len(guide.facts[fact].values)) for fact in question.asks)


def _asked(question: Question, guide: Guide) -> Step:
    """Ask it with the last of several ticked, as one who comes back sees it."""
    last = question.asks[-1]
    given: Known = {last: True} if len(question.asks) > 1 and guide.facts[last].type is FactType.BOOL else {}
    return steps.AskQuestion(question, given, left=9, asked=4)


def _sample(fact: Fact, today: date) -> Value | None:
    """Answer in every way that there is: yes, no and not known."""
    samples: Mapping[FactType, Value | None] = {
        FactType.BOOL: _BOOLS.get(fact.id, False),
        FactType.DATE: today - timedelta(days=9),
        FactType.PEOPLE: frozenset(),
        FactType.INT: 2,
        FactType.ENUM: fact.values[0] if fact.values else None,
        FactType.SET: frozenset(fact.values[:2]),
    }
    return samples[fact.type]


def _known(guide: Guide, event: str, today: date) -> dict[str, Value | None]:
    asked = (guide.facts[fact] for question in _of_event(guide, event) for fact in question.asks)
    return {fact.id: _sample(fact, today) for fact in asked}


def _summary(guide: Guide, event: str, today: date) -> Step:
    known = _known(guide, event, today)
    lines = (
        steps.SummaryLine(f"question:{question.id}", question.id, {fact: known[fact] for fact in question.asks})
        for question in _of_event(guide, event)
    )
    return steps.Summary(Party.SELF, (event,), (Member(1, HANAKO),), tuple(lines))


def _plan(guide: Guide, event: str, today: date) -> steps.ShowPlan:
    known = _known(guide, event, today)
    return steps.ShowPlan(make_plan(guide, (event,), known, (HANAKO,), today), known)


def _in_hand(step: steps.ShowPlan) -> Step:
    """Return a plan of one thing to do, for which the first of the things to bring is here."""
    first = step.plan.required[:1]
    plan = replace(step.plan, required=first, confirm=(), optional=())
    return replace(step, plan=plan, in_hand=frozenset(first[0].bring[:1]))


def _sheets(*states: SheetState) -> tuple[tuple[str, SheetState], ...]:
    return tuple(zip(("F01", "checklist", "ticket"), states, strict=True))


def _many_sheets() -> tuple[tuple[str, SheetState], ...]:
    """Return what a large family prints."""
    names = ("F01", "F01-2", "F01-3", "F01-4", "R01", "F01-5", "checklist", "ticket")
    return tuple((name, SheetState.OUT if n < 3 else SheetState.TO_COME) for n, name in enumerate(names))


def _finished(guide: Guide, *, paper: bool, card: bool) -> Step:
    return steps.Finished(
        number="A12",
        desk=next(iter(guide.desks)),
        prospect=Prospect(3, Wait(10, 20)),
        paper=paper,
        card_on_reader=card,
        reference="KAKANAI1ABCDEFGH",
        handover=() if paper else ("A" * 900,),
    )
