"""Fonts inside one PDF: Type 0 with Identity-H, so that a glyph is drawn by its number, whatever text it stands for.

ReportLab's TrueType fonts go from characters to glyphs by the plain cmap: a variation sequence becomes the base glyph
and a box, and ToUnicode is wrong beyond the BMP. Here every code is a glyph that the layout chose together with its
characters, so that copied and searched text is exact. ReportLab cuts the subsets and describes them.
"""

from binascii import crc32
from collections.abc import Sequence
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfbase.ttfonts import TTFontFace

from kiosk.lettering.font import Font
from kiosk.lettering.glyphs import Glyph

_BFCHARS_IN_A_BLOCK = 100
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class FontFile(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A font as ReportLab cuts subsets out of it: its "characters" are the numbers of glyphs.

    The file is mapped, so that forked visits share it, and no subset copies the outlines of a whole face.
    """

    def __init__(self, font: Font) -> None:
        super().__init__(str(font.path))
        self.font = font
        self.charToGlyph = range(self.numGlyphs)

    def readFile(self, f: str) -> None:
        self.filename = f
        with Path(f).open("rb") as file:
            self._ttf_data = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._pos = 0

    def get_table(self, tag: str) -> object:
        return _Outlines(self._ttf_data, self.get_table_pos(tag)[0]) if tag == "glyf" else super().get_table(tag)


@dataclass(frozen=True)
class _Outlines:
    """The glyf table: 43 MB of a face with all kanji, of which only slices are looked at."""

    file: mmap
    start: int

    def __getitem__(self, part: slice) -> bytes:
        return self.file[self.start + part.start : self.start + part.stop]


@dataclass
class EmbeddedFont:
    """The glyphs of one font that one document uses. Code 0 is .notdef and never shown."""

    file: FontFile
    name: str
    _codes: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        return bool(self._codes)

    def advance(self, glyph: Glyph) -> float:
        """Return the font's own advance of this glyph, in 1/1000 em."""
        return self.file.font.advance(glyph.id)

    def code(self, glyph: Glyph) -> int:
        """Return the code that shows this glyph and extracts as its text."""
        return self._codes.setdefault((glyph.id, glyph.text), len(self._codes) + 1)

    def add_to(self, document: PDFDocument) -> None:
        """Write the font into the document, under its name among the resources of all pages."""
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        base = f"{_subset_tag(glyphs)}+{self.file.name.decode()}"
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(base),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(self._cid_font(document, base, glyphs))]),
                "ToUnicode": document.Reference(PDFStream(content=self._to_unicode())),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite)

    def _cid_font(self, document: PDFDocument, base: str, glyphs: Sequence[int]) -> PDFDictionary:
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base),
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "CIDToGIDMap": document.Reference(PDFStream(content=_places(glyphs))),
                "FontDescriptor": self.file.addSubsetObjects(document, base, glyphs),
                "W": PDFArray([0, PDFArray(round(self.file.font.advance(glyph), 2) for glyph in glyphs)]),
            }
        )

    def _to_unicode(self) -> str:
        rows = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in self._codes.items()]
        blocks = [rows[start : start + _BFCHARS_IN_A_BLOCK] for start in range(0, len(rows), _BFCHARS_IN_A_BLOCK)]
        lines = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _TO_UNICODE.format(blocks="\n".join(lines))


def _places(glyphs: Sequence[int]) -> bytes:
    """Return where in the subset the glyph of each code is: one that stands for two texts is there only once."""
    places = {glyph: place for place, glyph in enumerate(dict.fromkeys(glyphs))}
    return b"".join(places[glyph].to_bytes(2, "big") for glyph in glyphs)


def _subset_tag(glyphs: Sequence[int]) -> str:
    """Return six letters that differ between subsets (ISO 32000-1, 9.6.4)."""
    number = crc32(repr(glyphs).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
