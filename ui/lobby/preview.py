"""The screen that shows the sheets as they will be printed, and where the resident writes by hand."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.paperwork.sheet import Document, Page
from kiosk.visit.steps import GoOn, Preview
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading
from ui.lobby.pads.keys import ControlKey, Key, Size, SwitchKey
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.sheet_view import SheetView
from ui.lobby.style import Style

_SIDE_PX = 268
_TAB_PX = 160


class PreviewScreen(Screen[Preview]):
    """A sheet at a time, chosen at the side: ``sheet:0`` ..., ``larger``, ``smaller``; ``next`` prints them all."""

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__(style)
        self._step: Preview | None = None
        self._words: Words | None = None
        self._sheets: list[tuple[Document, Page]] = []
        self._shown = 0
        self._tabs: list[SwitchKey] = []
        self._heading = Heading(style)
        self._note = Note(style, Icon.PENCIL, "accent")
        self._view = SheetView(style, pen)
        self._larger = _tool(style, "larger")
        self._smaller = _tool(style, "smaller")
        self._print = PrimaryButton(style, "next", Icon.PRINTER, height_px=148)
        self._side = QVBoxLayout()
        self._lay_out(style)
        self._larger.clicked.connect(self._view.larger)
        self._smaller.clicked.connect(self._view.smaller)
        self._view.zoomed.connect(self._on_zoomed)
        self._print.clicked.connect(lambda: self.answered.emit(GoOn()))

    def present(self, step: Preview, words: Words) -> None:
        anew = step is not self._step
        self._step = step
        self._words = words
        self._sheets = [(document, page) for document in step.documents for page in document.pages]
        self._shown = 0 if anew else self._shown
        self._speak(words)
        if anew:
            self._show(0)

    def _lay_out(self, style: Style) -> None:
        self._side.setSpacing(style.space("s"))
        self._side.addStretch(1)
        for key in (self._larger, self._smaller):
            self._side.addWidget(key)
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        row.addWidget(self._view, 1)
        row.addLayout(self._side)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._note)
        self.column.addLayout(row, 1)
        self.column.addWidget(self._print)

    def _speak(self, words: Words) -> None:
        self._heading.say(words["screen.preview.heading"])
        self._larger.say(f"＋\n{words['screen.preview.larger']}", words["screen.preview.larger"])
        self._smaller.say(f"－\n{words['screen.preview.smaller']}", words["screen.preview.smaller"])
        self._print.say(words["screen.preview.print"])
        while len(self._tabs) < len(self._sheets):
            self._add_tab()
        for n, tab in enumerate(self._tabs):
            tab.setVisible(n < len(self._sheets))
        for tab, (document, page) in zip(self._tabs, self._sheets, strict=False):
            tab.say(_title(document, page, words))
        self._say_note()

    def _add_tab(self) -> None:
        n = len(self._tabs)
        tab = SwitchKey(self.look, f"sheet:{n}", Size.WORDS)
        tab.setObjectName(f"sheet:{n}")
        tab.setFixedSize(self.look.px(_SIDE_PX), self.look.px(_TAB_PX))
        tab.clicked.connect(lambda: self._show(n))
        self._side.insertWidget(n, tab)
        self._tabs.append(tab)

    def _show(self, sheet: int) -> None:
        self._shown = sheet
        self._view.show_page(self._sheets[sheet][1])
        for n, tab in enumerate(self._tabs):
            tab.setChecked(n == sheet)
        self._say_note()

    def _say_note(self) -> None:
        """Say what glows on this sheet; where nothing does, that it is taken along as it is."""
        if self._words is not None:
            own_hand = bool(self._sheets[self._shown][1].own_hand)
            self._note.become(*((Icon.PENCIL, "accent") if own_hand else (Icon.CHECK, "done")))
            self._note.say(self._words["screen.preview.own_hand" if own_hand else "screen.preview.no_hand"])

    def _on_zoomed(self) -> None:
        self._larger.setEnabled(self._view.can_grow())
        self._smaller.setEnabled(self._view.can_shrink())


def _tool(style: Style, name: str) -> Key:
    key = ControlKey(style, name, Size.PHRASE)
    key.setObjectName(name)
    key.setFixedSize(style.px(_SIDE_PX), style.px(_TAB_PX))
    return key


def _title(document: Document, page: Page, words: Words) -> str:
    """Name a sheet: a form by its title, the others by what they are; numbered where there are several."""
    key = f"form.{document.name}.title"
    title = words[key] if key in words else words[f"screen.preview.sheet.{document.name}"]
    number = document.pages.index(page) + 1
    return f"{title}\n{number}/{len(document.pages)}" if len(document.pages) > 1 else title
