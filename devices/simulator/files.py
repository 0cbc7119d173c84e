"""What is on a software card, as data: applications, the keys that open them, and their files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from devices.apdu import AID, FID

KeyName = tuple[AID, FID]
"""A key by the application that it is in (MF for the root) and its file."""

Access = frozenset[frozenset[KeyName]]
"""What opens a file: any one of these sets, all of whose keys must be verified."""

FREE: Access = frozenset({frozenset()})


def any_of(*keys: KeyName) -> Access:
    """Return the access that each of these keys alone gives."""
    return frozenset(frozenset({key}) for key in keys)


def all_of(*keys: KeyName) -> Access:
    """Return the access that only all of these keys together give."""
    return frozenset({frozenset(keys)})


@dataclass(frozen=True)
class Key:
    """A secret and how often it may be missed in a row."""

    secret: bytes = field(repr=False)
    tries: int


@dataclass(frozen=True)
class DataFile:
    """A transparent EF, or one of ``records`` (counted from 1).

    ``forbidden`` marks a file that no program of ours may ever select.
    """

    content: bytes = field(default=b"", repr=False)
    access: Access = FREE
    forbidden: bool = False
    records: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SigningKey:
    """A private key that signs what it is given by RSA with PKCS #1 v1.5, and no hashing of its own."""

    key: RSAPrivateKey = field(repr=False)
    access: Access = FREE


@dataclass(frozen=True)
class Application:
    """``signing``: private keys by their files; None is the key that signs where no file is named."""

    aid: AID
    keys: Mapping[FID, Key] = field(default_factory=dict)
    files: Mapping[FID, DataFile] = field(default_factory=dict)
    signing: Mapping[FID | None, SigningKey] = field(default_factory=dict)

    def has(self, fid: FID) -> bool:
        return fid in self.files or fid in self.keys or fid in self.signing


class MasterFile(Enum):
    """What SELECT MF does: selects the root, or succeeds without leaving the application (My Number cards)."""

    SELECTED = auto()
    IGNORED = auto()


@dataclass(frozen=True)
class CardProfile:
    """A whole card. ``atr`` is what the reader makes of the answer to reset; ``master_file``: whether it can be left
    for the root, whose files are those of the application MF.
    """

    atr: bytes
    applications: tuple[Application, ...]
    master_file: MasterFile = MasterFile.IGNORED
