"""The face of a My Number card: read with 照合番号B, in its own application, with tries of its own."""

import contextlib
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices import tlv
from devices.apdu import AID
from devices.cards.card import Wanted
from devices.cards.my_number.surface import CHECK_NUMBER, SURFACE_AP, CardFace, card_face
from devices.cards.my_number.text import CHECK_NUMBER_B, TEXT_AP
from devices.recognition import recognise
from devices.simulator import my_number_objects as objects
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import CardProfile
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS
from devices.simulator.pictures import face_as_jpeg2000, text_as_png
from devices.simulator.tries import TryCounters
from kiosk.errors import Unreadable, WrongSecret
from kiosk.people import Pictures
from kiosk.ports import CardRead, Secret, SecretKind

HANAKO = HOLDERS["hanako"]
RIGHT_PIN = Secret(SecretKind.PIN, HANAKO.pin)
RIGHT_CHECK_NUMBER = Secret(SecretKind.CHECK_NUMBER, HANAKO.check_number_b)
TEMPLATE = tlv.objects(objects.card_face(HANAKO, "20350102", objects.genuine_issuer()))[0xFF20]


class Powered:
    """A card under power."""

    def __init__(self, card: Insertable) -> None:
        self._card = card
        self.sent = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()


def read(card: Insertable, secret: Secret = RIGHT_CHECK_NUMBER, wanted: Wanted | None = None) -> CardRead:
    return recognise(Powered(card), wanted or Wanted()).read(secret)


def look_alike(one: bytes, other: bytes) -> bool:
    first, second = (Image.open(io.BytesIO(picture)).convert("L") for picture in (one, other))
    return first.size == second.size and ImageChops.difference(first, second).getbbox() is None


def card_with_tries(tries: int, aid: AID = SURFACE_AP) -> tuple[SoftwareCard, TryCounters]:
    counters = TryCounters(profile(HANAKO))
    counters.set(aid, CHECK_NUMBER, tries)
    return SoftwareCard(profile(HANAKO), counters), counters


def test_the_check_number_shows_name_and_address_as_they_are_printed() -> None:
    card = issue_card()
    shown = read(card)
    assert look_alike(shown.person.pictures.name, text_as_png(HANAKO.name))
    assert look_alike(shown.person.pictures.address, text_as_png(HANAKO.address))
    assert shown.expires == date(2035, 1, 2)
    assert not card.tripped


def test_the_pin_does_not_open_the_face() -> None:
    assert read(issue_card(), RIGHT_PIN).person.pictures == Pictures()


def test_a_face_is_kept_only_where_it_is_wanted() -> None:
    assert not read(issue_card()).person.pictures.photo
    photo = read(issue_card(), wanted=Wanted(photo=True)).person.pictures.photo
    assert Image.open(io.BytesIO(photo)).format == "PNG"


def test_the_face_shows_the_character_that_text_substitutes() -> None:
    shown = read(issue_card(faults=Faults(gaiji=True))).person
    assert shown.name == "番号　花\ue001"
    assert look_alike(shown.pictures.name, text_as_png("番号　花子"))


@pytest.mark.parametrize("tries", [0, 1])
def test_a_face_that_has_too_few_tries_is_left_alone(tries: int) -> None:
    card, counters = card_with_tries(tries)
    shown = read(card)
    assert (shown.person.name, shown.person.pictures, shown.expires) == (HANAKO.name, Pictures(), None)
    assert (counters.left(SURFACE_AP, CHECK_NUMBER), counters.left(TEXT_AP, CHECK_NUMBER_B)) == (tries, 10)


def without_face() -> CardProfile:
    card_profile = profile(HANAKO)
    return replace(card_profile, applications=tuple(one for one in card_profile.applications if one.aid != SURFACE_AP))


def test_a_face_that_another_number_opens_is_done_without() -> None:
    other = replace(HANAKO, check_number_b="9" * 14)
    (surface,) = (one for one in profile(other).applications if one.aid == SURFACE_AP)
    card_profile = replace(without_face(), applications=(*without_face().applications, surface))
    counters = TryCounters(card_profile)
    assert read(SoftwareCard(card_profile, counters)).person.pictures == Pictures()
    assert counters.left(SURFACE_AP, CHECK_NUMBER) == 9


def test_a_card_without_the_application_is_read_without_the_face() -> None:
    assert read(SoftwareCard(without_face())).person.pictures == Pictures()


def test_a_wrong_number_is_not_taken_to_the_face() -> None:
    card, counters = card_with_tries(10)
    with pytest.raises(WrongSecret):
        read(card, Secret(SecretKind.CHECK_NUMBER, "9" * 14))
    assert (counters.left(SURFACE_AP, CHECK_NUMBER), counters.left(TEXT_AP, CHECK_NUMBER_B)) == (10, 9)


def test_tags_of_the_face_may_stand_in_any_order_among_others() -> None:
    unknown = objects.data_object(0xDF7E, b"?")
    shuffled = unknown + b"".join(reversed(tlv.objects_as_written(TEMPLATE).values()))
    assert card_face(shuffled).pictures(photo=True) == card_face(TEMPLATE).pictures(photo=True)
    assert card_face(shuffled).expires == date(2035, 1, 2)


PHOTO = face_as_jpeg2000()
SIZE = PHOTO.index(b"ihdr") + 4
TOO_LARGE = PHOTO[:SIZE] + b"\xff" * 8 + PHOTO[SIZE + 8 :]


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", text_as_png("番")[:40], TOO_LARGE])
def test_a_picture_that_cannot_be_decoded_is_left_out(picture: bytes) -> None:
    face = card_face(objects.data_object(0xDF25, picture) + objects.data_object(0xDF26, text_as_png("町")))
    assert (face.pictures(photo=True).name, bool(face.pictures(photo=True).address)) == (b"", True)


def test_nothing_of_the_face_is_shown() -> None:
    assert "PNG" not in repr(card_face(TEMPLATE))
    assert "20350102" not in repr(card_face(TEMPLATE))


def used(face: CardFace) -> None:
    face.pictures(photo=True)
    assert face.expires is None or isinstance(face.expires, date)


@given(st.binary(max_size=300))
def test_any_face_is_one_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        used(card_face(data))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEMPLATE) - 1), st.integers(0, 255)), max_size=4))
def test_a_face_with_some_bytes_changed_is_one_or_unreadable(changes: list[tuple[int, int]]) -> None:
    data = bytearray(TEMPLATE)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(Unreadable):
        used(card_face(bytes(data)))
