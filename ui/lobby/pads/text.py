"""The pad for names of buildings and other short texts: katakana, Latin letters and digits. No kanji is guessed."""

from kiosk.words import Words
from ui.lobby.pads.boards import KanaBoard, LatinBoard, LetterBoard
from ui.lobby.pads.entry import entry_of
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style

_KANA, _LATIN = range(2)


class TextPad(Pad):
    """One field over the kana board, with the Latin board behind it."""

    def __init__(self, style: Style) -> None:
        self._field = Field(style, "part:0")
        self._kana = KanaBoard(style, katakana=True)
        self._latin = LatinBoard(style)
        super().__init__(style, (self._field,), (self._kana, self._latin))
        self._kana.switched.connect(lambda: self.use(_LATIN))
        self._latin.switched.connect(lambda: self.use(_KANA))
        self._switches = ("", "")
        self._first = _KANA

    def ask(self, given: str) -> None:
        """Begin with the letters that the language is written in."""
        self.begin(entry_of((given,)))
        self.use(self._first)

    def caption(self, words: str) -> None:
        self._field.caption(words)

    def value(self) -> str:
        return self.entry.text

    def speak(self, words: Words) -> None:
        self._switches = (words["screen.pad.to_latin"], words["screen.pad.to_kana"])
        self._first = _KANA if words.language.startswith("ja") else _LATIN
        super().speak(words)

    def offer(self, skip: str) -> None:
        boards: tuple[LetterBoard, ...] = (self._kana, self._latin)
        for board, switch in zip(boards, self._switches, strict=True):
            board.offer(skip, switch)
