"""What has been typed on a pad, as a value: every key makes a new one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

GAP = "　"
"""Between family and given name, as cards and forms have it (U+3000)."""

LONGEST = 40
"""Letters that one part takes; a key after that does nothing."""


@dataclass(frozen=True)
class Entry:
    """Text in one or more parts (family and given name), and the part to which the next key goes.

    ``swept`` holds the parts that "clear" took away, until the next key.
    """

    parts: tuple[str, ...] = field(default=("",), repr=False)
    at: int = 0
    swept: tuple[str, ...] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        return GAP.join(self.parts).strip(GAP)

    @property
    def complete(self) -> bool:
        return all(part.strip() for part in self.parts)

    def typed(self, letter: str) -> "Entry":
        part = self.parts[self.at]
        return self._with(part + letter) if len(part) < LONGEST else self

    def spaced(self, space: str) -> "Entry":
        """Go on to the next part; type the space where there is one part alone."""
        if len(self.parts) == 1:
            return self.typed(space)
        return self.moved(min(self.at + 1, len(self.parts) - 1))

    def changed(self, change: Callable[[str], str]) -> "Entry":
        """Change the last letter."""
        part = self.parts[self.at]
        return self._with(part[:-1] + change(part[-1])) if part else self

    def deleted(self) -> "Entry":
        """Take the last letter away; at the start of a part, step into the one before."""
        part = self.parts[self.at]
        return self._with(part[:-1]) if part else self.moved(max(self.at - 1, 0))

    def cleared(self) -> "Entry":
        return Entry(("",) * len(self.parts), swept=self.parts) if self.text else self

    def restored(self) -> "Entry":
        """Bring back what "clear" took away."""
        return self if self.swept is None else entry_of(self.swept)

    def moved(self, part: int) -> "Entry":
        return replace(self, at=part)

    def _with(self, part: str) -> "Entry":
        return Entry((*self.parts[: self.at], part, *self.parts[self.at + 1 :]), self.at)


def entry_of(parts: tuple[str, ...]) -> Entry:
    """Begin with these parts; the next key goes to the first that is empty."""
    return Entry(parts, at=next((n for n, part in enumerate(parts) if not part), len(parts) - 1))


def entry_from(text: str, parts: int) -> Entry:
    """Begin with a text typed before, spread over so many parts."""
    given = tuple(text.split(GAP, parts - 1))
    return entry_of(given + ("",) * (parts - len(given)))
