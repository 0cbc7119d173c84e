"""``kakanai simulate``: stand-ins on the other side of PC/SC and IPP, and a queue with a past."""

import typer

from commands.simulate_card import simulate_card
from commands.simulate_days import simulate_days
from commands.simulate_printer import simulate_printer

simulate = typer.Typer(
    help="Stand-ins on the other side of PC/SC and IPP, and a queue with a past.", no_args_is_help=True
)
simulate.command("card")(simulate_card)
simulate.command("printer")(simulate_printer)
simulate.command("days")(simulate_days)
