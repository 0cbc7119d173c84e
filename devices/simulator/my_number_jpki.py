"""The 公的個人認証AP of software cards: two key pairs, their certificates, and the certificates of their issuer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from devices.apdu import FID
from devices.cards.my_number import jpki
from devices.cards.values import date_of
from devices.signatures import JAPAN
from devices.simulator.files import FREE, Application, DataFile, Key, SigningKey, any_of
from devices.simulator.people import CardHolder
from devices.simulator.practice_keys import practice_certificate, practice_key

SIGNATURE_CERTIFICATE: FID = 0x0001
SIGNATURE_ISSUER: FID = 0x0002
ISSUER_CERTIFICATE: FID = 0x000B
"""Of the certificate for user authentication."""
TOKEN: FID = 0x0006
AVAILABLE: FID = 0x0008
AUTHENTICATION_KEY: FID = 0x0017
SIGNATURE_KEY: FID = 0x001A
SIGNATURE_PASSWORD: FID = 0x001B

CARD_TOKEN, OLD_CARD_TOKEN, PHONE_TOKEN = b"JPKIAPICCTOKEN2", b"JPKIAPICCTOKEN", b"JPKIAPGPSETOKEN"
"""With these the token info of a My Number card, of its forerunner (住基カード) and of a telephone begins."""
TOKEN_BYTES, LABEL_BYTES = 160, 32
BOTH_AVAILABLE = b"\x8f\x8f\x00"
ONE_SECOND = timedelta(seconds=1)
FIRST_DAY = datetime(2016, 1, 1, tzinfo=JAPAN)


@dataclass(frozen=True)
class Certificates:
    """Of one card, each in DER."""

    authentication: bytes
    signature: bytes
    issuer: bytes


def application(holder: CardHolder, certificates: Certificates, token: bytes = CARD_TOKEN) -> Application:
    """Return the application of this holder's card. A telephone shows its certificate only to its own PIN."""
    authenticated = any_of((jpki.JPKI_AP, jpki.AUTHENTICATION_PIN))
    signing = any_of((jpki.JPKI_AP, SIGNATURE_PASSWORD))
    return Application(
        jpki.JPKI_AP,
        keys={
            jpki.AUTHENTICATION_PIN: Key(holder.authentication_pin.encode(), 3),
            SIGNATURE_PASSWORD: Key(holder.signature_password.encode(), 5),
        },
        files={
            SIGNATURE_CERTIFICATE: DataFile(certificates.signature, signing),
            SIGNATURE_ISSUER: DataFile(certificates.issuer),
            TOKEN: DataFile(token.ljust(LABEL_BYTES).ljust(TOKEN_BYTES, b"\0")),
            AVAILABLE: DataFile(BOTH_AVAILABLE),
            jpki.CERTIFICATE: DataFile(certificates.authentication, authenticated if token == PHONE_TOKEN else FREE),
            ISSUER_CERTIFICATE: DataFile(certificates.issuer),
        },
        signing={
            AUTHENTICATION_KEY: SigningKey(practice_key("my_number_jpki_authentication"), authenticated),
            SIGNATURE_KEY: SigningKey(practice_key("my_number_jpki_signature"), signing),
        },
    )


def issue_certificates(holder: CardHolder, expires: str, *, forged: bool = False) -> Certificates:
    """Return certificates that hold until the card ends; forged ones only name the practice issuer.

    Where the card's last day (YYYYMMDD) is none, they end with its year.
    """
    last_day = date_of(expires.encode()) or date(int(expires[:4]), 12, 31)
    by = practice_key("my_number_text" if forged else "my_number_jpki_ca")
    return Certificates(
        authentication=_issued(holder, "my_number_jpki_authentication", last_day, by),
        signature=_issued(holder, "my_number_jpki_signature", last_day, by),
        issuer=practice_certificate("my_number_jpki_ca_certificate").public_bytes(Encoding.DER),
    )


def _issued(holder: CardHolder, key: str, last_day: date, by: RSAPrivateKey) -> bytes:
    issuer = practice_certificate("my_number_jpki_ca_certificate")
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    serial = int.from_bytes(sha256(f"{key} {holder.name}".encode()).digest()[:8]) | 1
    return (
        x509.CertificateBuilder()
        .subject_name(_subject(serial))
        .issuer_name(issuer.subject)
        .public_key(practice_key(key).public_key())
        .serial_number(serial)
        .not_valid_before(FIRST_DAY)
        .not_valid_after(datetime.combine(last_day + timedelta(days=1), time(), JAPAN).astimezone(UTC) - ONE_SECOND)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(by, SHA256())
        .public_bytes(Encoding.DER)
    )


def _subject(serial: int) -> x509.Name:
    """Return a name that is a number, as real ones for user authentication are; nobody has it."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"PRACTICE {serial:016X}"),
        ]
    )
