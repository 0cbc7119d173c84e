"""A handover survives its way through the texts of its symbols, and what the counter must not open is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import Altered, HandoverError, Incomplete, NewerVersion, NotOurs, OtherCity, TooOld, UnknownKey
from kiosk.handover.dictionary import Dictionary
from kiosk.handover.envelope import seal
from kiosk.handover.keys import CounterKeys, KnownKiosk, key_id
from kiosk.handover.record import Handover
from kiosk.handover.symbols import CORRECTED, MOST_LETTERS, Head, write_symbols
from kiosk.handover.text import Opening, read_handover

# The fixtures are in conftest.py, which tests cannot import from.
Offices = Any

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
DAY = timedelta(days=1)

zones = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
moments = st.datetimes(datetime(2000, 1, 3), datetime(2090, 1, 1), timezones=zones).map(  # noqa: DTZ001  # bounds
    lambda moment: moment.replace(microsecond=0)
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
known = st.dictionaries(st.text(max_size=12), plain, max_size=6)
handovers = st.builds(
    Handover,
    city=st.just("aonami"),
    kiosk=st.just("kiosk-1"),
    ticket=st.none() | st.text(max_size=8),
    made=moments,
    events=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    people=st.lists(known, max_size=4).map(tuple),
    facts=known,
    needs=known,
    proxy=st.none() | known,
)


@pytest.fixture(scope="session")
def steady(make_offices: Callable[[], Offices]) -> Offices:
    """Offices that no test changes."""
    return make_offices()


@settings(deadline=None)
@given(handovers)
def test_every_handover_is_read_back_as_it_was_written(steady: Offices, handover: Handover) -> None:
    opening = replace(steady.opening(), today=handover.made.date())
    texts = steady.write(handover)
    of = len(texts)
    assert read_handover("\n".join(texts), opening) == replace(handover, sheet=f"{of}/{of}")


@pytest.mark.parametrize("name", ["𠮷田　葛\U000e0101", "﨑　神", "ｶﾅ", "LÊ THỊ ÁNH", "", "　", "2026-11-20", "١٢"])
def test_every_name_survives(offices: Offices, hanako: Handover, name: str) -> None:
    written = replace(hanako, people=({"name": name},), needs={"x": name})
    assert offices.read(*offices.write(written)) == written


def test_only_letters_that_every_scanner_types_alike(offices: Offices, hanako: Handover) -> None:
    assert set("".join(offices.write(hanako))) <= set(ALPHABET)


def test_a_scanner_may_add_line_ends_and_small_letters(offices: Offices, hanako: Handover) -> None:
    (text,) = offices.write(hanako)
    assert offices.read(f" {text[:40].lower()}\r\n{text[40:]}\n") == hanako


def test_no_two_sheets_are_alike(offices: Offices, hanako: Handover) -> None:
    assert offices.write(hanako) != offices.write(hanako)


@pytest.mark.parametrize("text", ["", " \n", "https://example.com/", "HELLO", "番号", "KK", "JN"])
def test_foreign_text_is_not_ours(offices: Offices, text: str) -> None:
    with pytest.raises(NotOurs):
        offices.read(text)


def test_another_citys_sheet_is_refused(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.city = "elsewhere"
    with pytest.raises(OtherCity):
        offices.read(*texts)


def test_a_newer_version_says_so(offices: Offices) -> None:
    keys = offices.kiosk_keys()
    ids = (key_id(keys.signing.public_key()), key_id(keys.counter), offices.dictionary.id)
    head = Head("aonami", *ids, version=CORRECTED + 1)
    with pytest.raises(NewerVersion):
        offices.read(*write_symbols(head, seal(b"", head, keys)))


def test_content_that_the_counter_has_not_got_says_so(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.dictionary = Dictionary(b"another content")
    with pytest.raises(NewerVersion):
        offices.read(*texts)


def test_a_sheet_from_before_the_content_changed_is_read(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.dictionaries = [offices.dictionary]
    offices.dictionary = Dictionary(b"another content")
    assert offices.read(*texts) == hanako


def test_a_kiosk_that_nobody_knows_has_an_unknown_key(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.kiosks["kiosk-1"] = [Ed25519PrivateKey.generate()]
    with pytest.raises(UnknownKey):
        offices.read(*texts)


def test_a_retired_key_of_the_counter_is_unknown(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.counter = [X25519PrivateKey.generate()]
    with pytest.raises(UnknownKey):
        offices.read(*texts)


def test_what_was_printed_before_keys_were_rotated_is_still_read(offices: Offices, hanako: Handover) -> None:
    before = offices.write(hanako)
    offices.counter.insert(0, X25519PrivateKey.generate())
    offices.kiosks["kiosk-1"].insert(0, Ed25519PrivateKey.generate())
    after = offices.write(hanako)
    assert offices.read(*before) == offices.read(*after) == hanako


def test_a_kiosk_cannot_open_its_own_sheets(offices: Offices, hanako: Handover) -> None:
    """Its signing key, taken for a key to open with, opens nothing; neither does any other that it could make."""
    texts = offices.write(hanako)
    keys = offices.kiosk_keys()
    counter = key_id(keys.counter)
    kiosks = {key_id(keys.signing.public_key()): KnownKiosk("kiosk-1", keys.signing.public_key())}
    own = X25519PrivateKey.from_private_bytes(keys.signing.private_bytes_raw())
    opening = replace(offices.opening(), keys=CounterKeys({counter: own}, kiosks))
    with pytest.raises(Altered):
        read_handover(texts[0], opening)
    assert not hasattr(keys.counter, "exchange")


def test_a_sheet_says_which_kiosk_signed_it(offices: Offices, hanako: Handover) -> None:
    offices.kiosks["kiosk-2"] = [Ed25519PrivateKey.generate()]
    assert offices.read(*offices.write(replace(hanako, kiosk="kiosk-2"))).kiosk == "kiosk-2"


def test_a_sheet_that_another_kiosk_forged_is_altered(offices: Offices, hanako: Handover) -> None:
    """It is signed by the one key, and says that it was by the other."""
    signer, claimed = offices.kiosks["kiosk-1"][0], Ed25519PrivateKey.generate()
    texts = offices.write(hanako)
    offices.kiosks = {"kiosk-2": [claimed]}
    opening = offices.opening()
    known = {key_id(signer.public_key()): KnownKiosk("kiosk-2", claimed.public_key())}
    forged: Opening = replace(opening, keys=CounterKeys(opening.keys.own, known))
    with pytest.raises(Altered):
        read_handover(texts[0], forged)


@pytest.mark.parametrize(("days", "accepted"), [(-2, False), (-1, True), (0, True), (14, True), (15, False)])
def test_a_sheet_is_accepted_on_its_day_and_for_fourteen_days(
    offices: Offices, hanako: Handover, days: int, accepted: bool
) -> None:
    texts = offices.write(hanako)
    offices.today = hanako.made.date() + days * DAY
    if accepted:
        assert offices.read(*texts) == hanako
    else:
        with pytest.raises(TooOld):
            offices.read(*texts)


def test_a_city_may_accept_sheets_for_longer(offices: Offices, hanako: Handover) -> None:
    texts = offices.write(hanako)
    offices.today, offices.accept_days = date(2026, 12, 20), 30
    assert offices.read(*texts) == hanako


@pytest.fixture
def much(hanako: Handover) -> Handover:
    """More than one symbol holds: nothing in it comes twice."""
    letters = [chr(0x4E00 + (number * 7919) % 20000) for number in range(1200)]
    return replace(hanako, people=({"name": "".join(letters)},))


def test_what_no_scanner_reads_as_one_symbol_is_parted_and_never_cut(offices: Offices, much: Handover) -> None:
    texts = offices.write(much)
    assert len(texts) == 3
    assert max(map(len, texts)) <= MOST_LETTERS
    assert max(map(len, texts)) - min(map(len, texts)) <= 5
    assert offices.read(*texts) == replace(much, sheet="3/3")


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 1, 0, 2), (0, 2, 1, 0, 2)])
def test_symbols_are_scanned_in_any_order_and_more_than_once(
    offices: Offices, much: Handover, order: tuple[int, ...]
) -> None:
    texts = offices.write(much)
    assert offices.read(*(texts[number] for number in order)) == replace(much, sheet="3/3")


def test_a_scanner_that_adds_nothing_between_symbols_is_understood(offices: Offices, much: Handover) -> None:
    assert offices.read("".join(offices.write(much))) == replace(much, sheet="3/3")


@pytest.mark.parametrize("there", [(0,), (1,), (0, 1), (2, 2)])
def test_symbols_that_are_missing_make_it_incomplete(offices: Offices, much: Handover, there: tuple[int, ...]) -> None:
    texts = offices.write(much)
    with pytest.raises(Incomplete):
        offices.read(*(texts[number] for number in there))


def test_symbols_of_two_visits_are_no_whole(offices: Offices, much: Handover, hanako: Handover) -> None:
    one, other = offices.write(much), offices.write(much)
    for texts in [(one[0], other[1], one[2]), (*one, *other), (*offices.write(hanako), *offices.write(hanako))]:
        with pytest.raises(Incomplete):
            offices.read(*texts)


def test_a_cut_text_is_incomplete_wherever_it_was_cut(offices: Offices, hanako: Handover) -> None:
    (text,) = offices.write(hanako)
    for length in range(3, len(text)):
        with pytest.raises(Incomplete):
            offices.read(text[:length])


def test_a_cut_symbol_among_whole_ones_is_incomplete(offices: Offices, much: Handover) -> None:
    first, second, third = offices.write(much)
    for texts in [(first[:500], second, third), (first, second[:500], third), (first, second, third[:500])]:
        with pytest.raises(Incomplete):
            offices.read(*texts)


def test_every_other_letter_is_altered_wherever_it_stands(offices: Offices, hanako: Handover) -> None:
    """The head says so before it is believed; only the first three letters say whose text it is."""
    (text,) = offices.write(hanako)
    for place, letter in enumerate(text):
        other = "A" if letter != "A" else "7"
        with pytest.raises(NotOurs if place < 3 else Altered):
            offices.read(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("strange", ["1", "0", "é", "Ａ", "-"])
def test_a_character_that_is_no_letter_of_ours_is_altered(offices: Offices, hanako: Handover, strange: str) -> None:
    (text,) = offices.write(hanako)
    with pytest.raises(Altered):
        offices.read(text[:100] + strange + text[101:])


def test_letters_behind_the_end_are_altered(offices: Offices, hanako: Handover) -> None:
    (text,) = offices.write(hanako)
    for more in ("A", "AAAAAAAA", text[3:]):
        with pytest.raises(Altered):
            offices.read(text + more)


@settings(deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=400))
def test_noise_is_refused_with_a_reason(steady: Offices, noise: str) -> None:
    with pytest.raises(HandoverError):
        steady.read("JNFQ" + noise)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_a_known_kiosk_seals_is_read_or_refused(steady: Offices, nonsense: bytes) -> None:
    """A kiosk that somebody took over can make the counter refuse, no more."""
    keys = steady.kiosk_keys()
    ids = (key_id(keys.signing.public_key()), key_id(keys.counter), steady.dictionary.id)
    head = Head("aonami", *ids)
    for contents in (nonsense, steady.dictionary.deflate(nonsense)):
        with pytest.raises(HandoverError):
            steady.read(*write_symbols(head, seal(contents, head, keys)))


def test_nothing_personal_and_no_key_is_in_a_repr(offices: Offices, hanako: Handover) -> None:
    keys = offices.kiosk_keys()
    said = repr((hanako, keys, offices.opening(), offices.dictionary))
    assert "花子" not in said
    assert "PrivateKey" not in said
