"""The keys with which software cards sign. They are published with the program, and so prove nothing."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate

KEYS = Path(__file__).parent / "keys"


@cache
def practice_key(name: str) -> RSAPrivateKey:
    """Return the private key in ``keys/<name>.pem``."""
    # They are our own files: what RSA numbers must be is not proven again for every start.
    key = load_pem_private_key((KEYS / f"{name}.pem").read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, RSAPrivateKey)
    return key


@cache
def practice_curve_key(name: str) -> EllipticCurvePrivateKey:
    """Return the private key in ``keys/<name>.pem``."""
    key = load_pem_private_key((KEYS / f"{name}.pem").read_bytes(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    return key


@cache
def practice_certificate(name: str) -> Certificate:
    """Return the certificate in ``keys/<name>.pem``."""
    return load_pem_x509_certificate((KEYS / f"{name}.pem").read_bytes())
