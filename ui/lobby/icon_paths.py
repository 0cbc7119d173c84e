"""The strokes of every icon, on a 48x48 grid."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform


def lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *rest in strokes:
        path.moveTo(*first)
        for point in rest:
            path.lineTo(*point)
    return path


def home(left: float = 8, top: float = 8, size: float = 32) -> QPainterPath:
    right, bottom, middle = left + size, top + size, left + size / 2
    eaves = top + size * 0.45
    path = lines(
        ((left - 3, eaves + 1), (middle, top - 1), (right + 3, eaves + 1)),
        ((left + 2, eaves - 1), (left + 2, bottom), (right - 2, bottom), (right - 2, eaves - 1)),
    )
    door = size * 0.14
    path.addPath(
        lines(
            (
                (middle - door, bottom),
                (middle - door, bottom - size * 0.32),
                (middle + door, bottom - size * 0.32),
                (middle + door, bottom),
            )
        )
    )
    return path


def move_in() -> QPainterPath:
    path = home(16, 10, 28)
    path.addPath(lines(((2, 30), (14, 30)), ((9, 24), (15, 30), (9, 36))))
    return path


def move_out() -> QPainterPath:
    path = home(6, 10, 26)
    path.addPath(lines(((35, 30), (46, 30)), ((41, 24), (47, 30), (41, 36))))
    return path


def move_within() -> QPainterPath:
    path = home(3, 20, 17)
    path.addPath(home(28, 20, 17))
    path.moveTo(12, 11)
    path.cubicTo(18, 4, 30, 4, 36, 11)
    path.addPath(lines(((36.5, 3.5), (36.5, 11.5), (28.5, 11.5))))
    return path


def rings() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(17, 28), 13, 13)
    path.addEllipse(QPointF(31, 28), 13, 13)
    path.addPath(lines(((17, 15), (12.5, 9.5), (15, 6), (19, 6), (21.5, 9.5), (17, 15))))
    return path


def baby() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(24, 25), 17, 17)
    path.addEllipse(QPointF(17.5, 24), 0.8, 0.8)
    path.addEllipse(QPointF(30.5, 24), 0.8, 0.8)
    path.moveTo(17.5, 31)
    path.quadTo(24, 37, 30.5, 31)
    path.moveTo(24, 8)
    path.cubicTo(20, 4, 28, 1, 28, 7)
    return path


def flower() -> QPainterPath:
    path = QPainterPath()
    for x, y in ((24, 8), (31, 13.5), (28.2, 21.5), (19.8, 21.5), (17, 13.5)):
        path.addEllipse(QPointF(x, y), 4.6, 4.6)
    path.moveTo(24, 26.5)
    path.lineTo(24, 45)
    path.moveTo(24, 40)
    path.quadTo(33, 40, 35, 31)
    path.moveTo(24, 42)
    path.quadTo(15, 41, 13, 34)
    return path


def paper() -> QPainterPath:
    return lines(
        ((28, 4), (10, 4), (10, 44), (38, 44), (38, 14), (28, 4), (28, 14), (38, 14)),
        ((17, 24), (31, 24)),
        ((17, 33), (31, 33)),
    )


def seal() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(17, 4, 14, 24), 6, 6)
    path.moveTo(17, 20)
    path.lineTo(31, 20)
    path.addEllipse(QPointF(24, 39), 17, 5.5)
    return path


def certificate() -> QPainterPath:
    """A sheet with the seal of the one who gives it."""
    path = lines(((24, 43), (8, 43), (8, 4), (37, 4), (37, 18)), ((15, 14), (30, 14)), ((15, 23), (24, 23)))
    path.addEllipse(QPointF(35, 29), 8, 8)
    path.addPath(lines(((30.5, 36), (29, 45), (35, 41), (41, 45), (39.5, 36))))
    return path


def insurance() -> QPainterPath:
    """A health insurance card."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 9, 42, 30), 4, 4)
    path.addPath(lines(((15, 17), (15, 31)), ((8, 24), (22, 24)), ((29, 20), (39, 20)), ((29, 28), (36, 28))))
    return path


def two_ways() -> QPainterPath:
    """One way becomes two."""
    path = QPainterPath(QPointF(24, 44))
    path.lineTo(24, 32)
    path.cubicTo(24, 22, 10, 22, 10, 9)
    path.moveTo(24, 32)
    path.cubicTo(24, 22, 38, 22, 38, 9)
    path.addPath(lines(((4, 14), (10, 7), (16, 14)), ((32, 14), (38, 7), (44, 14))))
    return path


