"""What the board says, in two languages beside each other."""

from dataclasses import dataclass

from kiosk.guidance.sentences import floor_words
from kiosk.words import Words

Pair = tuple[str, str]


@dataclass(frozen=True)
class Bilingual:
    """The same sentence for residents who read Japanese and for those who read the other language."""

    first: Words
    second: Words

    def __getitem__(self, key: str) -> Pair:
        return self.first[f"board.{key}"], self.second[f"board.{key}"]

    def say(self, key: str, **values: object) -> Pair:
        return self.first.say(f"board.{key}", **values), self.second.say(f"board.{key}", **values)

    def floor(self, name: str) -> Pair:
        """Name a floor; the second is empty where both languages write it alike."""
        first, second = (floor_words(name, words) for words in (self.first, self.second))
        return first, "" if first == second else second
