"""How a call is read aloud: number, window and floor, and nothing else that anybody could overhear."""

from collections.abc import Iterable

from kiosk.guidance.sentences import floor_words
from kiosk.lettering.ruby import plain
from kiosk.ports import Utterance
from kiosk.queue.number import parse_number
from kiosk.queue.ticket import Called
from kiosk.words import Words


def spoken_call(call: Called, languages: Iterable[Words], *, here: str) -> tuple[Utterance, ...]:
    """Return the call in each language. The floor is said where it is another one than that of the board, ``here``."""
    return tuple(Utterance(words.language, plain(_sentence(call, words, here))) for words in languages)


def _sentence(call: Called, words: Words, here: str) -> str:
    letter, serial = parse_number(call.number)
    return words.say(
        "voice.ready" if call.second else "voice.call",
        letter=words[f"voice.letter.{letter}"],
        number=serial,
        place=_place(call, words, here),
    )


def _place(call: Called, words: Words, here: str) -> str:
    window = words.say("voice.window" if call.window.isdecimal() else "voice.named_window", window=call.window)
    if call.floor is None or call.floor == here:
        return window
    floor = words.get(f"voice.floor.{call.floor}", floor_words(call.floor, words))
    return words.say("voice.elsewhere", floor=floor, window=window)
