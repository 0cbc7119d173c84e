"""Whether the issuers of cards that a city trusts are written so that a program can take them.

Only their form is looked at, so that a kiosk need not import what reads keys before its first screen.
"""

import base64
import binascii
import re

from config.draft import Draft, Placed
from kiosk.settings import CARD_KEY_ID_DIGITS, CardRoot

_ID = re.compile(rf"[0-9A-Fa-f]{{{CARD_KEY_ID_DIGITS}}}")
_PEM = "-----BEGIN {label}-----\n(.*)\n-----END {label}-----\\s*"
"""RFC 7468, as strict as OpenSSL writes it."""
_SEQUENCE = 0x30
_RSA = bytes.fromhex("06092A864886F70D010101")
"""The object identifier rsaEncryption (RFC 8017, appendix A.1)."""


def check_roots(draft: Draft) -> None:
    """Note every fault of the issuers in card_roots.yaml."""
    ids: dict[str, Placed[CardRoot]] = {}
    for placed in draft.card_roots:
        _check_root(placed)
        id_ = placed.value.id.upper()
        if id_ and ids.setdefault(id_, placed) is not placed:
            placed.fault("duplicate_id", "id", id=placed.value.id, place=ids[id_].place)


def _check_root(placed: Placed[CardRoot]) -> None:
    root = placed.value
    if bool(root.id) != bool(root.key) or bool(root.key) == bool(root.certificate):
        placed.fault("root_parts")
    if root.id and not _ID.fullmatch(root.id):
        placed.fault("root_id", "id", digits=CARD_KEY_ID_DIGITS)
    key, certificate = _der(root.key, "PUBLIC KEY"), _der(root.certificate, "CERTIFICATE")
    if root.key and not key:
        placed.fault("not_pem", "key", label="PUBLIC KEY")
    elif root.key and _RSA not in key:
        placed.fault("not_rsa", "key")
    if root.certificate and not certificate:
        placed.fault("not_pem", "certificate", label="CERTIFICATE")


def _der(text: str, label: str) -> bytes:
    """Return the DER sequence in a PEM of this label; empty when it is none, or not whole."""
    found = re.fullmatch(_PEM.format(label=label), text.strip(), re.DOTALL)
    try:
        der = base64.b64decode("".join(found[1].split()), validate=True) if found else b""
    except binascii.Error:
        return b""
    is_whole = len(der) > 4 and der[0] == _SEQUENCE and len(der) == _whole_length(der)
    return der if is_whole else b""


def _whole_length(der: bytes) -> int:
    """Return how many bytes the sequence says that it has, with its tag and length."""
    if der[1] < 0x80:
        return 2 + der[1]
    width = der[1] - 0x80
    return 2 + width + int.from_bytes(der[2 : 2 + width])
