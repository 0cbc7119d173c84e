"""``kakanai keys``: make, list and rotate the keys of handovers."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from commands.city import SAMPLE, City, Json, Language
from commands.keys.folder import COUNTER, PUBLIC, KeyFolder, read_keys
from commands.keys.making import add_signing_key, put_new_key
from commands.keys.pem import Dated
from commands.serving import Served
from kiosk.errors import KeyFileError, UsageError
from kiosk.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

keys = typer.Typer(no_args_is_help=True)

Folder = Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="Where keys lie; as kiosk.yaml says.")]
Kiosk = Annotated[str, typer.Option("--kiosk", metavar="ID", help="A kiosk's key.")]


@keys.callback()
def all_keys() -> None:
    """The keys of handovers: a kiosk signs and seals, the counter opens."""


@keys.command("init")
def init(
    *,
    counter: Annotated[bool, typer.Option("--counter", help="The counter's key.")] = False,
    kiosk: Kiosk = "",
    folder: Folder = None,
    city: City = SAMPLE,
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Make the keys that are missing; without options the counter's and this kiosk's, for one PC."""
    settings = Served(city).content.settings
    place = _folder(folder, settings)
    owners = ([COUNTER] if counter else []) + ([_kiosk_name(kiosk, lang)] if kiosk else [])
    made = []
    for owner in owners or (COUNTER, settings.kiosk.id):
        if place.private(owner).exists() or (not owners and place.public(owner).exists()):
            made += [COUNTER] if owner == COUNTER and place.private(owner).exists() and add_signing_key(place) else []
            continue
        _refuse_public_of_others(place, owner, lang)
        put_new_key(place, owner)
        made.append(owner)
    _tell(place, made, as_json=as_json, language=lang)


@keys.command("list")
def list_(*, folder: Folder = None, city: City = SAMPLE, as_json: Json = False, lang: Language = "ja") -> None:
    """List all keys, the newest of a file first."""
    _print_list(_folder(folder, Served(city).content.settings), as_json=as_json, language=lang)


@keys.command("rotate")
def rotate(
    owner: Annotated[str, typer.Argument(metavar="counter|KIOSK", help="Whose key.")],
    *,
    retire: Annotated[bool, typer.Option("--retire", help="Drop the old ones at once: one was stolen.")] = False,
    folder: Folder = None,
    city: City = SAMPLE,
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Put a new key in front. Old ones stay as long as there can be sheets that need them."""
    settings = Served(city).content.settings
    place = _folder(folder, settings)
    now = datetime.now(UTC)
    accepted = timedelta(days=settings.office.accept_days)
    if owner == COUNTER:
        before = read_keys(place.private(COUNTER))
        put_new_key(place, COUNTER, private=() if retire else _needed(before, now - accepted))
    else:
        read_keys(place.private(owner))
        known = read_keys(place.public(owner))
        put_new_key(place, owner, public=() if retire else _needed(known, now - accepted))
    _tell(place, [owner], as_json=as_json, language=lang)


def _needed(before: Sequence[Dated], since: datetime) -> Sequence[Dated]:
    """Return those that some sheet may still need: the last one, since others take the new one when they get it, and
    each that was followed by another of its kind after ``since``.
    """
    kept: list[Dated] = []
    followers: dict[type, Dated] = {}
    for dated in before:
        follower = followers.get(type(dated.key))
        if follower is None or follower.made is None or follower.made > since:
            kept.append(dated)
        followers[type(dated.key)] = dated
    return kept


def _folder(folder: Path | None, settings: Settings) -> KeyFolder:
    return KeyFolder(folder or Path(settings.kiosk.keys))


def _kiosk_name(name: str, language: str) -> str:
    if name == COUNTER or not _NAME.fullmatch(name):
        raise UsageError(
            f"「{name}」は、キオスクの名前として使えません。"
            if language.startswith("ja")
            else f'"{name}" cannot be a kiosk\'s name.'
        )
    return name


def _refuse_public_of_others(place: KeyFolder, owner: str, language: str) -> None:
    """A public key without its private one came from another machine, and would be lost."""
    file = place.public(owner)
    if file.exists():
        raise UsageError(
            f"{file} は、ほかの機械の鍵です。ここで新しく作るには、先にこのファイルを消してください。"
            if language.startswith("ja")
            else f"{file} is the key of another machine; remove it before you make a new one here."
        )


def _tell(place: KeyFolder, made: Sequence[str], *, as_json: bool, language: str) -> None:
    if not as_json:
        ja = language.startswith("ja")
        if not made:
            typer.echo("鍵はもうあります。" if ja else "the keys are there already.")
        for owner in made:
            typer.echo(f"{owner} の鍵を作りました。" if ja else f"made a key of {owner}.")
    _print_list(place, as_json=as_json, language=language)


def _print_list(place: KeyFolder, *, as_json: bool, language: str) -> None:
    listed = [fields for file in place.files() for fields in _listed(file)]
    if as_json:
        typer.echo(json.dumps(listed, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(place, listed, language)))


def _listed(file: Path) -> Iterator[dict[str, object]]:
    """Yield the keys of a file, or that it cannot be read: on one PC some are another user's."""
    try:
        keys = read_keys(file)
    except KeyFileError as error:
        yield _fields(file, None, newest=True) | {"error": error.code}
    else:
        newest = {type(dated.key): dated for dated in reversed(keys)}
        yield from (_fields(file, dated, newest=newest[type(dated.key)] is dated) for dated in keys)


def _fields(file: Path, dated: Dated | None, *, newest: bool) -> dict[str, object]:
    return {
        "id": dated.id if dated else None,
        "made": dated.made.isoformat(timespec="seconds") if dated and dated.made else None,
        "owner": file.stem,
        "kind": "public" if file.suffix == PUBLIC else "private",
        "use": dated and ("open" if isinstance(dated.key, X25519PrivateKey | X25519PublicKey) else "sign"),
        "newest": newest,
        "file": str(file),
    }


def _lines(place: KeyFolder, listed: Sequence[dict[str, object]], language: str) -> Iterator[str]:
    ja = language.startswith("ja")
    if not listed:
        yield f"{place.path} に鍵はありません。" if ja else f"there are no keys in {place.path}."
    for key in listed:
        made = str(key["made"] or "-")[:19].replace("T", " ")
        signs = key["use"] == "sign" and key["owner"] == COUNTER
        remark = ("  （訂正用紙の署名）" if ja else "  (signs corrected sheets)") if signs else ""
        remark += "" if key["newest"] else ("  （前の鍵）" if ja else "  (older)")
        if "error" in key:
            remark = "  （読めません）" if ja else "  (cannot be read)"
        yield f"{key['id'] or '-':<8}  {made:<19}  {key['kind']:<7}  {key['file']}{remark}"
