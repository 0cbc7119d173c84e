"""``kakanai publish``: what passed the check becomes the version that lobbies take at their next visit."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from commands.check import examine, fault_fields
from commands.city import SAMPLE, City, Json, Language, want_folder
from config.city import Content
from config.content import inspect, load
from config.published import keep_dictionaries, newest_readable, put, source_of
from config.snapshot import Version
from kiosk.errors import Fault, UsageError


def publish(*, city: City = SAMPLE, lang: Language = "ja", as_json: Json = False) -> None:
    """Publish a city's content, unless it has errors or is published already."""
    started = time.perf_counter()
    want_folder(city, lang)
    outcome = _published(city, lang)
    ms = round((time.perf_counter() - started) * 1000, 1)
    if as_json:
        typer.echo(json.dumps(_fields(outcome, lang) | {"ms": ms}, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(city, outcome, lang)))
    if outcome.version is None:
        raise typer.Exit(1)


@dataclass(frozen=True)
class _Outcome:
    """``version`` None: there are errors. ``contents``: of today and of each day to come."""

    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    contents: tuple[Content, ...] = ()
    version: Version | None = None
    is_new: bool = False


def _published(city: Path, language: str) -> _Outcome:
    source = source_of(city)
    today = inspect(city)
    found = examine(city, today)
    if found.errors or today.content is None:
        return _Outcome(found.errors, found.warnings)
    contents = (today.content, *(load(city, day) for day in today.content.changes))
    if source_of(city) != source:
        raise UsageError(
            "公開しているあいだに、ファイルが書きかえられました。もう一度公開してください。"
            if language.startswith("ja")
            else "files were edited while they were published; publish again."
        )
    before = newest_readable(city)
    keep_dictionaries(city, (*(before.contents() if before else ()), *contents))
    is_new = before is None or before.version.source != source
    version = put(city, contents, source) if before is None or is_new else before.version
    return _Outcome((), found.warnings, contents, version, is_new)


def _fields(outcome: _Outcome, language: str) -> dict[str, object]:
    version = outcome.version
    return {
        "version": version.number if version else None,
        "made": version.made.isoformat() if version else None,
        "source": version.source if version else None,
        "new": outcome.is_new,
        "days": [content.day.isoformat() for content in outcome.contents],
        "errors": [fault_fields(fault, language) for fault in outcome.errors],
        "warnings": [fault_fields(warning, language) for warning in outcome.warnings],
    }


def _lines(city: Path, outcome: _Outcome, language: str) -> Iterator[str]:
    ja = language.startswith("ja")
    version = outcome.version
    for fault in (*outcome.errors, *outcome.warnings):
        yield f"{city / fault.file}:{fault.line}: {fault.say(language)}"
    if version is None:
        count = len(outcome.errors)
        yield (
            f"誤りが {count} 件あるので、公開しません。ロビーは、今までの内容のままです。"
            if ja
            else f"not published; errors: {count}. The lobbies keep what they have."
        )
    elif outcome.is_new:
        later = [f"{content.day:%Y-%m-%d}" for content in outcome.contents[1:]]
        yield f"第{version.number}版を公開しました。" if ja else f"published version {version.number}."
        if later:
            yield f"このあと変わる日: {'、'.join(later)}" if ja else f"it changes on {', '.join(later)}."
    else:
        yield (
            f"第{version.number}版から変わっていないので、公開しなおしません。"
            if ja
            else f"nothing has changed since version {version.number}; it stays."
        )
