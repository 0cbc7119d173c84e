"""``kakanai simulate days``: a queue with a past, to try out the pages of managers."""

from contextlib import closing
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Language
from commands.serving import Served
from commands.span import First, Last, span_of
from commands.stand.past import write_past
from kiosk.guidance.population import SEED
from kiosk.storage.database import Database


def simulate_days(
    *,
    first: First,
    last: Last,
    database: Annotated[str, typer.Option("--database", metavar="URL", help="An empty queue.")],
    households: Annotated[int, typer.Option(min=1, max=2000, help="About so many on a usual day.")] = 120,
    seed: Annotated[int, typer.Option(help="Another one invents other days.")] = SEED,
    city: City = SAMPLE,
    lang: Language = "ja",
) -> None:
    """Fill an empty queue with invented days of the past: numbers, calls, stages and counts."""
    content = Served(city).content
    span = span_of(first, last, content.settings, lang)
    with closing(Database(database)) as opened:
        days = write_past(content, opened, span, households, seed)
    typer.echo(f"{days} 日分を書きました。" if lang.startswith("ja") else f"Wrote {days} days.")
