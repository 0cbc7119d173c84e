"""What a board says, and when."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import product
from threading import Event

import pytest

from config.content import Content
from kiosk.ports import Clock, Utterance
from kiosk.queue.ticket import BoardView, Called
from kiosk.settings import Voice
from ui.board.caller import Caller
from ui.board.wording import spoken_call

WITHIN_S = 5.0


class Listener:
    """An announcer that is through only when it is let go, and remembers what it said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.speaking, self.let_go = Event(), Event()

    def announce(self, sentences: tuple[Utterance, ...]) -> None:
        self.said += [sentence.text for sentence in sentences]
        self.speaking.set()
        self.let_go.wait(WITHIN_S)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.let_go.set()


def caller_of(listener: Listener, *, heard: Callable[[], bool] = lambda: True) -> Caller:
    caller = Caller(listener, lambda line: (Utterance("ja", line.number),), heard)
    caller.see(BoardView((), ()))
    caller.start()
    return caller


def call(number: str, clock: Clock, *, awaited: bool = True) -> Called:
    return Called(number, "3", "1階", clock.now(), awaited=awaited)


def test_several_calls_are_said_one_after_the_other_without_those_that_are_over(
    listener: Listener, clock: Clock
) -> None:
    caller = caller_of(listener)
    one, two, three = (call(number, clock) for number in ("A1", "A2", "A3"))
    caller.see(BoardView((one,), ()))
    assert listener.speaking.wait(WITHIN_S)
    caller.see(BoardView((three, two, one), ()))
    assert listener.said == ["A1"]
    caller.see(BoardView((three, call("A2", clock, awaited=False), one), ()))
    listener.speaking.clear()
    listener.let_go.set()
    assert listener.speaking.wait(WITHIN_S)
    caller.stop()
    assert listener.said == ["A1", "A3"]


def test_nothing_is_said_while_it_must_not_be_heard(listener: Listener, clock: Clock) -> None:
    asked = Event()

    def heard() -> bool:
        asked.set()
        return False

    caller = caller_of(listener, heard=heard)
    caller.see(BoardView((call("A1", clock),), ()))
    assert asked.wait(WITHIN_S)
    caller.stop()
    assert listener.said == []


def test_board_that_closes_does_not_wait_for_the_end_of_a_sentence(
    listener: Listener, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.board.caller._GOODBYE_S", 0.01)
    caller = caller_of(listener)
    caller.see(BoardView((call("A1", clock),), ()))
    assert listener.speaking.wait(WITHIN_S)
    caller.stop()
    listener.let_go.set()
    caller._thread.join(WITHIN_S)
    assert not caller._thread.is_alive()


@pytest.mark.parametrize(
    ("voice", "hour", "heard"),
    [
        (Voice(), 3, True),
        (Voice(hours=(time(8, 30), time(17, 15))), 8, False),
        (Voice(hours=(time(8, 30), time(17, 15))), 9, True),
        (Voice(volume=0), 9, False),
        (Voice(chime=False, languages=()), 9, False),
        (Voice(languages=()), 9, True),
    ],
)
def test_city_says_when_it_may_be_heard(voice: Voice, hour: int, heard: bool) -> None:
    assert voice.is_heard(datetime(2026, 11, 20, hour, tzinfo=None)) is heard  # noqa: DTZ001  any zone


# --- wording ---------------------------------------------------------------------------------


def spoken(city: Content, line: Called, here: str = "1階") -> tuple[str, ...]:
    return tuple(one.text for one in spoken_call(line, (city.words["ja"], city.words["en"]), here=here))


def test_call_names_number_and_window(city: Content, clock: Clock) -> None:
    assert spoken(city, Called("A12", "3", "1階", clock.now())) == (
        "受付番号、エーの12番のかた、3番窓口へお越しください。",
        "Number ay 12, please come to window 3.",
    )


def test_window_on_another_floor_is_called_with_its_floor(city: Content, clock: Clock) -> None:
    assert spoken(city, Called("H104", "18", "2階", clock.now())) == (
        "受付番号、エイチの104番のかた、2階の、18番窓口へお越しください。",
        "Number H 104, please come to window 18 on the second floor.",
    )


def test_second_call_has_a_sentence_of_its_own(city: Content, clock: Clock) -> None:
    assert spoken(city, Called("A12", "3", None, clock.now(), second=True)) == (
        "受付番号、エーの12番のかた、お渡しの用意ができました。3番窓口へお越しください。",
        "Number ay 12, your papers are ready. Please come to window 3.",
    )


def test_window_with_a_name_is_called_by_it(city: Content, clock: Clock) -> None:
    assert "東窓口へ" in spoken(city, Called("A12", "東", None, clock.now()))[0]


def test_furigana_is_not_read_aloud(city: Content, clock: Clock) -> None:
    (easy,) = spoken_call(Called("A12", "3", None, clock.now()), (city.words["ja-x-easy"],), here="")
    assert easy.text == "番号、エーの12番の人、3番の窓口に来てください。"


def test_nothing_that_is_said_names_an_office_a_procedure_or_an_event(city: Content, clock: Clock) -> None:
    words = city.words["ja"]
    names = {words[f"desk.{id_}.name"] for id_ in city.guide.desks}
    names |= {words[f"procedure.{id_}.name"] for id_ in city.guide.procedures}
    names |= {words[f"event.{id_}.{kind}"] for id_ in city.guide.events for kind in ("everyday", "statute")}
    desks = [desk for desk in city.guide.desks.values() if desk.window and desk.letter]
    for desk, second in product(desks, (False, True)):
        line = Called(f"{desk.letter}12", str(desk.window), desk.floor, clock.now(), second=second)
        assert not any(name in sentence for name in names for sentence in spoken(city, line))
