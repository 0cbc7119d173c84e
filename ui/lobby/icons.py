"""Simple line icons, drawn on a 48x48 grid with one stroke."""

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.lobby import icon_paths

_GRID = 48.0
_STROKE = 3.2


class Icon(Enum):
    """The value is the name that a city's YAML uses."""

    MOVE_IN = "move_in"
    MOVE_WITHIN = "move_within"
    MOVE_OUT = "move_out"
    CERTIFICATE = "certificate"
    MARRIAGE = "marriage"
    BIRTH = "birth"
    FAREWELL = "farewell"
    CARD = "card"
    SEAL = "seal"
    INSURANCE = "insurance"
    SEPARATION = "separation"
    REGISTER = "register"
    HOUSEHOLD = "household"
    PREGNANCY = "pregnancy"
    PAPER = "paper"
    SHIELD = "shield"
    SEARCH = "search"
    OFFICE = "office"
    SEVERAL = "several"
    PEOPLE = "people"
    PERSON = "person"
    FAMILY = "family"
    PROXY = "proxy"
    HELPED = "helped"
    PLUS = "plus"
    QUESTION = "question"
    MORE = "more"
    CLERK = "clerk"
    CHECK = "check"
    CROSS = "cross"
    CLOCK = "clock"
    BACK = "back"
    FORWARD = "forward"
    UP = "up"
    DOWN = "down"
    AGAIN = "again"
    GLOBE = "globe"
    PRINTER = "printer"
    WARNING = "warning"
    BAG = "bag"
    CALENDAR = "calendar"
    PIN = "pin"
    YEN = "yen"
    PENCIL = "pencil"
    TOUCH = "touch"
    TICKET = "ticket"
    ERASE = "erase"
    WAVE = "wave"


def icon_named(name: str) -> Icon:
    """Return a city's icon; one that we do not draw becomes a sheet of paper."""
    return Icon(name) if name in _NAMES else Icon.PAPER


def draw_icon(painter: QPainter, icon: Icon, area: QRectF, colour: QColor, weight: float = 1.0) -> None:
    """Draw the icon into a square, in one colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    painter.scale(area.width() / _GRID, area.height() / _GRID)
    pen = QPen(colour, _STROKE * weight)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_PATHS[icon])
    painter.restore()


_DRAWN: Mapping[Icon, Callable[[], QPainterPath]] = {
    Icon.MOVE_IN: icon_paths.move_in,
    Icon.MOVE_WITHIN: icon_paths.move_within,
    Icon.MOVE_OUT: icon_paths.move_out,
    Icon.CERTIFICATE: icon_paths.certificate,
    Icon.MARRIAGE: icon_paths.rings,
    Icon.BIRTH: icon_paths.baby,
    Icon.FAREWELL: icon_paths.flower,
    Icon.CARD: icon_paths.card,
    Icon.SEAL: icon_paths.seal,
    Icon.INSURANCE: icon_paths.insurance,
    Icon.SEPARATION: icon_paths.two_ways,
    Icon.REGISTER: icon_paths.book,
    Icon.HOUSEHOLD: icon_paths.household,
    Icon.PREGNANCY: icon_paths.hearts,
    Icon.PAPER: icon_paths.paper,
    Icon.SHIELD: icon_paths.shield,
    Icon.SEARCH: icon_paths.lens,
    Icon.OFFICE: icon_paths.city_hall,
    Icon.SEVERAL: icon_paths.several,
    Icon.PEOPLE: icon_paths.people,
    Icon.PERSON: icon_paths.person,
    Icon.FAMILY: icon_paths.family,
    Icon.PROXY: icon_paths.proxy,
    Icon.HELPED: icon_paths.helped,
    Icon.PLUS: lambda: icon_paths.lines(((24, 8), (24, 40)), ((8, 24), (40, 24))),
    Icon.QUESTION: icon_paths.question,
    Icon.MORE: icon_paths.more,
    Icon.CLERK: icon_paths.clerk,
    Icon.CHECK: lambda: icon_paths.lines(((8, 26), (19, 37), (41, 12))),
    Icon.CROSS: lambda: icon_paths.lines(((11, 11), (37, 37)), ((37, 11), (11, 37))),
    Icon.CLOCK: icon_paths.clock,
    Icon.BACK: lambda: icon_paths.lines(((21, 9), (6, 24), (21, 39)), ((6, 24), (42, 24))),
    Icon.FORWARD: lambda: icon_paths.lines(((17, 8), (33, 24), (17, 40))),
    Icon.UP: lambda: icon_paths.lines(((8, 32), (24, 16), (40, 32))),
    Icon.DOWN: lambda: icon_paths.lines(((8, 16), (24, 32), (40, 16))),
    Icon.AGAIN: icon_paths.again,
    Icon.GLOBE: icon_paths.globe,
    Icon.PRINTER: icon_paths.printer,
    Icon.WARNING: icon_paths.warning,
    Icon.BAG: icon_paths.bag,
    Icon.CALENDAR: icon_paths.calendar,
    Icon.PIN: icon_paths.pin,
    Icon.YEN: icon_paths.yen,
    Icon.PENCIL: icon_paths.pencil,
    Icon.TOUCH: icon_paths.touch,
    Icon.TICKET: icon_paths.ticket,
    Icon.ERASE: icon_paths.erase,
    Icon.WAVE: icon_paths.wave,
}
_PATHS: Mapping[Icon, QPainterPath] = {icon: draw() for icon, draw in _DRAWN.items()}
_NAMES = frozenset(icon.value for icon in Icon)
