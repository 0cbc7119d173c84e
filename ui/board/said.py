"""What the board says, in two languages beside each other."""

from dataclasses import dataclass

from kiosk.guidance.sentences import floor_words
from kiosk.lettering.ruby import plain
from kiosk.words import Words

Pair = tuple[str, str]


@dataclass(frozen=True)
class Bilingual:
    """The same sentence for residents who read Japanese and for those who read the other language."""

    first: Words
    second: Words

    def __getitem__(self, key: str) -> Pair:
        return self.say(key)

    def say(self, key: str, **values: object) -> Pair:
        first, second = (plain(words.say(f"board.{key}", **values)) for words in (self.first, self.second))
        return first, second

    def floor(self, name: str) -> Pair:
        """Name a floor; the second is empty where both languages write it alike."""
        first, second = (plain(floor_words(name, words)) for words in (self.first, self.second))
        return first, "" if first == second else second