def book() -> QPainterPath:
    """The register: a bound book, with the names of a family."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(8, 4, 33, 40), 3, 3)
    path.addPath(lines(((16, 4), (16, 44)), ((23, 13), (23, 29)), ((29, 13), (29, 35)), ((35, 13), (35, 25))))
    return path


def household() -> QPainterPath:
    """Those who live under one roof."""
    path = lines(((3, 23), (24, 5), (45, 23)), ((8, 20), (8, 44), (40, 44), (40, 20)))
    path.addPath(bust(18.5, 24, 3.1))
    path.addPath(bust(30.5, 27, 2.4))
    return path


def hearts() -> QPainterPath:
    """A small heart in a large one."""
    path = _heart(4, 5, 2)
    path.addPath(_heart(15.6, 15.6, 0.84))
    return path


def _heart(left: float, top: float, scale: float) -> QPainterPath:
    path = QPainterPath(QPointF(10, 19))
    for side in (-1, 1):
        path.moveTo(10, 19)
        path.cubicTo(10 + 8 * side, 12, 10 + 10 * side, 9, 10 + 10 * side, 5.5)
        path.cubicTo(10 + 10 * side, 2.4, 10 + 7.6 * side, 0, 10 + 4.5 * side, 0)
        path.cubicTo(10 + 2.8 * side, 0, 10 + 1.1 * side, 0.8, 10, 2.1)
    return QTransform(scale, 0, 0, scale, left, top).map(path)


def lens() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(20, 20), 14.5, 14.5)
    path.addPath(lines(((30.5, 30.5), (43, 43))))
    return path


def city_hall() -> QPainterPath:
    return lines(
        ((4, 17), (24, 5), (44, 17), (4, 17)),
        ((4, 43), (44, 43)),
        ((10, 23), (10, 37)),
        ((19.5, 23), (19.5, 37)),
        ((28.5, 23), (28.5, 37)),
        ((38, 23), (38, 37)),
    )


def several() -> QPainterPath:
    """Two things that are ticked."""
    path = lines(((5, 13), (11, 19), (21, 7)), ((28, 13), (44, 13)))
    path.addPath(path.translated(0, 21))
    return path


def card() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 10, 42, 28), 4, 4)
    path.addRoundedRect(QRectF(30, 17, 9, 11), 1.5, 1.5)
    path.addPath(lines(((9, 18), (23, 18)), ((9, 25), (19, 25)), ((9, 32), (23, 32))))
    return path


def shield() -> QPainterPath:
    path = QPainterPath(QPointF(24, 4))
    path.lineTo(41, 10)
    path.cubicTo(42, 26, 37, 38, 24, 44)
    path.cubicTo(11, 38, 6, 26, 7, 10)
    path.closeSubpath()
    path.addPath(lines(((24, 15), (24, 32)), ((15.5, 23.5), (32.5, 23.5))))
    return path


def bust(x: float, head_y: float, size: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, head_y), size, size)
    path.moveTo(x - 2 * size, head_y + 4 * size)
    path.cubicTo(x - 2 * size, head_y + 0.9 * size, x + 2 * size, head_y + 0.9 * size, x + 2 * size, head_y + 4 * size)
    return path


def person() -> QPainterPath:
    return bust(24, 14, 8)


def people() -> QPainterPath:
    path = bust(16, 17, 6.2)
    path.addPath(bust(34, 22, 4.9))
    return path


def family() -> QPainterPath:
    """Two grown-ups with a child between them."""
    path = bust(11, 13, 5.2)
    path.addPath(bust(37, 13, 5.2))
    path.addPath(bust(24, 29, 3.6))
    return path


def proxy() -> QPainterPath:
    """Somebody with a sheet in their hand."""
    path = bust(14, 15, 6.6)
    path.addPath(lines(((31, 16), (45, 16), (45, 41), (31, 41), (31, 16)), ((36, 25), (40, 25)), ((36, 33), (40, 33))))
    return path


def helped() -> QPainterPath:
    """Somebody, and another who speaks for them."""
    path = bust(12, 23, 5)
    path.addPath(bust(36, 27, 4.4))
    path.addPath(lines(((24, 3), (45, 3), (45, 14), (38, 14), (34, 19), (33, 14), (24, 14), (24, 3))))
    return path


def question() -> QPainterPath:
    path = ring()
    path.moveTo(17.5, 19)
    path.cubicTo(17.5, 9.5, 31, 9.5, 31, 18.5)
    path.cubicTo(31, 24, 24, 23.5, 24, 29)
    path.moveTo(24, 35)
    path.lineTo(24, 35.3)
    return path


def ring() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(24, 24), 20, 20)
    return path


def more() -> QPainterPath:
    path = ring()
    for x in (15, 24, 33):
        path.addEllipse(QPointF(x, 24), 0.9, 0.9)
    return path


def clerk() -> QPainterPath:
    path = bust(24, 13, 7.8)
    path.addPath(lines(((19, 30), (24, 37), (29, 30))))
    return path


def clock() -> QPainterPath:
    path = ring()
    path.addPath(lines(((24, 12), (24, 24), (32, 29))))
    return path


def again() -> QPainterPath:
    path = QPainterPath()
    path.arcMoveTo(QRectF(7, 7, 34, 34), 50)
    path.arcTo(QRectF(7, 7, 34, 34), 50, 300)
    path.addPath(lines(((35.5, 2.5), (35.5, 11.8), (26, 11.8))))
    return path


def globe() -> QPainterPath:
    path = ring()
    path.addEllipse(QPointF(24, 24), 9, 20)
    path.addPath(lines(((4, 24), (44, 24))))
    return path


def printer() -> QPainterPath:
    return lines(
        ((13, 16), (13, 4), (35, 4), (35, 16)),
        ((13, 35), (5, 35), (5, 16), (43, 16), (43, 35), (35, 35)),
        ((13, 27), (13, 44), (35, 44), (35, 27), (13, 27)),
    )


def warning() -> QPainterPath:
    return lines(((24, 5), (45, 42), (3, 42), (24, 5)), ((24, 18), (24, 29)), ((24, 35.3), (24, 35.6)))


def bag() -> QPainterPath:
    path = lines(((8, 16), (40, 16), (43, 44), (5, 44), (8, 16)))
    path.moveTo(16, 22)
    path.lineTo(16, 13)
    path.cubicTo(16, 2, 32, 2, 32, 13)
    path.lineTo(32, 22)
    return path


def calendar() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 9, 38, 34), 4, 4)
    path.addPath(lines(((5, 19), (43, 19)), ((15, 4), (15, 13)), ((33, 4), (33, 13)), ((17, 31), (22, 36), (32, 26))))
    return path


def pin() -> QPainterPath:
    path = QPainterPath(QPointF(24, 45))
    path.cubicTo(4, 24, 10, 4, 24, 4)
    path.cubicTo(38, 4, 44, 24, 24, 45)
    path.addEllipse(QPointF(24, 19), 5.5, 5.5)
    return path


def yen() -> QPainterPath:
    path = ring()
    path.addPath(
        lines(((16, 13), (24, 24), (32, 13)), ((24, 24), (24, 36)), ((17, 25), (31, 25)), ((17, 31), (31, 31)))
    )
    return path


def pencil() -> QPainterPath:
    return lines(((7, 41), (9, 31), (34, 6), (42, 14), (17, 39), (7, 41)), ((28, 12), (36, 20)))


def touch() -> QPainterPath:
    path = QPainterPath(QPointF(19, 29))
    path.lineTo(19, 11)
    path.cubicTo(19, 5.5, 27, 5.5, 27, 11)
    path.lineTo(27, 24)
    path.lineTo(36, 26)
    path.cubicTo(41, 27, 41, 31, 40, 34)
    path.lineTo(37, 45)
    path.lineTo(21, 45)
    path.lineTo(10, 33)
    path.cubicTo(10, 28, 15, 26, 19, 31)
    path.moveTo(10, 14)
    path.cubicTo(10, -3, 36, -3, 36, 14)
    return path


def ticket() -> QPainterPath:
    return lines(
        ((10, 4), (38, 4), (38, 43), (33, 39), (28.5, 43), (24, 39), (19.5, 43), (15, 39), (10, 43), (10, 4)),
        ((17, 14), (31, 14)),
        ((17, 24), (31, 24)),
    )


def wave() -> QPainterPath:
    path = QPainterPath()
    for y in (14.0, 25.0, 36.0):
        path.moveTo(4, y)
        path.cubicTo(10, y - 8, 15, y - 8, 24, y)
        path.cubicTo(33, y + 8, 38, y + 8, 44, y)
    return path


def erase() -> QPainterPath:
    return lines(((16, 9), (44, 9), (44, 39), (16, 39), (3, 24), (16, 9)), ((23, 18), (35, 30)), ((35, 18), (23, 30)))
