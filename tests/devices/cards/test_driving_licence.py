import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.apdu import MF, SW, Command, select_application, select_file, select_master_file
from devices.cards.card import Wanted
from devices.cards.driving_licence.card import CHANGES, DF1, ENTRIES, PIN1, DrivingLicence, expiry_of
from devices.cards.driving_licence.changes import Change, LicenceChanges, licence_changes
from devices.cards.driving_licence.entries import CATEGORIES, OBTAINED, LicenceEntries, licence_entries
from devices.connection import AllowList
from devices.reader import IdentityCardReader
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.driving_licence import DF2, EXPIRES, PIN2, profile
from devices.simulator.faults import Faults, FaultyCard, Malformed
from devices.simulator.files import CardProfile, DataFile
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.terminal import MemorySlot
from devices.simulator.tries import TryCounters
from kiosk.errors import (
    Blocked,
    CardError,
    CardExpired,
    CardRemoved,
    LastTry,
    NotAllowed,
    Unreadable,
    WrongSecret,
)
from kiosk.people import Person
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted

HANAKO = HOLDERS["hanako"]
BEFORE = date(2026, 11, 26)
PIN = Secret(SecretKind.PIN, "1234")
WITH_PIN = (SecretWanted(SecretKind.PIN, 3),)
COMMANDS_TO_FIND = [
    "00A4040C0AD392F000260100000001",
    "00A4040C10A0000002310100000000000000000000",
    "00A40000023F00",
    "00A4020C022F01",
    "00B0000011",
    "00B08A0003",
    "00200081",
]
COMMANDS_TO_READ = [
    *COMMANDS_TO_FIND[:5],
    "00200081",
    "002000810431323334",
    "00A4040C10A0000002310100000000000000000000",
    "00B08100000370",
    "00B08400000280",
]
VERIFIES = "0020"
ADDRESS = "架空県見本市中央１－２－３"
PEOPLE = {
    "hanako": Person("番号　花子", "バンゴウ　ハナコ", date(1990, 1, 2), None, ADDRESS),
    "taro": Person("番号　太郎", "バンゴウ　タロウ", date(1988, 3, 4), None, ADDRESS),
    "ume": Person("番号　ウメ", "バンゴウ　ウメ", date(1943, 6, 5), None, ADDRESS),
    "anh": Person(
        "ＮＧＵＹＥＮ　ＴＨＩ　ＡＮＨ",
        "グエン　ティ　アン",
        date(1998, 7, 7),
        None,
        "架空県見本市中央４－５　青葉荘１０３",
    ),
    "long": Person(
        "番号　寿限無寿限無五劫之擦切海砂利水魚之水行末雲来末風来末食寝処住処之\ue00a",
        "",
        date(1925, 12, 31),
        None,
        "架空県見本市大字長々町字上中下之千二百三十四番地五十六の七八九　コーポラス・グ\ue00a",
    ),
    "variants": Person(
        "番号　\ue001\ue002子",
        "バンゴウ　クズヨシコ",
        None,
        None,
        "架空県見本市\ue001町４－５－６　\ue002田荘２０１",
    ),
}
MOVED_TO = "架空県見本市東１丁目２番地の３　東荘４０５"


class Onlooker:
    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None:
        """Nobody looks on."""


class Listened:
    """A card; ``sent`` is what it was told, in hex."""

    def __init__(self, card: Insertable) -> None:
        self._card = card
        self.sent = []

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._card.power_on()

    def power_off(self) -> None:
        self._card.power_off()

    def reset(self) -> None:
        self._card.reset()

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._card.transmit(apdu)


class OfFullIdentifiers(Listened):
    """A card that knows its files by their full identifiers only."""

    def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        if (command.ins == 0xB0 and command.p1 & 0x80) or (command.ins == 0x20 and command.p2 != 0x80):
            self.sent.append(apdu.hex().upper())
            return b"\x6a\x86"
        return super().transmit(apdu)


