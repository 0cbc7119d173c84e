"""Documents to look at, page after page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.paperwork.sheet import Document, Page, sheet_title
from kiosk.words import Words
from ui.lobby.glyphs import GlyphPen
from ui.lobby.pads.keys import ControlKey, Key, Size
from ui.lobby.sheet_view import SheetView
from ui.lobby.style import Style

_SIDE_PX = 268
_TURN_PX = 200
_TOOL_PX = 160


class Documents(QWidget):
    """``sheet_after``, ``sheet_before``, ``larger``, ``smaller``. ``turned`` when another page is shown."""

    turned = Signal()

    def __init__(self, style: Style, pen: GlyphPen) -> None:
        super().__init__()
        self._pages: tuple[tuple[int, Document, Page], ...] = ()
        self._names: list[str] = []
        self._shown = 0
        self._view = SheetView(style, pen)
        self._after = _key(style, "sheet_after", _TURN_PX)
        self._before = _key(style, "sheet_before", _TURN_PX)
        self._larger = _key(style, "larger", _TOOL_PX)
        self._smaller = _key(style, "smaller", _TOOL_PX)
        self._lay_out(style)
        self._after.clicked.connect(lambda: self._show(self._shown + 1))
        self._before.clicked.connect(lambda: self._show(self._shown - 1))
        self._larger.clicked.connect(self._view.larger)
        self._smaller.clicked.connect(self._view.smaller)
        self._view.zoomed.connect(self._on_zoomed)

    @property
    def document(self) -> int:
        """Return which of the documents is shown."""
        return self._pages[self._shown][0]

    @property
    def page(self) -> Page:
        return self._pages[self._shown][2]

    def which(self, words: Words) -> str:
        """Say what is shown, and which of all it is."""
        _, document, _ = self._pages[self._shown]
        title = sheet_title(document.kind, words)
        return words.say("screen.preview.which", n=self._shown + 1, of=len(self._pages), title=title)

    def present(self, documents: Sequence[Document], words: Words, *, anew: bool) -> None:
        """Show the first page, or the one that is shown when the same documents were written ``anew``.

        Unless ``anew``, go on showing what is shown.
        """
        names = [document.name for document in documents]
        again = self.isVisible() and names == self._names
        self._names = names
        self._pages = tuple((n, document, page) for n, document in enumerate(documents) for page in document.pages)
        for key, sign, word in (
            (self._after, "▶", "after"),
            (self._before, "◀", "before"),
            (self._larger, "＋", "larger"),
            (self._smaller, "－", "smaller"),
        ):
            key.say(f"{sign}\n{words[f'screen.preview.{word}']}", words[f"screen.preview.{word}"])
        if anew:
            self._show(min(self._shown, len(self._pages) - 1) if again else 0)

    def _lay_out(self, style: Style) -> None:
        side = QVBoxLayout()
        side.setSpacing(style.space("s"))
        for key in (self._after, self._before):
            side.addWidget(key)
        side.addStretch(1)
        for key in (self._larger, self._smaller):
            side.addWidget(key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space("m"))
        row.addWidget(self._view, 1)
        row.addLayout(side)

    def _show(self, number: int) -> None:
        self._shown = number
        self._view.show_page(self.page)
        self._after.setEnabled(self._shown + 1 < len(self._pages))
        self._before.setEnabled(self._shown > 0)
        self.turned.emit()

    def _on_zoomed(self) -> None:
        self._larger.setEnabled(self._view.can_grow())
        self._smaller.setEnabled(self._view.can_shrink())


def _key(style: Style, name: str, height_px: int) -> Key:
    key = ControlKey(style, name, Size.PHRASE)
    key.setObjectName(name)
    key.setFixedSize(style.px(_SIDE_PX), style.px(height_px))
    return key
