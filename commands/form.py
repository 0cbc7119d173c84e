"""``kakanai form``: a form as it is printed, with its boxes outlined or filled with an example."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, content_of
from config.content import Content
from config.example import read_example
from kiosk.errors import UsageError
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.fill import FilledForm, fill_form
from kiosk.paperwork.form import Form
from kiosk.paperwork.layout import BlankForm, draw_blank, lay_out_form, outline
from kiosk.paperwork.sheet import Document
from printing.pdf import PdfRenderer
from printing.qr import encode

form = typer.Typer(no_args_is_help=True)

_SYMBOL_STAND_IN = "KAKANAI" * 60
"""As long as the handover of a small household, so that the QR has its real size."""


@form.callback()
def forms() -> None:
    """The forms of the city."""


@form.command("show")
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="F01 ...")],
    *,
    example: Annotated[str, typer.Option("--with", metavar="EXAMPLE", help="An example's name, or a file.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The PDF; ID.pdf unless given.")] = None,
    city: City = SAMPLE,
) -> None:
    """Draw a form with its boxes outlined and named, or filled with an example."""
    content = content_of(city)
    if id_ not in content.forms:
        raise UsageError(f'there is no form "{id_}"; there is {", ".join(content.forms)}.')
    lettering = load_lettering(FONTS)
    blanks = {form.id: draw_blank(form, content.settings.city, lettering) for form in content.forms.values()}
    if example:
        sheets = _filled(id_, blanks, _example(city, id_, example), content, lettering)
    else:
        sheets = _outlined(blanks[id_], lettering)
    path = out or Path(f"{id_}.pdf")
    path.write_bytes(PdfRenderer(lettering.fonts)(_as_one(sheets)))
    typer.echo(path)


def _example(city: Path, form_id: str, name: str) -> Path:
    for path in (Path(name), city / "examples" / f"{form_id}-{name}.yaml"):
        if path.is_file():
            return path
    raise UsageError(f'there is no example "{name}" of {form_id}.')


def _filled(
    id_: str, blanks: Mapping[str, BlankForm], example: Path, content: Content, lettering: Lettering
) -> tuple[Document, ...]:
    blank = blanks[id_]
    case = read_example(example, content.guide, blank.form.needs, content.settings.office.zone)
    return lay_out_form(
        blank,
        fill_form(blank.form, case, content.guide),
        lettering,
        symbol=_SYMBOL_STAND_IN,
        encode=encode,
        continuation=blanks.get(blank.form.continuation or ""),
    )


def _outlined(blank: BlankForm, lettering: Lettering) -> tuple[Document, ...]:
    (sheet,) = lay_out_form(blank, _empty(blank.form), lettering, symbol="", encode=encode)
    (page,) = sheet.pages
    return (replace(sheet, pages=(replace(page, marks=(*page.marks, *outline(blank.form, lettering))),)),)


def _as_one(sheets: tuple[Document, ...]) -> Document:
    return replace(sheets[0], pages=tuple(page for sheet in sheets for page in sheet.pages))


def _empty(empty: Form) -> FilledForm:
    by_hand = (placed.name(box) for placed in empty.placed() for box in placed.section.boxes if box.own_hand)
    return FilledForm(empty.id, {}, tuple(by_hand), 0)
