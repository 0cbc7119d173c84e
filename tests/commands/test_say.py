"""``kakanai say``."""

import wave
from pathlib import Path

import pytest

from commands.say import say
from kiosk.errors import UsageError, VoiceMissing


@pytest.mark.parametrize(("language", "text"), [("ja", "エーの12番の方"), ("en", "Number 12")])
def test_sentence_becomes_a_file(tmp_path: Path, language: str, text: str) -> None:
    say(text, to=tmp_path / "said.wav", lang=language)
    with wave.open(str(tmp_path / "said.wav")) as file:
        assert file.getnframes() > file.getframerate() / 2


@pytest.mark.parametrize("text", ["", " ", "、。"])
def test_nothing_to_say_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        say(text, to=tmp_path / "said.wav")


def test_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="away"):
        say("あ", to=tmp_path / "away" / "said.wav")


def test_language_without_a_voice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceMissing):
        say("un", to=tmp_path / "said.wav", lang="fr")
