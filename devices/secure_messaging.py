"""Session keys and enciphered messages as residence cards use them (ISO/IEC 7816-4, clause 10, in a narrow form).

Both sides prove that they know the number on the card's face, agree on a key of the session, and encipher with it what
needs to be kept secret. Source: 在留カード等仕様書 Ver 1.5 and 第２世代在留カード等仕様書 Ver 1.1, 別紙1
(出入国在留管理庁).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hmac import compare_digest

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA1, Hash

from devices import tlv
from devices.apdu import CLA, EXTENDED_LE_MAX, INS, SHORT_LE_MAX, Command, Response
from devices.connection import CardConnection, send
from kiosk.errors import Unreadable

NONCE, KEY, MAC = 8, 16, 8
"""Bytes of a random number, of a key and of a message authentication code."""
TOKEN = 2 * NONCE + KEY + MAC
"""Bytes that each side sends to authenticate itself."""

PLAIN_IN_CIPHER, WANTED_LENGTH = 0x86, 0x96
"""Tags of a cryptogram with its padding indicator, and of Le (ISO/IEC 7816-4, table 51)."""
PADDED = b"\x01"
"""Padding indicator: 80, and 00 up to a whole block."""

Random = Callable[[int], bytes]
"""Gives so many random bytes."""


@dataclass(frozen=True)
class Suite:
    """A block cipher in CBC with an IV of zeros, and the MAC that belongs to it; ``block`` in bytes."""

    block: int
    cipher: Callable[[bytes], BlockCipherAlgorithm]
    mac: Callable[[bytes, bytes], bytes]

    def encrypt(self, key: bytes, blocks: bytes) -> bytes:
        return _encrypted(self.cipher(key), blocks)

    def decrypt(self, key: bytes, blocks: bytes) -> bytes:
        return _decrypted(self.cipher(key), blocks)

    @property
    def short_le_max(self) -> int:
        """Bytes that fit, enciphered, into an answer of 256."""
        header = len(b"\x86\x81\x00" + PADDED)
        return (SHORT_LE_MAX - header) // self.block * self.block - 1


def _encrypted(cipher: BlockCipherAlgorithm, blocks: bytes) -> bytes:
    encryptor = Cipher(cipher, CBC(bytes(cipher.block_size // 8))).encryptor()
    return encryptor.update(blocks) + encryptor.finalize()


def _decrypted(cipher: BlockCipherAlgorithm, blocks: bytes) -> bytes:
    decryptor = Cipher(cipher, CBC(bytes(cipher.block_size // 8))).decryptor()
    return decryptor.update(blocks) + decryptor.finalize()


def _two_key_triple_des(key: bytes) -> TripleDES:
    return TripleDES(key + key[:8])


def _single_des(key: bytes) -> TripleDES:
    return TripleDES(key * 3)


def _retail_mac(key: bytes, message: bytes) -> bytes:
    """ISO/IEC 9797-1, MAC algorithm 3 with padding method 2: DES in a chain, and the whole key for the last block."""
    chain, last = _single_des(key[:8]), _single_des(key[8:])
    return _encrypted(chain, _decrypted(last, _encrypted(chain, padded(message, 8))[-8:]))


def _short_cmac(key: bytes, message: bytes) -> bytes:
    cmac = CMAC(AES(key))
    cmac.update(message)
    return cmac.finalize()[:MAC]


TRIPLE_DES = Suite(8, _two_key_triple_des, _retail_mac)
"""The first generation."""
AES_128 = Suite(16, AES, _short_cmac)
"""The second generation."""


def padded(message: bytes, block: int) -> bytes:
    """Return whole blocks by padding method 2 of ISO/IEC 9797-1."""
    return message + b"\x80" + bytes(-(len(message) + 1) % block)


def unpadded(message: bytes) -> bytes:
    """Raises Unreadable when there is no padding."""
    bare = message.rstrip(b"\0")
    if not bare.endswith(b"\x80"):
        raise Unreadable("What the card enciphered has no padding.")
    return bare[:-1]


def key_of_number(number: bytes) -> bytes:
    """Return the key, for cipher and MAC alike, that everybody has who reads the number on the card's face."""
    return _sha1(number)[:KEY]


def _sha1(message: bytes) -> bytes:
    digest = Hash(SHA1())  # noqa: S303  # what the cards do; nothing rests on its collisions
    digest.update(message)
    return digest.finalize()


