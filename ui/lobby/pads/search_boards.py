"""Boards as low as they can be, so that what is found has room above them: ten keys in a row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.pads.entry import GAP, Entry
from ui.lobby.pads.keys import ControlKey, Key, KeyGrid, Size
from ui.lobby.pads.syllabary import COLUMNS, LONG_VOWEL, small, voiced
from ui.lobby.style import Style

_COLUMNS = 10
_LATIN = ("ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ")
_LAST = f"わをん{LONG_VOWEL}{GAP}"
"""The last column without the letters that nobody writes any more."""


class SearchBoard(KeyGrid):
    """Letters, and below them the keys that change what was typed. ``switched``: the other letters are wanted."""

    switched = Signal()

    def __init__(self, style: Style, rows: Sequence[str]) -> None:
        super().__init__(style)
        self._grid.setSpacing(style.space("xs"))
        self.letters = {letter: self.letter(letter) for letters in rows for letter in letters if letter != GAP}
        for row, letters in enumerate(rows):
            for column, letter in enumerate(letters):
                if letter in self.letters:
                    self.put(self.letters[letter], row, column)
        self.delete = self.control("delete", Entry.deleted, Size.WORDS, Icon.ERASE)
        self.clear = self.control("clear", Entry.cleared)
        self.switch = ControlKey(style, "switch")
        self.switch.clicked.connect(self.switched)

    def lay_last(self, row: int, keys: Sequence[Key]) -> None:
        """Stand keys in the last row, as wide as there is room."""
        columns = _COLUMNS // len(keys)
        for n, key in enumerate(keys):
            last = n == len(keys) - 1
            self.put(key, row, n * columns, columns=_COLUMNS - n * columns if last else columns)

    def speak(self, words: Words) -> None:
        self.delete.say(words["screen.pad.delete"])
        self.clear.say(words["screen.pad.clear"])

    def show_entry(self, entry: Entry) -> None:
        """Open the keys that make sense now."""
        self.delete.setEnabled(bool(entry.text))
        self.clear.setEnabled(bool(entry.text))


class SearchKana(SearchBoard):
    """五十音 as on the wall of a school: あ at the right."""

    def __init__(self, style: Style) -> None:
        columns = (_LAST, *reversed(COLUMNS[:-1]))
        super().__init__(style, tuple("".join(column[row] for column in columns) for row in range(5)))
        self._dakuten = self.control("dakuten", lambda entry: entry.changed(voiced), Size.PHRASE)
        self._small = self.control("small", lambda entry: entry.changed(small), Size.PHRASE)
        self.lay_last(5, (self._dakuten, self._small, self.switch, self.clear, self.delete))

    def speak(self, words: Words) -> None:
        super().speak(words)
        self._dakuten.say("か→が", words["screen.pad.dakuten"])
        self._small.say("つ→っ", words["screen.pad.small"])
        self.letters[LONG_VOWEL].say(LONG_VOWEL, words["screen.pad.long"])
        self.switch.say("ABC")


class SearchLatin(SearchBoard):
    """The alphabet in its own order."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, _LATIN)
        self._space = self.control("space", lambda entry: entry.typed(" "))
        self.put(self._space, len(_LATIN) - 1, len(_LATIN[-1]), columns=4)
        self.lay_last(len(_LATIN), (self.switch, self.clear, self.delete))

    def speak(self, words: Words) -> None:
        super().speak(words)
        self._space.say(words["screen.pad.space"])
        self.switch.say(words["screen.search.kana"])
