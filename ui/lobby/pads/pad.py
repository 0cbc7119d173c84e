"""What every typing pad is: fields that show an entry, and boards that edit it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.pads.boards import Board
from ui.lobby.pads.entry import Entry
from ui.lobby.pads.keys import Edit
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style


class Pad(QWidget):
    """Fields over one of several boards. ``finished`` when all parts are typed and confirmed; ``left_out``: by hand."""

    finished = Signal()
    left_out = Signal()

    def __init__(self, style: Style, fields: Sequence[Field], boards: Sequence[Board]) -> None:
        super().__init__()
        self.entry = Entry()
        self.fields = fields
        self.boards = boards
        self._stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(style.space("s"))
        for n, field in enumerate(fields):
            row.addWidget(field, 1)
            field.clicked.connect(lambda _checked, n=n: self.edit(lambda entry: entry.moved(n)))
        for board in boards:
            self._stack.addWidget(board)
            board.edited.connect(self.edit)
            board.entered.connect(self._on_entered)
            board.left_out.connect(self.left_out)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.space("s"))
        self.column.addLayout(row)
        self.column.addWidget(self._stack, 1)

    def begin(self, entry: Entry) -> None:
        """Start from this entry, on the first board."""
        self.entry = entry
        self.use(0)
        self.show_entry()

    def use(self, board: int) -> None:
        self._stack.setCurrentIndex(board)

    def speak(self, words: Words) -> None:
        for board in self.boards:
            board.speak(words)
        self.show_entry()

    def offer(self, skip: str) -> None:
        """Letter the way out; an empty label closes it."""
        for board in self.boards:
            board.offer(skip)

    def edit(self, edit: Edit) -> None:
        """Let a key do its work, unless that leads to what cannot be."""
        changed = edit(self.entry)
        if self.allows(changed):
            self.entry = changed
            self.show_entry()

    def allows(self, _entry: Entry) -> bool:
        return True

    def is_ready(self) -> bool:
        """Whether "next" may be touched: here is something, and it is whole."""
        return bool(self.entry.parts[self.entry.at].strip())

    def shown(self, part: str) -> str:
        """Return a part as its field shows it."""
        return part

    def show_entry(self) -> None:
        for n, (field, part) in enumerate(zip(self.fields, self.entry.parts, strict=False)):
            field.show_text(self.shown(part), active=n == self.entry.at)
        for board in self.boards:
            board.show_entry(self.entry, ready=self.is_ready())

    def _on_entered(self) -> None:
        """Go on to the first part that is still empty, or finish."""
        if self.entry.complete:
            self.finished.emit()
        else:
            self.edit(lambda entry: entry.moved(next(n for n, part in enumerate(entry.parts) if not part.strip())))
