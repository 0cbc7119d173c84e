"""Fonts inside one PDF: Type 0 with Identity-H, so that a glyph is drawn by its number, whatever text it stands for.

ReportLab's TrueType fonts go from characters to glyphs by the plain cmap: a variation sequence becomes the base glyph
and a box, and ToUnicode is wrong beyond the BMP. Here every code is a glyph that the layout chose together with its
characters, so that copied and searched text is exact.
"""

from binascii import crc32
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFZCompress

from kiosk.lettering.glyphs import Glyph
from kiosk.lettering.sfnt import Sfnt
from printing.subset import subset_truetype

_SYMBOLIC = 4
_STEM_V = 80
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


@dataclass
class EmbeddedFont:
    """The glyphs of one font that one document uses. Code 0 is .notdef and never shown."""

    font: Sfnt
    name: str
    _codes: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        return bool(self._codes)

    def advance(self, glyph: Glyph) -> float:
        """Return the font's own advance of this glyph, in 1/1000 em."""
        return self.font.advance(glyph.id)

    def code(self, glyph: Glyph) -> int:
        """Return the code that shows this glyph and extracts as its text."""
        return self._codes.setdefault((glyph.id, glyph.text), len(self._codes) + 1)

    def add_to(self, document: PDFDocument) -> None:
        """Write the font into the document, under its name among the resources of all pages."""
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        base = PDFName(f"{_subset_tag(glyphs)}+{self.font.name}")
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": base,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(self._cid_font(document, base, glyphs))]),
                "ToUnicode": document.Reference(_stream(self._to_unicode().encode())),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite)

    def _cid_font(self, document: PDFDocument, base: str, glyphs: Sequence[int]) -> PDFDictionary:
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "CIDToGIDMap": PDFName("Identity"),
                "FontDescriptor": document.Reference(self._descriptor(document, base, glyphs)),
                "W": PDFArray([0, PDFArray(round(self.font.advance(glyph), 2) for glyph in glyphs)]),
            }
        )

    def _descriptor(self, document: PDFDocument, base: str, glyphs: Sequence[int]) -> PDFDictionary:
        file = subset_truetype(self.font, glyphs)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(self.font.box),
                "ItalicAngle": 0,
                "Ascent": self.font.ascent,
                "Descent": self.font.descent,
                "CapHeight": self.font.ascent,
                "StemV": _STEM_V,
                "FontFile2": document.Reference(_stream(file, Length1=len(file))),
            }
        )

    def _to_unicode(self) -> str:
        rows = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in self._codes.items()]
        blocks = [rows[start : start + _BFCHARS_IN_A_BLOCK] for start in range(0, len(rows), _BFCHARS_IN_A_BLOCK)]
        lines = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _TO_UNICODE.format(blocks="\n".join(lines))


def _stream(content: bytes, **entries: int) -> PDFStream:
    return PDFStream(PDFDictionary(entries), content, [PDFZCompress])


def _subset_tag(glyphs: Sequence[int]) -> str:
    """Return six letters that differ between subsets (ISO 32000-1, 9.6.4)."""
    number = crc32(repr(glyphs).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
