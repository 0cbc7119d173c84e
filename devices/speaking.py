"""The process that turns sentences into sound: a line of JSON in, a length and a WAV out, until nobody asks any more.

``devices.announcer`` starts it as ``python -m devices.speaking``. The dictionaries of Open JTalk stay out of the
board's memory, and what goes wrong in C costs an announcement and not the board.
"""

import json
import sys
from contextlib import suppress
from functools import lru_cache
from typing import BinaryIO

from devices.announcer import LENGTH_BYTES
from devices.speech import speech
from kiosk.errors import VoiceMissing
from kiosk.ports import Utterance

_KEPT = 32
"""Who is called again was called lately. A sentence takes about half a megabyte."""

_AWAKE = Utterance("ja", "窓口")


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer each ``[language, text, loudness]`` until the other side is gone; of length 0 without a voice for it."""
    speech((_AWAKE,))
    for line in questions:
        sound = _answer(*json.loads(line))
        answers.write(len(sound).to_bytes(LENGTH_BYTES) + sound)
        answers.flush()


def _answer(language: str, text: str, loudness: float) -> bytes:
    try:
        return _kept(Utterance(language, text), loudness)
    except VoiceMissing:
        return b""


@lru_cache(_KEPT)
def _kept(sentence: Utterance, loudness: float) -> bytes:
    return speech((sentence,), loudness)


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # whoever asked is gone before the answer
        serve(sys.stdin.buffer, sys.stdout.buffer)
