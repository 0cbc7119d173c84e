"""What may lie over any screen: start over?, a clerk was called, are you still there?"""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Heading, Help, TextBlock
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Overlay(QWidget):
    """A card over the darkened screen: a picture, a sentence, a line of help, and one or two ways on."""

    def __init__(self, style: Style, parent: QWidget, picture: QWidget, *buttons: Button) -> None:
        super().__init__(parent)
        self._style = style
        self._heading = Heading(style, align=_CENTRE)
        self._help = Help(style, align=_CENTRE)
        self._card = QWidget(self)
        self._card.setFixedWidth(style.px(968))
        self._column = column = QVBoxLayout(self._card)
        column.setContentsMargins(*[style.space("xl")] * 4)
        column.setSpacing(style.space("m"))
        column.addWidget(picture, 0, _CENTRE)
        column.addWidget(self._heading)
        column.addWidget(self._help)
        column.addSpacing(style.space("m"))
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[style.space("margin")] * 4)
        outer.addStretch(3)
        outer.addWidget(self._card, 0, _CENTRE)
        outer.addStretch(2)
        self.hide()

    def say(self, heading: str, help_line: str) -> None:
        self._heading.say(heading)
        self._help.say(help_line)
        self._card.setFixedHeight(self._column.totalHeightForWidth(self._card.width()))
        self.setAccessibleName(plain(heading))

    def open(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(self._style.colour("ink"))
        shade.setAlphaF(0.62)
        painter.fillRect(self.rect(), shade)
        ground = self._style.colour("ground")
        draw_box(painter, QRectF(self._card.geometry()), ground, radius=self._style.px(44), edge=ground, edge_px=0)


class Badge(QWidget):
    """An icon in a tinted disc."""

    def __init__(self, style: Style, icon: Icon, tone: str = "city", size_px: float = 168) -> None:
        super().__init__()
        self._style = style
        self._icon = icon
        self._tone = tone
        self.setFixedSize(style.px(size_px), style.px(size_px))

    def become(self, icon: Icon, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.colour(f"{self._tone}_tint"))
        painter.drawEllipse(disc)
        inset = disc.width() * 0.24
        ink = self._style.colour(self._tone)
        draw_icon(painter, self._icon, disc.adjusted(inset, inset, -inset, -inset), ink)


class StartOverOverlay(Overlay):
    """Asked once. ``confirmed`` when all is to be forgotten."""

    confirmed = Signal()

    def __init__(self, style: Style, parent: QWidget) -> None:
        self._yes = PrimaryButton(style, "start_over:yes")
        self._no = Button(style, "start_over:no")
        super().__init__(style, parent, Badge(style, Icon.AGAIN), self._no, self._yes)
        self._no.clicked.connect(self.hide)
        self._yes.clicked.connect(self._on_yes)

    def speak(self, words: Words) -> None:
        self.say(words["screen.start_over.ask"], words["screen.start_over.help"])
        self._yes.say(words["screen.start_over.yes"])
        self._no.say(words["screen.start_over.no"])

    def _on_yes(self) -> None:
        self.hide()
        self.confirmed.emit()


class ClerkOverlay(Overlay):
    """A clerk was called and comes; one can wait here or go on meanwhile."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        self._back = PrimaryButton(style, "clerk:back")
        super().__init__(style, parent, Badge(style, Icon.CLERK), self._back)
        self._back.clicked.connect(self.hide)

    def speak(self, words: Words) -> None:
        self.say(words["screen.clerk.called"], words["screen.clerk.help"])
        self._back.say(words["screen.clerk.back"])


class Countdown(QWidget):
    """A ring that empties, with the seconds that are left in it."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._left, self._whole = 0, 1
        self._number = TextBlock(style.font("display", Face.BOLD))
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(lambda: self._count(self._left - 1))
        self.setFixedSize(style.px(280), style.px(280))

    def start(self, seconds: int) -> None:
        self._whole = max(1, seconds)
        self._count(seconds)
        self._tick.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._tick.stop()

    def _count(self, left: int) -> None:
        self._left = max(0, left)
        self._number.set_text(str(self._left))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._style.px(22)
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        pen = QPen(self._style.colour("line"), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(ring)
        pen.setColor(self._style.colour("accent"))
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, round(360 * 16 * self._left / self._whole))
        height = self._number.line_height
        line = QRectF(0, self.height() / 2 - height / 2, self.width(), height)
        self._number.draw(painter, line, self._style.colour("ink"), _CENTRE)


class IdleOverlay(Overlay):
    """Are you still there? The visit, not this ring, decides when it ends."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        self._ring = Countdown(style)
        self._stay = PrimaryButton(style, "idle:stay")
        super().__init__(style, parent, self._ring, self._stay)
        self._stay.clicked.connect(self.hide)

    def speak(self, words: Words) -> None:
        self.say(words["screen.idle.ask"], words["screen.idle.help"])
        self._stay.say(words["screen.idle.stay"])

    def warn(self, seconds: int) -> None:
        self._ring.start(seconds)
        self.open()
