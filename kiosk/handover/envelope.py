"""The sealed part: signed by a kiosk, or corrected by a counter (Ed25519), then sealed to counters (HPKE, RFC 9180).

HPKE in its base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-128-GCM; each sealing has an ephemeral key of
its own, from the library. The head of the symbols is bound twice, as HPKE's info and by the signature; the signature
also names the counter's whole key, so that no counter can pass a sheet on as if it had been sealed to another.
"""

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.errors import Altered, UnknownKey
from kiosk.handover.keys import CounterKeys, SealingKeys
from kiosk.handover.symbols import Head

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_SIGNATURE_BYTES = 64


def seal(contents: bytes, head: Head, keys: SealingKeys) -> bytes:
    """Sign and seal: 112 bytes more than the contents."""
    signature = keys.signing.sign(_signed(contents, head, keys.counter))
    return _SUITE.encrypt(signature + contents, keys.counter, info=head.bound)


def open_sealed(sealed: bytes, head: Head, keys: CounterKeys) -> tuple[bytes, str | None]:
    """Return the contents and the kiosk that signed them; ``None``: a counter did. Raises UnknownKey or Altered."""
    own, kiosk, counter = keys.own.get(head.counter), keys.kiosks.get(head.signer), keys.signing.get(head.signer)
    signer = counter.public_key() if counter else kiosk.key if kiosk else None
    if own is None or signer is None:
        raise UnknownKey
    try:
        opened = _SUITE.decrypt(sealed, own, info=head.bound)
        signature, contents = opened[:_SIGNATURE_BYTES], opened[_SIGNATURE_BYTES:]
        signer.verify(signature, _signed(contents, head, own.public_key()))
    except (InvalidTag, InvalidSignature):
        raise Altered from None
    return contents, None if counter or kiosk is None else kiosk.name


def _signed(contents: bytes, head: Head, counter: X25519PublicKey) -> bytes:
    return head.bound + b"\0" + counter.public_bytes_raw() + contents
