"""Which of the sheets that came out is to be printed once more: seen, and then printed by another touch."""

from kiosk.visit.answers import PrintAgain
from kiosk.visit.steps import ChooseSheet
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.documents import Documents
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.style import Style


class BadSheetScreen(Screen[ChooseSheet]):
    """``print_again`` prints the one that is shown."""

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__(style)
        self._step: ChooseSheet | None = None
        self._words: Words | None = None
        self._heading = Heading(style)
        self._title = Help(style)
        self._same = Note(style, Icon.TICKET, "city")
        self._documents = Documents(style, pen)
        self._print = PrimaryButton(style, "print_again", Icon.PRINTER, height_px=148)
        for widget in (self._heading, self._title, self._same):
            self.column.addWidget(widget)
        self.column.addWidget(self._documents, 1)
        self.column.addWidget(self._print)
        self._documents.turned.connect(self._on_turned)
        self._print.clicked.connect(self._on_print)

    def present(self, step: ChooseSheet, words: Words) -> None:
        anew = step is not self._step
        self._step, self._words = step, words
        self._heading.say(words["screen.bad_sheet.heading"])
        self._same.say(words["screen.bad_sheet.help"])
        self._print.say(words["screen.bad_sheet.print"])
        self._documents.present(tuple(step.sheets.values()), words, anew=anew)
        self._on_turned()

    def _on_turned(self) -> None:
        if self._words is not None:
            self._title.say(self._documents.which(self._words))

    def _on_print(self) -> None:
        if self._step is not None:
            self.answered.emit(PrintAgain(tuple(self._step.sheets)[self._documents.document]))
