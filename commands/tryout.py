"""``make run``: the lobby in a window to try with one's own hands, a software card and a virtual printer beside it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import typer

from commands.city import SAMPLE, City
from commands.keys.folder import COUNTER, KeyFolder
from commands.keys.making import make_keys
from commands.serving import Served
from commands.stand.pcscd import VIRTUAL_READER, running_pcscd
from commands.stand.printer import running_printer
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.errors import UsageError

LOBBY_SIZE = "1080x1920"
"""Made smaller where the screen is smaller."""

HELP = """
The lobby is in its window. The card is 番号 花子's, its PIN 1234.
  Enter       put the card on the reader, or take it away
  Ctrl-D      end
What is printed: {folder}
The board:       {program} board --size 1280x720 --database {database}
Call a number:   {program} queue call --database {database}
Open a sheet:    {program} unseal --key {key}   (the text of its QR code, then Ctrl-D)
"""


def tryout(*, city: City = SAMPLE) -> None:
    """Open the lobby in a window, with a software card and a virtual printer."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise UsageError("there is no screen here to show the lobby on; `make demo` needs none.")
    with ExitStack() as stack:
        stack.enter_context(running_pcscd())
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        printer = stack.enter_context(running_printer(Path("out/printed"), seconds_a_job=1))
        database = f"sqlite:///{scratch}/queue.db"
        keys = scratch / "keys"
        make_keys(keys, Served(city).content.settings.kiosk.id)
        stack.enter_context(_lobby(city, database, printer.uri, keys))
        key = KeyFolder(keys).private(COUNTER)
        typer.echo(HELP.format(folder=printer.folder.resolve(), database=database, program=sys.argv[0], key=key))
        _play_with_card(InsertedCard(issue_card("my_number", "hanako")))


@contextmanager
def _lobby(city: Path, database: str, printer: str, keys: Path) -> Iterator[None]:
    """Run the lobby as it runs in a city hall: as a program of its own."""
    options = {
        "city": city,
        "database": database,
        "reader": VIRTUAL_READER,
        "printer": printer,
        "keys": keys,
        "size": LOBBY_SIZE,
    }
    words = [word for option, value in options.items() for word in (f"--{option}", str(value))]
    process = subprocess.Popen([sys.executable, sys.argv[0], "lobby", *words])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _play_with_card(card: InsertedCard) -> None:
    down = False
    for _ in sys.stdin:
        down = not down
        (card.insert if down else card.remove)()
        typer.echo("The card lies on the reader." if down else "The card is in your hand.")
    if down:
        card.remove()
