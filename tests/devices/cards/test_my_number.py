"""The session with a My Number card: what is said to it, and what it makes of the answers."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import tlv
from devices.apdu import AID, FID, Command, Response
from devices.cards.card import Wanted
from devices.cards.my_number.card import FILES, MyNumberCard
from devices.cards.my_number.common import COMMON_AP, expiry_in
from devices.cards.my_number.surface import CHECK_NUMBER as SURFACE_CHECK_B
from devices.cards.my_number.surface import SURFACE_AP
from devices.cards.my_number.text import CHECK_NUMBER_B, PIN, TEXT_AP, attributes
from devices.files import CardFiles
from devices.recognition import recognise
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import CardProfile
from devices.simulator.issue import issue_card
from devices.simulator.my_number import four_attributes, profile
from devices.simulator.my_number_objects import data_object
from devices.simulator.people import HOLDERS, CardHolder
from devices.simulator.tries import TryCounters
from kiosk.errors import Blocked, CardError, LastTry, UnknownCard, Unreadable, WrongSecret
from kiosk.people import Person, Sex
from kiosk.ports import CardKind, CardRead, Secret, SecretKind, SecretWanted

HANAKO = HOLDERS["hanako"]
RIGHT_PIN = Secret(SecretKind.PIN, HANAKO.pin)
RIGHT_CHECK_NUMBER = Secret(SecretKind.CHECK_NUMBER, HANAKO.check_number_b)

VECTOR = bytes.fromhex(
    "FF2056DF2108000E0020004A0055DF220FE795AAE58FB7E38080E88AB1E5AD90DF2327E69EB6E7A9BAE79C8CE8A68BE69CACE5B882E4B8ADE5"
    "A4AEEFBC91EFBC8DEFBC92EFBC8DEFBC93DF24083139393030313032DF250132"
)
"""A published example of the file with the four attributes."""


class Powered:
    """A card under power; ``sent`` is what it was told."""

    def __init__(self, card: Insertable) -> None:
        self._card = card
        self.sent = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()

    def presented(self) -> list[str]:
        """The secrets that it was told, with their commands."""
        return [apdu for apdu in self.sent if apdu.startswith("0020") and len(apdu) > 8]


class Parrot:
    """Answers every command with success, and a read with its own data."""

    def __init__(self, data: bytes, step: int = 256, overrides: Mapping[int, bytes] | None = None) -> None:
        self._data, self._step, self._overrides = data, step, overrides or {}

    def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        if command.ins in self._overrides:
            return self._overrides[command.ins]
        if command.ins != 0xB0:
            return b"\x90\x00"
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        return Response(self._data[offset : offset + min(command.le, self._step)], 0x9000).encode()

    def disconnect(self) -> None:
        self._data = b""


def read(line: Powered, secret: Secret = RIGHT_PIN, wanted: Wanted | None = None) -> CardRead:
    """What a reader does with a card that it has found."""
    session = recognise(line, wanted or Wanted())
    session.expires()
    return session.read(secret)


def parroted(line: Parrot) -> Person:
    return MyNumberCard(CardFiles(line), Wanted()).read(RIGHT_PIN).person


def counted_card(tries: int, fid: FID = PIN, aid: AID = TEXT_AP) -> tuple[SoftwareCard, TryCounters]:
    """A card with so many tries left for one of its keys."""
    card_profile = profile(HANAKO)
    counters = TryCounters(card_profile)
    counters.set(aid, fid, tries)
    return SoftwareCard(card_profile, counters), counters


def template(holder: CardHolder) -> bytes:
    """What stands in the file's one object."""
    return tlv.objects(four_attributes(holder))[0xFF20]


# --- what is said to a card ------------------------------------------------------------


