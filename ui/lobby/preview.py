"""The screen that shows the sheets as they will be printed, and where the resident writes by hand."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.paperwork.sheet import Document, Page, form_title
from kiosk.visit.answers import GoOn
from kiosk.visit.steps import Preview
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
_TAB_PX = 204
_TOOL_PX = 160


class PreviewScreen(Screen[Preview]):
    """A document at a time, chosen at the side: ``sheet:0`` ..., ``larger``, ``smaller``; ``next`` prints them all.

    Of a document with several pages, the key of the one that is shown turns the page.
    """

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__(style)
        self._step: Preview | None = None
        self._words: Words | None = None
        self._documents: tuple[Document, ...] = ()
        self._shown = 0
        self._page = 0
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
        self._documents = step.documents
        self._speak(words)
        if anew:
            self._show(0, 0)
        else:
            self._letter()

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
        while len(self._tabs) < len(self._documents):
            self._add_tab()
        for n, tab in enumerate(self._tabs):
            tab.setVisible(n < len(self._documents))

    def _add_tab(self) -> None:
        n = len(self._tabs)
        tab = SwitchKey(self.look, f"sheet:{n}", Size.WORDS)
        tab.setObjectName(f"sheet:{n}")
        tab.setFixedSize(self.look.px(_SIDE_PX), self.look.px(_TAB_PX))
        tab.clicked.connect(lambda: self._on_tab(n))
        self._side.insertWidget(n, tab)
        self._tabs.append(tab)

    def _on_tab(self, document: int) -> None:
        """Show this document, or its next page when it is shown already."""
        pages = len(self._documents[document].pages)
        self._show(document, (self._page + 1) % pages if document == self._shown else 0)

    def _show(self, document: int, page: int) -> None:
        self._shown, self._page = document, page
        self._view.show_page(self._present_page)
        self._letter()

    @property
    def _present_page(self) -> Page:
        return self._documents[self._shown].pages[self._page]

    def _letter(self) -> None:
        """Say on each key what it shows, and on the sheet what is to be done with it."""
        words = self._words
        if words is None:
            return
        for n, (tab, document) in enumerate(zip(self._tabs, self._documents, strict=False)):
            tab.setChecked(n == self._shown)
            tab.say(_title(document, self._page if n == self._shown else None, words))
        own_hand = bool(self._present_page.own_hand)
        self._note.become(*((Icon.PENCIL, "accent") if own_hand else (Icon.CHECK, "done")))
        self._note.say(words["screen.preview.own_hand" if own_hand else "screen.preview.no_hand"])

    def _on_zoomed(self) -> None:
        self._larger.setEnabled(self._view.can_grow())
        self._smaller.setEnabled(self._view.can_shrink())


def _tool(style: Style, name: str) -> Key:
    key = ControlKey(style, name, Size.PHRASE)
    key.setObjectName(name)
    key.setFixedSize(style.px(_SIDE_PX), style.px(_TOOL_PX))
    return key


def _title(document: Document, page: int | None, words: Words) -> str:
    """Name a document: a form by its title, the others by what they are; with its pages where there are several."""
    title = form_title(document.name, words) or words[f"screen.preview.sheet.{document.name}"]
    pages = len(document.pages)
    if pages == 1:
        return title
    return f"{title}\n{'' if page is None else f'{page + 1}/'}{words.say('screen.preview.pages', pages=pages)}"
