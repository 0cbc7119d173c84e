"""How a visit ended, as it is counted: the place and the kind of thing, never an answer and never a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.guidance.content import Guide, Question
from kiosk.guidance.plan import Plan
from kiosk.guidance.queueing import open_event
from kiosk.paperwork.spared import Spared
from kiosk.tally import NO_NUMBER, PAPER, SCREEN, Tallied, Tally, minutes_key
from kiosk.visit.steps import AskQuestion, Finished, Step, step_name


@dataclass(frozen=True)
class Ending:
    """``step``: the last one. ``spared``: what was printed and nobody had to write."""

    step: Step = field(repr=False)
    events: tuple[str, ...]
    language: str
    minutes: float
    gone: bool
    spared: Mapping[Spared, int] = field(default_factory=dict)


def tallies_of(ending: Ending, guide: Guide) -> tuple[Tally, ...]:
    """Return what is counted of a visit."""
    event = open_event(guide, Plan(events=ending.events)) or ""
    language = Tally(Tallied.LANGUAGE, ending.language)
    if isinstance(ending.step, Finished):
        return (language, *_finished(ending.step, ending, event))
    return language, Tally(Tallied.TIMED_OUT if ending.gone else Tallied.LEFT, _place(ending.step, guide), event)


def _finished(step: Finished, ending: Ending, event: str) -> Iterator[Tally]:
    yield Tally(Tallied.FINISHED, NO_NUMBER if step.number is None else PAPER if step.paper else SCREEN, event)
    yield Tally(Tallied.MINUTES, minutes_key(ending.minutes))
    yield from (Tally(Tallied.NOT_WRITTEN, what.value, event, count) for what, count in ending.spared.items())


def _place(step: Step, guide: Guide) -> str:
    """Return the kind of step, and which question it is, unless that would tell of something discreet."""
    if isinstance(step, AskQuestion) and not _is_discreet(step.question, guide):
        return f"question:{step.question.id}"
    return step_name(step)


def _is_discreet(question: Question, guide: Guide) -> bool:
    """Whether it asks about something discreet, or is only asked because of such a thing."""
    gates = (gate for fact in question.asks for gate in question.gates(fact))
    facts = {*question.asks, *(name for gate in gates for name in gate.names())}
    return any(guide.facts[fact].privacy is not None for fact in facts if fact in guide.facts)
