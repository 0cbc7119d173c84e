"""How long a handover takes: sealed, opened, and drawn as a symbol. Of a household of six, the largest example."""

import zlib
from dataclasses import dataclass
from functools import cached_property, partial

import cbor2
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from config.city import Content
from config.example import read_example
from config.published import dictionary_for
from kiosk.handover.keys import CounterKeys, KnownKiosk, SealingKeys, key_id
from kiosk.handover.record import Handover, handover_of
from kiosk.handover.text import Opening, read_handover, write_handover
from kiosk.paperwork.case import Case
from kiosk.visit.papers import Seal
from printing.qr import encode

EXAMPLE = "F01-family6.yaml"


@dataclass(frozen=True)
class _Desk:
    """A kiosk and its counter in one place, with keys of their own."""

    content: Content
    signing: Ed25519PrivateKey
    own: X25519PrivateKey

    @property
    def seal(self) -> Seal:
        keys = SealingKeys(self.signing, self.own.public_key())
        return partial(write_handover, keys=keys, dictionary=dictionary_for(self.content))

    @cached_property
    def handover(self) -> Handover:
        settings = self.content.settings
        return handover_of(largest_case(self.content), city=settings.city.id, kiosk=settings.kiosk.id)

    def opening(self) -> Opening:
        kiosk = self.signing.public_key()
        known = KnownKiosk(self.content.settings.kiosk.id, kiosk)
        keys = CounterKeys({key_id(self.own.public_key()): self.own}, {key_id(kiosk): known})
        dictionary = dictionary_for(self.content)
        return Opening(
            city=self.content.settings.city.id,
            keys=keys,
            dictionary={dictionary.id: dictionary}.get,
            today=self.handover.made.date(),
            accept_days=self.content.settings.office.accept_days,
        )


def seal() -> Measured:
    """From a visit to the text of its symbol; peer: CBOR and deflate alone, nothing signed or sealed."""
    desk = _desk(content_of(SAMPLE))
    seal, handover = desk.seal, desk.handover
    (text,) = seal(handover)
    return Measured(
        times_ms(lambda: seal(handover), 300),
        {"cbor_zlib": median_ms(lambda: _packed(handover), 300)},
        {"letters": len(text)},
    )


def unseal() -> Measured:
    """From the text to the visit."""
    desk = _desk(content_of(SAMPLE))
    (text,) = desk.seal(desk.handover)
    opening = desk.opening()
    return Measured(times_ms(lambda: read_handover(text, opening), 300))


def qr() -> Measured:
    """The symbol of a handover; peer: zxing-cpp, in C++, with all masks compared."""
    desk = _desk(content_of(SAMPLE))
    (text,) = desk.seal(desk.handover)
    return Measured(
        times_ms(lambda: encode(text), 60),
        {"zxing_cpp": median_ms(lambda: _by_zxing(text), 60)},
        {"modules": len(encode(text))},
    )


def largest_case(content: Content) -> Case:
    """Return the household of six."""
    return read_example(SAMPLE / "examples" / EXAMPLE, content.guide, content.needs, content.settings.office.zone)


def sample_seal(content: Content) -> Seal:
    """Return how handovers of a content are sealed, with keys that nobody has."""
    return _desk(content).seal


def _desk(content: Content) -> _Desk:
    return _Desk(content, Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def _packed(handover: Handover) -> bytes:
    fields = (handover.ticket, handover.events, handover.people, handover.facts, handover.needs)
    return zlib.compress(cbor2.dumps(fields), level=9)


def _by_zxing(text: str) -> object:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
