"""``kakanai unseal``: what a sheet's QR carries."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Json, Language
from commands.serving import Served
from kiosk.handover.text import handover_json, read_handover

Key = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The counter's key; open sheets need none.")]


def unseal(*, key: Key = None, city: City = SAMPLE, as_json: Json = False, lang: Language = "ja") -> None:
    """Open a handover text, read from standard input."""
    del key, lang  # sheets are not sealed yet, and errors are said for all commands alike; scripts need not change
    content = Served(city).content
    handover = read_handover(sys.stdin.read(), city=content.settings.city.id)
    fields = handover_json(handover, content.guide, content.forms)
    typer.echo(json.dumps(fields, ensure_ascii=False, indent=None if as_json else 2))
