"""The 公的個人認証AP (JPKI) of a My Number card: its certificate for user authentication, and signatures with its key.

The certificate is read without a secret. The key has a PIN of its own, with three tries of its own. The certificate
for signatures, which names its holder, is never read.
"""

from cryptography.x509 import Certificate

from devices.apdu import AID, FID, compute_digital_signature
from devices.files import CardFiles, SecretFile
from devices.signatures import certificate_of, digest_info_of
from kiosk.errors import Unreadable

JPKI_AP: AID = bytes.fromhex("D392F000260100000001")
CERTIFICATE: FID = 0x000A
AUTHENTICATION_PIN: FID = 0x0018
AUTHENTICATION_KEY = 0x97
"""P2: the private key in the file 0017."""

SECRET = SecretFile(AUTHENTICATION_PIN, "[0-9]{4}", tries=3, by_short_identifier=True)
SEQUENCE, SEQUENCE_BYTES = 0x30, b"\x30\x82"
LIKELY_BYTES = 2048


class Jpki:
    """A session with the application, which is selected."""

    def __init__(self, files: CardFiles) -> None:
        self._files = files

    def has_certificate(self) -> bool:
        """Whether there is a certificate for user authentication: it ends with its time or its holder's wish."""
        begins = self._files.read_whole(CERTIFICATE, len(SEQUENCE_BYTES), asked=len(SEQUENCE_BYTES))
        return begins == SEQUENCE_BYTES

    def certificate(self) -> Certificate:
        """Read the certificate for user authentication. Raises Unreadable."""
        body = self._files.read_object(CERTIFICATE, SEQUENCE, likely=LIKELY_BYTES)
        return certificate_of(SEQUENCE_BYTES + len(body).to_bytes(2) + body)

    def tries_left(self) -> int:
        return self._files.tries_left(SECRET)

    def sign(self, pin: str, message: bytes) -> bytes:
        """Open the key and sign. Raises WrongSecret, LastTry, Blocked, Unreadable."""
        self._files.open_with(SECRET, pin)
        response = self._files.send(compute_digital_signature(digest_info_of(message), AUTHENTICATION_KEY))
        if not response.ok:
            raise Unreadable(f"The card did not sign ({response.sw:04X}).")
        return response.data
