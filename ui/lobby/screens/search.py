"""What is it about, in everyday words? What is found is shown while it is typed."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from kiosk.guidance.content import Guide
from kiosk.visit.answers import ClerkWanted
from kiosk.visit.steps import SearchByWords
from kiosk.words import Words
from ui.lobby.controls import Button, Chip
from ui.lobby.finding import Find, findings
from ui.lobby.finding_list import FindingList
from ui.lobby.icons import Icon
from ui.lobby.labels import Text
from ui.lobby.pads.entry import Entry, entry_of
from ui.lobby.pads.keys import Edit
from ui.lobby.pads.search_boards import SearchBoard, SearchKana, SearchLatin
from ui.lobby.pads.shown import Field
from ui.lobby.screen import Screen
from ui.lobby.style import Style

MOST = 6
"""More than a screen holds nobody compares; another letter tells them apart."""

_EXAMPLES = 3
_KANA, _LATIN = range(2)


class SearchScreen(Screen[SearchByWords]):
    """Objects ``key:<letter>``, ``found:<kind>:<id>``, and ``ask_clerk`` when nothing is found."""

    def __init__(self, style: Style, guide: Guide, find: Find) -> None:
        super().__init__(style)
        self._guide = guide
        self._find = find
        self._step: SearchByWords | None = None
        self._words: Words | None = None
        self._entry = Entry()
        self._field = Field(style, "part:0", height_px=116)
        self._told = Text(style, "text", colour="ink_soft")
        self._examples = tuple(Chip(style, f"example:{n}") for n in range(_EXAMPLES))
        self._found = FindingList(style)
        self._clerk = Button(style, "ask_clerk", Icon.CLERK, height_px=140)
        self._boards: tuple[SearchBoard, ...] = (SearchKana(style), SearchLatin(style))
        self._stack = QStackedWidget()
        self._lay_out(style)
        self._found.chosen.connect(self.answered)
        self._clerk.clicked.connect(lambda: self.answered.emit(ClerkWanted()))

    def present(self, step: SearchByWords, words: Words) -> None:
        """Whoever changes the language keeps what was typed."""
        if step is not self._step:
            self._entry = Entry()
        self._step, self._words = step, words
        self._field.caption(words["screen.search.ask"])
        self._clerk.say(words["screen.search.clerk"])
        self._found.speak(words)
        for board in self._boards:
            board.speak(words)
        for chip, example in zip(self._examples, words["screen.search.examples"].split("|"), strict=True):
            chip.say(example)
        if not self._entry.text:
            self._stack.setCurrentIndex(_KANA if words.language.startswith("ja") else _LATIN)
        self._show()

    def _lay_out(self, style: Style) -> None:
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("xs"), margin, style.space("s"))
        self.column.setSpacing(style.space("xs"))
        for board in self._boards:
            self._stack.addWidget(board)
            board.edited.connect(self._edit)
        self._boards[_KANA].switched.connect(lambda: self._stack.setCurrentIndex(_LATIN))
        self._boards[_LATIN].switched.connect(lambda: self._stack.setCurrentIndex(_KANA))
        self._stack.setFixedHeight(style.px(640))
        self.column.addWidget(self._field)
        self.column.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        for chip in self._examples:
            chip.clicked.connect(lambda _checked, chip=chip: self._edit(lambda _: entry_of((chip.accessibleName(),))))
            row.addWidget(chip, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._found, 1)
        self.column.addWidget(self._clerk)
        self.column.addWidget(self._stack)

    def _edit(self, edit: Edit) -> None:
        self._entry = edit(self._entry)
        self._show()

    def _show(self) -> None:
        assert self._words is not None
        typed = self._entry.text
        self._field.show_text(typed)
        for board in self._boards:
            board.show_entry(self._entry)
        found = findings(self._find(typed), self._guide, self._words)[:MOST]
        self._told.say("" if found else self._words["screen.search.nothing" if typed.strip() else "screen.search.hint"])
        for chip in self._examples:
            chip.setVisible(not typed)
        self._clerk.setVisible(not found and bool(typed.strip()))
        self.column.activate()  # so that the list knows its room before it is filled
        self._found.show_findings(found)
