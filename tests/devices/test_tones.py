"""The sounds themselves."""

import wave
from array import array
from io import BytesIO
from itertools import pairwise

import pytest

from devices.tones import CHIME, LENGTH_S, RATE_HZ, TUNES, Tune, wav_of

ALL = (*TUNES.values(), CHIME)

FULL_SCALE = 32_767
HEARD_BY_THE_OLD_HZ = 2_500
PIPE_BYTES = 65_536
SUDDEN = FULL_SCALE // 4
"""A step from one sample to the next that would be a click."""


def samples(wav: bytes) -> array:
    with wave.open(BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        assert file.getnframes() == LENGTH_S * RATE_HZ
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("tune", ALL)
def test_a_sound_is_loud_enough_and_not_cut_off(tune: Tune) -> None:
    heard = samples(wav_of(tune))
    assert FULL_SCALE * 0.5 < max(map(abs, heard)) < FULL_SCALE * 0.9
    assert (heard[0], heard[-1]) == (0, 0)
    assert max(abs(after - before) for before, after in pairwise(heard)) < SUDDEN


@pytest.mark.parametrize("tune", ALL)
def test_a_sound_can_be_heard_by_old_people(tune: Tune) -> None:
    overtone = 2
    assert all(hz * overtone < HEARD_BY_THE_OLD_HZ for _, hz in tune)


@pytest.mark.parametrize("tune", ALL)
def test_a_sound_that_was_begun_needs_nobody_any_more(tune: Tune) -> None:
    assert len(wav_of(tune)) < PIPE_BYTES


def test_every_sound_is_another() -> None:
    assert len({wav_of(tune) for tune in ALL}) == len(ALL)