def test_seven_commands_read_the_four_attributes_and_the_last_day() -> None:
    line = Powered(issue_card())
    assert read(line).person == Person(
        name="番号　花子", address="架空県見本市中央１－２－３", birth=date(1990, 1, 2), sex=Sex.FEMALE
    )
    assert line.sent == [
        "00A4040C0AD392F000260100000001",
        "00A4040C0AD3921000310001010100",
        "00B2010C00",
        "00A4040C0AD3921000310001010408",
        "00200091",
        "002000910431323334",
        "00B0820000",
    ]


def test_five_more_commands_read_the_face() -> None:
    line = Powered(issue_card())
    read(line, RIGHT_CHECK_NUMBER)
    assert [apdu[:10] for apdu in line.sent[7:]] == ["00A4040C0A", "00200092", "002000920E", "00B0820000", "00B0010000"]
    assert line.sent[7].endswith(SURFACE_AP.hex().upper())


def test_seven_commands_find_out_what_a_card_is() -> None:
    line = Powered(issue_card())
    found = recognise(line, Wanted()).found()
    assert found.kind is CardKind.MY_NUMBER
    assert found.opens == (SecretWanted(SecretKind.PIN, 3), SecretWanted(SecretKind.CHECK_NUMBER, 10))
    assert (found.expires, found.signs, found.carries_licence) == (date(2035, 1, 2), None, False)
    assert len(line.sent) == 7
    assert not line.presented()


def test_a_card_that_is_a_licence_too_is_recognised() -> None:
    assert recognise(Powered(issue_card("my_number_licence")), Wanted()).found().carries_licence


def test_a_long_object_takes_one_more_read_for_every_256_bytes() -> None:
    line = Powered(issue_card(holder="long"))
    read(line)
    length = len(four_attributes(HOLDERS["long"]))
    assert sum(apdu.startswith("00B0") for apdu in line.sent) == -(-length // 256) == 2


@pytest.mark.parametrize("name", HOLDERS)
@pytest.mark.parametrize("secret", ["pin", "check_number_b"])
def test_names_and_addresses_are_exactly_what_the_card_says(name: str, secret: str) -> None:
    holder = HOLDERS[name]
    kind = SecretKind.PIN if secret == "pin" else SecretKind.CHECK_NUMBER
    card = issue_card(holder=name)
    person = read(Powered(card), Secret(kind, getattr(holder, secret))).person
    assert (person.name, person.address) == (holder.name, holder.address)
    assert not card.tripped


def test_neither_the_number_nor_what_gives_it_away_may_be_named() -> None:
    assert not FILES & {(TEXT_AP, 0x0001), (TEXT_AP, 0x0003), (TEXT_AP, 0x0014), (SURFACE_AP, 0x0005)}
    assert not FILES & {(SURFACE_AP, 0x0013), (SURFACE_AP, 0x0001)}


class OfThePast:
    """A card that knows files by their full identifiers only."""

    def __init__(self, refusal: int) -> None:
        self._card = issue_card()
        self._refusal = refusal.to_bytes(2)

    def transmit(self, apdu: bytes) -> bytes:
        short = (apdu[1] == 0x20 and apdu[3] != 0x80) or (apdu[1] == 0xB0 and apdu[2] & 0x80)
        return self._refusal if short else self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()


@pytest.mark.parametrize("refusal", [0x6A86, 0x6A81, 0x6B00])
@pytest.mark.parametrize("secret", [RIGHT_PIN, RIGHT_CHECK_NUMBER])
def test_a_card_that_takes_no_short_identifiers_has_its_files_selected(refusal: int, secret: Secret) -> None:
    old = Powered(OfThePast(refusal))
    new = Powered(issue_card())
    assert read(old, secret) == read(new, secret)
    assert len(old.presented()) == len(new.presented())
    assert sum(apdu == "00200091" for apdu in old.sent) <= 1


# --- until when it holds ---------------------------------------------------------------


def test_the_last_day_is_known_before_anything_is_presented() -> None:
    line = Powered(issue_card())
    assert recognise(line, Wanted()).expires() == date(2035, 1, 2)
    assert not line.presented()


def without(card_profile: CardProfile, aid: AID) -> SoftwareCard:
    left = tuple(one for one in card_profile.applications if one.aid != aid)
    return SoftwareCard(replace(card_profile, applications=left))


def test_a_card_that_does_not_say_when_it_ends_is_read_all_the_same() -> None:
    line = Powered(without(profile(HANAKO), COMMON_AP))
    assert recognise(line, Wanted()).found().expires is None
    assert read(line).person.name == HANAKO.name


def test_a_last_day_that_does_not_exist_is_none() -> None:
    assert recognise(Powered(issue_card(holder="variants")), Wanted()).found().expires is None


def test_an_expired_card_says_so() -> None:
    line = Powered(issue_card(faults=Faults(expired=True)))
    assert recognise(line, Wanted()).found().expires == date(2020, 1, 2)
    assert read(line, RIGHT_CHECK_NUMBER).expires == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("record", "last_day"),
    [
        (b"\x01\x1c" + b"0" * 20 + b"20350102", date(2035, 1, 2)),
        (b"\x01\x1c" + b"0" * 20 + b"20350102" + b"\xff" * 4, date(2035, 1, 2)),
        (b"\x01\x1c" + b"0" * 20 + b"20350132", None),
        (b"\x02\x1c" + b"0" * 20 + b"20350102", None),
        (b"\x01\x1c" + b"0" * 20 + b"203501", None),
        (b"", None),
    ],
)
def test_the_last_day_stands_at_the_end_of_its_record(record: bytes, last_day: date | None) -> None:
    assert expiry_in(record) == last_day