def licence(holder: str = "hanako", **faults: bool) -> SoftwareCard:
    return issue_card("driving_licence", holder, Faults(**faults))


def counted_licence(tries: int, **faults: bool) -> tuple[SoftwareCard, TryCounters]:
    """A licence with so many tries left for its PIN1."""
    card_profile = profile(HANAKO, Faults(**faults))
    counters = TryCounters(card_profile)
    counters.set(MF, PIN1, tries)
    return SoftwareCard(card_profile, counters), counters


def with_files(files: Mapping[int, bytes]) -> SoftwareCard:
    """A licence whose files of DF1 hold something else."""
    card_profile = profile(HANAKO, Faults())
    applications = tuple(
        replace(
            application,
            files={
                fid: DataFile(files[fid], file.access) if fid in files else file
                for fid, file in application.files.items()
            },
        )
        if application.aid == DF1
        else application
        for application in card_profile.applications
    )
    return SoftwareCard(CardProfile(card_profile.atr, applications, card_profile.master_file))


def reader_of(card: Insertable, today: date = BEFORE) -> IdentityCardReader:
    return IdentityCardReader(MemorySlot(card).terminal, Wanted(today=lambda: today))


def found(card: Insertable, today: date = BEFORE) -> CardFound:
    return reader_of(card, today).await_card(Onlooker())


def read(card: Insertable, secret: Secret | None = PIN, today: date = BEFORE) -> CardRead:
    return reader_of(card, today).read(secret, Onlooker())


