"""``kakanai check``: prove a city's content, every fault with its file and line."""

import json
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import median_low
from typing import Any
from zoneinfo import ZoneInfo

import typer

from commands.city import SAMPLE, City, Json, Language
from config.content import Content, Inspection, inspect
from kiosk.errors import Fault, UsageError
from kiosk.guidance.walks import count_screens
from kiosk.people import Person

_ADULT = Person(nationality="日本", birth=date(1990, 1, 1))


def check(*, city: City = SAMPLE, lang: Language = "ja", as_json: Json = False) -> None:
    """Find every mistake in a city's content."""
    if not city.is_dir():
        raise UsageError(f"{city} というフォルダはありません。" if lang == "ja" else f"there is no folder {city}.")
    started = time.perf_counter()
    inspection = inspect(city)
    fields = as_fields(inspection, lang)
    fields["ms"] = round((time.perf_counter() - started) * 1000, 1)
    typer.echo(json.dumps(fields, ensure_ascii=False) if as_json else "\n".join(_lines(city, inspection, fields, lang)))
    if inspection.faults:
        raise typer.Exit(1)


def as_fields(inspection: Inspection, language: str) -> dict[str, Any]:
    """Return what was found as programs read it; the numbers are 0 where faults hide the content."""
    content = inspection.content
    return {
        "errors": [_fault(fault, language) for fault in inspection.faults],
        "warnings": [_fault(warning, language) for warning in inspection.warnings],
        "procedures": len(content.guide.procedures) if content else 0,
        "questions": len(content.guide.questions) if content else 0,
        "facts": len(content.guide.facts) if content else 0,
        "events": dict(_events(content)) if content else {},
        "examples": {"passed": 0, "failed": 0},
    }


def _fault(fault: Fault, language: str) -> dict[str, object]:
    return {"file": fault.file, "line": fault.line, "message": fault.say(language)}


def _events(content: Content) -> Iterator[tuple[str, dict[str, int]]]:
    """Count what an adult who comes alone can meet."""
    today = datetime.now(ZoneInfo(content.settings.office.zone)).date()
    guide = content.guide
    for event in guide.events:
        screens = count_screens(guide, event, (_ADULT,), today)
        yield (
            event,
            {
                "procedures": sum(event in procedure.events for procedure in guide.procedures.values()),
                "min_screens": min(screens),
                "median_screens": median_low(screens),
                "max_screens": max(screens),
            },
        )


def _lines(city: Path, inspection: Inspection, fields: dict[str, Any], language: str) -> Iterator[str]:
    for fault in (*inspection.faults, *inspection.warnings):
        yield f"{city / fault.file}:{fault.line}: {fault.say(language)}"
    counts = (len(inspection.faults), len(inspection.warnings), fields["procedures"], fields["questions"])
    yield (
        "誤り {}、注意 {}、手続き {}、質問 {}（{} ms）"
        if language == "ja"
        else "{} errors, {} warnings, {} procedures, {} questions ({} ms)"
    ).format(*counts, fields["ms"])
