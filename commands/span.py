"""The options ``--from`` and ``--to`` of commands that look at several days."""

from typing import Annotated

import typer

from commands.city import day_of
from kiosk.settings import Settings
from kiosk.statistics.span import Span

First = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")]
Last = Annotated[str, typer.Option("--to", metavar="DATE", help="The last day.")]


def span_of(first: str, last: str, settings: Settings, language: str) -> Span:
    """Return the days from one to the other; where none is given, today; where only the first is, up to today.

    Raises UsageError.
    """
    end = day_of(last, settings, language)
    return Span(day_of(first, settings, language) if first else end, end)
