"""The city whose folder a command works with, and the options that commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

import config
from commands.clock import CityClock
from config.content import Content, load
from kiosk.errors import UsageError
from kiosk.settings import Settings

SAMPLE = Path(config.__file__).parent / "aonami"
"""青波市, which does not exist."""

City = Annotated[Path, typer.Option("--city", metavar="DIR", help="The city's folder.")]
Database = Annotated[str, typer.Option("--database", metavar="URL", help="The queue; empty: what the city says.")]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="ja or en.")]
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the visit; today unless given.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def content_of(folder: Path) -> Content:
    """Load a city's folder. Raises ContentError with all its faults, UsageError when there is no such folder."""
    return load(folder)


def day_of(on: str, settings: Settings, language: str) -> date:
    """Return the day that was given, or today in the city where none was. Raises UsageError."""
    if not on:
        return CityClock(settings.office.zone).now().date()
    try:
        return date.fromisoformat(on)
    except ValueError as wrong:
        raise UsageError(
            f"「{on}」は日付ではありません。2026-11-30 の形で書いてください。"
            if language == "ja"
            else f'"{on}" is no date; write it like 2026-11-30.'
        ) from wrong
