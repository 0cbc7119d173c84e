"""How long it takes to decide: the whole plan, the next question, loading the city."""

import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

import yaml

from commands.bench.city import published_sample
from commands.bench.engines import Decide, engines
from commands.bench.sample import Measured, median_ms, times_ms
from commands.check import HOUSEHOLDS, examine
from commands.city import SAMPLE, content_of
from commands.survey import survey
from config.content import inspect
from config.published import read_version, versions
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import FactType, Guide, Known, Value
from kiosk.guidance.facts import View, facts_for
from kiosk.guidance.plan import make_plan
from kiosk.guidance.replay import next_question
from kiosk.people import Household, Person, Relation

TODAY = date(2026, 11, 20)
FAMILY: Household = (
    Person(name="番号　花子", birth=date(1988, 1, 2)),
    Person(name="番号　太郎", birth=date(1986, 5, 2), relation=Relation.SPOUSE),
    Person(name="番号　一郎", birth=date(2016, 7, 1), relation=Relation.CHILD),
    Person(name="番号　さくら", birth=date(2022, 7, 1), relation=Relation.CHILD),
)


def plan() -> Measured:
    """The plan of a family of four for the event with the most procedures, half answered.

    Peers: its conditions alone, and other engines that decide the same ones; all had the same verdicts before.
    """
    guide = content_of(SAMPLE).guide
    event, known = _largest(guide), _half_answered(guide)
    return Measured(
        times_ms(partial(make_plan, guide, (event,), known, FAMILY, TODAY), 300), _table_ms(guide, event, known)
    )


def plan_of_all() -> Measured:
    """The plan of the same family as if all that can happen to them had happened at once."""
    guide = content_of(SAMPLE).guide
    known = _half_answered(guide)
    return Measured(times_ms(partial(make_plan, guide, tuple(guide.events), known, FAMILY, TODAY), 100))


def asking() -> Measured:
    """The next question of the same event, at each place of a visit that says yes and no in turn."""
    guide = content_of(SAMPLE).guide
    event = (_largest(guide),)
    times = (times_ms(partial(next_question, guide, event, known, FAMILY, TODAY), 30) for known in _visit(guide, event))
    return Measured(tuple(chain.from_iterable(times)))


def asking_of_all() -> Measured:
    """The next question as if all that can happen had happened at once."""
    guide = content_of(SAMPLE).guide
    known = _half_answered(guide)
    return Measured(times_ms(partial(next_question, guide, tuple(guide.events), known, FAMILY, TODAY), 100))


def load() -> Measured:
    """The whole city loaded as it was published; peers: its YAML loaded and checked, and only parsed."""
    files = sorted(Path(SAMPLE).rglob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        city = published_sample(Path(folder))
        return Measured(
            times_ms(lambda: read_version(versions(city)[0]).content(TODAY), 30),
            {
                "yaml_checked": median_ms(lambda: content_of(SAMPLE), 5),
                "yaml_parsed": median_ms(lambda: [_parsed(file) for file in files], 5),
            },
        )


def _parsed(file: Path) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def checking() -> Measured:
    """The proof of the sample city with its words and examples; beside it its whole population, on all cores."""
    inspection = inspect(SAMPLE)
    content = inspection.content
    assert content is not None
    walked = partial(survey, content.guide, HOUSEHOLDS, content.day)
    return Measured(
        times_ms(partial(examine, SAMPLE, inspection), 3, warm=0),
        {"ten_thousand_households": times_ms(walked, 1, warm=0)[0]},
    )


def _largest(guide: Guide) -> str:
    return max(guide.events, key=lambda event: len(guide.procedures_of[event]))


def _visit(guide: Guide, events: tuple[str, ...]) -> Iterator[Known]:
    """What is known at each place of a visit, with yes and no in turn and nothing for all else."""
    known: dict[str, Value | None] = {}
    yield dict(known)
    while question := next_question(guide, events, known, FAMILY, TODAY):
        for id_ in question.asks:
            fact = guide.facts[id_]
            known[id_] = len(known) % 2 == 0 if fact.type is FactType.BOOL else fact.nothing
        yield dict(known)


def _half_answered(guide: Guide) -> Known:
    places = list(_visit(guide, (_largest(guide),)))
    return places[len(places) // 2]


def _table_ms(guide: Guide, event: str, known: Known) -> dict[str, float]:
    """Time the verdicts alone: ours, those of Python itself, and those of other engines."""
    view = _certain(guide, facts_for(guide, event, known, FAMILY, TODAY))
    conditions = tuple(procedure.when for procedure in guide.procedures_of[event])
    ways: dict[str, Decide] = {
        "conditions_alone": lambda: [condition.decide(view) for condition in conditions],
        "python_eval": _python_eval(conditions, view),
        **engines(conditions, view),
    }
    if len({tuple(decide()) for decide in ways.values()}) > 1:
        raise ValueError("the engines do not agree")
    return {name: median_ms(decide, 100) for name, decide in ways.items()}


def _certain(guide: Guide, view: View) -> View:
    """Others know no unknown: what nobody told is no."""
    return {id_: guide.facts[id_].nothing if value is None else value for id_, value in view.items()}


def _python_eval(conditions: tuple[Condition, ...], view: View) -> Decide:
    """Compiled expressions over a plain dict: nothing is faster in Python."""
    compiled = [compile(condition.source, "", "eval") for condition in conditions]
    names = {"true": True, "false": False, **view}
    return lambda: [eval(code, {"__builtins__": {}}, names) for code in compiled]  # noqa: S307  # our own YAML
