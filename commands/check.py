"""``kakanai check``: prove a city's content, every fault with its file and line."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.city import SAMPLE, City, Json, Language, want_folder
from commands.difference import Difference, changed_examples, difference_fields, difference_lines, other_version
from commands.survey import Survey, survey
from config.content import Content, Inspection, inspect
from config.example import Example
from config.examples import failures, read_examples
from config.lengths import too_long
from config.proof.prove import prove
from config.readings import doubtful_readings
from config.wording import untranslated
from kiosk.errors import Fault
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import load_lettering

HOUSEHOLDS = 10_000

Against = Annotated[Path | None, typer.Option("--against", metavar="DIR", help="Another version, to compare plans.")]
Households = Annotated[int, typer.Option("--households", metavar="N", min=0, help="How many are led through it.")]


@dataclass(frozen=True)
class Examination:
    """What is wrong with a city, and how many of its examples came out as they say."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()
    passed: int = 0
    failed: int = 0


def check(
    *,
    city: City = SAMPLE,
    against: Against = None,
    households: Households = HOUSEHOLDS,
    lang: Language = "ja",
    as_json: Json = False,
) -> None:
    """Find every mistake in a city's content, and who gets another plan than by another version of it."""
    for folder in filter(None, (city, against)):
        want_folder(folder, lang)
    started = time.perf_counter()
    before = other_version(against, lang) if against else None
    inspection = inspect(city)
    read_ms = _since(started)
    found = examine(city, inspection)
    proof_ms = round(_since(started) - read_ms, 1)
    content = inspection.content
    walked = survey(content.guide, households, content.day, before.guide if before else None) if content else None
    fields = as_fields(content, found, walked, lang)
    difference: tuple[str, ...] = ()
    if before and content and walked:
        differing = Difference(walked, changed_examples(city, content, before), content.day)
        fields["against"] = difference_fields(differing, lang)
        difference = tuple(difference_lines(differing, lang))
    fields |= {"proof_ms": proof_ms, "ms": _since(started)}
    lines = (*_lines(city, found, fields, lang), *difference)
    typer.echo(json.dumps(fields, ensure_ascii=False) if as_json else "\n".join(lines))
    if found.errors:
        raise typer.Exit(1)


def examine(city: Path, inspection: Inspection) -> Examination:
    """Return all that is wrong with a city: its faults; or if it has none, what is proven, its words and examples."""
    content = inspection.content
    if content is None:
        return Examination(inspection.faults)
    words = (*untranslated(inspection.draft), *doubtful_readings(inspection.draft))
    examples = [_wrong(example) for example in read_examples(city, content)]
    failed = [faults for faults in examples if faults]
    lengths = too_long(inspection.draft.texts, load_lettering(FONTS)) if all(map(Path.exists, FONTS.values())) else ()
    return Examination(
        errors=tuple(sorted((*prove(city, inspection), *words, *(fault for faults in failed for fault in faults)))),
        warnings=tuple(sorted((*inspection.warnings, *lengths))),
        passed=len(examples) - len(failed),
        failed=len(failed),
    )


def _wrong(example: Example | tuple[Fault, ...]) -> tuple[Fault, ...]:
    return failures(example) if isinstance(example, Example) else example


def as_fields(content: Content | None, found: Examination, walked: Survey | None, language: str) -> dict[str, Any]:
    """Return what was found as programs read it; the numbers are 0 where faults hide the content."""
    guide = content.guide if content else None
    return {
        "errors": [fault_fields(fault, language) for fault in found.errors],
        "warnings": [fault_fields(warning, language) for warning in found.warnings],
        "procedures": len(guide.procedures) if guide else 0,
        "questions": len(guide.questions) if guide else 0,
        "facts": len(guide.facts) if guide else 0,
        "events": dict(_events(content, walked)) if content and walked else {},
        "examples": {"passed": found.passed, "failed": found.failed},
    }


def fault_fields(fault: Fault, language: str) -> dict[str, object]:
    """Return a finding as programs read it."""
    return {"file": fault.file, "line": fault.line, "message": fault.say(language)}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def _events(content: Content, walked: Survey) -> Iterator[tuple[str, dict[str, int]]]:
    """Count what can come of an event, and the screens of questions that its visitors saw."""
    for event in content.guide.events:
        screens = walked.screens.get(event)
        yield (
            event,
            {
                "procedures": len(content.guide.procedures_of[event]),
                "min_screens": screens.fewest if screens else 0,
                "median_screens": screens.median if screens else 0,
                "max_screens": screens.most if screens else 0,
            },
        )


def _lines(city: Path, found: Examination, fields: dict[str, Any], language: str) -> Iterator[str]:
    for fault in (*found.errors, *found.warnings):
        yield f"{city / fault.file}:{fault.line}: {fault.say(language)}"
    for event, of in fields["events"].items():
        yield (
            "  {}: 手続き {}、質問の画面 {}〜{}（中央 {}）"
            if language.startswith("ja")
            else "  {}: {} procedures, {} to {} screens of questions (median {})"
        ).format(event, of["procedures"], of["min_screens"], of["max_screens"], of["median_screens"])
    counts = (len(found.errors), len(found.warnings), fields["procedures"], fields["questions"])
    yield (
        "誤り {}、注意 {}、手続き {}、質問 {}、例 {} のうち合わないもの {}（{} ms）"
        if language.startswith("ja")
        else "{} errors, {} warnings, {} procedures, {} questions, {} examples of which {} fail ({} ms)"
    ).format(*counts, found.passed + found.failed, found.failed, fields["ms"])
