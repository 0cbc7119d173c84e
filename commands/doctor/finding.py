"""What a check of ``kakanai doctor`` found. The sentences are words of the city's texts, ``doctor.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.words import Words


@dataclass(frozen=True)
class Finding:
    """``ok`` None: nothing is broken, but somebody should know. ``outcome`` and ``values`` make the sentence.

    ``advice`` names a remedy that is said elsewhere, too.
    """

    check: str
    ok: bool | None
    outcome: str
    values: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""

    def message(self, words: Words) -> str:
        return words.say(f"doctor.{self.check}.{self.outcome}.says", **self.values)

    def remedy(self, words: Words) -> str | None:
        """Return what to do, ``None`` where there is nothing."""
        key = self.advice or f"doctor.{self.check}.{self.outcome}.remedy"
        return words.say(key, **self.values) if key in words else None
