"""The certificate of the counter page: the city's own, or one that is made here and renewed before it expires."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.types import (
    CertificatePublicKeyTypes,
    PrivateKeyTypes,
    PublicKeyTypes,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from commands.keys.folder import is_exposed, write_whole
from kiosk.errors import KeyFileExposed, KeyFileMissing, KeyFileUnreadable, KeyFileUnwritable

VALID = timedelta(days=5 * 365)
"""Long, since IT must tell every PC to trust it. Only public issuers are held to shorter ones by browsers."""

RENEWED_BEFORE = timedelta(days=60)

MADE = "counter-tls.pem"
"""In the folder of keys: private key and certificate in one file, so that they never belong to different pairs."""

TO_TRUST = "counter-tls.crt"
"""The certificate alone, for the PCs that shall trust it."""


@dataclass(frozen=True)
class Certificate:
    """Both files in PEM. ``fingerprint`` is SHA-256, as browsers show it."""

    file: Path
    private_key: Path
    fingerprint: str
    expires: datetime


def given_certificate(file: Path, private_key: Path) -> Certificate:
    """Return the city's own. Raises KeyFileError for files that cannot be used, or whose key others can read."""
    certificate, key = _read_certificate(file), _read_key(private_key)
    if _public(certificate.public_key()) != _public(key.public_key()):
        raise KeyFileUnreadable(private_key)
    return Certificate(file, private_key, _fingerprint(certificate), certificate.not_valid_after_utc)


def own_certificate(folder: Path, names: Iterable[str], now: datetime) -> Certificate:
    """Return the one that was made here; make it where there is none, or it expires soon, or lacks one of ``names``.

    A new one also has the machine's own names and addresses. Raises KeyFileError.
    """
    file = folder / MADE
    if not file.exists() or _is_stale(_read_certificate(file), set(names), now):
        _make(folder, sorted({*names, *_names_of_this_machine()}), now)
    return given_certificate(file, file)


def _is_stale(certificate: x509.Certificate, names: set[str], now: datetime) -> bool:
    return certificate.not_valid_after_utc - now < RENEWED_BEFORE or not names <= _names_in(certificate)


def _names_in(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))}


def _names_of_this_machine() -> set[str]:
    own = socket.gethostname()
    names = {"localhost", "127.0.0.1", "::1", own, socket.getfqdn()}
    try:
        names |= {str(address[4][0]).partition("%")[0] for address in socket.getaddrinfo(own, None)}
    except OSError:
        return names
    return names


def _make(folder: Path, names: Iterable[str], now: datetime) -> None:
    key = generate_private_key(SECP256R1())
    certificate = _signed(key, names, now)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = certificate.public_bytes(Encoding.PEM).decode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / MADE, private + public, 0o600)
        write_whole(folder / TO_TRUST, public, 0o644)
    except OSError:
        raise KeyFileUnwritable(folder / MADE) from None


def _signed(key: EllipticCurvePrivateKey, names: Iterable[str], now: datetime) -> x509.Certificate:
    """P-256, since browsers know no Ed25519 in certificates."""
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kakanai counter")])
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName(list(map(_general_name, names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _read_certificate(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(_certificates(file.read_bytes()))
    except FileNotFoundError:
        raise KeyFileMissing(file) from None
    except (OSError, ValueError):
        raise KeyFileUnreadable(file) from None


def _certificates(pem: bytes) -> bytes:
    """Without a private key that may stand before them."""
    return pem[pem.find(b"-----BEGIN CERTIFICATE-----") :]


def _read_key(file: Path) -> PrivateKeyTypes:
    try:
        with file.open("rb") as opened:
            if is_exposed(opened.fileno()):
                raise KeyFileExposed(file)
            return load_pem_private_key(opened.read(), None)
    except FileNotFoundError:
        raise KeyFileMissing(file) from None
    except (OSError, TypeError, ValueError, UnsupportedAlgorithm):
        raise KeyFileUnreadable(file) from None


def _public(key: PublicKeyTypes | CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(SHA256()).hex(":").upper()
