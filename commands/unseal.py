"""``kakanai unseal``: what a sheet carries for the counter."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Json, Language
from commands.clock import CityClock
from commands.keys.folder import KeyFolder
from commands.serving import Served
from config.city import Content
from config.published import dictionary_for, kept_dictionary
from kiosk.handover.dictionary import Dictionary
from kiosk.handover.text import Opening, handover_json, read_handover

Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The counter's key, beside those of the kiosks; as kiosk.yaml says."),
]


def unseal(*, key: Key = None, city: City = SAMPLE, as_json: Json = False, lang: Language = "ja") -> None:
    """Open the handover of one visit: the texts of all its symbols, read from standard input."""
    del lang  # errors are said for all commands alike
    content = Served(city).content
    typed = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    handover = read_handover(typed, opening(city, content, key))
    fields = handover_json(handover, content.guide, content.forms)
    typer.echo(json.dumps(fields, ensure_ascii=False, indent=None if as_json else 2))


def opening(city: Path, content: Content, key: Path | None = None) -> Opening:
    """Return what this city's counter opens sheets with today. Raises KeyFileError."""
    settings = content.settings
    folder = KeyFolder(key.parent if key else Path(settings.kiosk.keys))
    current = dictionary_for(content)

    def dictionary(id_: bytes) -> Dictionary | None:
        return current if id_ == current.id else kept_dictionary(city, id_)

    return Opening(
        city=settings.city.id,
        keys=folder.counter_keys(key),
        dictionary=dictionary,
        today=CityClock(settings.office.zone).now().date(),
        accept_days=settings.office.accept_days,
    )
