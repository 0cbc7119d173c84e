"""The issuers whose cards a city believes: their public keys and certificates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import Certificate, load_pem_x509_certificate

from kiosk.errors import UsageError
from kiosk.settings import CardRoot


@dataclass(frozen=True)
class Trust:
    """``card_keys``: keys that certify cards, by their identifiers (16 bytes). ``certificates``: X.509 roots.

    Where nothing is configured nothing is proven, and nothing is asked of a card that only a proof needs.
    """

    card_keys: Mapping[bytes, RSAPublicKey] = field(default_factory=dict)
    certificates: tuple[Certificate, ...] = ()


def trust_of(roots: Iterable[CardRoot]) -> Trust:
    """Return the trust that a city has set. Raises UsageError for a key or certificate that cannot be read."""
    roots = tuple(roots)
    return Trust(
        card_keys={bytes.fromhex(root.id): _key(root) for root in roots if root.key},
        certificates=tuple(_certificate(root) for root in roots if root.certificate),
    )


def _key(root: CardRoot) -> RSAPublicKey:
    try:
        key = load_pem_public_key(root.key.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"The key of {root.name!r} in card_roots.yaml cannot be read.") from error
    if not isinstance(key, RSAPublicKey):
        raise UsageError(f"The key of {root.name!r} in card_roots.yaml is not an RSA key.")
    return key


def _certificate(root: CardRoot) -> Certificate:
    try:
        return load_pem_x509_certificate(root.certificate.encode())
    except ValueError as error:
        raise UsageError(f"The certificate of {root.name!r} in card_roots.yaml cannot be read.") from error
