"""``kakanai plan``: what a file of facts leads to."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Day, Json, Language, content_of, day_of, words_in
from config.content import Content
from config.facts_file import FactsFile, read_facts
from kiosk.calendar import say_day
from kiosk.errors import ContentError, UsageError
from kiosk.guidance.content import Guide, Known, Value
from kiosk.guidance.facts import facts_for, no_for_the_rest
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.guidance.sentences import reason
from kiosk.handover.record import plain_plan
from kiosk.lettering.ruby import plain
from kiosk.words import Words


def plan(
    events: Annotated[list[str], typer.Argument(metavar="EVENT...", help="What happened: tennyu ...")],
    facts: Annotated[Path, typer.Option("--facts", metavar="FILE", help="What is known, as YAML.")],
    *,
    assume_no: Annotated[bool, typer.Option("--assume-no", help="What the file leaves out is no.")] = False,
    city: City = SAMPLE,
    on: Day = "",
    lang: Language = "ja",
    as_json: Json = False,
) -> None:
    """Show what these facts lead to."""
    content = content_of(city)
    _want_events(content.guide, events, lang)
    today = day_of(on, content.settings, lang)
    file = _facts(facts, content.guide, today, lang)
    known = _no_for_the_rest(content.guide, events, file, today) if assume_no else file.known
    made = make_plan(content.guide, tuple(events), known, file.household, today)
    typer.echo(
        json.dumps(as_fields(made), ensure_ascii=False)
        if as_json
        else plain("\n".join(_lines(content, made, known, lang)))
    )


def as_fields(made: Plan) -> dict[str, object]:
    """Return a plan as programs read it: what the counter is told, and what led there."""
    entries = (*made.required, *made.confirm, *made.optional)
    return {
        **plain_plan(made),
        "events": list(made.events),
        "covered": [entry.procedure.id for entry in entries if entry.covered],
    }


def _facts(path: Path, guide: Guide, today: date, language: str) -> FactsFile:
    try:
        return read_facts(path, guide, today)
    except ContentError as wrong:
        first = wrong.faults[0]
        raise UsageError(f"{path}:{first.line}: {first.say(language)}") from wrong


def _want_events(guide: Guide, events: list[str], language: str) -> None:
    for event in events:
        if event not in guide.events:
            there = ", ".join(guide.events)
            raise UsageError(
                f"「{event}」という手続きの種類はありません。あるのは {there} です。"
                if language.startswith("ja")
                else f'there is no event "{event}"; there is {there}.'
            )


def _no_for_the_rest(guide: Guide, events: list[str], file: FactsFile, today: date) -> dict[str, Value | None]:
    """Fill in no, 0 and empty; what the household tells still counts."""
    told = dict.fromkeys(guide.dates) | no_for_the_rest(guide, file.known, counted=False)
    views = [facts_for(guide, event, told, file.household, today) for event in events]
    unknown = (id_ for id_, fact in guide.facts.items() if fact.is_computed and id_ not in told)
    return told | {id_: 0 for id_ in unknown if any(view[id_] is None for view in views)}


def _lines(content: Content, made: Plan, known: Known, language: str) -> Iterator[str]:
    words = words_in(content, language)
    for title, entries in (
        (("必要", "Required"), made.required),
        (("窓口で確認", "To be confirmed at the counter"), made.confirm),
        (("任意", "Optional"), made.optional),
    ):
        yield f"{title[not language.startswith('ja')]} ({len(entries)})"
        yield from (f"  {_line(content, words, entry, known, language)}" for entry in entries)
    yield _list(("持ち物", "Bring"), [words[f"bring.{code}"] for code in made.bring], language)
    yield _list(("窓口", "Desks"), [words[f"desk.{desk}.name"] for desk in made.desks], language)
    yield ("手数料: {:,}円" if language.startswith("ja") else "Fees: {:,} yen").format(made.fees_yen)
    yield _list(("まだ聞くこと", "Still to ask"), [words[f"question.{id_}.ask"] for id_ in made.ask], language)


def _line(content: Content, words: Words, entry: Entry, known: Known, language: str) -> str:
    parts = [words[f"procedure.{entry.procedure.id}.name"], words[f"desk.{entry.procedure.desk}.name"]]
    if entry.deadline:
        parts.append(("{}まで", "by {}")[not language.startswith("ja")].format(say_day(entry.deadline, language)))
    if entry.covered:
        parts.append(("ほかの手続きといっしょに済む", "done with another")[not language.startswith("ja")])
    if entry.procedure.sourced and entry.procedure.basis:
        parts.append(entry.procedure.basis)
    if entry.because:
        facts = map(content.guide.facts.__getitem__, entry.because)
        parts.append(f"← {' '.join(reason(fact, known, words) for fact in facts)}")
    return " · ".join(parts)


def _list(title: tuple[str, str], names: list[str], language: str) -> str:
    return f"{title[not language.startswith('ja')]}: {', '.join(names) or '-'}"
