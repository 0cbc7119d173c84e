"""Making keys."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from commands.keys.folder import COUNTER, KeyFolder
from commands.keys.pem import Dated


def make_keys(folder: Path, kiosk: str) -> None:
    """Make all the keys of one PC that is kiosk and counter."""
    for owner in (COUNTER, kiosk):
        put_new_key(KeyFolder(folder), owner)


def put_new_key(place: KeyFolder, owner: str, *, private: Sequence[Dated] = (), public: Sequence[Dated] = ()) -> None:
    """Write a new key, and old ones behind it: the counter opens with old keys, a kiosk is known by old ones."""
    now = datetime.now(UTC).astimezone()
    new = Dated(X25519PrivateKey.generate() if owner == COUNTER else Ed25519PrivateKey.generate(), now)
    place.put(owner, [new, *private], [Dated(new.public, now), *public])
