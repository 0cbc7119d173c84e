"""Read back what was rendered: text, positions, fonts and paths, never pixels."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.lettering.debian import FONTS
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Ring, Rule, Run, Symbol, Tick
from printing.pdf import PdfRenderer


def document(*marks: Mark, name: str = "application") -> Document:
    return Document(name, Media.A4, (Page(210, 297, marks),))


def line(lettering: Lettering, text: str, face: Face = Face.NAME, y_mm: float = 50) -> list[Run]:
    runs = []
    x_mm = 20.0
    for one, glyphs in lettering.shape(text, face):
        runs.append(Run(x_mm, y_mm, one, 12, glyphs))
        x_mm += sum(glyph.advance for glyph in glyphs) / 1000 * 12 * MM_PER_PT
    return runs


def pdftotext(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def content(pdf: bytes) -> list[tuple[tuple[object, ...], str]]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            (tuple(float(part) for part in operands if not isinstance(part, pikepdf.Object)), str(operator))
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
        ]


def operators(pdf: bytes, *wanted: str) -> list[tuple[tuple[object, ...], str]]:
    return [(operands, operator) for operands, operator in content(pdf) if operator in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "番号花子",
        "𠮷野﨑",
        "辻\U000e0102辻邉\U000e0110\ufa19神",
        "㈱①ﾊﾟ髙々〆ゔ",
        "O'Brien-Müller",
        "令和８年（2026-11-20）",
    ],
)
@pytest.mark.parametrize("face", Face)
def test_text_extracts_exactly_as_it_was_written(
    text: str, face: Face, lettering: Lettering, render: PdfRenderer
) -> None:
    assert pdftotext(render(document(*line(lettering, text, face)))).strip() == text


def test_every_code_stands_for_its_exact_characters(lettering: Lettering, render: PdfRenderer) -> None:
    text = "番号　花子か\u3099辻\U000e0102𠮷"
    with pikepdf.open(BytesIO(render(document(*line(lettering, text))))) as file:
        (font,) = file.pages[0].Resources.Font.values()
        cmap = font.ToUnicode.read_bytes().decode()
    rows = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", cmap, re.MULTILINE)
    assert [int(code, 16) for code, _ in rows] == list(range(1, len(rows) + 1))
    assert "".join(bytes.fromhex(row).decode("utf-16-be") for _, row in rows) == text


def test_the_embedded_glyph_is_the_variant_that_the_layout_chose(lettering: Lettering, render: PdfRenderer) -> None:
    (run,) = line(lettering, "辻\U000e0102辻")
    with pikepdf.open(BytesIO(render(document(run)))) as file:
        (font,) = file.pages[0].Resources.Font.values()
        places = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
        embedded = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    with TTFont(BytesIO(embedded)) as subset, TTFont(FONTS[Face.NAME], lazy=True) as whole:
        drawn = [outline(subset, int.from_bytes(places[2 * code : 2 * code + 2], "big")) for code in (1, 2)]
        assert drawn == [outline(whole, glyph.id) for glyph in run.glyphs]


def outline(font: TTFont, glyph: int) -> list[tuple[int, int]]:
    return list(font["glyf"][font.getGlyphName(glyph)].getCoordinates(font["glyf"])[0])


def test_a_glyph_that_stands_for_two_texts_is_embedded_once(lettering: Lettering, render: PdfRenderer) -> None:
    runs = [*line(lettering, "é", Face.TEXT), *line(lettering, "e\u0301", Face.TEXT, y_mm=60)]
    pdf = render(document(*runs))
    with pikepdf.open(BytesIO(pdf)) as file:
        (font,) = file.pages[0].Resources.Font.values()
        assert font.DescendantFonts[0].CIDToGIDMap.read_bytes() == bytes((0, 0, 0, 1, 0, 1))
    assert pdftotext(pdf).split() == ["é", "e\u0301"]


@pytest.mark.parametrize("text", ["éñÅ", "番号", "①㈱", "j/"])
@pytest.mark.parametrize("face", Face)
def test_embedded_fonts_are_sound(text: str, face: Face, lettering: Lettering, render: PdfRenderer) -> None:
    runs = line(lettering, text, face)
    with pikepdf.open(BytesIO(render(document(*runs)))) as file:
        (font,) = file.pages[0].Resources.Font.values()
        embedded = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    with TTFont(BytesIO(embedded), checkChecksums=2) as subset:
        names = subset.getGlyphOrder()
        for name in names:
            subset["glyf"][name].expand(subset["glyf"])
        metrics = [lettering.fonts[run.face].metrics[glyph.id] for run in runs for glyph in run.glyphs]
        assert [subset["hmtx"][name] for name in names[1 : len(text) + 1]] == metrics


def test_fonts_are_embedded_subsets_and_no_other_is_named(lettering: Lettering, render: PdfRenderer) -> None:
    pdf = render(document(*line(lettering, "土𠮷", Face.TEXT)))
    with pikepdf.open(BytesIO(pdf)) as file:
        names = sorted(str(font.BaseFont) for font in file.pages[0].Resources.Font.values())
    assert len(names) == 2
    assert all(re.fullmatch(r"/[A-Z]{6}\+(IPAmjMincho|BIZUDPGothic-Regular)", name) for name in names)
    assert b"Helvetica" not in pdf


def test_letters_stand_where_the_layout_put_them(lettering: Lettering, render: PdfRenderer) -> None:
    (run,) = line(lettering, "番号")
    wide = tuple(Glyph(glyph.text, glyph.id, 2000) for glyph in run.glyphs)
    pdf = render(document(Run(20, 50, Face.NAME, 10, wide), Run(20, 60, Face.NAME, 10, wide[:1])))
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="[\d.]+">(.+)</word>', pdftotext(pdf, "-bbox")
    )
    positions = [(round(float(x) * MM_PER_PT, 2), text) for x, text in words]
    assert positions == [(20, "番"), (round(20 + 20 * MM_PER_PT, 2), "号"), (20, "番")]


def test_a_baseline_is_counted_from_the_top(lettering: Lettering, render: PdfRenderer) -> None:
    assert operators(render(document(*line(lettering, "花", y_mm=50))), "Td") == [((20, 247), "Td")]


@pytest.mark.parametrize("character", ["한", "\ue001", "\ue00a", "\uf860"])
def test_what_no_font_has_becomes_a_framed_blank(lettering: Lettering, render: PdfRenderer, character: str) -> None:
    pdf = render(document(*line(lettering, f"花{character}子")))
    em = 12 * MM_PER_PT
    ((x, y, width, height), _) = operators(pdf, "re")[0]
    assert (x, y) == pytest.approx((20 + 1.06 * em, 247 - 0.06 * em), abs=1e-3)
    assert (width, height) == pytest.approx((0.88 * em, 0.88 * em), abs=1e-3)
    assert pdftotext(pdf).split() == ["花", "子"]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (Rule(10, 20, 30, 20), [((10, 277), "m"), ((30, 277), "l"), ((), "S")]),
        (Frame(10, 20, 30, 40), [((10, 237, 30, 40), "re"), ((), "S")]),
        (Frame(10, 20, 30, 40, stroke_pt=None, fill_grey=0.9), [((10, 237, 30, 40), "re"), ((), "f*")]),
        (Frame(10, 20, 30, 40, fill_grey=0.9), [((10, 237, 30, 40), "re"), ((), "B*")]),
        (Tick(10, 20, 4, 4), [((10, 275), "m"), ((11.44, 273), "l"), ((14, 277), "l"), ((), "S")]),
    ],
)
def test_marks_are_drawn_where_they_are(
    mark: Mark, expected: list[tuple[tuple[object, ...], str]], render: PdfRenderer
) -> None:
    assert operators(render(document(mark)), "m", "l", "re", "S", "f*", "B*") == expected


def test_a_ring_touches_all_four_sides(render: PdfRenderer) -> None:
    pdf = render(document(Ring(10, 20, 30, 40)))
    points = [operands[-2:] for operands, _ in operators(pdf, "m", "c")]
    assert {(40, 257), (25, 277), (10, 257), (25, 237)} <= set(points)


def test_dashes_end_with_their_line(render: PdfRenderer) -> None:
    pdf = render(document(Rule(10, 20, 30, 20, dashed=True), Rule(10, 30, 30, 30)))
    with pikepdf.open(BytesIO(pdf)) as file:
        instructions = pikepdf.parse_content_stream(file.pages[0])
        dashes = [len(operands[0]) for operands, operator in instructions if str(operator) == "d"]
    assert dashes == [2, 0]


def test_dark_modules_are_one_path(render: PdfRenderer) -> None:
    pdf = render(document(Symbol(100, 50, 0.5, ((True, True, False), (False, False, False), (True, False, True)))))
    drawn = operators(pdf, "re", "f", "cm")[-5:]
    assert drawn == [
        ((0.5, 0, 0, -0.5, 100, 247), "cm"),
        ((0, 0, 2, 1), "re"),
        ((0, 2, 1, 1), "re"),
        ((2, 2, 1, 1), "re"),
        ((), "f"),
    ]


@pytest.mark.parametrize(("width_mm", "height_mm"), [(210, 297), (80, 200)])
def test_pages_have_their_size(width_mm: float, height_mm: float, render: PdfRenderer) -> None:
    pdf = render(Document("ticket", Media.SLIP, (Page(width_mm, height_mm, ()),) * 2))
    with pikepdf.open(BytesIO(pdf)) as file:
        sizes = [[float(side) * MM_PER_PT for side in page.mediabox] for page in file.pages]
    assert sizes == [pytest.approx([0, 0, width_mm, height_mm], abs=0.01)] * 2


def test_the_same_document_gives_the_same_bytes(lettering: Lettering, render: PdfRenderer) -> None:
    sheet = document(*line(lettering, "番号　花子"))
    assert render(sheet) == render(sheet)


def test_metadata_names_the_document_and_nobody(lettering: Lettering, render: PdfRenderer) -> None:
    with pikepdf.open(BytesIO(render(document(*line(lettering, "番号花子"), name="checklist")))) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
    assert info["/Title"] == "checklist"
    assert "番号" not in "".join(info.values())


def picture(pdf: bytes) -> bytes:
    done = subprocess.run(["pdftoppm", "-r", "100", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def form(lettering: Lettering) -> tuple[Mark, ...]:
    grey = Frame(10, 40, 60, 20, fill_grey=0.9, stroke_pt=None)
    return (grey, Rule(10, 20, 30, 20, dashed=True), *line(lettering, "氏名\U000e0100𠮷한", Face.TEXT))


@pytest.mark.parametrize("own", [0, 1, 2])
def test_what_is_printed_on_every_sheet_looks_and_reads_as_if_drawn_anew(
    own: int, form: tuple[Mark, ...], lettering: Lettering, render: PdfRenderer
) -> None:
    once = PdfRenderer(lettering.fonts, [(Rule(1, 1, 2, 2),), form])
    below, above = (Frame(12, 42, 10, 30, fill_grey=0.5),) * own, line(lettering, "番号花子", y_mm=60) * own
    sheet = Document("application", Media.A4, (Page(210, 297, (*below, *form, *above)), Page(80, 200, form)))
    first, second, plain = once(sheet), once(sheet), render(sheet)
    assert first == second
    assert picture(first) == picture(plain)
    assert pdftotext(first, "-layout") == pdftotext(plain, "-layout")
    assert first.count(b"/Subtype /Form") == 1


@pytest.mark.parametrize("part", [slice(1), slice(0, -1), slice(1, None)])
def test_a_part_of_what_is_printed_on_every_sheet_is_drawn_as_it_is(
    part: slice, form: tuple[Mark, ...], lettering: Lettering, render: PdfRenderer
) -> None:
    sheet = document(*form[part])
    assert PdfRenderer(lettering.fonts, [form])(sheet) == render(sheet)


@settings(max_examples=30)
@given(st.text(), st.sampled_from(Face))
def test_any_text_makes_a_sound_file(lettering: Lettering, render: PdfRenderer, text: str, face: Face) -> None:
    with pikepdf.open(BytesIO(render(document(*line(lettering, text, face))))) as file:
        assert file.check_pdf_syntax() == []
