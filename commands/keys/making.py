"""Making keys."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from commands.keys.folder import COUNTER, KeyFolder, read_keys
from commands.keys.pem import Dated


def make_keys(folder: Path, kiosk: str) -> None:
    """Make all the keys of one PC that is kiosk and counter."""
    for owner in (COUNTER, kiosk):
        put_new_key(KeyFolder(folder), owner)


def put_new_key(place: KeyFolder, owner: str, *, private: Sequence[Dated] = (), public: Sequence[Dated] = ()) -> None:
    """Write a new key, and old ones behind it: the counter opens with old keys, a kiosk is known by old ones.

    A counter has two: one with which it opens, known to the kiosks, and one with which it signs what it corrected.
    Counters that share the first share the second, too, so that nobody else needs to know it.
    """
    now = datetime.now(UTC).astimezone()
    new = Dated(X25519PrivateKey.generate() if owner == COUNTER else Ed25519PrivateKey.generate(), now)
    older = [dated for dated in private if isinstance(dated.key, Ed25519PrivateKey)]
    opening = [dated for dated in private if dated not in older]
    signing = [_signing_key(now), *older] if owner == COUNTER else older
    place.put(owner, [new, *opening, *signing], [Dated(new.public, now), *public])


def add_signing_key(place: KeyFolder) -> bool:
    """Give a counter from before it could correct what it lacks for that; return whether it lacked it."""
    own = read_keys(place.private(COUNTER))
    if any(isinstance(dated.key, Ed25519PrivateKey) for dated in own):
        return False
    place.put_private(COUNTER, [*own, _signing_key(datetime.now(UTC).astimezone())])
    return True


def _signing_key(now: datetime) -> Dated:
    return Dated(Ed25519PrivateKey.generate(), now)
