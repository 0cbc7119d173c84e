"""A kiosk and a counter that know each other, and the sample city's dictionary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from commands.city import SAMPLE, content_of
from config.content import Content
from config.published import dictionary_for
from kiosk.handover.dictionary import Dictionary
from kiosk.handover.keys import CounterKeys, KnownKiosk, SealingKeys, key_id
from kiosk.handover.record import Handover
from kiosk.handover.text import Opening, read_handover, write_handover

JST = timezone(timedelta(hours=9))


@dataclass
class Offices:
    """Kiosks and the counter of one city; what its counter has can be changed."""

    dictionary: Dictionary
    city: str = "aonami"
    today: date = date(2026, 11, 20)
    accept_days: int = 14
    counter: list[X25519PrivateKey] = field(default_factory=lambda: [X25519PrivateKey.generate()])
    kiosks: dict[str, list[Ed25519PrivateKey]] = field(
        default_factory=lambda: {"kiosk-1": [Ed25519PrivateKey.generate()]}
    )
    dictionaries: list[Dictionary] = field(default_factory=list)

    def kiosk_keys(self, kiosk: str = "kiosk-1") -> SealingKeys:
        return SealingKeys(self.kiosks[kiosk][0], self.counter[0].public_key())

    def write(self, handover: Handover) -> tuple[str, ...]:
        return write_handover(handover, self.kiosk_keys(handover.kiosk), self.dictionary)

    def read(self, *texts: str) -> Handover:
        return read_handover("\n".join(texts), self.opening())

    def opening(self) -> Opening:
        known = {
            key_id(key.public_key()): KnownKiosk(name, key.public_key())
            for name, keys in self.kiosks.items()
            for key in keys
        }
        keys = CounterKeys({key_id(key.public_key()): key for key in self.counter}, known)
        kept: Mapping[bytes, Dictionary] = {one.id: one for one in (self.dictionary, *self.dictionaries)}
        return Opening(self.city, keys, kept.get, self.today, self.accept_days)


@pytest.fixture(scope="session")
def content() -> Content:
    return content_of(SAMPLE)


@pytest.fixture(scope="session")
def make_offices(content: Content) -> Callable[[], Offices]:
    return lambda: Offices(dictionary_for(content))


@pytest.fixture
def offices(make_offices: Callable[[], Offices]) -> Offices:
    return make_offices()


@pytest.fixture(scope="session")
def hanako() -> Handover:
    return Handover(
        city="aonami",
        kiosk="kiosk-1",
        ticket="A12",
        made=datetime(2026, 11, 20, 10, 30, tzinfo=JST),
        events=("tennyu",),
        people=({"name": "番号　花子", "birth": "1990-01-02"},),
        facts={"has_mnc": True, "has_dog": None},
        needs={"phone": "0000000000"},
        proxy={"name": "番号　太郎"},
    )
