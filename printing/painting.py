"""Marks as the operators of a PDF page, in millimetres: nothing is placed here."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.paperwork.sheet import Frame, Ink, Mark, Ring, Rule, Run, Symbol, Tick
from printing.fonts import FontCodes

_DASHES_MM = (0.7, 0.6)
_BUTT_CAP, _ROUND_CAP = 0, 1
_BLANK_STROKE_PT = 0.4
_BLANK_INSET_EM = 0.06
_DESCENT_EM = 0.12


class Painter:
    """Draws on one page in millimetres. PDF counts from the bottom, sheets from the top."""

    def __init__(self, canvas: Canvas, fonts: Mapping[Face, FontCodes], height_mm: float) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._height_mm = height_mm

    def draw(self, mark: Mark) -> None:
        match mark:
            case Run():
                self._run(mark)
            case Rule():
                self._rule(mark)
            case Frame():
                self._frame(mark)
            case Ring():
                self._ring(mark)
            case Tick():
                self._tick(mark)
            case Symbol():
                self._symbol(mark)
            case Ink():
                self._ink(mark)
            case _:
                assert_never(mark)

    def _run(self, run: Run) -> None:
        font = self._fonts[run.face]
        size_mm = run.size_pt * MM_PER_PT
        y = self._height_mm - run.y_mm
        shown = " ".join(_shown(glyph, font) for glyph in run.glyphs)
        place = f"{run.x_mm:.4f} {y:.4f} Td"
        self._canvas.addLiteral(f"{run.grey:g} g BT /{font.name} {size_mm:.4f} Tf {place} [{shown}] TJ ET")
        for x_em in _blanks(run.glyphs):
            self._blank(run.x_mm + x_em * size_mm, y, size_mm)

    def _blank(self, x_mm: float, y_mm: float, em_mm: float) -> None:
        side = em_mm * (1 - 2 * _BLANK_INSET_EM)
        self._stroke(_BLANK_STROKE_PT)
        inset = em_mm * _BLANK_INSET_EM
        self._canvas.rect(x_mm + inset, y_mm - em_mm * _DESCENT_EM + inset, side, side)

    def _rule(self, rule: Rule) -> None:
        self._stroke(rule.width_pt, dashed=rule.dashed)
        self._canvas.line(rule.x1_mm, self._height_mm - rule.y1_mm, rule.x2_mm, self._height_mm - rule.y2_mm)

    def _frame(self, frame: Frame) -> None:
        if frame.stroke_pt is not None:
            self._stroke(frame.stroke_pt, dashed=frame.dashed)
        if frame.colour is not None:
            self._canvas.setFillColor(HexColor(frame.colour))
        elif frame.fill_grey is not None:
            self._canvas.setFillGray(frame.fill_grey)
        filled = frame.colour is not None or frame.fill_grey is not None
        painted = {"stroke": int(frame.stroke_pt is not None), "fill": int(filled)}
        bottom = self._height_mm - frame.y_mm - frame.h_mm
        if frame.radius_mm:
            self._canvas.roundRect(frame.x_mm, bottom, frame.w_mm, frame.h_mm, frame.radius_mm, **painted)
        else:
            self._canvas.rect(frame.x_mm, bottom, frame.w_mm, frame.h_mm, **painted)

    def _ring(self, ring: Ring) -> None:
        self._stroke(ring.stroke_pt)
        top = self._height_mm - ring.y_mm
        self._canvas.ellipse(ring.x_mm, top - ring.h_mm, ring.x_mm + ring.w_mm, top)

    def _tick(self, tick: Tick) -> None:
        self._stroke(tick.stroke_pt)
        top = self._height_mm - tick.y_mm
        path = self._canvas.beginPath()
        path.moveTo(tick.x_mm, top - 0.5 * tick.h_mm)
        path.lineTo(tick.x_mm + 0.36 * tick.w_mm, top - tick.h_mm)
        path.lineTo(tick.x_mm + tick.w_mm, top)
        self._canvas.drawPath(path)

    def _ink(self, ink: Ink) -> None:
        self._stroke(ink.width_pt)
        self._canvas.setLineCap(_ROUND_CAP)
        (x, y), *others = ink.points
        path = self._canvas.beginPath()
        path.moveTo(x, self._height_mm - y)
        for point in others:
            path.lineTo(point[0], self._height_mm - point[1])
        self._canvas.drawPath(path)
        self._canvas.setLineCap(_BUTT_CAP)

    def _symbol(self, symbol: Symbol) -> None:
        """Draw all modules as one path, in units of a module: no seams, and few digits."""
        module = symbol.module_mm
        bars = [f"{x} {y} {length} 1 re" for x, y, length in symbol.bars()]
        place = f"{symbol.x_mm:.4f} {self._height_mm - symbol.y_mm:.4f}"
        self._canvas.addLiteral("\n".join([f"q 0 g {module:g} 0 0 {-module:g} {place} cm", *bars, "f Q"]))

    def _stroke(self, width_pt: float, *, dashed: bool = False) -> None:
        self._canvas.setStrokeGray(0)
        self._canvas.setLineWidth(width_pt * MM_PER_PT)
        self._canvas.setDash(*((_DASHES_MM,) if dashed else ()))


def _shown(glyph: Glyph, font: FontCodes) -> str:
    """Return an entry of TJ: the code, and a correction when the layout gave the glyph another advance."""
    if glyph.id == 0:
        return f"{-glyph.advance:g}"
    correction = font.advance(glyph) - glyph.advance
    code = f"<{font.code(glyph):04x}>"
    return code if abs(correction) < 0.01 else f"{code} {correction:g}"


def _blanks(glyphs: Iterable[Glyph]) -> list[float]:
    """Return where, in em from the start of the run, stand the glyphs that no font has."""
    places = []
    x_em = 0.0
    for glyph in glyphs:
        if glyph.id == 0:
            places.append(x_em)
        x_em += glyph.advance / 1000
    return places
