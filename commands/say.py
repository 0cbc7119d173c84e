"""``kakanai say``: the board's voice as a file, and how it reads a Japanese sentence."""

from pathlib import Path
from typing import Annotated

import typer

from commands.late import late
from kiosk.errors import UsageError
from kiosk.ports import Utterance

Text = Annotated[str, typer.Argument(metavar="TEXT", help="The sentence.")]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help="The WAV file that is written.")]
Voice = Annotated[str, typer.Option("--lang", metavar="LANG", help="ja or en.")]


def say(text: Text, *, to: To, lang: Voice = "ja") -> None:
    """Speak a sentence into a WAV file."""
    if not any(map(str.isalnum, text)):
        raise UsageError("言うことがありません。" if lang.startswith("ja") else "there is nothing to say.")
    sound: bytes = late("devices.speech:speech")((Utterance(lang, text),))
    try:
        to.write_bytes(sound)
    except OSError as error:
        raise UsageError(
            f"{to} に書けません（{error.strerror}）。"
            if lang.startswith("ja")
            else f"{to} cannot be written ({error.strerror})."
        ) from error
    if lang == "ja":
        typer.echo(late("devices.speech:reading")(text))
