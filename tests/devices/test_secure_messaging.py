"""The numbers in these tests are the examples of the standards, 別紙2 of either 仕様書."""

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import Command, Response, read_binary, read_binary_of, select_file
from devices.connection import send
from devices.secure_messaging import (
    AES_128,
    TRIPLE_DES,
    SecuredReading,
    Session,
    Share,
    Suite,
    key_of_number,
    padded,
    share_in,
    token,
    unpadded,
)
from kiosk.errors import Unreadable

NUMBER = b"AA12345678BB"


def h(digits: str) -> bytes:
    return bytes.fromhex(digits)


@dataclass(frozen=True)
class Example:
    suite: Suite
    rnd_icc: bytes
    e_ifd: bytes
    m_ifd: bytes
    e_icc: bytes
    m_icc: bytes
    k_icc: bytes
    ks_enc: bytes
    verify: bytes


KENC = h("6522B4E171195BB218223A976C040111")
OURS = Share(h("1122334455667788"), h("404142434445464748494A4B4C4D4E4F"))

FIRST = Example(
    TRIPLE_DES,
    rnd_icc=h("5A6E7E385162B7A3"),
    e_ifd=h("937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA"),
    m_ifd=h("1AD7FB6A3389E017"),
    e_icc=h("5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE"),
    m_icc=h("59388FD6CD45248B"),
    k_icc=h("19D049490FFF52EEDBFCB930BC810ED0"),
    ks_enc=h("CE94938E19E3B97DF96EABCEDC1715CC"),
    verify=h("1AA82973DB959A811F9711D728F0EEF6"),
)
SECOND = Example(
    AES_128,
    rnd_icc=h("921CE277323DA057"),
    e_ifd=h("4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773B"),
    m_ifd=h("AC854617634F5397"),
    e_icc=h("289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62"),
    m_icc=h("FA942EC51E62FF5F"),
    k_icc=h("2CC6AF9B8B607C662FDCAD27B401D08B"),
    ks_enc=h("C19CF13D3D7FBEE9EA293D834C88952F"),
    verify=h("EE0B31EF877F68D071C56D58C72E6748"),
)
GENERATIONS = pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first", "second"])
SUITES = pytest.mark.parametrize("suite", [TRIPLE_DES, AES_128], ids=["3DES", "AES"])


def test_the_key_of_the_number_is_that_of_the_standard() -> None:
    assert key_of_number(NUMBER) == KENC


@GENERATIONS
def test_our_token_is_that_of_the_standard(example: Example) -> None:
    assert token(example.suite, KENC, OURS, example.rnd_icc) == example.e_ifd + example.m_ifd


@GENERATIONS
def test_the_cards_share_is_that_of_the_standard(example: Example) -> None:
    answer = example.e_icc + example.m_icc
    assert share_in(example.suite, KENC, answer, OURS.nonce) == Share(example.rnd_icc, example.k_icc)


@GENERATIONS
def test_a_card_would_answer_as_in_the_standard(example: Example) -> None:
    asked = share_in(example.suite, KENC, example.e_ifd + example.m_ifd, example.rnd_icc)
    answer = token(example.suite, KENC, Share(example.rnd_icc, example.k_icc), OURS.nonce)
    assert (asked, answer) == (OURS, example.e_icc + example.m_icc)


@GENERATIONS
def test_the_session_key_and_the_number_sent_are_those_of_the_standard(example: Example) -> None:
    session = Session.of(example.suite, OURS, Share(example.rnd_icc, example.k_icc))
    assert session.key == example.ks_enc
    assert session.wrap(NUMBER) == h("861101") + example.verify
    assert session.unwrap(h("861101") + example.verify) == NUMBER


@GENERATIONS
@given(st.binary(max_size=50))
def test_a_token_that_is_none_gives_no_share(example: Example, answer: bytes) -> None:
    assert share_in(example.suite, KENC, answer, OURS.nonce) is None


@GENERATIONS
@given(at=st.integers(0, 39), bit=st.integers(0, 7))
def test_a_token_with_one_wrong_bit_gives_no_share(example: Example, at: int, bit: int) -> None:
    answer = bytearray(example.e_icc + example.m_icc)
    answer[at] ^= 1 << bit
    assert share_in(example.suite, KENC, bytes(answer), OURS.nonce) is None