@given(st.binary(max_size=40), st.binary(max_size=10))
def test_any_record_has_a_last_day_or_none(record: bytes, digits: bytes) -> None:
    expiry_in(record)
    expiry_in(b"\x01\x1c" + b"0" * 20 + digits)


# --- the four attributes ---------------------------------------------------------------


def test_the_published_example_is_read() -> None:
    person = parroted(Parrot(VECTOR))
    assert (person.name, person.address) == ("番号　花子", "架空県見本市中央１－２－３")
    assert (person.birth, person.sex) == (date(1990, 1, 2), Sex.FEMALE)


@pytest.mark.parametrize(
    ("birth", "date_"),
    [
        ("20000229", date(2000, 2, 29)),
        ("19000229", None),
        ("19900000", None),
        ("99999999", None),
        ("１９９０", None),
        ("1990", None),
        ("", None),
    ],
)
def test_a_birth_that_is_no_date_is_unknown(birth: str, date_: date | None) -> None:
    assert attributes(template(replace(HANAKO, birth=birth))).birth == date_


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        ("1", Sex.MALE),
        ("2", Sex.FEMALE),
        ("9", Sex.OTHER),
        ("3", Sex.OTHER),
        ("0", Sex.UNKNOWN),
        ("7", None),
        ("", None),
    ],
)
def test_sex_is_read_by_its_code(code: str, sex: Sex | None) -> None:
    assert attributes(template(replace(HANAKO, sex=code))).sex is sex


def test_tags_may_stand_in_any_order_among_others() -> None:
    fields = tlv.objects_as_written(template(HANAKO))
    unknown = data_object(0xDF7E, b"?") + data_object(0xC1, b"?")
    assert attributes(unknown + b"".join(reversed(fields.values()))) == attributes(template(HANAKO))


@pytest.mark.parametrize("filler", [b"", b"\xff", b"\xff\xff", b"\x00\x00"])
def test_filler_around_the_data_is_skipped(filler: bytes) -> None:
    assert parroted(Parrot(filler + four_attributes(HANAKO) + b"\xff" * 9)).name == HANAKO.name


