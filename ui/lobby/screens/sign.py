"""The screen on which one signs with a finger, where the city allows it."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.visit.answers import Signed
from kiosk.visit.steps import Sign
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton, QuietButton
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.pads.signature import SignaturePad
from ui.lobby.screen import Screen
from ui.lobby.style import Style


class SignScreen(Screen[Sign]):
    """``next`` emits Signed with what stands there, ``on_paper`` without; ``again`` clears the pad."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._step: Sign | None = None
        self._heading, self._help = Heading(style), Help(style)
        self._pad = SignaturePad(style)
        self._again = QuietButton(style, "again")
        self._on_paper = Button(style, "on_paper", Icon.PENCIL)
        self._next = PrimaryButton(style, "next", Icon.CHECK, height_px=160)
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        row.addWidget(self._again)
        row.addWidget(self._on_paper)
        for widget in (self._heading, self._help, self._pad):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.column.addWidget(self._next)
        self._pad.changed.connect(self._on_changed)
        self._again.clicked.connect(self._pad.clear)
        self._on_paper.clicked.connect(lambda: self.answered.emit(Signed(None)))
        self._next.clicked.connect(lambda: self.answered.emit(Signed(self._pad.signature)))

    def present(self, step: Sign, words: Words) -> None:
        self._heading.say(words["screen.signature.heading"])
        self._help.say(words["screen.signature.help"])
        self._again.say(words["screen.signature.again"])
        self._on_paper.say(words["screen.signature.on_paper"])
        self._next.say(words["screen.signature.next"])
        if step is not self._step:
            self._step = step
            self._pad.show_signature(step.given)

    def _on_changed(self) -> None:
        signed = self._pad.signature is not None
        self._again.setEnabled(signed)
        self._next.setEnabled(signed)
