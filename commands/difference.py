"""What a version of a city's content changes against another one: for how many, how, and for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commands.survey import Kind, Survey
from config.content import Content, inspect
from config.example import Example
from config.examples import read_examples
from config.proof.visits import Visit
from config.proof.witness import told
from kiosk.errors import UsageError
from kiosk.guidance.comparison import changes


@dataclass(frozen=True)
class Difference:
    """What another version changes, for the households of the survey and for the examples that differ."""

    survey: Survey
    examples: tuple[str, ...]
    day: date


def other_version(folder: Path, language: str) -> Content:
    """Read the version to compare with, which need not be proven but must be readable."""
    inspection = inspect(folder)
    if inspection.content is None:
        first = inspection.faults[0]
        raise UsageError(f"{folder / first.file}:{first.line}: {first.say(language)}")
    return inspection.content


def changed_examples(city: Path, content: Content, before: Content) -> tuple[str, ...]:
    """Return the examples of this version of which another one makes another plan."""
    named: list[dict[str, Example]] = [
        {one.marked.file: one for one in read_examples(city, version) if isinstance(one, Example)}
        for version in (before, content)
    ]
    had, has = named
    return tuple(name for name, one in has.items() if name not in had or changes(had[name].case.plan, one.case.plan))


def difference_fields(difference: Difference, language: str) -> dict[str, object]:
    """Return it as programs read it."""
    return {
        "households": difference.survey.changed,
        "of": difference.survey.households,
        "examples": list(difference.examples),
        "kinds": [
            {
                "households": kind.count,
                "changes": [[change.part, change.id, change.came] for change in sorted(kind.changes, key=str)],
                "household": _household(kind, difference.day, language),
            }
            for kind in difference.survey.kinds
        ],
    }


def _household(kind: Kind, day: date, language: str) -> str:
    said = told(Visit(kind.visitor.household, kind.walked.known), day)
    return f"{kind.visitor.event}: {said.ja if language.startswith('ja') else said.en}"


def difference_lines(difference: Difference, language: str) -> Iterator[str]:
    """Say how many get another plan; then for each kind of change what it is, and one household to show it."""
    ja = language.startswith("ja")
    counts = (difference.survey.changed, difference.survey.households, len(difference.examples))
    yield (
        "{1:,} 世帯のうち {0:,} 世帯と、例 {2} 件の案内が変わります。"
        if ja
        else "changes {:,} of {:,} households and {} examples."
    ).format(*counts)
    for kind in difference.survey.kinds:
        signs = {True: "+", False: "−", None: "≠"}
        what = " ".join(f"{signs[one.came]}{one.part}:{one.id}".rstrip(":") for one in sorted(kind.changes, key=str))
        yield f"  {kind.count:,}: {what}"
        yield f"    {_household(kind, difference.day, language)}"
    yield from (f"  {name}" for name in difference.examples)
