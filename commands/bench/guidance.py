"""How long it takes to decide: the whole plan, the next question, loading the city."""

from datetime import date
from pathlib import Path

import yaml

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from kiosk.guidance.content import Guide, Known
from kiosk.guidance.facts import facts_for
from kiosk.guidance.plan import make_plan
from kiosk.guidance.replay import next_question
from kiosk.people import Household, Person

TODAY = date(2026, 11, 20)
HOUSEHOLD: Household = (Person(name="番号　花子", birth=date(1990, 1, 2)),)


def plan() -> Measured:
    """All procedures of the event decided after an answer; peer: the same conditions compiled by Python."""
    guide, event, known = _half_answered()
    return Measured(
        times_ms(lambda: make_plan(guide, (event,), known, HOUSEHOLD, TODAY), 300),
        {"python_eval": _python_eval_ms(guide, event, known)},
    )


def asking() -> Measured:
    """The next question found."""
    guide, event, known = _half_answered()
    return Measured(times_ms(lambda: next_question(guide, (event,), known, HOUSEHOLD, TODAY), 300))


def load() -> Measured:
    """The whole city loaded and checked; peer: its YAML only parsed."""
    files = sorted(Path(SAMPLE).rglob("*.yaml"))
    return Measured(
        times_ms(lambda: content_of(SAMPLE), 5, warm=1),
        {
            "yaml_parsed": median_ms(lambda: [_parsed(file) for file in files], 5),
        },
    )


def _parsed(file: Path) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def _half_answered() -> tuple[Guide, str, Known]:
    """Somebody who has answered half of the questions, with yes and no in turn."""
    guide = content_of(SAMPLE).guide
    event = next(iter(guide.events.values()))
    half = event.questions[: len(event.questions) // 2]
    facts = [fact for question in half for fact in guide.questions[question].asks]
    bools = [fact for fact in facts if guide.facts[fact].type.value == "bool"]
    return guide, event.id, {fact: n % 2 == 0 for n, fact in enumerate(bools)}


def _python_eval_ms(guide: Guide, event: str, known: Known) -> float:
    """Compiled expressions over a plain dict: two-valued, without reasons or deadlines; nothing is faster in Python."""
    view = {fact: value or 0 for fact, value in facts_for(guide, event, known, HOUSEHOLD, TODAY).items()}
    compiled = [compile(procedure.when.source, "", "eval") for procedure in guide.procedures.values()]
    names = {"true": True, "false": False, **view}
    return median_ms(lambda: [eval(code, {"__builtins__": {}}, names) for code in compiled], 300)  # noqa: S307  # our own YAML
