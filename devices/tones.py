"""The sounds without words as WAV: soft struck notes, made of sines."""

import math
import wave
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from kiosk.ports import Sound

RATE_HZ = 24_000
LENGTH_S = 1.2
"""So long, at this rate, a sound fits into a pipe (64 KiB): once begun it is heard to its end without us."""

PEAK = 0.6
"""Of full scale. How loud that is, the machine's mixer says."""

_FULL_SCALE = 32_767
_ATTACK_S, _RELEASE_S = 0.012, 0.15


@dataclass(frozen=True)
class _Partial:
    """``multiple`` of a note's frequency, as loud as ``share``, down to 1/e of it after ``decay_s``."""

    multiple: int
    share: float
    decay_s: float


_PARTIALS = (_Partial(1, 1.0, 0.32), _Partial(2, 0.22, 0.14))
_C5, _D5, _A5, _E5, _C6 = 523.25, 587.33, 880.0, 659.26, 1046.5

Tune = tuple[tuple[float, float], ...]
"""When each note is struck (seconds), and its frequency (Hz)."""

TUNES: Mapping[Sound, Tune] = {
    Sound.WARNING: ((0.0, _D5), (0.26, _A5)),
    Sound.CARD: ((0.0, _C6), (0.15, _A5), (0.3, _E5), (0.45, _C6)),
}
"""WARNING rises like a question, CARD calls like a doorbell.

Old people hear little above 2.5 kHz (JIS S 0013), so everything stays well below.
"""

CHIME: Tune = ((0.0, _E5), (0.42, _C5))
"""Before a number is called: two notes downwards, which nobody takes for the kiosk's."""


def wav_of(tune: Tune, loudness: float = 1.0) -> bytes:
    """Return the sound as a WAV file. ``loudness`` 1 is as loud as we get."""
    return wav(_samples(tune, loudness), RATE_HZ)


def wav(samples: bytes, rate_hz: int) -> bytes:
    """Return samples of 16 bits as a WAV file with one channel."""
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples)
    return made.getvalue()


def _samples(tune: Tune, share: float) -> bytes:
    heard = [0.0] * round(LENGTH_S * RATE_HZ)
    for start_s, hz in tune:
        start = round(start_s * RATE_HZ)
        for n, value in enumerate(_struck(hz, len(heard) - start), start):
            heard[n] += value
    loudness = share * PEAK * _FULL_SCALE / max(map(abs, heard))
    return array("h", (round(value * loudness) for value in heard)).tobytes()


def _struck(hz: float, count: int) -> list[float]:
    """Return so many samples of one note: it swells for a moment, dies away, and is gone with the last one."""
    moments = [n / RATE_HZ for n in range(count)]
    end_s = count / RATE_HZ
    edges = (min(1.0, t / _ATTACK_S, (end_s - t) / _RELEASE_S) for t in moments)
    return [edge * sum(_swing(partial, hz, t) for partial in _PARTIALS) for edge, t in zip(edges, moments, strict=True)]


def _swing(partial: _Partial, hz: float, t: float) -> float:
    return partial.share * math.exp(-t / partial.decay_s) * math.sin(math.tau * partial.multiple * hz * t)
