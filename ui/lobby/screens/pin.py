"""The card's PIN: what it is for, how many tries are left, four dots and ten digits that are never shown."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.visit.answers import PinEntered, WithoutCard
from kiosk.visit.steps import EnterPin
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.members import whose
from ui.lobby.pads.digits import DigitPad
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

DIGITS = 4


class PinScreen(Screen[EnterPin]):
    """Forgets what was typed as soon as it is answered or hidden."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._typed = ""
        self._heading = Heading(style)
        self._help = Help(style)
        self._tries = Note(style, Icon.SHIELD, "city")
        self._dots = _Dots(style)
        self._pad = DigitPad(style)
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=148)
        self._next = PrimaryButton(style, "next", height_px=148)
        for widget in (self._heading, self._help, self._tries):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._dots)
        self.column.addStretch(1)
        self.column.addWidget(self._pad)
        self.column.addSpacing(style.space("s"))
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        row.addWidget(self._unknown, 1)
        row.addWidget(self._next, 1)
        self.column.addLayout(row)
        self._pad.typed.connect(self._on_typed)
        self._pad.erased.connect(self._on_erased)
        self._pad.cleared.connect(self._forget)
        self._next.clicked.connect(self._on_next)
        self._unknown.clicked.connect(lambda: self.answered.emit(WithoutCard()))

    def present(self, step: EnterPin, words: Words) -> None:
        self._heading.say(words.say("screen.pin.ask", whose=whose(step.whom, words)))
        self._help.say(words["screen.pin.help"])
        self._tries.become(*((Icon.WARNING, "danger") if step.wrong else (Icon.SHIELD, "city")))
        self._tries.say(words.say("screen.pin.wrong" if step.wrong else "screen.pin.tries", tries=step.tries_left))
        self._unknown.say(words["screen.pin.unknown"])
        self._next.say(words["screen.pin.next"])
        self._pad.speak(words)
        self._dots.setAccessibleName(words["screen.pin.dots"])
        self._forget()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._forget()

    def _on_typed(self, digit: str) -> None:
        self._keep((self._typed + digit)[:DIGITS])

    def _on_erased(self) -> None:
        self._keep(self._typed[:-1])

    def _forget(self) -> None:
        self._keep("")

    def _keep(self, typed: str) -> None:
        self._typed = typed
        self._dots.fill(len(typed))
        self._next.setEnabled(len(typed) == DIGITS)

    def _on_next(self) -> None:
        pin = self._typed
        self._forget()
        self.answered.emit(PinEntered(pin))


class _Dots(QWidget):
    """Four places; a filled one says only that a digit was typed."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._filled = 0
        self.setFixedHeight(style.px(132))

    def fill(self, filled: int) -> None:
        self._filled = filled
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, gap = self._style.px(124), self._style.space("m")
        left = (self.width() - DIGITS * width - (DIGITS - 1) * gap) / 2
        for n in range(DIGITS):
            box = QRectF(left + n * (width + gap), 0, width, self.height())
            here = n == self._filled
            edge = self._style.colour("city" if here or n < self._filled else "line")
            radius, edge_px = self._style.radius("m"), self._style.px(5 if here else 3)
            draw_box(painter, box, self._style.colour("surface"), radius=radius, edge=edge, edge_px=edge_px)
            if n < self._filled:
                painter.setPen(QPen(Qt.PenStyle.NoPen))
                painter.setBrush(self._style.colour("ink"))
                painter.drawEllipse(QPointF(box.center()), self._style.px(20), self._style.px(20))
