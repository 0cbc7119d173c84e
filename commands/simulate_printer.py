"""``kakanai simulate printer``: an IPP printer that keeps PDFs instead of printing them."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from commands.stand.printer import running_printer

ENDING = {signal.SIGINT, signal.SIGTERM}


def simulate_printer(
    *,
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where the PDFs go.")] = Path("out/printed"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8631,
    reason: Annotated[
        str, typer.Option("--reason", metavar="KEYWORD", help="A printer-state-reason at which documents stop.")
    ] = "",
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="How long a document takes to come out.")] = 0,
) -> None:
    """Run a virtual IPP printer until it is interrupted."""
    with running_printer(folder, port, seconds_a_job=seconds) as printer:
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        if reason:
            printer.stop_for(reason)
            typer.echo(f"{reason}, until somebody mends it: rm {printer.trouble}")
        typer.echo(f"{printer.uri} prints into {folder}/; its paper: http://localhost:{printer.port}/media")
        signal.sigwait(ENDING)
