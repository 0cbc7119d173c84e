"""Keys as the text of a file: PEM (RFC 7468), the newest first, each below a line that says whose it is and since when.

Private keys are PKCS #8, public ones SubjectPublicKeyInfo (RFC 8410), so that openssl reads them; it takes the first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from kiosk.handover.keys import PrivateKey, PublicKey, key_id

Key = PrivateKey | PublicKey

_BLOCK = re.compile(r"(.*?)(-----BEGIN ([A-Z ]+)-----[^-]*-----END \3-----)", re.DOTALL)
_MADE = re.compile(r"\bmade (\S+)")


@dataclass(frozen=True)
class Dated:
    """A key, and since when there is one; ``made`` None: nobody wrote it down."""

    key: Key = field(repr=False)
    made: datetime | None

    @property
    def public(self) -> PublicKey:
        return self.key.public_key() if isinstance(self.key, PrivateKey) else self.key

    @property
    def id(self) -> str:
        """In hexadecimal digits, as people read it."""
        return key_id(self.public).hex()


def read_pem(text: str) -> tuple[Dated, ...]:
    """Return the keys of a file in its order. Raises ValueError for what is no key of ours."""
    return tuple(Dated(_key(pem, label), _made(before)) for before, pem, label in _BLOCK.findall(text))


def write_pem(owner: str, keys: Iterable[Dated]) -> str:
    return "".join(f"Kakanai {owner}, key {dated.id}{_since(dated)}\n{_pem(dated.key)}" for dated in keys)


def _key(pem: str, label: str) -> Key:
    try:
        data = pem.encode()
        key = load_pem_private_key(data, None) if label == "PRIVATE KEY" else load_pem_public_key(data)
    except (TypeError, UnsupportedAlgorithm):
        raise ValueError(label) from None  # under a password, or of a kind that nobody has
    if not isinstance(key, Key):
        raise ValueError(label)  # noqa: TRY004  # it is the text that is wrong
    return key


def _made(before: str) -> datetime | None:
    found = _MADE.search(before)
    made = datetime.fromisoformat(found[1]) if found else None
    return made if made is None or made.tzinfo else made.astimezone()


def _since(dated: Dated) -> str:
    return f", made {dated.made.isoformat(timespec='seconds')}" if dated.made else ""


def _pem(key: Key) -> str:
    if isinstance(key, PrivateKey):
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
