"""``kakanai form``: a form as it is printed, with its boxes outlined or filled with an example."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, content_of
from config.content import Content
from config.example import read_example
from kiosk.errors import ContentError, UsageError
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import Form
from kiosk.paperwork.layout import BlankForm, Blanks, lay_out_form, outline
from kiosk.paperwork.sheet import Document
from printing.pdf import PdfRenderer
from printing.qr import encode

form = typer.Typer(no_args_is_help=True)

_SYMBOL_STAND_IN = "KAKANAI" * 100
"""As long as the handover of a small household, so that the QR has its real size."""


_LOOK_EVERY_S = 0.3


@form.callback()
def forms() -> None:
    """The forms of the city."""


@form.command("show")
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="F01 ...")],
    *,
    example: Annotated[str, typer.Option("--with", metavar="EXAMPLE", help="An example's name, or a file.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The PDF; ID.pdf unless given.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Draw it again whenever a file of the city changes.")] = False,
    city: City = SAMPLE,
) -> None:
    """Draw a form with its boxes outlined and named, or filled with an example."""
    lettering = load_lettering(FONTS)
    path = out or Path(f"{id_}.pdf")
    changes = _changes(city)
    _draw(id_, city, example, path, lettering)
    with suppress(KeyboardInterrupt):
        for _ in changes if watch else ():
            try:
                _draw(id_, city, example, path, lettering)
            except (ContentError, UsageError) as error:
                typer.echo(error, err=True)  # the last drawing stays until the mistake is mended


def _changes(city: Path) -> Iterator[None]:
    """Yield whenever a file of the folder has changed since this was called, or since the last time."""
    seen = _stamps(city)

    def changes() -> Iterator[None]:
        nonlocal seen
        while True:
            time.sleep(_LOOK_EVERY_S)
            now = _stamps(city)
            if now != seen:
                seen = now
                yield

    return changes()


def _stamps(city: Path) -> dict[Path, int]:
    """When each file was written; one that an editor replaces at this moment is not there."""
    found = {}
    for path in city.rglob("*"):
        with suppress(OSError):
            found[path] = path.stat().st_mtime_ns
    return found


def _draw(id_: str, city: Path, example: str, path: Path, lettering: Lettering) -> None:
    content = content_of(city)
    if id_ not in content.forms:
        raise UsageError(f'there is no form "{id_}"; there is {", ".join(content.forms)}.')
    blanks = Blanks(content.forms, content.settings.city, lettering)
    if example:
        sheets = _filled(id_, blanks, _example(city, id_, example), content, lettering)
    else:
        sheets = _outlined(blanks[id_], lettering)
    path.write_bytes(PdfRenderer(lettering.fonts)(_as_one(sheets)))
    typer.echo(path)


def _example(city: Path, form_id: str, name: str) -> Path:
    examples = city / "examples"
    for path in (Path(name), examples / f"{form_id}-{name}.yaml", examples / f"{name}.yaml"):
        if path.is_file():
            return path
    raise UsageError(f'there is no example "{name}" of {form_id}.')


def _filled(
    id_: str, blanks: Mapping[str, BlankForm], example: Path, content: Content, lettering: Lettering
) -> tuple[Document, ...]:
    blank = blanks[id_]
    case = read_example(example, content.guide, content.needs, content.settings.office.zone)
    sheets = (
        lay_out_form(
            blank,
            filled,
            lettering,
            symbols=(_SYMBOL_STAND_IN,),
            encode=encode,
            continuation=blanks.get(blank.form.continuation or ""),
        )
        for filled in fill_forms((blank.form,), case, content.guide, content.forms)
    )
    return tuple(chain.from_iterable(sheets))


def _outlined(blank: BlankForm, lettering: Lettering) -> tuple[Document, ...]:
    (sheet,) = lay_out_form(blank, _empty(blank.form), lettering, encode=encode)
    (page,) = sheet.pages
    return (replace(sheet, pages=(replace(page, marks=(*page.marks, *outline(blank.form, lettering))),)),)


def _as_one(sheets: tuple[Document, ...]) -> Document:
    return replace(sheets[0], pages=tuple(page for sheet in sheets for page in sheet.pages))


def _empty(empty: Form) -> FilledForm:
    by_hand = (placed.name(box) for placed in empty.placed() for box in placed.section.boxes if box.own_hand)
    return FilledForm(empty.id, {}, tuple(by_hand))
