"""The boards of keys that fill a pad: kana, Latin letters with digits, and digits alone.

Every board has the same ways at its edge: take back, clear, leave out, go on.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal

from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.pads.entry import GAP, Entry
from ui.lobby.pads.keys import ControlKey, EnterKey, Key, KeyGrid, Size, SkipKey
from ui.lobby.pads.syllabary import COLUMNS, LONG_VOWEL, romaji, small, to_katakana, voiced
from ui.lobby.style import Style

LATIN = ("ABCDE", "FGHIJ", "KLMNO", "PQRST", "UVWXY", "Z.-'&", "12345", "67890")
"""Rows of the Latin board in the order of the alphabet, which everybody knows who knows the letters."""

LATIN_NAME = (*LATIN[:5], "Z-'.")
"""Without digits, which no name has."""

_EDGE = 5
_DIGITS = ("123", "456", "789")


class Board(KeyGrid):
    """Keys with the ways on. ``entered`` and ``left_out`` say which way was taken."""

    entered = Signal()
    left_out = Signal()

    def __init__(self, style: Style, edge: Size = Size.WORDS) -> None:
        super().__init__(style)
        self.delete = self.control("delete", Entry.deleted, edge, Icon.ERASE)
        self.clear = self.control("clear", _clear_or_restore, edge)
        self.skip = SkipKey(style, edge)
        self.enter = EnterKey(style)
        self.skip.clicked.connect(self.left_out)
        self.enter.clicked.connect(self.entered)
        self._clear_words = ("", "")

    def speak(self, words: Words) -> None:
        self._clear_words = (words["screen.pad.clear"], words["screen.pad.restore"])
        self.delete.say(words["screen.pad.delete"])
        self.enter.say(words["screen.pad.next"])

    def offer(self, skip: str) -> None:
        """Letter the way out; an empty label closes it."""
        self.skip.say(skip)
        self.skip.setVisible(bool(skip))

    def show_entry(self, entry: Entry, *, ready: bool) -> None:
        """Open the keys that make sense now."""
        restores = entry.swept is not None
        self.clear.say(self._clear_words[restores])
        self.clear.setEnabled(restores or bool(entry.text))
        self.delete.setEnabled(bool(entry.text))
        self.enter.setEnabled(ready)


def _clear_or_restore(entry: Entry) -> Entry:
    return entry.cleared() if entry.swept is None else entry.restored()


class LetterBoard(Board):
    """Letters in five columns, and a sixth for everything else. ``switched``: the other letters are wanted."""

    switched = Signal()

    def __init__(self, style: Style, rows: Sequence[str], space: str) -> None:
        super().__init__(style)
        self.letters = {letter: self.letter(letter) for letters in rows for letter in letters if letter != GAP}
        for row, letters in enumerate(rows):
            for column, letter in enumerate(letters):
                if letter in self.letters:
                    self.put(self.letters[letter], row, column)
        self._rows = len(rows)
        self.space = self.control("space", lambda entry: entry.spaced(space))
        self.switch = ControlKey(style, "switch")
        self.switch.clicked.connect(self.switched)

    def edge(self) -> Sequence[Key]:
        """Return the keys that stand first in the sixth column."""
        return (self.space, self.delete, self.clear)

    def speak(self, words: Words) -> None:
        super().speak(words)
        self.space.say(words["screen.pad.space"])

    def offer(self, skip: str, switch: str = "") -> None:
        """Letter the way out and the way to the other letters; an empty label closes it."""
        super().offer(skip)
        self.switch.say(switch)
        self.switch.setVisible(bool(switch))
        column = [*self.edge(), *([self.switch] if switch else []), *([self.skip] if skip else [])]
        for row, key in enumerate(column):
            self.put(key, row, _EDGE)
        self.put(self.enter, len(column), _EDGE, rows=self._rows - len(column))


class KanaBoard(LetterBoard):
    """五十音 in two blocks, each read from right to left; ``katakana`` for names of buildings."""

    def __init__(self, style: Style, *, katakana: bool = False) -> None:
        super().__init__(style, tuple(map(to_katakana, kana_rows())) if katakana else kana_rows(), GAP)
        self._write = to_katakana if katakana else str
        self._dakuten = self.control("dakuten", lambda entry: entry.changed(voiced), Size.PHRASE)
        self._small = self.control("small", lambda entry: entry.changed(small), Size.PHRASE)
        self._long = self.letter(LONG_VOWEL)

    def edge(self) -> Sequence[Key]:
        return (self._dakuten, self._small, self._long, *super().edge())

    def speak(self, words: Words) -> None:
        super().speak(words)
        self._dakuten.say(self._write("か→が"), words["screen.pad.dakuten"])
        self._small.say(self._write("つ→っ"), words["screen.pad.small"])
        foreign = not words.language.startswith("ja")
        for letter, key in self.letters.items():
            key.hint(romaji(letter) if foreign else "")
        self._long.say(LONG_VOWEL, words["screen.pad.long"])


def kana_rows() -> tuple[str, ...]:
    """Return the rows of both blocks, あ to な over は to わ, left to right as the keys stand."""
    upper, lower = COLUMNS[:5], COLUMNS[5:]
    return tuple("".join(column[row] for column in reversed(block)) for block in (upper, lower) for row in range(5))


class LatinBoard(LetterBoard):
    """The alphabet and digits, or other ``rows``."""

    def __init__(self, style: Style, rows: Sequence[str] = LATIN) -> None:
        super().__init__(style, rows, " ")


class DigitBoard(Board):
    """Ten digits, and a hyphen where ``hyphen`` says so."""

    def __init__(self, style: Style, *, hyphen: bool = False) -> None:
        super().__init__(style, Size.PHRASE)
        self.digits = {digit: self.letter(digit) for digit in "1234567890"}
        for row, digits in enumerate(_DIGITS):
            for column, digit in enumerate(digits):
                self.put(self.digits[digit], row, column)
        self._hyphen = self.letter("-")
        self._hyphen.setVisible(hyphen)
        if hyphen:
            self.put(self._hyphen, 3, 0)
        self.put(self.digits["0"], 3, 1 if hyphen else 0, columns=2 if hyphen else 3)
        self.put(self.delete, 0, 3, rows=2)
        self.put(self.clear, 2, 3, rows=2)

    def speak(self, words: Words) -> None:
        super().speak(words)
        self._hyphen.say("－", words["screen.pad.hyphen"])

    def open(self, digits: Collection[str]) -> None:
        """Close the digits that lead nowhere."""
        for digit, key in self.digits.items():
            key.setEnabled(digit in digits)

    def offer(self, skip: str) -> None:
        super().offer(skip)
        if skip:
            self.put(self.skip, 4, 0)
        self.put(self.enter, 4, 1 if skip else 0, columns=3 if skip else 4)
