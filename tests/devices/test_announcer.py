"""Calling by ear: the real process and the real ``aplay``, with a device that writes down what it plays."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from devices.announcer import AlsaAnnouncer
from devices.player import Player
from devices.speech import speech
from devices.tones import CHIME, wav, wav_of
from kiosk.ports import Utterance
from kiosk.settings import Voice

# The fixtures are in conftest.py, which tests cannot import from.
Loudspeaker = Any

JA, EN = Utterance("ja", "3番窓口"), Utterance("en", "window 3")
SOON_S, WITHIN_S = 0.2, 20.0


@pytest.fixture
def announcer() -> Iterator[AlsaAnnouncer]:
    with closing(AlsaAnnouncer(Voice())) as announcer:
        announcer.wake()
        yield announcer


def python(script: str) -> tuple[str, ...]:
    """A process in the place of the one that speaks."""
    return sys.executable, "-c", script


def test_chime_and_both_languages_are_heard(announcer: AlsaAnnouncer, loudspeaker: Loudspeaker) -> None:
    with capture_logs() as log:
        announcer.announce((JA, EN))
    assert log == []
    for sound in (wav_of(CHIME), speech((JA,)), speech((EN,))):
        assert loudspeaker.played(sound)


ECHO = """
import json, sys
from devices.tones import wav
for line in sys.stdin:
    language, text, loudness = json.loads(line)
    sound = wav(text.encode().ljust(4000), 8000)
    sys.stdout.buffer.write(len(sound).to_bytes(4) + sound)
    sys.stdout.flush()
"""


def echo(sentence: Utterance) -> bytes:
    """What the process above makes of a sentence."""
    return wav(sentence.text.encode().ljust(4000), 8000)


def test_second_announcement_asks_the_same_process(echoing: AlsaAnnouncer, loudspeaker: Loudspeaker) -> None:
    echoing.announce((JA,))
    first = echoing._speaker
    echoing.announce((EN,))
    assert echoing._speaker is first
    assert loudspeaker.played(echo(EN))


def test_process_that_died_is_replaced(echoing: AlsaAnnouncer, loudspeaker: Loudspeaker) -> None:
    echoing.announce((JA,))
    speaker = echoing._speaker
    assert speaker is not None
    speaker.process.kill()
    speaker.process.wait()
    with capture_logs() as log:
        echoing.announce((EN,))
    assert [line["event"] for line in log] == ["speaker_lost"]
    assert loudspeaker.played(echo(EN))


def test_process_ends_with_whoever_asked_it(announcer: AlsaAnnouncer) -> None:
    speaker = announcer._speaker
    assert speaker is not None
    speaker._questions.close()
    assert speaker.process.wait(WITHIN_S) == 0


def test_language_that_the_city_does_not_want_is_not_said(loudspeaker: Loudspeaker) -> None:
    with closing(AlsaAnnouncer(Voice(chime=False, languages=("ja",)), python(ECHO))) as announcer:
        announcer.announce((JA, EN))
    assert not loudspeaker.played(wav_of(CHIME))
    assert loudspeaker.played(echo(JA))
    assert not loudspeaker.played(echo(EN))


def test_city_that_wants_no_voice_has_the_chime_and_no_process(loudspeaker: Loudspeaker) -> None:
    with closing(AlsaAnnouncer(Voice(languages=(), volume=50))) as announcer:
        announcer.wake()
        announcer.announce((JA, EN))
        assert announcer._speaker is None
    assert loudspeaker.played(wav_of(CHIME, 0.5))


@pytest.fixture
def echoing() -> Iterator[AlsaAnnouncer]:
    with closing(AlsaAnnouncer(Voice(), python(ECHO))) as announcer:
        yield announcer


@pytest.mark.parametrize("script", ["import time; time.sleep(600)", "raise SystemExit(1)", "print(end='')"])
def test_process_that_says_nothing_leaves_the_chime(script: str, loudspeaker: Loudspeaker) -> None:
    with closing(AlsaAnnouncer(Voice(), python(script), answer_s=SOON_S)) as announcer, capture_logs() as log:
        announcer.announce((JA, EN))
    assert [line["event"] for line in log] == ["speaker_lost"]
    assert loudspeaker.played(wav_of(CHIME))


def test_program_that_is_not_there_leaves_the_chime(tmp_path: Path, loudspeaker: Loudspeaker) -> None:
    with closing(AlsaAnnouncer(Voice(), (str(tmp_path / "none"),))) as announcer, capture_logs() as log:
        announcer.announce((JA,))
    assert [line["event"] for line in log] == ["speaker_lost"]
    assert loudspeaker.played(wav_of(CHIME))


MUTE = "import sys\nfor line in sys.stdin: sys.stdout.buffer.write(bytes(4)); sys.stdout.flush()"


def test_language_without_a_voice_is_told_once(loudspeaker: Loudspeaker) -> None:
    with closing(AlsaAnnouncer(Voice(), python(MUTE))) as announcer, capture_logs() as log:
        for _ in range(3):
            announcer.announce((EN,))
    assert log == [{"event": "voice_missing", "language": "en", "log_level": "warning"}]


def test_machine_without_sound_says_so_once(loudspeaker: Loudspeaker) -> None:
    loudspeaker.config.write_text("pcm.!default { type hw card 31 }")
    with closing(AlsaAnnouncer(Voice(), python(MUTE))) as announcer, capture_logs() as log:
        announcer.announce((JA,))
        announcer.announce((JA,))
    assert [line["event"] for line in log] == ["voice_silent", "voice_missing"]


def test_player_that_hangs_is_ended(tmp_path: Path) -> None:
    with capture_logs() as log:
        Player(("/bin/sleep", "600"), silence="voice_silent").play(b"", SOON_S)
    assert "timed out" in log[0]["reason"]
