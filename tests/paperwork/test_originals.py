"""The boxes of a form over a city's own official sheet."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from config.content import Content
from config.originals import NoOriginal, read_original
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.form import Box, BoxKind, Form, Label, Section
from kiosk.paperwork.layout import draw_blank, lay_out_form
from kiosk.paperwork.sheet import Document, Media, Page
from printing.pdf import PdfRenderer
from printing.qr import encode

OFFICIAL = Form("official", (Section("all", (0, 0), labels=(Label((20, 20, 100, 10), "法定の様式", 14),)),))
NAME = Box("name", BoxKind.NAME, (20, 50, 100, 8), value=("self.name",))


@pytest.fixture
def official(tmp_path: Path, content: Content, lettering: Lettering) -> Path:
    blank = draw_blank(OFFICIAL, content.settings.city, lettering)
    path = tmp_path / "official.pdf"
    path.write_bytes(PdfRenderer(lettering.fonts)(Document("official", Media.A4, (Page(210, 297, blank.marks),))))
    return path


def test_what_we_write_stands_on_the_official_sheet(
    official: Path, content: Content, lettering: Lettering, hanako: Case, tmp_path: Path
) -> None:
    form = Form("F16", (Section("who", (0, 0), boxes=(NAME,)),), title="申告書", original=read_original(official))
    blank = draw_blank(form, content.settings.city, lettering)
    sheets = lay_out_form(blank, fill_forms((form,), hanako, content.guide, {})[0], lettering, encode=encode)
    out = tmp_path / "out.pdf"
    out.write_bytes(PdfRenderer(lettering.fonts)(sheets[0]))
    said = subprocess.run(["pdftotext", "-layout", out, "-"], check=True, capture_output=True, text=True).stdout
    assert "法定の様式" in said
    assert re.search("番号 *花子", said)
    with pikepdf.open(out) as file:
        assert file.check_pdf_syntax() == []
        assert (str(file.Root.Lang), str(file.docinfo.Title)) == ("ja", "申告書")


def test_the_preview_has_a_picture_of_it(official: Path) -> None:
    assert read_original(official).picture.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("write", "fault"),
    [
        (lambda path: None, "no_original"),
        (lambda path: path.write_text("no"), "original_not_pdf"),
        (lambda path: _blank(path, (842, 595)), "original_not_one_a4"),
        (lambda path: _blank(path, (595, 842), (595, 842)), "original_not_one_a4"),
    ],
)
def test_only_one_page_of_a4_is_taken(tmp_path: Path, write: Callable[[Path], object], fault: str) -> None:
    path = tmp_path / "sheet.pdf"
    write(path)
    with pytest.raises(NoOriginal, match=fault):
        read_original(path)


def _blank(path: Path, *sizes: tuple[int, int]) -> None:
    with pikepdf.new() as file:
        for size in sizes:
            file.add_blank_page(page_size=size)
        file.save(path)
