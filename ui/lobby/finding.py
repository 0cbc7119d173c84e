"""One line of what was found: an event, a desk, or a thing to be done, with its window in the colour of the desk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kiosk.guidance.content import Desk, Event, Guide, Procedure
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.visit.answers import DeskChosen, ErrandChosen, EventsChosen
from kiosk.words import Words
from ui.lobby.controls import draw_raised
from ui.lobby.icons import Icon, draw_icon, icon_named
from ui.lobby.labels import TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LITTLE = 0.2
_HEIGHT_PX, _MARK_PX, _EDGE_PX = 100, 76, 20

Target = Event | Desk | Procedure
"""What can be found."""

Find = Callable[[str], Sequence[Target]]
"""What is meant by what was typed, the likeliest first."""

Meaning = EventsChosen | DeskChosen | ErrandChosen


@dataclass(frozen=True)
class Finding:
    """What a line says, and what touching it means. ``window`` and ``colour`` are the desk's, ``icon`` the event's."""

    id: str
    meaning: Meaning
    title: str
    small: str
    window: str = ""
    colour: str = ""
    icon: Icon = Icon.FORWARD


def findings(found: Iterable[Target], guide: Guide, words: Words) -> tuple[Finding, ...]:
    """Say each; procedures that people call by the same words are one line."""
    lines: dict[tuple[str, str], Finding] = {}
    for one in found:
        line = _finding(one, guide, words)
        key = (line.title, line.small)
        before = lines.get(key)
        lines[key] = line if before is None else _both(before, line)
    return tuple(lines.values())


def errands(procedures: Iterable[Procedure], guide: Guide, words: Words) -> tuple[Finding, ...]:
    """Say what is done at one desk: what is the same for all of them is left out, and their names stand instead."""
    lines = findings(procedures, guide, words)
    names = (words[f"procedure.{line.id.partition(':')[2]}.name"] for line in lines)
    return tuple(
        replace(line, small=name if name != line.title else "", window="")
        for line, name in zip(lines, names, strict=True)
    )


def _finding(one: Target, guide: Guide, words: Words) -> Finding:
    match one:
        case Event():
            statute, everyday = words[f"event.{one.id}.statute"], words[f"event.{one.id}.everyday"]
            id_ = f"event:{one.id}"
            return Finding(id_, EventsChosen((one.id,)), everyday, statute, icon=icon_named(one.icon))
        case Desk():
            does, name = words[f"desk.{one.id}.does"], words[f"desk.{one.id}.name"]
            id_, window, colour = f"desk:{one.id}", one.window or "", one.colour or ""
            small = "\u3000".join(filter(None, (floor_words(one.floor, words), name)))
            return Finding(id_, DeskChosen(one.id), does, small, window, colour, Icon.OFFICE)
        case Procedure():
            desk, name = guide.desks[one.desk], words[f"procedure.{one.id}.name"]
            plain = words.get(f"procedure.{one.id}.plain", name)
            small = floor_words(desk.floor, words) or words[f"desk.{desk.id}.name"]
            id_, window, colour = f"procedure:{one.id}", desk.window or "", desk.colour or ""
            return Finding(id_, ErrandChosen((one.id,)), plain, small, window, colour)


def _both(one: Finding, other: Finding) -> Finding:
    if isinstance(one.meaning, ErrandChosen) and isinstance(other.meaning, ErrandChosen):
        return replace(one, meaning=ErrandChosen((*one.meaning.procedures, *other.meaning.procedures)))
    return one


class FindingLine(Touchable):
    """Its object is ``found:`` and what it is, such as ``found:event:tennyu``."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "found", _HEIGHT_PX)
        self._title = TextBlock(style.font("text", Face.BOLD), evenly=True)
        self._small = TextBlock(style.font("small"), evenly=True)
        self._window = TextBlock(style.font("choice", Face.BOLD))
        self._colour = style.colour("quiet")
        self._icon = Icon.FORWARD

    def become(self, finding: Finding) -> None:
        self.setObjectName(f"found:{finding.id}")
        self._title.set_text(finding.title)
        self._small.set_text(finding.small)
        self._window.set_text(finding.window)
        self._colour = QColor(finding.colour) if finding.colour else self.look.colour("quiet")
        self._icon = finding.icon
        self.name(f"{finding.title} {finding.window} {finding.small}")
        self.updateGeometry()
        self.update()

    def content_height(self, width: int) -> float:
        inner = self._text_width(width)
        aside = self._aside(inner)
        small = 0 if aside else self._small.height(inner)
        return self._title.height(inner - aside) + small + self.look.px(14)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        face = draw_raised(painter, area, self.look, pressed=self.isDown(), chosen=False)
        self._draw_mark(painter, face)
        width, soft = self._text_width(area.width()), self.look.colour("ink_soft")
        aside = self._aside(width)
        title, small = self._title.height(width - aside), self._small.height(width)
        height = title if aside else title + small
        left = face.left() + self.look.px(_MARK_PX + 2 * _EDGE_PX)
        line = QRectF(left, face.center().y() - height / 2, width, height)
        self._title.draw(painter, line.adjusted(0, 0, -aside, 0), self.look.colour("ink"), _LEFT)
        if aside:
            self._small.draw(painter, line.adjusted(0, (title - small) / 2, 0, 0), soft, _RIGHT)
        else:
            self._small.draw(painter, line.adjusted(0, title, 0, 0), soft, _LEFT)

    def _aside(self, width: float) -> float:
        """Return the room for the small words beside the title, so that more lines fit; 0 when they stand below."""
        small = self._small.natural_width() + self.look.space("m")
        fits = small <= width * _LITTLE or self._title.natural_width() + small <= width
        return small if self._small.text and fits else 0.0

    def _text_width(self, width: float) -> float:
        return width - self.look.px(_MARK_PX + 2 * _EDGE_PX) - self.look.px(20)

    def _draw_mark(self, painter: QPainter, face: QRectF) -> None:
        """A window is a number on the colour of its desk; an event its icon."""
        size = self.look.px(_MARK_PX)
        box = QRectF(face.left() + self.look.px(_EDGE_PX), face.center().y() - size / 2, size, size)
        if self._window.text:
            draw_box(painter, box, self._colour, radius=self.look.radius("m"), edge=self._colour, edge_px=0)
            line = box.adjusted(0, (size - self._window.line_height) / 2, 0, 0)
            self._window.draw(painter, line, self.look.colour("on_city"), _CENTRE)
            return
        tint = self.look.colour("city_tint")
        draw_box(painter, box, tint, radius=size / 2, edge=tint, edge_px=0)
        inset = size * 0.22
        draw_icon(painter, self._icon, box.adjusted(inset, inset, -inset, -inset), self.look.colour("city"))
