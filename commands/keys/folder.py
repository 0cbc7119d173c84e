"""The folder of keys: ``counter.key`` and ``counter.pub``, and ``<kiosk>.key`` and ``<kiosk>.pub`` of every kiosk.

A kiosk needs its own ``.key`` and ``counter.pub``, the counter ``counter.key`` and the ``.pub`` of the kiosks. Private
keys are their owner's alone (mode 0600), and are not read when others could read them, too.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from commands.keys.pem import Dated, read_pem, write_pem
from kiosk.errors import KeyFileExposed, KeyFileMissing, KeyFileUnreadable, KeyFileUnwritable
from kiosk.handover.keys import CounterKeys, KnownKiosk, SealingKeys, key_id

COUNTER = "counter"
PRIVATE, PUBLIC = ".key", ".pub"


@dataclass(frozen=True)
class KeyFolder:
    """Reading raises KeyFileMissing, KeyFileExposed or KeyFileUnreadable, each with the file."""

    path: Path

    def private(self, owner: str) -> Path:
        return self.path / f"{owner}{PRIVATE}"

    def public(self, owner: str) -> Path:
        return self.path / f"{owner}{PUBLIC}"

    def kiosk_keys(self, kiosk: str) -> SealingKeys:
        """Return what this kiosk signs and seals with now."""
        match read_keys(self.private(kiosk))[0].key, read_keys(self.public(COUNTER))[0].key:
            case Ed25519PrivateKey() as own, X25519PublicKey() as counter:
                return SealingKeys(own, counter)
        raise KeyFileUnreadable(self.private(kiosk))

    def counter_keys(self, file: Path | None = None) -> CounterKeys:
        """Return what the counter opens and signs with; ``file``: its own keys, where they are called otherwise."""
        file = file or self.private(COUNTER)
        keys = read_keys(file)
        own = {key_id(dated.public): dated.key for dated in keys if isinstance(dated.key, X25519PrivateKey)}
        signing = {key_id(dated.public): dated.key for dated in keys if isinstance(dated.key, Ed25519PrivateKey)}
        if not own:
            raise KeyFileUnreadable(file)
        return CounterKeys(own, {key_id(known.key): known for known in self._kiosks()}, signing)

    def _kiosks(self) -> Iterator[KnownKiosk]:
        for file in self.path.glob(f"*{PUBLIC}"):
            keys = (dated.key for dated in read_keys(file))
            yield from (KnownKiosk(file.stem, key) for key in keys if isinstance(key, Ed25519PublicKey))

    def files(self) -> tuple[Path, ...]:
        """Return all files of keys."""
        return tuple(sorted(file for ending in (PRIVATE, PUBLIC) for file in self.path.glob(f"*{ending}")))

    def put(self, owner: str, private: Sequence[Dated], public: Sequence[Dated]) -> None:
        """Write both files of an owner, each whole or not at all. Raises KeyFileUnwritable.

        First comes the one with which sheets are opened: no kiosk ever uses a key that the counter lacks.
        """
        if owner == COUNTER:
            self.put_private(owner, private)
        self._put(self.public(owner), write_pem(owner, public), 0o644)
        if owner != COUNTER:
            self.put_private(owner, private)

    def put_private(self, owner: str, private: Sequence[Dated]) -> None:
        """Write the private file alone."""
        self._put(self.private(owner), write_pem(owner, private), 0o600)

    def _put(self, file: Path, text: str, mode: int) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            write_whole(file, text, mode)
        except OSError:
            raise KeyFileUnwritable(file) from None


def read_keys(file: Path) -> tuple[Dated, ...]:
    """Return the keys of a file, the newest first: at least one."""
    try:
        with file.open(encoding="ascii") as opened:
            if file.suffix != PUBLIC and is_exposed(opened.fileno()):
                raise KeyFileExposed(file)
            keys = read_pem(opened.read())
    except FileNotFoundError:
        raise KeyFileMissing(file) from None
    except (OSError, ValueError):
        raise KeyFileUnreadable(file) from None
    if not keys:
        raise KeyFileUnreadable(file)
    return keys


def is_exposed(opened: int) -> bool:
    return bool(os.fstat(opened).st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def write_whole(file: Path, text: str, mode: int) -> None:
    """Write beside it, and then take its name. What is rotated keeps its owner, also when root does it."""
    being_written = file.with_suffix(f"{file.suffix}.part")
    being_written.unlink(missing_ok=True)
    opened = os.open(being_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(opened, "w", encoding="ascii") as stream:  # noqa: PTH123  # opened already, with its mode
        if file.exists():
            before = file.stat()
            os.fchown(opened, before.st_uid, before.st_gid)
        os.fchmod(opened, mode)
        stream.write(text)
        stream.flush()
        os.fsync(opened)
    being_written.replace(file)
