"""The board's voice: that it is heard, and how it reads what the board has to say."""

import subprocess
import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from commands.city import SAMPLE, content_of
from devices.speech import LEVEL, RATE_HZ, reading, speech
from kiosk.errors import VoiceMissing
from kiosk.ports import Utterance
from kiosk.words import Words

JA = Utterance("ja", "受付番号、エーの12番のかた、3番窓口へお越しください。")
EN = Utterance("en", "Number ay 12, please come to window 3.")


def heard(sound: bytes) -> npt.NDArray[np.float64]:
    with wave.open(BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_767


def level(samples: npt.NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(samples**2)))


@pytest.fixture(scope="module")
def words() -> Words:
    return content_of(SAMPLE).words["en"]


@pytest.mark.parametrize(("sentence", "least_s", "most_s"), [(JA, 4.0, 8.0), (EN, 2.0, 5.0)])
def test_sentence_is_heard_as_long_as_one_speaks(sentence: Utterance, least_s: float, most_s: float) -> None:
    samples = heard(speech((sentence,)))
    assert least_s < len(samples) / RATE_HZ < most_s
    tenths = np.array_split(samples, len(samples) // (RATE_HZ // 10))
    assert np.mean([level(tenth) > LEVEL / 10 for tenth in tenths]) > 0.7


def test_both_voices_are_equally_loud_and_none_is_cut() -> None:
    for sentence in (JA, EN):
        samples = heard(speech((sentence,)))
        assert level(samples) == pytest.approx(LEVEL, rel=0.02)
        assert np.abs(samples).max() < 0.97


def test_loudness_is_a_share_of_the_whole() -> None:
    assert level(heard(speech((EN,), 0.5))) == pytest.approx(LEVEL / 2, rel=0.02)


def test_sentences_follow_each_other() -> None:
    both, one, other = (len(heard(speech(sentences))) for sentences in ((JA, EN), (JA,), (EN,)))
    assert both - one - other == pytest.approx(0.45 * RATE_HZ, abs=1)


def test_voice_keeps_its_pitch_when_it_is_brought_to_our_rate(tmp_path: Path) -> None:
    """Most of a woman's voice lies below 1 kHz: a rate that is off by three would move it."""
    samples = heard(speech((EN,)))
    power = np.abs(np.fft.rfft(samples)) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    assert 80 < frequencies[power.argmax()] < 1000
    assert power[frequencies > 8_100].sum() < power.sum() * 0.001


def test_language_without_a_voice_is_refused() -> None:
    with pytest.raises(VoiceMissing):
        speech((Utterance("fr", "numéro"),))


def test_machine_without_flite_has_no_english_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceMissing, match="flite"):
        speech((EN,))
    assert len(heard(speech((JA,))))


# --- readings ---------------------------------------------------------------------------------

NUMBERS = {
    1: "イチバン",
    4: "ヨンバン",
    7: "ナナバン",
    9: "キューバン",
    10: "ジューバン",
    14: "ジューヨンバン",
    17: "ジューナナバン",
    20: "ニジューバン",
    40: "ヨンジューバン",
    100: "ヒャクバン",
    300: "サンビャクバン",
    404: "ヨンヒャクヨンバン",
    600: "ロッピャクバン",
    800: "ハッピャクバン",
    999: "キューヒャクキュージューキューバン",
    1000: "センバン",
}


@pytest.mark.parametrize(("number", "said"), NUMBERS.items())
def test_numbers_are_read_as_one_says_them(number: int, said: str) -> None:
    assert reading(f"受付番号、エーの{number}番のかた") == f"ウケツケバンゴー、エーノ{said}ノカタ"
    assert reading(f"{number}番窓口へ") == f"{said}マドグチエ"


@pytest.mark.parametrize(
    ("floor", "said"), [("1階", "イッカイ"), ("2階", "ニカイ"), ("3階", "サンガイ"), ("地下1階", "チカイッカイ")]
)
def test_floors_are_read_as_one_says_them(floor: str, said: str) -> None:
    assert reading(f"{floor}の、3番窓口へ").startswith(f"{said}ノ、サンバン")


def test_every_letter_is_read_by_its_name() -> None:
    """C as those say it who know English: スィー."""
    letters = content_of(SAMPLE).words["ja"]
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        name = letters[f"voice.letter.{letter}"]
        said = reading(f"受付番号、{name}の12番のかた").replace("スィー", "シー")
        assert said == f"ウケツケバンゴー、{name}ノジューニバンノカタ"


ENGLISH_LETTERS = {"A": "ey", "B": "b iy", "E": "iy", "H": "ey ch", "I": "ay", "O": "ow", "W": "d ah b ax l y uw"}


@pytest.mark.parametrize(("letter", "phones"), ENGLISH_LETTERS.items())
def test_english_letters_are_read_by_their_names(words: Words, letter: str, phones: str) -> None:
    said = words.say("voice.call", letter=words[f"voice.letter.{letter}"], number=14, place="window 3")
    flite = ("flite", "-voice", "slt", "-t", said, "-o", "/dev/null", "-ps")
    read = subprocess.run(flite, capture_output=True, text=True, check=True).stdout
    assert f"n ah m b er {phones} f ao r t iy n" in read
