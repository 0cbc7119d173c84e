"""What tells that two scans were of the same sheet, and nothing else: a keyed hash (HMAC) of what was sealed.

Its key comes from the counter's key that opens the sheet (HKDF, RFC 5869): whoever can open it can tell it again, also
after a rotation, and whoever holds the database alone learns nothing.
"""

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.errors import UnknownKey
from kiosk.handover.symbols import join, read_symbols
from kiosk.handover.text import Opening

_PURPOSE = b"kakanai fingerprint of a sheet"
_KEY_BYTES = 32


def fingerprint_of(text: str, opening: Opening) -> str:
    """Return 64 hexadecimal digits of the texts of all symbols of one handover, in any order.

    Raises what ``read_handover`` raises of texts that are not whole, another city's, or sealed to somebody else.
    """
    head, sealed = join(read_symbols(text), city=opening.city)
    own = opening.keys.own.get(head.counter)
    if own is None:
        raise UnknownKey
    key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(own.private_bytes_raw())
    return hmac.digest(key, sealed, "sha256").hex()
