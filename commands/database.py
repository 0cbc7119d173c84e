"""``kakanai database``: the schema of the queue's database, and who may do what in it."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Json, Language, content_of
from commands.city import Database as Url
from commands.serving import Served
from kiosk.errors import UsageError
from kiosk.lettering.ruby import plain
from kiosk.storage.database import Database
from kiosk.storage.roles import ROLES, apply, granted, statements

database = typer.Typer(help="The queue's database: its schema and its roles.", no_args_is_help=True)

Apply = Annotated[bool, typer.Option("--apply", help="Run it in the database, as its owner, instead of printing it.")]


@database.command()
def upgrade(*, city: City = SAMPLE, database: Url = "", as_json: Json = False, lang: Language = "ja") -> None:
    """Bring the database to the schema of this program, as its owner; a new one gets its tables."""
    with _opened(city, database) as opened:
        told = {"before": opened.upgrade(), "now": opened.standing().revision}
    if as_json:
        typer.echo(json.dumps(told))
    else:
        typer.echo(_say(_outcome(**told), lang, **told))


@database.command()
def roles(
    *, apply_: Apply = False, city: City = SAMPLE, database: Url = "", as_json: Json = False, lang: Language = "ja"
) -> None:
    """Print the SQL that gives each surface a role with the rights that it needs (for psql), or run it."""
    if apply_:
        with _opened(city, database) as opened:
            if opened.standing().role is None:
                raise UsageError(_say("no_roles", lang))
            apply(opened)
    if as_json:
        typer.echo(json.dumps(_listed()))
    elif apply_:
        typer.echo(_say("applied", lang, roles=", ".join(ROLES)))
    else:
        typer.echo("\n".join(f"{statement};" for statement in statements()))


def _outcome(before: str | None, now: str | None) -> str:
    if before is None:
        return "made"
    return "current" if before == now else "upgraded"


def _listed() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the rights by role and table, in the words of SQL."""
    return {
        role: {table: granted(role, table, allowed) for table, allowed in rights.items()}
        for role, rights in ROLES.items()
    }


@contextmanager
def _opened(city: Path, url: str) -> Iterator[Database]:
    """Give the database at this URL; without one the city says where it is."""
    with closing(Database(url or Served(city).content.settings.kiosk.database)) as opened:
        yield opened


def _say(key: str, language: str, **values: object) -> str:
    """Say it in the sample city's words: a city whose own are older than this program must be able to upgrade."""
    words = content_of(SAMPLE).words
    return plain(words.get(language, words["ja"]).say(f"database.{key}", **values))
