"""The demo: everything is started, a scripted resident comes, and what is left is put into a folder."""

import os
import select
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, content_of
from commands.demo.clerk import clerk_at_work
from commands.demo.persona import FAMILY
from commands.demo.symbols import symbols_of
from commands.keys.folder import COUNTER, KeyFolder
from commands.keys.making import make_keys
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.late import late
from commands.stand.display import some_display
from commands.stand.pcscd import VIRTUAL_READER, running_pcscd
from commands.stand.printer import VirtualPrinter, running_printer
from commands.stand.process import forked
from commands.supervisor import Supervisor
from kiosk.errors import UsageError

VISIT_S = 240.0
"""Longer than this no visit of the demo takes; on a slow machine one took about a minute."""

BOARD_S = 20.0
LOBBY_PX = (1080, 1920)
BOARD_PX = (1920, 1080)

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where PDFs, pictures and visit.json go.")]


def demo(*, out: Out = Path("out"), city: City = SAMPLE) -> None:
    """Perform one whole visit of a family: cards, questions, paper, number on the board, and a clerk who opens it."""
    _empty(out)
    with ExitStack() as stack:
        stack.enter_context(some_display())
        stack.enter_context(running_pcscd())
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        printer = stack.enter_context(running_printer(scratch / "printed"))
        keys = KeyFolder(out / "keys")
        loaded = content_of(city)
        make_keys(keys.path, loaded.settings.kiosk.id)
        content = with_kiosk(
            loaded,
            database=f"sqlite:///{scratch}/queue.db",
            reader=VIRTUAL_READER,
            printer=printer.uri,
            keys=str(keys.path),
        )
        parts = kiosk_parts(content)
        board, call = out / "board.png", out / "call.wav"
        with forked(lambda: late("commands.demo.board:show")(content, BOARD_PX, board, call)):
            number = _visit(parts, out)
            _collect(printer, out)
            _attend(parts, city, number, out)
            _await(board, call)
    key = keys.private(COUNTER)
    typer.echo(f"{number}: the visit is in {out}/; `kakanai unseal --key {key}` opens what its sheets carry.")


def _visit(parts: KioskParts, out: Path) -> str:
    """Let the scripted resident come to a lobby; return the number that they were given."""
    with _pipe() as (heard, told):

        def serve(channel: object) -> None:
            late("commands.demo.guest:serve")(parts, LOBBY_PX, channel, persona=FAMILY, out=out, told=told)

        with forked(Supervisor(serve).run):
            ready, _, _ = select.select([heard], [], [], VISIT_S)
            number = os.read(heard, 64).decode() if ready else ""
    if not number:
        raise UsageError(f"the visit did not come to its end; see the last picture in {out}/screens.")
    return number


def _attend(parts: KioskParts, city: Path, number: str, out: Path) -> None:
    """Let a clerk call the number to its first window, and scan what the family brings there."""
    with closing(parts.store()) as store:
        desk = parts.content.guide.desks[store.show(number).route[0]]
    sheets = sorted(out.glob("application-*.pdf"))
    texts = tuple(text for sheet in sheets for text in symbols_of(sheet.read_bytes()))
    with clerk_at_work(parts.content, city, out / "keys") as clerk:
        clerk.sit_at(desk)
        clerk.call(number)
        scanned = clerk.scan(texts, out / "counter.png")
    if scanned != number:
        raise UsageError(f"the sheets in {out} carry another number than {number}.")


def _await(*files: Path) -> None:
    deadline = time.monotonic() + BOARD_S
    while not all(file.exists() for file in files):
        if time.monotonic() > deadline:
            raise UsageError("the board did not show and say the number that was called.")
        time.sleep(0.05)


def _collect(printer: VirtualPrinter, out: Path) -> None:
    """Give what was printed its names: forms in order, then checklist and ticket."""
    forms = 0
    for file in printer.printed():
        name = file.stem.partition("-")[2]
        if name not in ("checklist", "ticket"):
            forms += 1
            name = f"application-{forms}"
        shutil.copyfile(file, out / f"{name}.pdf")


def _empty(out: Path) -> None:
    """Take away what an earlier demo left, and nothing else."""
    patterns = ("*.pdf", "screens/*.png", "board.png", "call.wav", "counter.png", "visit.json", "keys/*")
    for file in (file for pattern in patterns for file in out.glob(pattern)):
        file.unlink(missing_ok=True)
    (out / "screens").mkdir(parents=True, exist_ok=True)


@contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    heard, told = os.pipe()
    try:
        yield heard, told
    finally:
        os.close(heard)
        os.close(told)
