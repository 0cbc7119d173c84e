"""A card's PIN: which card and which PIN it is, how many tries are left, and dots for digits that are never shown."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.lettering.ruby import plain
from kiosk.ports import Secret, SecretKind
from kiosk.visit.answers import AnotherSecret, SecretEntered, SecretLeftOut, WithoutCard
from kiosk.visit.steps import EnterPin
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.members import whose
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.secret_entry import DIGIT, SecretEntry
from ui.lobby.secret_words import instead_words, say_refused, say_tries
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

DIGITS = 4


class PinScreen(Screen[EnterPin]):
    """Asks for one of a card's PINs; where it is not tried any more, only says so and goes on."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._step: EnterPin | None = None
        self._heading = Heading(style)
        self._help = Help(style)
        self._tries = Note(style, Icon.SHIELD, "city")
        self._dots = _Dots(style)
        self._entry = SecretEntry(style, DIGITS * DIGIT, self._dots)
        self._go_on = PrimaryButton(style, "next", height_px=188)
        for widget in (self._heading, self._help, self._tries):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._dots)
        self.column.addStretch(1)
        self.column.addWidget(self._entry)
        self.column.addWidget(self._go_on)
        self._go_on.clicked.connect(self._on_left_out)
        self._entry.entered.connect(self._on_entered)
        self._entry.left_out.connect(self._on_left_out)
        self._entry.turned_away.connect(self._on_turned_away)

    def present(self, step: EnterPin, words: Words) -> None:
        anew, self._step = step is not self._step, step
        closed = step.refused is not None and step.refused.secret is step.secret
        card = words[f"card.{step.kind.value}.name"]
        self._heading.say(words.say(f"screen.{_sort(step)}.ask", whose=whose(step.whom, words), card=card))
        self._help.say("" if closed else words[f"screen.{_sort(step)}.help.{step.kind.value}"])
        if closed and step.refused is not None:
            say_refused(self._tries, step.refused, words)
        else:
            say_tries(self._tries, step, f"screen.{_sort(step)}", words)
        self._dots.setAccessibleName(plain(words["screen.pin.dots"]))
        self._dots.setVisible(not closed)
        self._entry.setVisible(not closed)
        self._go_on.setVisible(closed)
        self._go_on.say(words["screen.sign.go_on"])
        unknown = words[f"screen.{_sort(step)}.unknown"]
        self._entry.say(words, unknown=unknown, instead=instead_words(step.instead, words))
        if anew:
            self._entry.forget()

    def _on_entered(self, typed: str) -> None:
        if self._step is not None:
            self.answered.emit(SecretEntered(Secret(self._step.secret, typed)))

    def _on_left_out(self) -> None:
        signs = self._step is not None and self._step.secret is SecretKind.AUTHENTICATION_PIN
        self.answered.emit(SecretLeftOut() if signs else WithoutCard())

    def _on_turned_away(self) -> None:
        if self._step is not None and self._step.instead is not None:
            self.answered.emit(AnotherSecret(self._step.instead))


def _sort(step: EnterPin) -> str:
    """Return which words there are for this PIN: it opens the card, or lets it sign."""
    return "sign" if step.secret is SecretKind.AUTHENTICATION_PIN else "pin"


class _Dots(QWidget):
    """Four places; a filled one says only that a digit was typed."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._filled = 0
        self.setFixedHeight(style.px(112))

    def show_typed(self, typed: str) -> None:
        self._filled = len(typed)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, gap = self._style.px(116), self._style.space("m")
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
