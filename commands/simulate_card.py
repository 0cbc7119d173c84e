"""``kakanai simulate card``: a software card in pcscd's virtual reader."""

import time
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from typing import Annotated

import typer

from devices.pcsc import PcscTerminal
from devices.simulator.faults import FAULTS, FaultyCard, parse_faults
from devices.simulator.issue import KINDS, MODELS, issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.vpcd import InsertedCard
from kiosk.errors import UsageError

RETRY_S = 0.5


def simulate_card(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS))] = KINDS[0],
    *,
    slot: Annotated[int, typer.Option(min=0, max=1, help="Slot of the virtual reader.")] = 0,
    fault: Annotated[list[str] | None, typer.Option(metavar="NAME[=VALUE]", help=", ".join(FAULTS))] = None,
    person: Annotated[str, typer.Option(metavar="ID", help=", ".join(HOLDERS))] = "hanako",
    state: Annotated[Path | None, typer.Option(metavar="FILE", help="Where its retry counters last.")] = None,
    show_list: Annotated[
        bool, typer.Option("--list", help="Print kinds, persons, faults, and what opens each card.")
    ] = False,
) -> None:
    """Put a software card on the virtual reader until it is interrupted, or pulled by its own fault."""
    if show_list:
        typer.echo(_list())
        return
    faults = parse_faults(fault or [])
    inserted = InsertedCard(FaultyCard(issue_card(kind, person, faults, state), faults), slot)
    pcscd = PcscTerminal()
    with closing(pcscd), suppress(KeyboardInterrupt):
        pcscd.look()  # where systemd starts pcscd on demand and stops it when unused, this is the demand
        with inserted:
            typer.echo(f"{kind} of {person} in slot {slot}")
            _stay(pcscd, inserted)


def _list() -> str:
    """Return what there is, and what opens the card of each person."""
    lines = [f"kinds:   {' '.join(KINDS)}", f"persons: {' '.join(HOLDERS)}", f"faults:  {' '.join(FAULTS)}", "secrets:"]
    for (kind, model), (person, holder) in product(MODELS.items(), HOLDERS.items()):
        secrets = " ".join(f"{secret.value}={text}" for secret, text in model.secrets(holder).items())
        if secrets:
            lines.append(f"  {kind} {person}: {secrets}")
    return "\n".join(lines)


def _stay(pcscd: PcscTerminal, inserted: InsertedCard) -> None:
    """Return when the card was pulled. When pcscd restarts, the card still lies there."""
    inserted.wait_until_out()
    while not inserted.pulled:
        with suppress(UsageError):
            pcscd.look()
            inserted.insert()
            inserted.wait_until_out()
        time.sleep(RETRY_S)