MALFORMED = [
    pytest.param(b"", id="empty"),
    pytest.param(b"\xff" * 256, id="filler only"),
    pytest.param(b"\xff\xff\xff" + four_attributes(HANAKO), id="too much filler"),
    pytest.param(b"\xff\x20\x00", id="no attributes"),
    pytest.param(b"\xff\x20\x03\xdf\x22\x00", id="no address"),
    pytest.param(b"\xff\x20\x08\xdf\x22\x02\xc3\x28\xdf\x23\x00", id="no UTF-8"),
    pytest.param(b"\xff\x20\x07\xdf\x22\x01\x1b\xdf\x23\x00", id="a control character"),
    pytest.param(b"\xff\x20\x09\xdf\x22\x00\xdf\x23\x00\xdf\x22\x00", id="a tag twice"),
    pytest.param(b"\xff\x20\x82\x00", id="half a length"),
    pytest.param(b"\xff\x20\x82\xff\xff", id="longer than any file"),
    pytest.param(b"\xff\x20\x81\x80", id="cut off"),
]


@pytest.mark.parametrize("data", MALFORMED)
def test_malformed_data_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parroted(Parrot(data))


@given(st.binary(max_size=300))
def test_any_data_is_a_person_or_unreadable(tail: bytes) -> None:
    with contextlib.suppress(Unreadable):
        parroted(Parrot(b"\xff\x20" + tail))


@given(st.lists(st.tuples(st.integers(0xDF21, 0xDF27), st.binary(max_size=20)), max_size=6), st.binary(max_size=4))
def test_any_attributes_are_a_person_or_unreadable(fields: list[tuple[int, bytes]], tail: bytes) -> None:
    with contextlib.suppress(Unreadable):
        attributes(b"".join(data_object(tag, value) for tag, value in fields) + tail)


@pytest.mark.parametrize("step", [7, 255])
def test_a_card_that_gives_less_than_asked_is_asked_again(step: int) -> None:
    assert parroted(Parrot(four_attributes(HANAKO), step)).name == HANAKO.name


def test_a_card_that_gives_single_bytes_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        parroted(Parrot(four_attributes(HANAKO), step=1))


def test_unreadable_text_is_not_quoted() -> None:
    with pytest.raises(Unreadable) as caught:
        attributes(b"\xdf\x22\x05abc\xc3\x28\xdf\x23\x00")
    assert caught.value.__cause__ is None
    assert "abc" not in str(caught.value)


def test_a_substitute_character_is_read_as_it_is() -> None:
    assert read(Powered(issue_card(faults=Faults(gaiji=True)))).person.name == "番号　花\ue001"


@pytest.mark.parametrize("kind", ["unknown", "juki", "phone"])
def test_a_card_without_the_application_is_unknown(kind: str) -> None:
    with pytest.raises(UnknownCard):
        recognise(Powered(issue_card(kind)), Wanted()).found()


# --- secrets ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sw", "tries"), [(b"\x63\xc2", 2), (b"\x63\xc0", 0), (b"\x69\x83", 0), (b"\x69\x84", 0), (b"\x90\x00", 3)]
)
def test_tries_left_are_asked_for(sw: bytes, tries: int) -> None:
    found = MyNumberCard(CardFiles(Parrot(b"", overrides={0x20: sw})), Wanted()).found()
    assert found.opens[0].tries_left == tries


@pytest.mark.parametrize("sw", [b"\x63\x00", b"\x6f\x00"])
def test_a_card_that_does_not_tell_its_tries_is_not_tried(sw: bytes) -> None:
    with pytest.raises(Unreadable):
        parroted(Parrot(VECTOR, overrides={0x20: sw}))


SECRETS = [
    pytest.param(PIN, RIGHT_PIN, id="pin"),
    pytest.param(CHECK_NUMBER_B, RIGHT_CHECK_NUMBER, id="check number"),
]


@pytest.mark.parametrize(("tries", "error"), [(0, Blocked), (1, LastTry)])
@pytest.mark.parametrize(("fid", "right"), SECRETS)
@pytest.mark.parametrize("is_right", [True, False])
def test_the_last_try_is_never_used(
    tries: int, error: type[CardError], fid: FID, right: Secret, is_right: bool
) -> None:
    card, counters = counted_card(tries, fid)
    line = Powered(card)
    with pytest.raises(error) as caught:
        read(line, right if is_right else replace(right, text="9" * len(right.text)))
    assert not line.presented()
    assert caught.value.tries_left == counters.left(TEXT_AP, fid) == tries


