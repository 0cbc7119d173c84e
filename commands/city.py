"""The city whose folder a command works with, and the options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

import config
from config.content import Content, load

SAMPLE = Path(config.__file__).parent / "aonami"
"""青波市, which does not exist."""

City = Annotated[Path, typer.Option("--city", metavar="DIR", help="The city's folder.")]
Database = Annotated[str, typer.Option("--database", metavar="URL", help="The queue; empty: what the city says.")]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="ja or en.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def content_of(folder: Path) -> Content:
    """Load a city's folder. Raises ContentError with all its faults, UsageError when there is no such folder."""
    return load(folder)
