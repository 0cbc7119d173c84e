"""Sentences as sound, without any network: Open JTalk speaks Japanese, flite English.

Slow and large to import (the dictionaries), so that only ``devices.speaking`` and ``kakanai say`` do. The Japanese
voice is "Mei" of the MMDAgent project team (Nagoya Institute of Technology), CC BY 3.0.
"""

import subprocess
import wave
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from io import BytesIO, StringIO

import numpy as np
import numpy.typing as npt

from devices.tones import wav
from kiosk.errors import VoiceMissing
from kiosk.ports import Utterance

with redirect_stdout(StringIO()):  # it prints that it lacks a model for 何; ours is for answers
    import pyopenjtalk

Samples = npt.NDArray[np.float64]

RATE_HZ = 48_000
"""That of the Japanese voice."""

LEVEL = 0.11
"""Root mean square of what is heard, of full scale: both voices are equally loud, and the loudest peaks have room."""

_PACE = 0.92
"""Of the voice's own: numbers are called to people who are talking to each other."""

_GUESSES = False
"""Whether a second dictionary (50 MB) guesses at words of several readings. Ours are written in kana."""

_STRETCH = 1.12
_ENGLISH_S = 10.0
_GAP_S = 0.45
_QUIET = 0.01
_PEAK = 0.98
_FULL_SCALE = 32_767


def speech(sentences: Sequence[Utterance], loudness: float = 1.0) -> bytes:
    """Return the sentences one after the other as a WAV file. Raises VoiceMissing."""
    gap = np.zeros(round(_GAP_S * RATE_HZ))
    parts = [part for sentence in sentences for part in (_spoken(sentence), gap)]
    whole = np.concatenate(parts[:-1]) * loudness if parts else gap
    return wav((whole * _FULL_SCALE).astype("<i2").tobytes(), RATE_HZ)


def _spoken(sentence: Utterance) -> Samples:
    if sentence.language not in _VOICES:
        raise VoiceMissing(f"There is no voice for {sentence.language}.")
    return _levelled(_trimmed(_VOICES[sentence.language](sentence.text)))


def reading(text: str) -> str:
    """Return how Japanese is read, in katakana."""
    return str(pyopenjtalk.g2p(text, kana=True, use_sudachi_kanji_yomi=_GUESSES))


def _japanese(text: str) -> Samples:
    samples, _ = pyopenjtalk.tts(text, speed=_PACE, use_sudachi_kanji_yomi=_GUESSES)
    return np.asarray(samples) / _FULL_SCALE


def _english(text: str) -> Samples:
    """Ask flite. It takes its text as an argument: a pipe instead of a file hangs it (2.2)."""
    slower = ("--setf", f"duration_stretch={_STRETCH}")
    flite = ("flite", "-voice", "slt", *slower, "-o", "/dev/stdout", "-t", text)
    try:
        made = subprocess.run(flite, capture_output=True, timeout=_ENGLISH_S, check=True).stdout
        with wave.open(BytesIO(made)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / _FULL_SCALE
            return _at_our_rate(samples, file.getframerate())
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
        raise VoiceMissing(f"flite says nothing ({error}).") from error


_VOICES: Mapping[str, Callable[[str], Samples]] = {"ja": _japanese, "en": _english}


def _at_our_rate(samples: Samples, rate_hz: int) -> Samples:
    """Sample anew, exactly, by the spectrum."""
    count = round(len(samples) * RATE_HZ / rate_hz)
    return np.fft.irfft(np.fft.rfft(samples), count) * (count / len(samples))


def _trimmed(samples: Samples) -> Samples:
    """Return it without the silence at both ends."""
    heard = np.flatnonzero(np.abs(samples) > _QUIET)
    return samples[heard[0] : heard[-1] + 1] if len(heard) else samples


def _levelled(samples: Samples) -> Samples:
    loud = np.sqrt(np.mean(samples**2)) if len(samples) else 0.0
    return np.clip(samples * (LEVEL / loud), -_PEAK, _PEAK) if loud else samples
