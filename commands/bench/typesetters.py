"""Other makers of PDF that draw the same sheet: fpdf2 and WeasyPrint (Python), typst (Rust).

Each gets every text and line of the sheet with its place, as its own users would hand them over, and makes a file;
what it can keep between two files (typst: its fonts) it keeps. They belong to the development group; where one is not
installed, it is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from commands.late import late
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.glyphs import Face
from kiosk.paperwork.sheet import Frame, Page, Rule, Run

Make = Callable[[], object]

_FAMILIES = {Face.NAME: "IPAmjMincho", Face.TEXT: "BIZ UDPGothic", Face.BOLD: "BIZ UDPGothic"}
_ASCENT_EM = 0.88


def typesetters(page: Page, fonts: Mapping[Face, Path]) -> Iterator[tuple[str, Make]]:
    """Yield how each peer makes this page."""
    makers: Mapping[str, tuple[str, Callable[[], Make]]] = {
        "fpdf2": ("fpdf", lambda: partial(_fpdf2, page, fonts)),
        "weasyprint": ("weasyprint", lambda: partial(_weasyprint, _html(page))),
        "typst": ("typst", lambda: _typst(_markup(page), fonts)),
    }
    for name, (module, prepare) in makers.items():
        if find_spec(module) is not None:
            yield name, prepare()


def _texts(page: Page) -> Iterator[tuple[Run, str]]:
    for mark in page.marks:
        if isinstance(mark, Run) and (text := "".join(glyph.text for glyph in mark.glyphs)).strip():
            yield mark, text


def _lines(page: Page) -> Iterator[tuple[float, float, float, float]]:
    for mark in page.marks:
        if isinstance(mark, Rule):
            yield mark.x1_mm, mark.y1_mm, mark.x2_mm, mark.y2_mm


def _frames(page: Page) -> Iterator[tuple[float, float, float, float]]:
    for mark in page.marks:
        if isinstance(mark, Frame) and mark.stroke_pt:
            yield mark.x_mm, mark.y_mm, mark.w_mm, mark.h_mm


def _fpdf2(page: Page, fonts: Mapping[Face, Path]) -> object:
    document = late("fpdf:FPDF")(unit="mm", format="A4")
    for face, path in fonts.items():
        document.add_font(face.value, fname=path)
    document.add_page()
    for frame in _frames(page):
        document.rect(*frame)
    for line in _lines(page):
        document.line(*line)
    for run, text in _texts(page):
        document.set_font(run.face.value, size=run.size_pt)
        document.text(run.x_mm, run.y_mm, text)
    return document.output()


def _html(page: Page) -> str:
    style = "@page{size:A4;margin:0}*{position:absolute;white-space:pre;line-height:1}div{border:.3pt solid}"
    boxes = [f'<div style="left:{x}mm;top:{y}mm;width:{w}mm;height:{h}mm"></div>' for x, y, w, h in _frames(page)]
    boxes += [
        f'<div style="left:{x1}mm;top:{y1}mm;width:{x2 - x1}mm;height:{y2 - y1}mm"></div>'
        for x1, y1, x2, y2 in _lines(page)
    ]
    boxes += [
        f'<span style="left:{run.x_mm}mm;top:{_top_mm(run)}mm;font:{run.size_pt}pt {_FAMILIES[run.face]!r}">'
        f"{escape(text)}</span>"
        for run, text in _texts(page)
    ]
    return f"<style>{style}</style>{''.join(boxes)}"


def _weasyprint(html: str) -> object:
    return late("weasyprint:HTML")(string=html).write_pdf()


def _markup(page: Page) -> str:
    lines = ["#set page(width: 210mm, height: 297mm, margin: 0mm)", "#set rect(stroke: .3pt)"]
    lines += [f"#place(dx: {x}mm, dy: {y}mm, rect(width: {w}mm, height: {h}mm))" for x, y, w, h in _frames(page)]
    lines += [
        f"#place(line(start: ({x1}mm, {y1}mm), end: ({x2}mm, {y2}mm), stroke: .3pt))" for x1, y1, x2, y2 in _lines(page)
    ]
    lines += [
        f'#place(dx: {run.x_mm}mm, dy: {_top_mm(run)}mm, text(font: "{_FAMILIES[run.face]}", size: {run.size_pt}pt, '
        f'"{_quoted(text)}"))'
        for run, text in _texts(page)
    ]
    return "\n".join(lines)


def _typst(markup: str, fonts: Mapping[Face, Path]) -> Make:
    """Compile with the fonts in hand; a comment that counts keeps it from handing out the file before."""
    loaded = late("typst:Fonts")(font_paths=sorted({str(path.parent) for path in fonts.values()}))
    numbers = count()
    return lambda: late("typst:compile")(f"{markup}\n// {next(numbers)}".encode(), font_paths=loaded)


def _top_mm(run: Run) -> float:
    return run.y_mm - _ASCENT_EM * run.size_pt * MM_PER_PT


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
