"""Fonts inside one PDF: Type 0 with Identity-H, so that a glyph is drawn by its number, whatever text it stands for.

ReportLab's TrueType fonts go from characters to glyphs by the plain cmap: a variation sequence becomes the base glyph
and a box, and ToUnicode is wrong beyond the BMP. Here every code is a glyph that the layout chose together with its
characters, so that copied and searched text is exact. ReportLab cuts the subsets.
"""

import zlib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
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

    What the file says of glyphs comes from the tables that are loaded already. The file is mapped, so that forked
    visits share it, and no subset copies the outlines of a whole face.
    """

    def __init__(self, font: Font) -> None:
        super().__init__(str(font.path), charInfo=0)
        self.font = font
        self.charToGlyph = range(len(font.metrics))
        self.hmetrics = _Metrics(font)
        self.glyphPos = font.outlines

    def readFile(self, f: str) -> None:
        self.filename = f
        with Path(f).open("rb") as file:
            self._ttf_data = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._pos = 0

    def get_table(self, tag: str) -> object:
        return _Outlines(self._ttf_data, self.get_table_pos(tag)[0]) if tag == "glyf" else super().get_table(tag)


@dataclass(frozen=True)
class _Metrics:
    """The hmtx table as ReportLab wants it, which writes bearings as they stand in the file: without a sign."""

    font: Font

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        advance, bearing = self.font.metrics[glyph]
        return advance, bearing & 0xFFFF


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
class FontCodes:
    """The codes that show glyphs of one font, given out as they are asked for. Code 0 is .notdef and never shown."""

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

    def cut(self) -> "EmbeddedFont":
        """Return the glyphs that have a code."""
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        subset = copy(self.file).makeSubset(glyphs)  # a copy has its own position in the file: threads may cut at once
        widths = " ".join(f"{self.file.font.advance(glyph):.2f}" for glyph in glyphs)
        return EmbeddedFont(
            name=self.name,
            base=PDFName(f"{_subset_tag(glyphs)}+{self.file.name.decode()}"),
            whole=self.file,
            subset=Deflated.of(subset),
            length=len(subset),
            places=Deflated.of(_places(glyphs)),
            widths=f"[0 [{widths}]]",
            to_unicode=Deflated.of(_to_unicode(self._codes).encode()),
        )


@dataclass(frozen=True)
class EmbeddedFont:
    """The glyphs of one font that a document shows, for as many documents as they go into.

    ``places`` and ``widths`` are by code; ``length`` is what the subset has before it is compressed.
    """

    name: str
    base: str
    whole: FontFile
    subset: Deflated
    length: int
    places: Deflated
    widths: str
    to_unicode: Deflated

    def add_to(self, document: PDFDocument) -> None:
        """Write the font into the document, under its name among the resources of all pages."""
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": self.base,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(self._cid_font(document))]),
                "ToUnicode": document.Reference(self.to_unicode.stream()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite)

    def _cid_font(self, document: PDFDocument) -> PDFDictionary:
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": self.base,
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "CIDToGIDMap": document.Reference(self.places.stream()),
                "FontDescriptor": document.Reference(self._descriptor(document)),
                "W": self.widths,
            }
        )

    def _descriptor(self, document: PDFDocument) -> PDFDictionary:
        whole = self.whole
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": self.base,
                "Flags": FF_SYMBOLIC,
                "FontBBox": PDFArray(whole.bbox),
                "ItalicAngle": whole.italicAngle,
                "Ascent": whole.ascent,
                "Descent": whole.descent,
                "CapHeight": whole.capHeight,
                "StemV": whole.stemV,
                "FontFile2": document.Reference(self.subset.stream(Length1=self.length)),
            }
        )


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
