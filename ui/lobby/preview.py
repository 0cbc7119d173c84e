"""The screen that shows the sheets as they will be printed, and where the resident writes by hand."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.visit.answers import FuriganaOnPaper, GoOn
from kiosk.visit.steps import Preview
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.documents import Documents
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.pads.keys import Size, SwitchKey
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_FURIGANA_PX, _WAYS_PX = 268, 148


class PreviewScreen(Screen[Preview]):
    """Page after page; ``next`` prints them all.

    ``furigana`` writes the papers with it, in the language that has such a way of writing.
    """

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__(style)
        self._step: Preview | None = None
        self._words: Words | None = None
        self._heading = Heading(style)
        self._title = Help(style)
        self._note = Note(style, Icon.PENCIL, "accent")
        self._documents = Documents(style, pen)
        self._furigana = SwitchKey(style, "furigana", Size.WORDS)
        self._furigana.setObjectName("furigana")
        self._furigana.setFixedSize(style.px(_FURIGANA_PX), style.px(_WAYS_PX))
        self._print = PrimaryButton(style, "next", Icon.PRINTER, height_px=_WAYS_PX)
        for widget in (self._heading, self._title, self._note):
            self.column.addWidget(widget)
        self.column.addWidget(self._documents, 1)
        ways = QHBoxLayout()
        ways.setSpacing(style.space("m"))
        ways.addWidget(self._furigana)
        ways.addWidget(self._print, 1)
        self.column.addLayout(ways)
        self._documents.turned.connect(self._on_turned)
        self._furigana.clicked.connect(self._on_furigana)
        self._print.clicked.connect(lambda: self.answered.emit(GoOn()))

    def present(self, step: Preview, words: Words) -> None:
        anew = step is not self._step
        self._step, self._words = step, words
        self._heading.say(words["screen.preview.heading"])
        self._print.say(words["screen.preview.print"])
        self._furigana.setVisible(step.furigana is not None)
        self._furigana.setChecked(bool(step.furigana))
        self._furigana.say(words["screen.preview.furigana"])
        self._documents.present(step.documents, words, anew=anew)
        self._on_turned()

    def _on_furigana(self) -> None:
        self.answered.emit(FuriganaOnPaper(not self._furigana.isChecked()))

    def _on_turned(self) -> None:
        """Say what is shown, and what is to be done with it."""
        if self._words is None:
            return
        self._title.say(self._documents.which(self._words))
        own_hand = bool(self._documents.page.own_hand)
        self._note.become(*((Icon.PENCIL, "accent") if own_hand else (Icon.CHECK, "done")))
        self._note.say(self._words["screen.preview.own_hand" if own_hand else "screen.preview.no_hand"])
