"""What is on a software card, as data: applications, the keys that open them, and their files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.apdu import AID, FID


@dataclass(frozen=True)
class Key:
    """A secret and how often it may be missed in a row."""

    secret: bytes = field(repr=False)
    tries: int


@dataclass(frozen=True)
class DataFile:
    """A transparent EF. Any of the keys ``opened_by`` suffices; none at all: free.

    ``forbidden`` marks a file that no program of ours may ever select.
    """

    content: bytes = field(repr=False)
    opened_by: frozenset[FID] = frozenset()
    forbidden: bool = False


@dataclass(frozen=True)
class Application:
    aid: AID
    keys: Mapping[FID, Key]
    files: Mapping[FID, DataFile]


@dataclass(frozen=True)
class CardProfile:
    """A whole card. ``atr`` is what the reader makes of the answer to reset."""

    atr: bytes
    applications: tuple[Application, ...]
