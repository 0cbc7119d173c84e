"""Residence cards and special permanent resident certificates, both generations, against their software cards."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from devices import tlv
from devices.apdu import MF, Command
from devices.cards.card import Wanted
from devices.cards.pictures import as_png
from devices.cards.residence import files
from devices.cards.residence.card import DF1, DF2, DF3, TYPES, CardType, Generation, ResidenceCard
from devices.connection import AllowList
from devices.files import CardFiles
from devices.reader import IdentityCardReader
from devices.recognition import recognise
from devices.simulator.card import Insertable
from devices.simulator.faults import Faults, FaultyCard, Malformed
from devices.simulator.files import CardProfile
from devices.simulator.issue import MODELS, issue_card
from devices.simulator.people import HOLDERS, CardHolder
from devices.simulator.pictures import face_as_jpeg2000, text_as_tiff
from devices.simulator.practice_keys import practice_certificate
from devices.simulator.residence import LINE_PX, ROOTS, of_contents, profile
from devices.simulator.secured import SecuredCard
from devices.simulator.terminal import MemorySlot
from devices.trust import Trust
from kiosk.errors import (
    CardError,
    CardExpired,
    CardRemoved,
    LongAnswersRefused,
    NotAllowed,
    UnknownCard,
    Unreadable,
    WrongSecret,
)
from kiosk.people import Person, Residence, Sex
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted

KINDS = {
    "residence": CardType(CardKind.RESIDENCE, Generation.FIRST),
    "residence_2": CardType(CardKind.RESIDENCE, Generation.SECOND),
    "special_permanent": CardType(CardKind.SPECIAL_PERMANENT, Generation.FIRST),
    "special_permanent_2": CardType(CardKind.SPECIAL_PERMANENT, Generation.SECOND),
}
FIRST = ["residence", "special_permanent"]
SECOND = ["residence_2", "special_permanent_2"]
ANH = HOLDERS["anh"]
TODAY = date(2026, 11, 26)
ROOT_CERTIFICATES = tuple(practice_certificate(name) for name in ROOTS.values())
PROOF_WANTED = Wanted(Trust(certificates=ROOT_CERTIFICATES), today=lambda: TODAY)
ALL_WANTED = replace(PROOF_WANTED, photo=True)
NOTHING_WANTED = Wanted(today=lambda: TODAY)

every_kind = pytest.mark.parametrize("kind", KINDS)


class Line:
    """A card under power; ``sent`` is what it was told, in hex."""

    def __init__(self, card: Insertable) -> None:
        self.card = card
        self.sent = []
        card.power_on()

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self.card.transmit(apdu)

    def disconnect(self) -> None:
        self.card.power_off()


class ShortLine(Line):
    """A reader that takes no extended APDU."""

    def transmit(self, apdu: bytes) -> bytes:
        if Command.decode(apdu).is_extended:
            raise LongAnswersRefused
        return super().transmit(apdu)


class Watch:
    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None: ...


def read_from(line: Line, number: str = ANH.card_number, wanted: Wanted = NOTHING_WANTED) -> CardRead:
    return recognise(line, wanted).read(Secret(SecretKind.CARD_NUMBER, number))


def read(kind: str, wanted: Wanted = NOTHING_WANTED, faults: Faults | None = None, holder: str = "anh") -> CardRead:
    card = issue_card(kind, holder, faults)
    return read_from(Line(FaultyCard(card, faults or Faults())), HOLDERS[holder].card_number, wanted)


def card_of(card_profile: CardProfile, generation: Generation) -> SecuredCard:
    return SecuredCard(card_profile, suite=generation.suite)


def with_file(kind: str, aid: bytes, file: files.CardFile, change: Callable[[bytes], bytes]) -> Line:
    """A card of Anh on which one file is another."""
    made = profile(KINDS[kind], ANH, Faults())
    applications = []
    for application in made.applications:
        inside = dict(application.files)
        if application.aid == aid:
            inside[file.short] = replace(inside[file.short], content=change(inside[file.short].content))
        applications.append(replace(application, files=inside))
    return Line(card_of(replace(made, applications=tuple(applications)), KINDS[kind].generation))


def with_objects(
    kind: str, aid: bytes, file: files.CardFile, change: Callable[[dict[int, bytes]], Mapping[int, bytes]]
) -> Line:
    """A card of Anh on which the objects of one file are others."""

    def rewritten(content: bytes) -> bytes:
        objects = change(dict(files.objects(content)))
        return b"".join(tlv.encoded(tag, value) for tag, value in objects.items())

    return with_file(kind, aid, file, rewritten)


# --- what it is ------------------------------------------------------------------------


@every_kind
def test_a_card_is_found_by_its_application_and_type(kind: str) -> None:
    found = recognise(Line(issue_card(kind)), NOTHING_WANTED).found()
    assert found == CardFound(KINDS[kind].kind, (SecretWanted(SecretKind.CARD_NUMBER, None),))


@pytest.mark.parametrize("code", [b"07", b"08"])
def test_a_residence_card_on_a_my_number_card_is_named_and_not_read(code: bytes) -> None:
    session = recognise(Line(card_of(of_contents(code, ANH, {DF1: {}}), Generation.SECOND)), NOTHING_WANTED)
    with pytest.raises(UnknownCard, match="特定在留カード"):
        session.found()
    with pytest.raises(UnknownCard, match="特定在留カード"):
        session.read(Secret(SecretKind.CARD_NUMBER, ANH.card_number))


@given(st.binary(max_size=4).filter(lambda code: code not in TYPES))
def test_any_other_type_is_unknown(code: bytes) -> None:
    session = recognise(Line(card_of(of_contents(code, ANH, {DF1: {}}), Generation.FIRST)), NOTHING_WANTED)
    with pytest.raises(UnknownCard):
        session.found()


# --- what it says ----------------------------------------------------------------------


def photo_of(wanted: Wanted) -> bytes:
    return as_png(face_as_jpeg2000()) if wanted.photo else b""


@pytest.mark.parametrize("wanted", [NOTHING_WANTED, ALL_WANTED], ids=["bare", "all"])
@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", SECOND)
def test_the_second_generation_is_read_exactly(kind: str, holder: str, wanted: Wanted) -> None:
    written = HOLDERS[holder]
    read_ = read(kind, wanted, holder=holder)
    special = KINDS[kind].kind is CardKind.SPECIAL_PERMANENT
    assert (read_.kind, read_.tries_left, read_.expires) == (KINDS[kind].kind, None, day(written.card_until))
    assert read_.person == Person(
        birth=day(written.birth),
        sex={"1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.UNKNOWN}[written.sex],
        nationality="無国籍" if written.nationality == "XXX" else written.nationality,
        residence=Residence(
            status="特別永住者" if special else written.status,
            period="" if special else files.period(written.period),
            until=None if special else day(written.stay_until),
            card_number=written.card_number,
        ),
        pictures=replace(
            Person().pictures,
            name=as_png(text_as_tiff(written.name, height_px=LINE_PX)),
            address=as_png(text_as_tiff(written.address, height_px=LINE_PX)),
            photo=photo_of(wanted),
        ),
    )
    assert read_.genuine is (True if wanted is ALL_WANTED else None)


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("wanted", [NOTHING_WANTED, ALL_WANTED], ids=["bare", "all"])
@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", FIRST)
def test_the_first_generation_is_read_exactly(kind: str, holder: str, wanted: Wanted, *, moved: bool) -> None:
    written = HOLDERS[holder]
    read_ = read(kind, wanted, Faults(moved=moved), holder)
    special = KINDS[kind].kind is CardKind.SPECIAL_PERMANENT
    assert (read_.kind, read_.tries_left, read_.expires) == (KINDS[kind].kind, None, None)
    assert read_.person.pictures.front.startswith(b"\x89PNG")
    assert replace(read_.person, pictures=Person().pictures) == Person(
        address=written.address if moved else "",
        residence=Residence(status="特別永住者" if special else "", card_number=written.card_number),
    )
    assert read_.person.pictures.photo == photo_of(wanted)
    assert read_.genuine is (True if wanted is ALL_WANTED else None)


def day(text: str) -> date | None:
    with contextlib.suppress(ValueError):
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    return None


def test_what_else_it_says_has_the_names_of_its_standard() -> None:
    assert read("residence_2").details == {
        "permission": "00",
        "permission_date": "20240401",
        "work": "就労制限なし",
    }
    assert read("residence", faults=Faults(moved=True)).details == {
        "back_date": "20250401",
        "municipality_code": "000000",
    }
    assert read("special_permanent_2").details == read("residence").details == {}


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("0103", "1年3月"),
        ("0300", "3年"),
        ("0006", "6月"),
        ("0010", "10月"),
        ("0000", "無期限"),
        ("090", "90日"),
        ("015", "15日"),
        ("", ""),
        ("XX", "XX"),
        ("01030", "01030"),
        ("０１０３", "０１０３"),
    ],
)
def test_a_period_is_said_as_on_the_face(code: str, period: str) -> None:
    assert files.period(code) == period


def test_a_work_rule_without_a_name_stays_a_code() -> None:
    line = with_objects(
        "residence_2", DF1, files.ENTRIES[CardKind.RESIDENCE], lambda found: {**found, files.WORK: b"7"}
    )
    assert read_from(line).details["work"] == "7"


@pytest.mark.parametrize("shown", ["aa00000004aa", "Aa00000004aA", "AA00000004AA"])
def test_the_number_may_be_typed_in_small_letters(shown: str) -> None:
    person = read_from(Line(issue_card("residence_2", "anh")), shown).person
    assert person.residence is not None
    assert person.residence.card_number == "AA00000004AA"


@every_kind
@pytest.mark.parametrize(
    "faults",
    [Faults(short_reads=True), Faults(no_extended=True), Faults(filler=True), Faults(first_6f00=True)],
    ids=["short reads", "no extended length", "filler", "first 6F00"],
)
@pytest.mark.parametrize("moved", [False, True])
def test_neither_pieces_nor_filler_change_anything(kind: str, faults: Faults, *, moved: bool) -> None:
    faults = replace(faults, moved=moved)
    assert read(kind, ALL_WANTED, faults) == read(kind, ALL_WANTED, Faults(moved=moved))


@every_kind
def test_a_reader_without_extended_length_reads_the_same(kind: str) -> None:
    line = ShortLine(issue_card(kind, "anh"))
    assert read_from(line, wanted=ALL_WANTED) == read(kind, ALL_WANTED)
    assert max(len(sent) // 2 for sent in line.sent) < 60


# --- what is sent ----------------------------------------------------------------------

SELECT_DF1 = "00A4040C10D392F0004F0200000000000000000000"
SELECT_DF2 = "00A4040C10D392F0004F0300000000000000000000"
SELECT_DF3 = "00A4040C10D392F0004F0400000000000000000000"
OPENING = [
    "00A4040C0AD392F000260100000001",
    "00A4040C10A0000002310100000000000000000000",
    SELECT_DF1,
    "00A40000023F00",
    "00B08A0000",
    "0084000008",
    "0082000028",
    "0820008613861101",
    SELECT_DF1,
]


def commands(line: Line) -> list[str]:
    """What was sent, without what is enciphered."""
    enciphered = {"0082000028": 10, "08200086": 16}
    return [next((sent[:end] for head, end in enciphered.items() if sent.startswith(head)), sent) for sent in line.sent]


def test_twelve_commands_read_a_card_of_the_first_generation() -> None:
    line = Line(issue_card("residence", "anh"))
    read_from(line)
    assert commands(line) == [*OPENING, "08B0850000000496020000" + "0000", SELECT_DF2, "00B08100000000"]


def test_twelve_commands_read_a_card_of_the_second_generation() -> None:
    line = Line(issue_card("residence_2", "anh"))
    read_from(line)
    secured = [f"08B0{p1}0000000496020000" + "0000" for p1 in ("83", "84", "86")]
    assert commands(line) == [*OPENING, *secured]


@pytest.mark.parametrize(("kind", "more"), [("residence", ["08B0860000000496020000" + "0000"]), ("residence_2", [])])
def test_only_a_proof_asks_for_face_and_signature(kind: str, more: list[str]) -> None:
    bare, proof = Line(issue_card(kind, "anh")), Line(issue_card(kind, "anh"))
    read_from(bare)
    read_from(proof, wanted=PROOF_WANTED)
    added = [sent for sent in commands(proof) if sent not in commands(bare)]
    assert added == [*more, SELECT_DF3, "00B08200000000"]


def test_the_reader_counts_its_commands() -> None:
    reader = IdentityCardReader(MemorySlot(issue_card("residence", "anh")).terminal, NOTHING_WANTED)
    assert reader.await_card(Watch()).kind is CardKind.RESIDENCE
    assert reader.read(Secret(SecretKind.CARD_NUMBER, ANH.card_number), Watch()).apdus == 12


@pytest.mark.parametrize(
    "apdu",
    [
        pytest.param("00200086", id="verify in clear without data"),
        pytest.param("002000860C" + "41" * 12, id="the number in clear"),
        pytest.param("0824008613861101" + "00" * 16, id="change the number"),
        pytest.param("0882000028" + "00" * 40 + "00", id="authenticate with secure messaging"),
        pytest.param("0082000128" + "00" * 40 + "00", id="authenticate with another key"),
        pytest.param("0820008713861101" + "00" * 16, id="another secret"),
        pytest.param("08D685000486020100", id="write"),
        pytest.param("08B0810000000496020000" + "0000", id="a file that we do not need"),
        pytest.param("00B0870000", id="a file that there is not"),
        pytest.param("00A4040C10D392F0004F0100000000000000000000", id="the application of other cards"),
        pytest.param("80AE000004" + "00" * 4, id="the key exchange of other cards"),
    ],
)
def test_nothing_else_is_allowed(apdu: str) -> None:
    below = Line(issue_card("residence"))
    line = AllowList(below, ResidenceCard.ALLOWED, application=MF)
    with pytest.raises(NotAllowed):
        line.transmit(bytes.fromhex(apdu))
    assert not below.sent


# --- the number ------------------------------------------------------------------------


@every_kind
def test_a_wrong_number_is_wrong_and_nothing_is_counted(kind: str) -> None:
    line = Line(issue_card(kind, "anh"))
    for _ in range(20):
        with pytest.raises(WrongSecret) as caught:
            read_from(line, "AA00000009AA")
        assert caught.value.tries_left is None
    assert read_from(line).kind is KINDS[kind].kind


@every_kind
@pytest.mark.parametrize(
    "typed", ["", "AA00000004A", "AA00000004AAA", "AA0000000AAA", "A100000004AA", "ＡＡ00000004AA", "AA00000004AA\n"]
)
def test_a_number_of_another_shape_is_wrong_without_being_sent(kind: str, typed: str) -> None:
    line = Line(issue_card(kind, "anh"))
    with pytest.raises(WrongSecret):
        read_from(line, typed)
    assert commands(line) == OPENING[:3]


@pytest.mark.parametrize("secret", [None, Secret(SecretKind.PIN, "1234")])
def test_no_other_secret_is_tried(secret: Secret | None) -> None:
    line = Line(issue_card("residence"))
    with pytest.raises(Unreadable):
        recognise(line, NOTHING_WANTED).read(secret)
    assert commands(line) == OPENING[:3]


def test_the_cipher_is_chosen_by_the_type_of_the_card() -> None:
    second_that_says_first = of_contents(b"1", ANH, {DF1: {}})
    line = Line(card_of(second_that_says_first, Generation.SECOND))
    with pytest.raises(WrongSecret):
        read_from(line)
    assert sum(sent.startswith("0082") for sent in line.sent) == 1


class Tampering(Line):
    """A line on which the answer to one instruction is another."""

    def __init__(self, card: Insertable, ins: int, change: Callable[[bytes], bytes]) -> None:
        super().__init__(card)
        self._ins, self._change = ins, change

    def transmit(self, apdu: bytes) -> bytes:
        answer = super().transmit(apdu)
        return self._change(answer) if apdu[1] == self._ins else answer


@every_kind
def test_a_card_that_does_not_prove_to_know_the_number_is_not_believed(kind: str) -> None:
    forged = Tampering(issue_card(kind, "anh"), 0x82, lambda answer: bytes((answer[0] ^ 1,)) + answer[1:])
    with pytest.raises(WrongSecret) as caught:
        read_from(forged)
    assert caught.value.tries_left is None
    assert commands(forged)[-1] == "0082000028"


def test_the_random_numbers_of_two_reads_differ() -> None:
    lines = [Line(issue_card("residence", "anh")) for _ in range(2)]
    for line in lines:
        read_from(line)
    first, second = ({sent for sent in line.sent if sent.startswith(("0082", "0820"))} for line in lines)
    assert not first & second


def test_the_example_of_the_standard_is_spoken_word_for_word() -> None:
    script = {
        "00A40000023F00": "9000",
        "00B08A0000": "C1023035" + "9000",
        "0084000008": "921CE277323DA057" + "9000",
        "00820000284AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F539700": (
            "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F" + "9000"
        ),
        "0820008613861101EE0B31EF877F68D071C56D58C72E6748": "6300",
    }

    class Scripted:
        def transmit(self, apdu: bytes) -> bytes:
            return bytes.fromhex(script.pop(apdu.hex().upper()))

        def disconnect(self) -> None:
            script.clear()

    drawn = iter([bytes.fromhex("1122334455667788"), bytes.fromhex("404142434445464748494A4B4C4D4E4F")])
    card = ResidenceCard(CardFiles(Scripted()), NOTHING_WANTED, random=lambda _: next(drawn))
    with pytest.raises(WrongSecret):
        card.read(Secret(SecretKind.CARD_NUMBER, "AA12345678BB"))
    assert script == {}


# --- whether it is genuine -------------------------------------------------------------


@every_kind
def test_a_card_signed_by_a_strange_key_is_not_genuine(kind: str) -> None:
    assert read(kind, PROOF_WANTED, Faults(forged=True)).genuine is False


@every_kind
def test_where_nothing_is_trusted_nothing_is_proven(kind: str) -> None:
    assert read(kind).genuine is None


@every_kind
def test_the_root_of_the_other_generation_proves_nothing(kind: str) -> None:
    other = ROOTS[Generation.SECOND if KINDS[kind].generation is Generation.FIRST else Generation.FIRST]
    wanted = replace(PROOF_WANTED, trust=Trust(certificates=(practice_certificate(other),)))
    assert read(kind, wanted).genuine is None


def strange_root() -> x509.Certificate:
    """A root with the name of ours and another key."""
    key = ec.generate_private_key(ec.SECP384R1())
    name = practice_certificate(ROOTS[Generation.SECOND]).subject
    start = datetime(2020, 1, 1, tzinfo=UTC)
    return (x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + timedelta(days=9999))).sign(
        key, hashes.SHA256()
    )


def test_a_root_that_only_has_the_right_name_proves_nothing() -> None:
    wanted = replace(PROOF_WANTED, trust=Trust(certificates=(strange_root(),)))
    assert read("residence_2", wanted).genuine is None


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2070, 1, 1)])
@every_kind
def test_a_certificate_that_does_not_hold_today_proves_nothing(kind: str, on: date) -> None:
    assert read(kind, replace(PROOF_WANTED, today=lambda: on)).genuine is None


def flipped(value: bytes) -> bytes:
    return bytes((value[0] ^ 1,)) + value[1:]


CHANGES = [
    ("residence", DF1, files.FRONT, files.FRONT_PICTURE),
    ("residence", DF1, files.PHOTO, files.FIRST_FACE),
    ("residence", DF3, files.FIRST_PROOF, files.FIRST_SIGNATURE),
    ("residence_2", DF1, files.ENTRIES[CardKind.RESIDENCE], files.NATIONALITY),
    ("residence_2", DF1, files.NAME_AND_FACE, files.NAME_PICTURE),
    ("residence_2", DF1, files.NAME_AND_FACE, files.FACE),
    ("residence_2", DF3, files.SECOND_PROOF, files.SECOND_SIGNATURE),
    ("special_permanent_2", DF1, files.ENTRIES[CardKind.SPECIAL_PERMANENT], files.BIRTH),
]


@pytest.mark.parametrize(("kind", "aid", "file", "tag"), CHANGES)
def test_whatever_is_changed_on_it_is_noticed(kind: str, aid: bytes, file: files.CardFile, tag: int) -> None:
    def last_bit(objects: dict[int, bytes]) -> Mapping[int, bytes]:
        value = objects[tag]
        return {**objects, tag: value[:-1] + bytes((value[-1] ^ 1,))}

    assert read_from(with_objects(kind, aid, file, last_bit), wanted=PROOF_WANTED).genuine is False


@pytest.mark.parametrize(
    ("objects", "genuine"),
    [
        (lambda _: {0x53: b""}, None),
        (lambda found: {files.SECOND_SIGNATURE: found[files.SECOND_SIGNATURE]}, None),
        (lambda found: {files.SECOND_CERTIFICATE: found[files.SECOND_CERTIFICATE]}, False),
        (lambda found: {**found, files.SECOND_SIGNATURE: b""}, False),
        (lambda found: {**found, files.SECOND_SIGNATURE: bytes(96)}, False),
        (lambda found: {**found, files.SECOND_CERTIFICATE: b"\x30\x03\x02\x01\x01"}, None),
    ],
)
def test_a_proof_that_is_not_whole_proves_nothing(
    objects: Callable[[dict[int, bytes]], Mapping[int, bytes]], *, genuine: bool | None
) -> None:
    line = with_objects("residence_2", DF3, files.SECOND_PROOF, objects)
    assert read_from(line, wanted=PROOF_WANTED).genuine is genuine


# --- what can be otherwise -------------------------------------------------------------


@pytest.mark.parametrize("kind", SECOND)
def test_an_expired_card_is_said_to_be_so(kind: str) -> None:
    card = issue_card(kind, "anh", Faults(expired=True))
    reader = IdentityCardReader(MemorySlot(card).terminal, NOTHING_WANTED)
    assert reader.await_card(Watch()).expires is None
    with pytest.raises(CardExpired) as caught:
        reader.read(Secret(SecretKind.CARD_NUMBER, ANH.card_number), Watch())
    assert caught.value.expired == date(2020, 3, 31)


def backwards(objects: dict[int, bytes]) -> Mapping[int, bytes]:
    return dict(reversed(objects.items()))


def with_strangers(objects: dict[int, bytes]) -> Mapping[int, bytes]:
    return {0x53: b"?", **objects, 0xDFD7: bytes(300), 0xEF: b""}


@pytest.mark.parametrize("change", [backwards, with_strangers])
@pytest.mark.parametrize(("kind", "aid", "file", "_tag"), CHANGES)
def test_tags_may_come_in_any_order_and_with_others(
    kind: str,
    aid: bytes,
    file: files.CardFile,
    _tag: int,
    change: Callable[[dict[int, bytes]], Mapping[int, bytes]],
) -> None:
    assert read_from(with_objects(kind, aid, file, change)) == read(kind)


@pytest.mark.parametrize("file", [b"\0", bytes(7004), tlv.encoded(0xD0, b""), tlv.encoded(0xD0, bytes(2500))])
def test_a_card_that_shows_no_name_is_unreadable(file: bytes) -> None:
    for line in (
        with_file("residence", DF1, files.FRONT, lambda _: file),
        with_file("residence_2", DF1, files.NAME_AND_FACE, lambda _: file),
    ):
        with pytest.raises(Unreadable):
            read_from(line)


@pytest.mark.parametrize("empty", [b"", bytes(3000)])
def test_a_child_without_a_photo_is_read(empty: bytes) -> None:
    for kind, file, tag in (
        ("residence", files.PHOTO, files.FIRST_FACE),
        ("residence_2", files.NAME_AND_FACE, files.FACE),
    ):
        line = with_objects(kind, DF1, file, lambda found, tag=tag: {**found, tag: empty})
        assert read_from(line, wanted=replace(NOTHING_WANTED, photo=True)).person.pictures.photo == b""


@pytest.mark.parametrize("content", [bytes(342), tlv.encoded(files.BACK_TEXT, b""), tlv.encoded(0xD4, bytes(320))])
def test_a_back_on_which_nothing_was_written_gives_no_address(content: bytes) -> None:
    line = with_file("residence", DF2, files.BACK_ADDRESS, lambda _: content)
    assert read_from(line).person.address == ""


def test_an_address_filled_up_with_nothing_is_cut_off() -> None:
    address = "架空県見本市中央１－２－３"
    content = tlv.encoded(files.BACK_TEXT, address.encode().ljust(320, b"\0"))
    line = with_file("residence", DF2, files.BACK_ADDRESS, lambda _: content)
    assert read_from(line).person.address == address


def test_a_card_with_nothing_but_its_number_is_still_one() -> None:
    line = with_file("residence_2", DF1, files.ENTRIES[CardKind.RESIDENCE], lambda _: bytes(73))
    read_ = read_from(line)
    assert (read_.person.birth, read_.person.sex, read_.expires, dict(read_.details)) == (None, None, None, {})


def test_a_card_shows_nothing_of_its_holder_by_accident() -> None:
    read_ = read("residence_2", ALL_WANTED)
    for secret in ("AA00000004AA", "VNM", "1998", "PNG"):
        assert secret not in repr(read_) + repr(Secret(SecretKind.CARD_NUMBER, "AA00000004AA"))


# --- what can go wrong -----------------------------------------------------------------


def positions(kind: str, wanted: Wanted) -> Iterator[int]:
    line = Line(issue_card(kind, "anh"))
    read_from(line, wanted=wanted)
    yield from range(1, len(line.sent) + 1)


PULLED = [(kind, at) for kind in KINDS for at in positions(kind, ALL_WANTED)]


@pytest.mark.parametrize(("kind", "at"), PULLED)
def test_removed_card_ends_the_read_at_every_command(kind: str, at: int) -> None:
    card = issue_card(kind, "anh")
    with pytest.raises(CardRemoved):
        read_from(Line(FaultyCard(card, Faults(pulled=at))), wanted=ALL_WANTED)
    assert read_from(Line(card), wanted=ALL_WANTED) == read(kind, ALL_WANTED)


@pytest.mark.parametrize("sw", [0x6300, 0x63C2, 0x6581, 0x6700, 0x6982, 0x6984, 0x6985, 0x6988, 0x6A82, 0x6B00, 0x6F00])
@pytest.mark.parametrize(("kind", "at"), PULLED)
def test_any_status_word_at_any_command_is_an_error_of_the_card(kind: str, at: int, sw: int) -> None:
    with contextlib.suppress(CardError):
        read_from(Line(FaultyCard(issue_card(kind, "anh"), Faults(status_words=((at, sw),)))), wanted=ALL_WANTED)


@every_kind
@pytest.mark.parametrize("how", Malformed)
def test_malformed_data_is_unreadable(kind: str, how: Malformed) -> None:
    with pytest.raises((Unreadable, UnknownCard)):
        read_from(Line(FaultyCard(issue_card(kind, "anh"), Faults(malformed=how))))


FILES = [
    (kind, aid, file)
    for kind, aid, file in (
        ("residence", DF1, files.FRONT),
        ("residence", DF1, files.PHOTO),
        ("residence", DF2, files.BACK_ADDRESS),
        ("residence", DF3, files.FIRST_PROOF),
        ("residence_2", DF1, files.ENTRIES[CardKind.RESIDENCE]),
        ("residence_2", DF1, files.NAME_AND_FACE),
        ("residence_2", DF1, files.ADDRESS_PICTURE),
        ("residence_2", DF3, files.SECOND_PROOF),
    )
]
fuzzing = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
tags = st.sampled_from([*range(0xC0, 0xDF), 0xDFD1, 0x53])


@pytest.mark.parametrize(("kind", "aid", "file"), FILES)
@fuzzing
@given(
    content=st.binary(max_size=300)
    | st.dictionaries(tags, st.binary(max_size=120)).map(
        lambda objects: b"".join(tlv.encoded(tag, value) for tag, value in objects.items())
    )
)
def test_any_file_is_read_or_unreadable(kind: str, aid: bytes, file: files.CardFile, content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_from(with_file(kind, aid, file, lambda _: content), wanted=ALL_WANTED)


@pytest.mark.parametrize(("kind", "aid", "file"), FILES)
@fuzzing
@given(where=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 255)), min_size=1, max_size=8))
def test_a_file_with_some_wrong_bytes_is_read_or_unreadable(
    kind: str, aid: bytes, file: files.CardFile, where: list[tuple[int, int]]
) -> None:
    def damaged(content: bytes) -> bytes:
        data = bytearray(content)
        for at, mask in where:
            data[at % len(data)] ^= mask
        return bytes(data)

    with contextlib.suppress(Unreadable):
        read_from(with_file(kind, aid, file, damaged), wanted=ALL_WANTED)


@every_kind
@fuzzing
@given(ins=st.sampled_from([0xA4, 0x84, 0x82, 0x20, 0xB0]), answer=st.binary(max_size=80))
@example(ins=0x84, answer=b"\x00" * 7 + b"\x90\x00")
@example(ins=0x82, answer=b"\x00" * 40 + b"\x90\x00")
@example(ins=0x82, answer=b"\x90\x00")
def test_any_answer_to_any_command_is_an_error_of_the_card(kind: str, ins: int, answer: bytes) -> None:
    with contextlib.suppress(CardError):
        read_from(Tampering(issue_card(kind, "anh"), ins, lambda _: answer), wanted=ALL_WANTED)


def test_every_kind_can_be_issued_by_its_name() -> None:
    assert set(KINDS) <= set(MODELS)
    assert {code for code, type_ in TYPES.items()} == {b"1", b"2", b"05", b"06"}
    assert {MODELS[kind].secrets(ANH)[SecretKind.CARD_NUMBER] for kind in KINDS} == {"AA00000004AA"}


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
def test_every_picture_fits_where_real_cards_have_it(holder: CardHolder) -> None:
    for type_ in KINDS.values():
        for application in profile(type_, holder, Faults()).applications:
            for short, file in application.files.items():
                if application.aid == DF1:
                    assert len(file.content) in {7004, 3004, 73, 46, 5508, 2505}, short
