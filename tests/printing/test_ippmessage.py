from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.ippmessage import Answer, Operation, Tag, decode_answer, encode_request

ENTRY = st.one_of(
    st.tuples(st.just(Tag.INTEGER), st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1)),
    st.tuples(st.sampled_from([Tag.KEYWORD, Tag.NAME]), st.lists(st.text(max_size=50), min_size=1)),
)


def test_a_request_is_what_rfc_8010_shows() -> None:
    message = encode_request(
        Operation.PRINT_JOB,
        {"job-name": (Tag.NAME, ["foobar"])},
        {"sides": (Tag.KEYWORD, ["one-sided"])},
        b"%!PDF",
    )
    assert message == (
        b"\x02\x00\x00\x02\x00\x00\x00\x01"
        b"\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x42\x00\x08job-name\x00\x06foobar"
        b"\x02"
        b"\x44\x00\x05sides\x00\x09one-sided"
        b"\x03%!PDF"
    )


def test_several_values_follow_one_name() -> None:
    answer = decode_answer(
        b"\x02\x00\x00\x01\x00\x00\x00\x01"
        b"\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x04"
        b"\x44\x00\x15printer-state-reasons\x00\x09media-low"
        b"\x44\x00\x00\x00\x09door-open"
        b"\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x05"
        b"\x22\x00\x19printer-is-accepting-jobs\x00\x01\x01"
        b"\x03"
    )
    assert answer.ok
    assert answer.words("printer-state-reasons") == ("media-low", "door-open")
    assert answer.number("printer-state") == 5
    assert answer.attributes["printer-is-accepting-jobs"] == (b"\x01",)
    assert (answer.words("absent"), answer.number("absent")) == ((), None)


@given(st.dictionaries(st.from_regex("[a-z]+-x", fullmatch=True), ENTRY))
def test_what_is_written_is_read(attributes: dict[str, tuple[Tag, list[int | str]]]) -> None:
    answer = decode_answer(encode_request(Operation.CANCEL_JOB, {}, attributes))
    assert {name: list(answer.attributes[name]) for name in attributes} == {
        name: values for name, (_, values) in attributes.items()
    }


@given(st.binary())
def test_any_bytes_are_an_answer_or_refused(message: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(decode_answer(message), Answer)


@pytest.mark.parametrize("cut", range(1, 30))
def test_an_answer_cut_short_is_refused(cut: int) -> None:
    message = encode_request(Operation.CANCEL_JOB, {}, {"job-id": (Tag.INTEGER, [7])})
    with pytest.raises(ValueError, match="no IPP message"):
        decode_answer(message[:-cut])
