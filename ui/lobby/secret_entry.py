"""What is typed of a secret: its pads, and the ways on, back and round it."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.icons import Icon
from ui.lobby.pads.digits import DigitPad
from ui.lobby.pads.letters import LetterPad
from ui.lobby.style import Style

DIGIT, LETTER = "0", "A"


class TypedView(Protocol):
    """Shows what has been typed, or only how much."""

    def show_typed(self, typed: str) -> None: ...


class SecretEntry(QWidget):
    """Takes one character for each of ``places`` (DIGIT or LETTER) on the pad for it, and shows it in ``view``.

    Forgets what was typed as soon as it is entered or hidden, and says it nowhere. Objects ``next``, ``unknown`` and
    ``instead``.
    """

    entered = Signal(str)
    left_out = Signal()
    turned_away = Signal()

    def __init__(self, style: Style, places: str, view: TypedView) -> None:
        super().__init__()
        self._places = places
        self._view = view
        self._typed = ""
        self._pads: dict[str, DigitPad | LetterPad] = {}
        self._stack = QStackedWidget()
        for kind in dict.fromkeys(places):
            self._add_pad(kind, DigitPad(style, key_px=100) if kind == DIGIT else LetterPad(style))
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=104)
        self._instead = Button(style, "instead", Icon.CARD, height_px=104)
        self._next = PrimaryButton(style, "next", height_px=148)
        self._lay_out(style)
        self._next.clicked.connect(self._on_next)
        self._unknown.clicked.connect(self.left_out)
        self._instead.clicked.connect(self.turned_away)

    def say(self, words: Words, *, unknown: str, instead: str) -> None:
        """Letter the ways; without ``instead`` there is no other secret."""
        for pad in self._pads.values():
            pad.speak(words)
        self._next.say(words["screen.pin.next"])
        self._unknown.say(unknown)
        self._instead.say(instead)
        self._instead.setVisible(bool(instead))
        self._ways.removeWidget(self._unknown)
        self._ways.addWidget(self._unknown, *((1, 0, 1, 1) if instead else (0, 0, 2, 1)))

    def forget(self) -> None:
        self._keep("")

    def hideEvent(self, _event: QHideEvent) -> None:
        self.forget()

    def _add_pad(self, kind: str, pad: DigitPad | LetterPad) -> None:
        self._pads[kind] = pad
        self._stack.addWidget(pad)
        pad.typed.connect(lambda character: self._on_typed(kind, character))
        pad.erased.connect(lambda: self._keep(self._typed[:-1]))
        pad.cleared.connect(self.forget)

    def _lay_out(self, style: Style) -> None:
        self._ways = ways = QGridLayout()
        ways.setSpacing(style.space("s"))
        ways.setColumnStretch(0, 1)
        ways.setColumnStretch(1, 1)
        ways.addWidget(self._instead, 0, 0)
        ways.addWidget(self._next, 0, 1, 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addWidget(self._stack)
        column.addLayout(ways)

    def _on_typed(self, kind: str, character: str) -> None:
        """A second touch that comes after the pad has turned is not meant for this place."""
        if self._places[len(self._typed) : len(self._typed) + 1] == kind:
            self._keep(self._typed + character)

    def _keep(self, typed: str) -> None:
        self._typed = typed
        self._view.show_typed(typed)
        here = min(len(typed), len(self._places) - 1)
        self._stack.setCurrentWidget(self._pads[self._places[here]])
        self._next.setEnabled(len(typed) == len(self._places))

    def _on_next(self) -> None:
        typed = self._typed
        self.forget()
        self.entered.emit(typed)
