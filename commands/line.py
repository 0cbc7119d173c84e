"""The commands by name; each is imported when it is called."""

from typing import cast

import typer
from typer._click import Context  # typer carries its click privately
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as build

from commands.late import late

COMMANDS = {
    "lobby": "commands.lobby:lobby",
    "board": "commands.board:board",
    "counter": "commands.counter:counter",
    "staff": "commands.staff:staff",
    "plan": "commands.plan:plan",
    "check": "commands.check:check",
    "publish": "commands.publish:publish",
    "schema": "commands.schema:schema",
    "card": "commands.card:card",
    "form": "commands.form:form",
    "say": "commands.say:say",
    "queue": "commands.queue:queue",
    "statistics": "commands.statistics:statistics",
    "database": "commands.database:database",
    "keys": "commands.keys.command:keys",
    "unseal": "commands.unseal:unseal",
    "simulate": "commands.simulate:simulate",
    "demo": "commands.demo.command:demo",
    "try": "commands.tryout:tryout",
    "screens": "commands.screens:screens",
    "bench": "commands.bench.command:bench",
    "doctor": "commands.doctor.command:doctor",
}

_Command = TyperCommand | TyperGroup


class _ByName(TyperGroup):
    """A group whose commands are looked up in COMMANDS."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> _Command | None:  # noqa: ARG002  # as above
        return _command(cmd_name) if cmd_name in COMMANDS else None


def _command(name: str) -> _Command:
    found = late(COMMANDS[name])
    if isinstance(found, typer.Typer):
        found.info.name = name
        return cast("_Command", build(found))
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(found)
    return cast("_Command", build(alone))


command_line = typer.Typer(
    name="kakanai",
    cls=_ByName,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@command_line.callback()
def kakanai() -> None:
    """書かない: the smart counter of a city hall."""