def encoded(values: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(
        bytes((tag,)) + (bytes((len(value),)) if len(value) < 0x80 else b"\x82" + len(value).to_bytes(2)) + value
        for tag, value in values
    )


def entries_with(values: Mapping[int, bytes]) -> LicenceEntries:
    """Entries of a name and an address, and these."""
    return licence_entries(encoded({0x12: b"\x48\x56", 0x17: b"\x39\x66", **values}.items()))


def data_presented(sent: Iterable[str]) -> list[str]:
    return [apdu for apdu in sent if apdu.startswith(VERIFIES) and len(apdu) > 8]


# --- what is asked -----------------------------------------------------------------


def test_seven_commands_find_out_what_opens_it() -> None:
    card = Listened(licence())
    assert found(card) == CardFound(CardKind.DRIVING_LICENCE, WITH_PIN, EXPIRES)
    assert card.sent == COMMANDS_TO_FIND


def test_ten_commands_read_it() -> None:
    card = Listened(licence())
    assert read(card).apdus == 10
    assert card.sent == COMMANDS_TO_READ


def test_without_long_answers_it_is_read_in_pieces() -> None:
    card = FaultyCard(licence("anh"), Faults(no_extended=True))
    one = read(card)
    assert one.person == PEOPLE["anh"]
    assert one.apdus == 10 + 1 + (4 - 1) + (3 - 1)


def test_short_answers_are_put_together() -> None:
    assert read(FaultyCard(licence("variants"), Faults(short_reads=True))).person == PEOPLE["variants"]


def test_where_short_identifiers_are_refused_files_are_selected() -> None:
    card = OfFullIdentifiers(licence("anh"))
    assert found(card).opens == WITH_PIN
    one = read(card)
    assert (one.person, one.apdus) == (PEOPLE["anh"], 10 + 4)
    assert data_presented(card.sent) == ["002000800431323334"]


def test_a_first_command_that_fails_is_repeated() -> None:
    assert read(FaultyCard(licence(), Faults(first_6f00=True))).apdus == 11


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("faults", [{}, {"unset_pin": True}, {"moved": True}, {"filler": True}], ids=str)
def test_pin_2_and_what_lies_behind_it_are_never_touched(holder: str, faults: dict[str, bool]) -> None:
    card = licence(holder, **faults)
    listened = Listened(card)
    opens = found(listened).opens
    read(listened, PIN if opens else None)
    assert not card.tripped
    assert {apdu[:8] for apdu in listened.sent if apdu.startswith(VERIFIES)} == {"00200081"}
    assert not any(DF2.hex().upper() in apdu for apdu in listened.sent)


@pytest.mark.parametrize(
    "commands",
    [
        [select_application(DF2)],
        [select_application(DF1), select_file(0x0002)],
        [select_application(DF1), select_file(0x0006)],
        [select_application(DF1), select_file(0x0007)],
        [select_application(DF1), Command(0xB0, 0x82, 0, le=82)],
        [select_master_file(), select_file(PIN2)],
        [select_master_file(), Command(0x20, 0, 0x82)],
        [select_master_file(), Command(0x20, 0, 0x82, b"1234")],
        [select_master_file(), Command(0x24, 1, 0x81, b"1234")],
    ],
)
def test_everything_else_is_not_even_sent(commands: list[Command]) -> None:
    card = licence()
    line = AllowList(Powered(card), DrivingLicence.ALLOWED)
    *allowed, refused = (command.encode() for command in commands)
    for apdu in allowed:
        line.transmit(apdu)
    with pytest.raises(NotAllowed):
        line.transmit(refused)
    assert not card.tripped


class Powered:
    def __init__(self, card: Insertable) -> None:
        self.transmit = card.transmit

    def disconnect(self) -> None:
        """Power stays on."""


# --- who it is ---------------------------------------------------------------------


@pytest.mark.parametrize("holder", HOLDERS)
def test_it_is_read_exactly_as_it_is_written(holder: str) -> None:
    one = read(licence(holder))
    assert one.person == PEOPLE[holder]
    assert (one.kind, one.tries_left, one.expires, one.genuine) == (CardKind.DRIVING_LICENCE, 3, EXPIRES, None)


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_newest_address_counts(holder: str) -> None:
    one = read(licence(holder, moved=True))
    assert one.person.address == MOVED_TO
    assert one.details["issued_address"] == PEOPLE[holder].address
    assert one.details["address_since"] == "2026-02-10"


def test_a_newer_name_counts_with_its_reading() -> None:
    one = read(licence("taro", moved=True))
    assert (one.person.name, one.person.kana) == ("見本　太郎", "ミホン　タロウ")
    assert one.details["issued_name"] == "番号　太郎"
    assert read(licence("hanako", moved=True)).person.name == "番号　花子"


def test_a_character_that_only_the_card_knows_stays_in_its_place() -> None:
    assert read(licence(gaiji=True)).person.name == "\ue001号　花子"
    assert read(licence("variants", gaiji=True)).person.name == "\ue001号　\ue002\ue00a子"


def test_filler_after_the_data_changes_nothing() -> None:
    card = licence(filler=True)
    assert found(card) == CardFound(CardKind.DRIVING_LICENCE, WITH_PIN, EXPIRES)
    assert read(card).person == PEOPLE["hanako"]


def test_everything_else_that_it_says_is_told() -> None:
    assert read(licence()).details == {
        "licence_number": "000000000000",
        "reference_number": "00000",
        "colour": "優良",
        "issued": "2025-03-12",
        "commission": "架空県公安委員会",
        "unified_kana": "バンゴウハナコ",
        "conditions": "眼鏡等\n準中型で運転できる準中型車は準中型車（５ｔ）に限る",
        "obtained_motorcycles_small_special_and_mopeds": "2009-02-03",
        "obtained_others": "2010-04-05",
        "category_ordinary": "2010-04-05",
        "category_moped": "2009-02-03",
    }


def test_what_was_changed_is_told() -> None:
    first, moved = read(licence("taro")).details, read(licence("taro", moved=True)).details
    assert {key: value for key, value in moved.items() if key not in first} == {
        "issued_name": "番号　太郎",
        "name_since": "2025-09-01",
        "name_entered_by": "架空県公委",
        "issued_kana": "バンゴウ　タロウ",
        "kana_since": "2025-09-01",
        "kana_entered_by": "架空県公委",
        "issued_address": ADDRESS,
        "address_since": "2026-02-10",
        "address_entered_by": "架空県公委",
        "new_commission": "架空県公委",
        "new_commission_since": "2026-02-10",
        "new_condition": "眼鏡等",
        "new_condition_since": "2026-02-10",
        "new_condition_entered_by": "架空県公委",
    }


def test_nothing_of_it_shows_in_a_repr() -> None:
    card = licence("taro", moved=True)
    line = Powered(card)
    one = read(card)
    entries = entries_with({0x21: b"000000000000", 0x25: b"5070312"})
    changes = LicenceChanges(address=Change("架空県", date(2025, 1, 1), "架空県公委"))
    shown = repr([one, entries, changes, changes.address, line])
    assert not any(secret in shown for secret in ("番号", "太郎", "架空", "00000", "眼鏡", "1988"))
    assert not any(character > "\u2fff" for character in shown)


# --- expiry ------------------------------------------------------------------------


def test_it_holds_until_the_end_of_its_last_day() -> None:
    assert found(licence(), today=EXPIRES).expires == read(licence(), today=EXPIRES).expires == EXPIRES


def test_on_the_day_after_its_last_it_is_expired_before_its_pin_is_sent() -> None:
    after = date(2035, 4, 13)
    with pytest.raises(CardExpired) as caught:
        found(licence(), today=after)
    assert caught.value.expired == EXPIRES
    card = Listened(licence())
    with pytest.raises(CardExpired):
        read(card, today=after)
    assert not data_presented(card.sent)


def test_an_expired_licence_says_so() -> None:
    with pytest.raises(CardExpired):
        found(licence(expired=True))


@pytest.mark.parametrize(
    ("data", "day"),
    [
        ("450B3031302025031220350412460200 00", date(2035, 4, 12)),
        ("450B3031302025031220350412", date(2035, 4, 12)),
        ("450B3031302025031220350230", None),
        ("450B30313020250312FFFFFFFF", None),
        ("450B303130202503122035041A", None),
        ("45033031 30", None),
    ],
)
def test_the_expiry_is_in_the_common_data(data: str, day: date | None) -> None:
    assert expiry_of(bytes.fromhex(data)) == day


@pytest.mark.parametrize("data", ["", "FF", "00", "46020000", "450B30", "4582", "4580"])
def test_common_data_without_its_issuer_is_unreadable(data: str) -> None:
    with pytest.raises(Unreadable):
        expiry_of(bytes.fromhex(data))


# --- its PIN -----------------------------------------------------------------------


def test_a_licence_without_pin_opens_without_a_secret() -> None:
    card = Listened(licence(unset_pin=True))
    assert found(card) == CardFound(CardKind.DRIVING_LICENCE, (), EXPIRES)
    assert len(card.sent) == 6
    one = read(card, None)
    assert (one.person, one.tries_left, one.apdus) == (PEOPLE["hanako"], 3, 11)
    assert data_presented(card.sent) == ["00200081042A2A2A2A"]


@pytest.mark.parametrize("secret", [None, Secret(SecretKind.CHECK_NUMBER, "1" * 14)])
def test_a_licence_with_pin_is_not_tried_without(secret: Secret | None) -> None:
    card = Listened(licence())
    with pytest.raises(Unreadable):
        read(card, secret)
    assert not data_presented(card.sent)


@pytest.mark.parametrize("setting", [b"\x05\x01\x02", b"\x05\x00", b"\x06\x01\x01", b"\xff\xff\xff"])
def test_where_it_is_not_known_whether_a_pin_is_set_nothing_is_tried(setting: bytes) -> None:
    card_profile = profile(HANAKO, Faults())
    root = next(application for application in card_profile.applications if application.aid == MF)
    others = [application for application in card_profile.applications if application is not root]
    unclear = replace(root, files={**root.files, 0x000A: DataFile(setting)})
    card = Listened(SoftwareCard(replace(card_profile, applications=(unclear, *others))))
    with pytest.raises(Unreadable):
        found(card)
    with pytest.raises(Unreadable):
        read(card, None)
    assert not data_presented(card.sent)


def test_a_wrong_pin_costs_one_try_and_the_right_one_brings_all_back() -> None:
    card, counters = counted_licence(3)
    with pytest.raises(WrongSecret) as caught:
        read(card, Secret(SecretKind.PIN, "9999"))
    assert caught.value.tries_left == counters.left(MF, PIN1) == found(card).opens[0].tries_left == 2
    assert read(card).tries_left == counters.left(MF, PIN1) == 3


@pytest.mark.parametrize(("tries", "error"), [(1, LastTry), (0, Blocked)])
@pytest.mark.parametrize("unset", [False, True])
def test_the_last_try_is_never_used(tries: int, error: type[CardError], unset: bool) -> None:
    card, counters = counted_licence(tries, unset_pin=unset)
    listened = Listened(card)
    with pytest.raises(error) as caught:
        read(listened, None if unset else PIN)
    assert caught.value.tries_left == counters.left(MF, PIN1) == tries
    assert not data_presented(listened.sent)


@pytest.mark.parametrize(("fault", "tries"), [("blocked", 0), ("last_try", 1)])
def test_what_is_left_is_said_when_it_is_found(fault: str, tries: int) -> None:
    assert found(licence(**{fault: True})).opens == (SecretWanted(SecretKind.PIN, tries),)


@pytest.mark.parametrize("pin", ["", "123", "12345", "12a4", "１２３４", "****", "1234\n"])
def test_a_pin_of_another_shape_is_wrong_without_being_sent(pin: str) -> None:
    card, counters = counted_licence(3)
    listened = Listened(card)
    with pytest.raises(WrongSecret):
        read(listened, Secret(SecretKind.PIN, pin))
    assert not data_presented(listened.sent)
    assert counters.left(MF, PIN1) == 3


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["1234", "0000", "9999", "12", "", None]), max_size=12), st.booleans())
def test_no_row_of_pins_locks_a_licence(pins: list[str | None], unset: bool) -> None:
    card, counters = counted_licence(3, unset_pin=unset)
    for pin in pins:
        with contextlib.suppress(CardError):
            read(card, None if pin is None else Secret(SecretKind.PIN, pin))
        assert counters.left(MF, PIN1) >= 1
    assert counters.left(MF, PIN2) == 3


