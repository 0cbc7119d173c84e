"""What a command that failed says: one sentence for the person, and JSON for a program that asked for it."""

import json
from collections.abc import Sequence

import typer

from commands.city import SAMPLE, content_of
from kiosk.errors import (
    CardError,
    ContentError,
    KakanaiError,
    KeyFileError,
    StoreOutdated,
    StoreUnavailable,
    UsageError,
)
from kiosk.lettering.ruby import plain
from kiosk.words import Words


def complain(error: KakanaiError, arguments: Sequence[str]) -> int:
    """Print the sentence for ``error``; return the exit status."""
    message = sentence(error, language_of(arguments))
    if "--json" in arguments:
        typer.echo(json.dumps({"error": error.code, "message": message, **_tries(error)}, ensure_ascii=False))
    typer.echo(message, err=True)
    return 1


def language_of(arguments: Sequence[str]) -> str:
    """Return what ``--lang`` says; without it Japanese, as every command has it."""
    given = [*arguments, "--lang", "ja"]
    return given[given.index("--lang") + 1]


def sentence(error: KakanaiError, language: str) -> str:
    """Return what to tell a person: the word ``error.<code>``, or the error's own text where it is the message."""
    if isinstance(error, ContentError):
        return "\n".join(f"{fault.file}:{fault.line}: {fault.say(language)}" for fault in error.faults)
    if isinstance(error, UsageError):
        return str(error)
    words = content_of(SAMPLE).words
    key = f"error.{error.code}"
    spoken = words.get(language, words["ja"])
    if isinstance(error, StoreUnavailable):
        return _of_database(error, spoken)
    if key not in spoken:
        return str(error)
    said = plain(spoken[key])
    return said.format(file=error.file) if isinstance(error, KeyFileError) else said


def _of_database(error: StoreUnavailable, words: Words) -> str:
    """Return what to tell whoever typed a command; what residents are told sends them to the information desk."""
    if isinstance(error, StoreOutdated):
        outdated = "newer" if error.newer else "older" if error.found else "empty"
        return words.say(f"database.{outdated}", found=error.found, wanted=error.wanted)
    return words.say("database.unavailable", reason=error)


def _tries(error: KakanaiError) -> dict[str, int]:
    if isinstance(error, CardError) and error.tries_left is not None:
        return {"tries_left": error.tries_left}
    return {}
