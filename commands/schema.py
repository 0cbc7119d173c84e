"""``kakanai schema``: what editors need to complete and check a city's YAML while somebody types."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Language, want_folder
from config.draft import read_draft
from config.schema import FOLDER, schema_of, schemas

To = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help="Where to write; schema/ of the city if not given.")
]
Mark = Annotated[bool, typer.Option("--mark", help="Write the line that names its schema into each file without one.")]

BYTE_ORDER_MARK = "\ufeff"
MODELINE = "# yaml-language-server: $schema="


def schema(*, city: City = SAMPLE, to: To = None, mark: Mark = False, lang: Language = "ja") -> None:
    """Write a JSON Schema for each kind of file, with the city's own ids."""
    want_folder(city, lang)
    folder = to or city / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas(read_draft(city, date.max))
    for name, content in written.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    marked = sum(mark_file(file, city, folder) for file in sorted(city.rglob("*.yaml"))) if mark else 0
    typer.echo(
        f"{folder} に、{len(written)} 種類のスキーマを書きました。"
        if lang.startswith("ja")
        else f"wrote {len(written)} schemas to {folder}."
    )
    if marked:
        typer.echo(
            f"{marked} 個のファイルに、1行目を足しました。" if lang.startswith("ja") else f"marked {marked} files."
        )


def modeline(file: Path, city: Path, folder: Path) -> str | None:
    """Return the line by which editors find the schema of a file; ``None`` for what is no file of ours."""
    name = schema_of(file.relative_to(city))
    return (
        None if name is None else f"{MODELINE}{Path(os.path.relpath(folder, file.parent), f'{name}.json').as_posix()}"
    )


def mark_file(file: Path, city: Path, folder: Path) -> bool:
    """Let a file name its schema in its first line, unless it does; return whether it was changed."""
    line, text = modeline(file, city, folder), file.read_bytes().decode()
    if line is None or MODELINE in text:
        return False
    start = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    end = "\r\n" if "\r\n" in text else "\n"
    file.write_bytes(f"{start}{line}{end}{text.removeprefix(start)}".encode())
    return True
