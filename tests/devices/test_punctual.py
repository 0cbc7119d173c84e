"""A card or a reader that hangs holds nobody."""

from collections.abc import Iterator
from threading import Event

import pytest

from devices.connection import CardConnection
from devices.punctual import PunctualConnection
from kiosk.errors import CardRemoved, CardTimeout, UnknownCard

PATIENCE_S = 15.0
LONG_S = 15.0
MOMENT_S = 0.02


class Line:
    """Answers every command with success, once it ``may_answer``."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.may_answer.set()
        self.let_go = Event()
        self.times_let_go = 0
        self.sent: list[bytes] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu)
        self.may_answer.wait()
        return b"\x90\x00"

    def disconnect(self) -> None:
        self.times_let_go += 1
        self.let_go.set()


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.may_answer.set()


def test_what_comes_in_time_is_passed_on(line: Line) -> None:
    connection = PunctualConnection(lambda: line, LONG_S)
    assert connection.transmit(b"1") == b"\x90\x00"
    connection.disconnect()
    assert line.let_go.is_set()


def test_a_command_without_an_answer_ends_at_the_deadline(line: Line) -> None:
    connection = PunctualConnection(lambda: line, MOMENT_S)
    line.may_answer.clear()
    with pytest.raises(CardTimeout):
        connection.transmit(b"1")
    with pytest.raises(CardTimeout):
        connection.transmit(b"2")
    assert line.sent == [b"1"]


def test_a_card_that_hung_is_let_go_as_soon_as_its_command_ends(line: Line) -> None:
    connection = PunctualConnection(lambda: line, MOMENT_S)
    line.may_answer.clear()
    with pytest.raises(CardTimeout):
        connection.transmit(b"1")
    connection.disconnect()
    assert not line.let_go.is_set()
    line.may_answer.set()
    assert line.let_go.wait(PATIENCE_S)


def test_nothing_is_sent_when_time_is_up(line: Line) -> None:
    connection = PunctualConnection(lambda: line, LONG_S)
    connection._deadline_s = 0
    with pytest.raises(CardTimeout):
        connection.transmit(b"1")
    connection.disconnect()
    assert (line.sent, line.times_let_go) == ([], 1)


def test_a_connecting_that_hangs_ends_at_the_deadline_and_lets_go_later(line: Line) -> None:
    line.may_answer.clear()

    def connect() -> CardConnection:
        line.may_answer.wait()
        return line

    with pytest.raises(CardTimeout):
        PunctualConnection(connect, MOMENT_S)
    line.may_answer.set()
    assert line.let_go.wait(PATIENCE_S)


def test_a_connecting_that_fails_says_why() -> None:
    def connect() -> CardConnection:
        raise UnknownCard("The card is mute.")

    with pytest.raises(UnknownCard):
        PunctualConnection(connect, LONG_S)


def test_an_error_of_the_line_is_passed_on_and_ends_nothing(line: Line) -> None:
    class Loose(Line):
        def transmit(self, apdu: bytes) -> bytes:
            if apdu == b"1":
                raise CardRemoved
            return super().transmit(apdu)

    connection = PunctualConnection(Loose, LONG_S)
    with pytest.raises(CardRemoved):
        connection.transmit(b"1")
    assert connection.transmit(b"2") == b"\x90\x00"
    connection.disconnect()


def test_letting_go_twice_is_letting_go_once(line: Line) -> None:
    connection = PunctualConnection(lambda: line, LONG_S)
    connection.disconnect()
    connection.disconnect()
    with pytest.raises(CardRemoved):
        connection.transmit(b"1")
    assert line.times_let_go == 1
