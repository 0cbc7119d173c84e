"""The whole address, shown back in full before it is taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.people import Address
from kiosk.postal import spell_postal
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.icons import Icon
from ui.lobby.labels import Text
from ui.lobby.panel import Panel
from ui.lobby.style import Style


class AddressReview(QWidget):
    """``finished`` when it is right, ``again`` to begin anew."""

    finished = Signal()
    again = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        panel = Panel(style)
        self._lines = tuple(Text(style, size, face=Face.BOLD) for size in ("text", "choice", "title", "choice"))
        self._blank = Text(style, "text", colour="ink_soft")
        for line in (*self._lines, self._blank):
            panel.column.addWidget(line)
        self._again = Button(style, "again", Icon.PENCIL)
        self._next = PrimaryButton(style, "next", height_px=156)
        self._again.clicked.connect(self.again)
        self._next.clicked.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addWidget(panel)
        column.addStretch(1)
        column.addWidget(self._again)
        column.addWidget(self._next)

    def show_address(self, address: Address, words: Words) -> None:
        """What is left to the hand is said to be so."""
        place = f"{address.prefecture}{address.city}"
        lines = (spell_postal(address.postal), place, f"{address.town}{address.street}", address.building)
        for label, line in zip(self._lines, lines, strict=True):
            label.say(line)
        self._blank.say("" if address.street else words["screen.address.street_by_hand"])
        self._again.say(words["screen.address.again"])
        self._next.say(words["screen.address.right"])
