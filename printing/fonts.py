"""Fonts inside one PDF: Type 0 with Identity-H, so that a glyph is drawn by its number, whatever text it stands for.

ReportLab's TrueType fonts go from characters to glyphs by the plain cmap: a variation sequence becomes the base glyph
and a box, and ToUnicode is wrong beyond the BMP. Here every code is a glyph that the layout chose together with its
characters, so that copied and searched text is exact. ReportLab cuts the subsets.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Self

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfbase.ttfonts import FF_SYMBOLIC, TTFontFile

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


class FontFile(TTFontFile):  # type: ignore[misc]  # reportlab has no types
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


@dataclass(frozen=True)
class Deflated:
    """A stream that was compressed once, for as many documents as it goes into."""

    content: bytes

    @classmethod
    def of(cls, content: bytes) -> Self:
        return cls(zlib.compress(content))

    def stream(self, **entries: object) -> PDFStream:
        return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), self.content)


@dataclass
class EmbeddedFont:
    """Glyphs of one font, with the codes that show them. Code 0 is .notdef and never shown.

    Once it was added to a document, it takes no more glyphs, and goes into further documents as it is.
    """

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
        cut = self._cut
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(cut.name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(self._cid_font(document, cut))]),
                "ToUnicode": document.Reference(cut.to_unicode.stream()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite)

    def _cid_font(self, document: PDFDocument, cut: "_Cut") -> PDFDictionary:
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(cut.name),
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "CIDToGIDMap": document.Reference(cut.places.stream()),
                "FontDescriptor": document.Reference(self._descriptor(document, cut)),
                "W": cut.widths,
            }
        )

    def _descriptor(self, document: PDFDocument, cut: "_Cut") -> PDFDictionary:
        face = self.file
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(cut.name),
                "Flags": FF_SYMBOLIC,
                "FontBBox": PDFArray(face.bbox),
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "FontFile2": document.Reference(cut.file.stream(Length1=cut.length)),
            }
        )

    @cached_property
    def _cut(self) -> "_Cut":
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        subset = self.file.makeSubset(glyphs)
        widths = " ".join(f"{self.file.font.advance(glyph):.2f}" for glyph in glyphs)
        return _Cut(
            name=f"{_subset_tag(glyphs)}+{self.file.name.decode()}",
            file=Deflated.of(subset),
            length=len(subset),
            places=Deflated.of(_places(glyphs)),
            to_unicode=Deflated.of(_to_unicode(self._codes).encode()),
            widths=f"[0 [{widths}]]",
        )


@dataclass(frozen=True)
class _Cut:
    """What of a font goes into a document."""

    name: str
    file: Deflated
    length: int
    places: Deflated
    to_unicode: Deflated
    widths: str


def _to_unicode(codes: Mapping[tuple[int, str], int]) -> str:
    rows = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in codes.items()]
    blocks = [rows[start : start + _BFCHARS_IN_A_BLOCK] for start in range(0, len(rows), _BFCHARS_IN_A_BLOCK)]
    lines = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _TO_UNICODE.format(blocks="\n".join(lines))


def _places(glyphs: Sequence[int]) -> bytes:
    """Return where in the subset the glyph of each code is: one that stands for two texts is there only once."""
    places = {glyph: place for place, glyph in enumerate(dict.fromkeys(glyphs))}
    return b"".join(places[glyph].to_bytes(2, "big") for glyph in glyphs)


def _subset_tag(glyphs: Sequence[int]) -> str:
    """Return six letters that differ between subsets (ISO 32000-1, 9.6.4)."""
    number = zlib.crc32(repr(glyphs).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