@GENERATIONS
def test_an_answer_to_another_random_number_gives_no_share(example: Example) -> None:
    assert share_in(example.suite, KENC, example.e_icc + example.m_icc, bytes(8)) is None


def session_of(suite: Suite) -> Session:
    return Session(suite, h("000102030405060708090A0B0C0D0E0F"))


@SUITES
@given(st.binary(max_size=700))
def test_what_is_wrapped_is_unwrapped(suite: Suite, message: bytes) -> None:
    wrapped = session_of(suite).wrap(message)
    assert session_of(suite).unwrap(wrapped) == message


@SUITES
@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda rest: b"\x86\x11\x01" + rest))
def test_any_answer_is_unwrapped_or_unreadable(suite: Suite, data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        session_of(suite).unwrap(data)


@SUITES
@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="nothing"),
        pytest.param("00", id="filler"),
        pytest.param("8600", id="empty"),
        pytest.param("860101", id="no blocks"),
        pytest.param("860A01" + "00" * 9, id="half a block"),
        pytest.param("861102" + "00" * 16, id="another padding"),
        pytest.param("871101" + "00" * 16, id="another tag"),
        pytest.param("861101" + "00" * 15, id="cut off"),
        pytest.param("861101" + "00" * 17, id="something behind"),
        pytest.param("86820011", id="only a header"),
        pytest.param("861101" + "00" * 16, id="no padding"),
    ],
)
def test_a_malformed_cryptogram_is_unreadable(suite: Suite, data: str) -> None:
    with pytest.raises(Unreadable):
        session_of(suite).unwrap(h(data))


@given(st.binary(max_size=40), st.sampled_from([8, 16]))
def test_padding_fills_whole_blocks(message: bytes, block: int) -> None:
    blocks = padded(message, block)
    assert len(blocks) % block == 0
    assert len(message) < len(blocks) <= len(message) + block
    assert unpadded(blocks) == message


class Line:
    """Answers with what a function of the command says."""

    def __init__(self, answer: Response) -> None:
        self.sent = []
        self._answer = answer

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._answer.encode()

    def disconnect(self) -> None:
        self.sent.clear()


@pytest.mark.parametrize(
    ("command", "secured"),
    [
        (read_binary_of(0x04, 65536), "08B0840000000496020000" + "0000"),
        (read_binary_of(0x05, 7004), "08B085000000049602" + "1B5C" + "0000"),
        (read_binary(0x0100, 300), "08B001000000049602" + "012C" + "0000"),
        (read_binary_of(0x03, 73), "08B083000496020049" + "00"),
        (read_binary(0x00EF, 256), "08B000EF04960200EF" + "00"),
    ],
)
def test_reads_are_secured_as_the_standard_writes_them(command: Command, secured: str) -> None:
    below = Line(Response(session_of(AES_128).wrap(b"plain"), 0x9000))
    assert send(SecuredReading(below, session_of(AES_128)), command) == Response(b"plain", 0x9000)
    assert below.sent == [secured]


@SUITES
def test_the_longest_short_read_fits_into_an_answer_of_256(suite: Suite) -> None:
    fitting = len(session_of(suite).wrap(bytes(suite.short_le_max)))
    assert fitting <= 256 < len(session_of(suite).wrap(bytes(suite.short_le_max + 1)))


def test_all_other_commands_pass_as_they_are() -> None:
    below = Line(Response(b"", 0x9000))
    send(SecuredReading(below, session_of(AES_128)), select_file(0x0001))
    assert below.sent == ["00A4020C020001"]


def test_a_refusal_is_passed_on() -> None:
    refused = Response(b"", 0x6B00)
    assert send(SecuredReading(Line(refused), session_of(AES_128)), read_binary(0x10, 8)) == refused


def test_keys_and_random_numbers_are_not_shown() -> None:
    assert repr(OURS) == "Share()"
    assert "00010203" not in repr(session_of(AES_128)).lower()
    assert "x00" not in repr(session_of(AES_128))
