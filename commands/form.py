"""``kakanai form``: a form as it is printed, with its boxes outlined or filled with an example."""

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
    blank = draw_blank(content.forms[id_], content.settings.city, lettering)
    document = (
        _filled(blank, _example(city, id_, example), content, lettering) if example else _outlined(blank, lettering)
    )
    path = out or Path(f"{id_}.pdf")
    path.write_bytes(PdfRenderer(lettering.fonts)(document))
    typer.echo(path)


def _example(city: Path, form_id: str, name: str) -> Path:
    for path in (Path(name), city / "examples" / f"{form_id}-{name}.yaml"):
        if path.is_file():
            return path
    raise UsageError(f'there is no example "{name}" of {form_id}.')


def _filled(blank: BlankForm, example: Path, content: Content, lettering: Lettering) -> Document:
    case = read_example(example, content.guide, blank.form.needs, content.settings.office.zone)
    filled = fill_form(blank.form, case, content.guide)
    return lay_out_form(blank, filled, lettering, symbol=_SYMBOL_STAND_IN, encode=encode)


def _outlined(blank: BlankForm, lettering: Lettering) -> Document:
    sheet = lay_out_form(blank, _empty(blank.form), lettering, symbol="", encode=encode)
    page = sheet.pages[0]
    return replace(sheet, pages=(replace(page, marks=(*page.marks, *outline(blank.form, lettering))),))


def _empty(empty: Form) -> FilledForm:
    return FilledForm(empty.id, {}, (), 0)
