"""The commands by name."""

import typer

from commands.board import board
from commands.card import card
from commands.queue import queue
from commands.simulate_card import simulate_card

command_line = typer.Typer(
    name="kakanai",
    help="書かない: the smart counter of a city hall.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
simulate = typer.Typer(help="Stand-ins on the other side of PC/SC and IPP.", no_args_is_help=True)

command_line.command()(board)
command_line.command()(card)
simulate.command("card")(simulate_card)
command_line.add_typer(queue, name="queue")
command_line.add_typer(simulate, name="simulate")