# --- what goes wrong ---------------------------------------------------------------


@pytest.mark.parametrize("command", range(1, len(COMMANDS_TO_READ) + 1))
def test_removed_licence_ends_the_read(command: int) -> None:
    card, counters = counted_licence(3)
    with pytest.raises(CardRemoved):
        read(FaultyCard(card, Faults(pulled=command)))
    assert counters.left(MF, PIN1) == 3
    assert read(card).person == PEOPLE["hanako"]


@pytest.mark.parametrize("command", range(1, len(COMMANDS_TO_FIND) + 1))
def test_removed_licence_ends_the_finding(command: int) -> None:
    with pytest.raises(CardRemoved):
        found(FaultyCard(licence(), Faults(pulled=command)))


@pytest.mark.parametrize("do", [found, read])
@pytest.mark.parametrize("sw", [*SW, 0x63C0, 0x63C1, 0x63C2, 0x6C05, 0x6C00, 0x6105, 0x6100, 0x9001])
def test_any_status_word_at_any_command_ends_in_an_error_of_cards_or_in_the_truth(
    do: Callable[[Insertable], CardFound | CardRead], sw: int
) -> None:
    if sw == SW.SUCCESS:
        return
    for command in range(1, 12):
        card, counters = counted_licence(3)
        listened = Listened(card)
        with contextlib.suppress(CardError):
            one = do(FaultyCard(listened, Faults(status_words=((command, sw),))))
            assert one.kind is CardKind.DRIVING_LICENCE
        assert len(data_presented(listened.sent)) <= 1
        assert counters.left(MF, PIN1) == counters.left(MF, PIN2) == 3
        assert not card.tripped