@pytest.mark.parametrize(("fid", "right"), SECRETS)
def test_a_wrong_secret_costs_one_try_of_its_own(fid: FID, right: Secret) -> None:
    card, counters = counted_card(3, fid)
    before = {key: counters.left(*key) for key in ALL_KEYS}
    line = Powered(card)
    with pytest.raises(WrongSecret) as caught:
        read(line, replace(right, text="9" * len(right.text)))
    assert len(line.presented()) == 1
    assert caught.value.tries_left == 2
    assert {key: counters.left(*key) for key in ALL_KEYS} == before | {(TEXT_AP, fid): 2}


ALL_KEYS = [(application.aid, fid) for application in profile(HANAKO).applications for fid in application.keys]


@pytest.mark.parametrize(("fid", "right"), SECRETS)
def test_the_right_secret_brings_all_tries_back(fid: FID, right: Secret) -> None:
    card, counters = counted_card(2, fid)
    assert read(Powered(card), right).tries_left == counters.left(TEXT_AP, fid) == {PIN: 3, CHECK_NUMBER_B: 10}[fid]


@pytest.mark.parametrize("pin", ["", "123", "12345", "12a4", "１２３４", "1234\n"])
def test_a_pin_of_another_shape_is_wrong_without_being_sent(pin: str) -> None:
    card, counters = counted_card(3)
    line = Powered(card)
    with pytest.raises(WrongSecret) as caught:
        read(line, Secret(SecretKind.PIN, pin))
    assert not line.presented()
    assert caught.value.tries_left == counters.left(TEXT_AP, PIN) == 3


@pytest.mark.parametrize("text", ["0201022035000", "020102203500000", "19900102203500", "H2010220350000", ""])
def test_a_check_number_is_presented_as_typed_or_not_at_all(text: str) -> None:
    card, _ = counted_card(10, CHECK_NUMBER_B)
    line = Powered(card)
    with pytest.raises(WrongSecret):
        read(line, Secret(SecretKind.CHECK_NUMBER, text))
    assert [bytes.fromhex(apdu[10:]).decode() for apdu in line.presented()] == (
        [text] if len(text) == 14 and text.isdecimal() else []
    )


def test_another_era_is_never_tried() -> None:
    """The same holder with the year of the Western calendar, as somebody might type it."""
    card, counters = counted_card(10, CHECK_NUMBER_B)
    line = Powered(card)
    with pytest.raises(WrongSecret):
        read(line, Secret(SecretKind.CHECK_NUMBER, "90" + HANAKO.check_number_b[2:]))
    assert len(line.presented()) == 1
    assert counters.left(TEXT_AP, CHECK_NUMBER_B) == 9
    assert counters.left(SURFACE_AP, SURFACE_CHECK_B) == 10


@pytest.mark.parametrize(
    "secret", [None, Secret(SecretKind.CARD_NUMBER, "AB12345678CD"), Secret(SecretKind.AUTHENTICATION_PIN, "5678")]
)
def test_no_other_secret_is_taken_to_the_card(secret: Secret | None) -> None:
    line = Powered(issue_card())
    with pytest.raises(Unreadable):
        read(line, secret)
    assert not line.presented()


@settings(max_examples=500)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([SecretKind.PIN, SecretKind.CHECK_NUMBER]),
            st.sampled_from(["1234", "0000", "9999", "12", "", HANAKO.check_number_b, "9" * 14]),
        ),
        max_size=14,
    )
)
def test_no_row_of_secrets_locks_a_card(typed: list[tuple[SecretKind, str]]) -> None:
    card, counters = counted_card(3)
    for kind, text in typed:
        card.power_on()
        with contextlib.suppress(CardError):
            read(Powered(card), Secret(kind, text))
    assert all(counters.left(*key) >= 1 for key in ALL_KEYS)
