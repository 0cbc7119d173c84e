"""The city whose folder a command works with, and the options that commands share."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

import config
from commands.clock import CityClock
from commands.late import late
from config.city import Content
from kiosk.calendar import YEARS
from kiosk.errors import UsageError
from kiosk.settings import Settings
from kiosk.words import Words

SAMPLE = Path(config.__file__).parent / "aonami"
"""青波市, which does not exist."""

City = Annotated[Path, typer.Option("--city", envvar="KAKANAI_CITY", metavar="DIR", help="The city's folder.")]
Database = Annotated[str, typer.Option("--database", metavar="URL", help="The queue; empty: what the city says.")]
Keys = Annotated[str, typer.Option("--keys", metavar="DIR", help="The folder of keys; empty: what the city says.")]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="ja or en.")]
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the visit; today unless given.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def content_of(folder: Path) -> Content:
    """Load a city's YAML, published or not. Raises ContentError with all its faults."""
    content: Content = late("config.content:load")(folder)
    return content


def words_in(content: Content, language: str) -> Words:
    """Return the city's words in this language, or else in its first one."""
    return content.words.get(language, next(iter(content.words.values())))


def want_folder(folder: Path, language: str) -> None:
    """Raise UsageError unless there is such a folder."""
    if not folder.is_dir():
        ja = language.startswith("ja")
        raise UsageError(f"{folder} というフォルダはありません。" if ja else f"there is no folder {folder}.")


def day_of(on: str, settings: Settings, language: str) -> date:
    """Return the day that was given, or today in the city where none was. Raises UsageError."""
    if not on:
        return CityClock(settings.office.zone).now().date()
    with suppress(ValueError):
        day = date.fromisoformat(on)
        if day.year in YEARS:
            return day
    raise UsageError(
        f"「{on}」は日付として使えません。2026-11-30 の形で書いてください。"
        if language.startswith("ja")
        else f'"{on}" cannot be used as a date; write one like 2026-11-30.'
    )