def test_data_that_comes_by_halves_is_put_together() -> None:
    assert read(FaultyCard(licence(), Faults(malformed=Malformed.CUT))).person == PEOPLE["hanako"]


@pytest.mark.parametrize("how", [Malformed.LENGTH, Malformed.TAG, Malformed.NOISE])
@pytest.mark.parametrize("do", [found, read])
def test_malformed_data_is_unreadable(how: Malformed, do: Callable[[Insertable], object]) -> None:
    with pytest.raises(Unreadable):
        do(FaultyCard(licence(), Faults(malformed=how)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=900), st.binary(max_size=700))
def test_any_data_is_a_person_or_unreadable(entries: bytes, changes: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read(with_files({ENTRIES: entries, CHANGES: changes})).person.name


# --- its data ----------------------------------------------------------------------

texts = st.lists(st.sampled_from([b"\x48\x56", b"\x39\x66", b"\x21\x21", b"\xff\xf1", b"\xff\xfa"])).map(b"".join)
dates = st.sampled_from([b"5070312", b"0000000", b"#5#0#7#0#3#1#2", b"", b"9999999"])
values = (
    st.binary(max_size=140) | texts | dates | st.tuples(st.sampled_from([b"\x90", b"\x78"]), dates, texts).map(b"".join)
)
objects = st.dictionaries(st.integers(0x01, 0xFE), values, max_size=40).map(lambda found: encoded(found.items()))


@given(objects | st.binary(max_size=880))
def test_any_entries_are_understood_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        licence_entries(data)


@given(objects | st.binary(max_size=640))
def test_any_changes_are_understood_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        licence_changes(data)


@given(st.binary(max_size=20))
def test_any_common_data_is_understood_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        expiry_of(data)


ALL_FIELDS = {
    0x11: b"\x83",
    0x12: b"\x48\x56\x39\x66",
    0x13: b"\x25\x22",
    0x14: b"\x25\x24",
    0x15: b"\x25\x26",
    0x16: b"4020102",
    0x17: b"\x39\x66" * 40,
    0x18: b"5070312",
    0x19: b"12345",
    0x1A: b"\x4d\x25\x4e\x49",
    0x1B: b"5120412",
    **{0x1C + place: b"\x25" + bytes((0x2B + 2 * place,)) for place in range(4)},
    0x20: b"\x38\x78",
    0x21: b"000000000000",
    **{tag: f"51201{tag - 0x21:02}".encode() for tag in (*OBTAINED, *CATEGORIES)},
}


@given(st.permutations([*ALL_FIELDS.items()]), st.sampled_from([b"", b"\xff", b"\xff" * 300, b"\x00" * 9]))
def test_all_fields_are_read_in_any_order(fields: list[tuple[int, bytes]], filler: bytes) -> None:
    assert licence_entries(encoded(fields) + filler) == LicenceEntries(
        edition=0x83,
        name="番号",
        kana="ア",
        alias="イ",
        unified_kana="ウ",
        birth=date(1990, 1, 2),
        address="号" * 40,
        issued=date(2025, 3, 12),
        reference="12345",
        colour="優良",
        expires=date(2030, 4, 12),
        conditions=("カ", "キ", "ク", "ケ"),
        commission="公",
        number="000000000000",
        obtained={name: date(2030, 1, tag - 0x21) for tag, name in OBTAINED.items()},
        categories={name: date(2030, 1, tag - 0x21) for tag, name in CATEGORIES.items()},
    )


def test_unknown_tags_are_passed_over() -> None:
    assert entries_with({0x34: b"\x01", 0x3F: b"", 0x5F: b"\xff", 0x9F: b"x" * 200}) == entries_with({})


def test_fields_that_are_not_there_are_empty() -> None:
    entries = entries_with({0x13: b"", 0x16: b"0000000", 0x25: b"0000000", 0x26: b"", 0x1D: b""})
    assert (entries.kana, entries.birth, entries.expires) == ("", None, None)
    assert (entries.conditions, entries.obtained, entries.categories) == ((), {}, {})


def test_the_edition_of_1978_has_the_older_forms() -> None:
    assert entries_with({0x11: b"\x78", 0x12: b"\x49\x30"}).name == "檜"
    assert entries_with({0x11: b"\x90", 0x12: b"\x49\x30"}).name == "桧"


def test_a_unified_reading_in_another_code_is_not_told() -> None:
    assert entries_with({0x15: b"\xca\xde\xdd\xba\xde\xb3"}).unified_kana == ""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff" * 880, id="filler only"),
        pytest.param(encoded([(0x12, b"\x48\x56")]), id="no address"),
        pytest.param(encoded([(0x12, b""), (0x17, b"\x39\x66")]), id="an empty name"),
        pytest.param(encoded([(0x12, b"\x48\x56\x39"), (0x17, b"\x39\x66")]), id="half a character"),
        pytest.param(encoded([(0x12, b"\x1b\x24"), (0x17, b"\x39\x66")]), id="an escape"),
        pytest.param(
            encoded([(0x12, b"\x48\x56"), (0x17, b"\x39\x66"), (0x21, b"\xff\x00")]), id="a number that is none"
        ),
        pytest.param(encoded([(0x12, b"\x48\x56"), (0x12, b"\x39\x66")]), id="twice"),
        pytest.param(b"\x12\x82\x00", id="half a length"),
        pytest.param(b"\x12\x82\xff\xff\x48\x56", id="longer than the file"),
    ],
)
def test_malformed_entries_are_unreadable_and_not_quoted(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        licence_entries(data)
    assert caught.value.__cause__ is None


BAN, GO, KANA = b"\x48\x56", b"\x39\x66", b"\x25\x22"
COMMISSION = b"\x32\x4d\x36\x75\x38\x29\x38\x78\x30\x51"
"""架空県公委."""
WIDE_DATE, ASCII_DATE = b"#5#0#7#0#3#1#2", b"5070312"


@pytest.mark.parametrize(
    ("value", "change"),
    [
        pytest.param(
            b"\x90" + WIDE_DATE + BAN + COMMISSION, Change("番", date(2025, 3, 12), "架空県公委"), id="wide date"
        ),
        pytest.param(
            b"\x90" + ASCII_DATE + BAN + COMMISSION, Change("番", date(2025, 3, 12), "架空県公委"), id="ASCII date"
        ),
        pytest.param(
            b"\x90" + WIDE_DATE + BAN + b"\x45\x6c\x35\x7e\x38\x78\x30\x51\x21\x21",
            Change("番", date(2025, 3, 12), "東京公委"),
            id="a commission of four characters",
        ),
        pytest.param(b"\x90" + WIDE_DATE + BAN, Change("番", date(2025, 3, 12)), id="no commission"),
        pytest.param(
            b"\x90" + WIDE_DATE + BAN + b"\x38\x78\x30\x42\x30\x51\x30\x77\x32\x71",
            Change("番公安委員会", date(2025, 3, 12)),
            id="a longer commission stays",
        ),
        pytest.param(b"\x90" + b"#0" * 7 + BAN, Change("番"), id="a date that is none"),
        pytest.param(b"\x78" + WIDE_DATE + b"\x49\x30", Change("檜", date(2025, 3, 12)), id="the edition of 1978"),
        pytest.param(BAN + GO, Change("番号"), id="text alone"),
        pytest.param(b"\xff\xf3" + GO + b"\x21\x21", Change("\ue003号"), id="text alone from a 外字 on"),
    ],
)
def test_a_change_is_a_text_with_its_day_and_its_commission(value: bytes, change: Change) -> None:
    assert licence_changes(encoded([(0x70, value)])) == LicenceChanges(address=change)


@pytest.mark.parametrize("empty", [b"", b"\xff" * 20, b"\x90" + b"#0" * 7, b"\x90" + WIDE_DATE + b"\x21\x21" * 5])
def test_the_newest_is_the_highest_that_is_not_empty(empty: bytes) -> None:
    changes = licence_changes(encoded([(0x77, empty), (0x72, GO), (0x70, BAN), (0x50, b"\x01"), (0x71, KANA)]))
    assert changes == LicenceChanges(address=Change("号"))


def test_each_kind_of_change_has_its_own_tags() -> None:
    tags = (0x5F, 0x67, 0x6F, 0x77, 0x7F, 0x87, 0x8F)
    numbered = {tag: b"\x23" + bytes((0x31 + place,)) for place, tag in enumerate(tags)}
    changes = licence_changes(encoded([(0x97, b"\xff\x00"), *numbered.items()]) + b"\xff" * 100)
    kinds = ("commission", "name", "kana", "address", "condition", "lifted", "remark")
    assert changes == LicenceChanges(
        **{kind: Change(digit) for kind, digit in zip(kinds, "１２３４５６７", strict=True)}
    )


def test_a_newer_name_without_its_reading_has_none() -> None:
    card = with_files({CHANGES: encoded([(0x50, b"\x01"), (0x60, BAN + GO)])})
    assert (read(card).person.name, read(card).person.kana) == ("番号", "")


def test_without_a_reading_of_its_own_a_name_is_read_as_unified() -> None:
    card = with_files({ENTRIES: encoded([(0x12, BAN), (0x15, KANA), (0x17, GO)])})
    assert read(card).person.kana == "ア"


@pytest.mark.parametrize("value", [b"\x90", b"\x90" + BAN, b"\x90507031", b"\x90" + WIDE_DATE + b"\x48", BAN + b"\x39"])
def test_a_malformed_change_is_unreadable(value: bytes) -> None:
    with pytest.raises(Unreadable):
        licence_changes(encoded([(0x70, value)]))


near_misses = st.builds(
    Command,
    ins=st.sampled_from([0xA4, 0xB0, 0x20, 0x24, 0xB1, 0xC0]),
    p1=st.sampled_from([0x00, 0x02, 0x04, 0x81, 0x82, 0x84, 0x86, 0x8A]),
    p2=st.sampled_from([0x00, 0x0C, 0x80, 0x81, 0x82]),
    data=st.sampled_from([b"", DF1, DF2, b"1234", b"4321", b"\x3f\x00", b"\x2f\x01"])
    | st.integers(0, 0x0B).map(lambda fid: fid.to_bytes(2)),
    le=st.sampled_from([None, 2, 256]),
)


@given(st.lists(near_misses.map(Command.encode) | st.binary(max_size=20), max_size=30))
def test_no_sequence_of_commands_reaches_what_lies_behind_pin_2(apdus: list[bytes]) -> None:
    card, counters = counted_licence(3)
    line = AllowList(Powered(card), DrivingLicence.ALLOWED)
    line.transmit(select_application(DF1).encode())
    for apdu in apdus:
        with contextlib.suppress(NotAllowed):
            line.transmit(apdu)
    assert not card.tripped
    assert counters.left(MF, PIN2) == 3


def test_it_is_read_through_the_pcsc_service(place_behind_pcscd: Any, onlooker: Any) -> None:
    place_behind_pcscd.insert(licence("variants", moved=True))
    assert place_behind_pcscd.reader.await_card(onlooker) == CardFound(CardKind.DRIVING_LICENCE, WITH_PIN, EXPIRES)
    one = place_behind_pcscd.reader.read(PIN, onlooker)
    assert (one.person.name, one.person.address, one.apdus) == (PEOPLE["variants"].name, MOVED_TO, 10)
