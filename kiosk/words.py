"""What the product says, by key and language; the sentences themselves are the city's YAML."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The sentences of one language, flat keys such as ``question.has_dog.ask``.

    ``fallback`` answers for a key that this language lacks (``en`` falls back to
    ``ja``); a key that nobody has raises ``KeyError``.
    """

    language: str
    sentences: Mapping[str, str]
    fallback: "Words | None" = None

    def __getitem__(self, key: str) -> str:
        if key in self.sentences:
            return self.sentences[key]
        if self.fallback is not None:
            return self.fallback[key]
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        return key in self.sentences or (self.fallback is not None and key in self.fallback)

    def get(self, key: str, default: str) -> str:
        """Return the sentence of a key that need not be there."""
        return self[key] if key in self else default  # noqa: SIM401  this is the method it suggests

    def say(self, key: str, **values: object) -> str:
        """Return the sentence with its ``{names}`` filled in (``str.format``)."""
        return self[key].format(**values)