@dataclass(frozen=True)
class Share:
    """What one side adds to a session: a random number, and half of the key."""

    nonce: bytes = field(repr=False)
    key: bytes = field(repr=False)

    @classmethod
    def drawn(cls, random: Random) -> "Share":
        return cls(random(NONCE), random(KEY))


def token(suite: Suite, key: bytes, own: Share, other_nonce: bytes) -> bytes:
    """Return what authenticates this side: its share and the other's random number, enciphered, and a MAC."""
    cryptogram = suite.encrypt(key, own.nonce + other_nonce + own.key)
    return cryptogram + suite.mac(key, cryptogram)


def share_in(suite: Suite, key: bytes, token_: bytes, own_nonce: bytes) -> Share | None:
    """Return the other side's share; ``None`` when it does not know the key, or does not answer our random number."""
    cryptogram, mac = token_[:-MAC], token_[-MAC:]
    if len(token_) != TOKEN or not compare_digest(mac, suite.mac(key, cryptogram)):
        return None
    plain = suite.decrypt(key, cryptogram)
    other_nonce, answered, half = plain[:NONCE], plain[NONCE : 2 * NONCE], plain[2 * NONCE :]
    return Share(other_nonce, half) if compare_digest(answered, own_nonce) else None


@dataclass(frozen=True)
class Session:
    """What both sides know once they are authenticated."""

    suite: Suite
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, suite: Suite, one: Share, other: Share) -> "Session":
        seed = bytes(a ^ b for a, b in zip(one.key, other.key, strict=True))
        return cls(suite, _sha1(seed + b"\0\0\0\x01")[:KEY])

    def wrap(self, message: bytes) -> bytes:
        """Return the data object that carries this message enciphered."""
        cryptogram = PADDED + self.suite.encrypt(self.key, padded(message, self.suite.block))
        return tlv.encoded(PLAIN_IN_CIPHER, cryptogram)

    def unwrap(self, data: bytes) -> bytes:
        """Return the message in the one data object that ``data`` is. Raises Unreadable; nothing proves who sent it."""
        head = tlv.header(data)
        if head is None or head.tag != PLAIN_IN_CIPHER or head.end != len(data):
            raise Unreadable("What the card should encipher is none of its cryptograms.")
        padding, cryptogram = data[head.start : head.start + 1], data[head.start + 1 :]
        if padding != PADDED or not cryptogram or len(cryptogram) % self.suite.block:
            raise Unreadable("The card's cryptogram is no row of whole blocks.")
        return unpadded(self.suite.decrypt(self.key, cryptogram))


def wanted_length(command: Command) -> int | None:
    """Return how many plain bytes a secured READ BINARY wants, at most 65,536; ``None`` when it does not say so."""
    try:
        wanted = tlv.objects(command.data).get(WANTED_LENGTH, b"")
    except Unreadable:
        return None
    return (int.from_bytes(wanted) or EXTENDED_LE_MAX) if len(wanted) in (1, 2) else None


def wanting(command: Command, length: int) -> Command:
    """Return a secured READ BINARY that wants so many plain bytes."""
    return replace(command, data=tlv.encoded(WANTED_LENGTH, (length & 0xFFFF).to_bytes(2)))


class SecuredReading:
    """Turns every READ BINARY into one whose answer is enciphered, and deciphers it.

    Offsets count plain bytes, and each answer is padded and enciphered for itself. UNCERTAIN: one open reader pieces
    cryptograms together instead; where a file comes in one long answer both are the same.
    """

    def __init__(self, below: CardConnection, session: Session) -> None:
        self._below = below
        self._session = session

    def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        if command.ins != INS.READ_BINARY:
            return self._below.transmit(apdu)
        response = send(self._below, self._secured(command))
        if not response.data:
            return response.encode()
        return Response(self._session.unwrap(response.data), response.sw).encode()

    def disconnect(self) -> None:
        self._below.disconnect()

    def _secured(self, command: Command) -> Command:
        le = command.le or 0
        if le > SHORT_LE_MAX:
            answer = EXTENDED_LE_MAX
        else:
            answer, le = SHORT_LE_MAX, min(le, self._session.suite.short_le_max)
        return wanting(replace(command, cla=CLA.SECURE_MESSAGING, le=answer), le)
