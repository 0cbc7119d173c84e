"""Keys of handovers: a kiosk signs with its own (Ed25519, RFC 8032) and seals to the counter's (X25519, RFC 7748)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PrivateKey = Ed25519PrivateKey | X25519PrivateKey
PublicKey = Ed25519PublicKey | X25519PublicKey

ID_BYTES = 4


def key_id(key: PublicKey) -> bytes:
    """Return the first bytes of the SHA-256 of its SubjectPublicKeyInfo (RFC 5280). It tells keys apart, no more."""
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(info).digest()[:ID_BYTES]


@dataclass(frozen=True)
class SealingKeys:
    """What a kiosk holds: with it, its own sheets cannot be opened. A counter seals what it corrected alike."""

    signing: Ed25519PrivateKey = field(repr=False)
    counter: X25519PublicKey


@dataclass(frozen=True)
class KnownKiosk:
    """A kiosk as the counter knows it."""

    name: str
    key: Ed25519PublicKey


@dataclass(frozen=True)
class CounterKeys:
    """What a counter holds: its own keys, of now and from before, and those of the kiosks; all by their ids.

    ``signing``: with which it signs what it corrected; none, where it cannot correct. All are the newest first.
    """

    own: Mapping[bytes, X25519PrivateKey] = field(repr=False)
    kiosks: Mapping[bytes, KnownKiosk]
    signing: Mapping[bytes, Ed25519PrivateKey] = field(default_factory=dict, repr=False)

    @property
    def sealing(self) -> SealingKeys | None:
        """Return what corrected sheets are signed and sealed with now."""
        signing = next(iter(self.signing.values()), None)
        return SealingKeys(signing, next(iter(self.own.values())).public_key()) if signing else None
