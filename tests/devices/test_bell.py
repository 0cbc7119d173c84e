"""The bell on the real ``aplay``, with a device that writes down what it plays, and without any."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from devices.bell import AlsaBell
from devices.tones import TUNES, wav_of
from kiosk.ports import Sound

SOON_S = 0.2

# The fixtures are in conftest.py, which tests cannot import from.
Loudspeaker = Any


@pytest.fixture
def bell() -> AlsaBell:
    return AlsaBell()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for; empty at first."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put_player(programs: Path, script: str) -> None:
    player = programs / "aplay"
    player.write_text(f"#!/bin/sh\n{script}\n")
    player.chmod(0o755)


def test_every_sound_is_played_as_it_was_made(bell: AlsaBell, loudspeaker: Loudspeaker) -> None:
    for sound in Sound:
        assert not loudspeaker.played(wav_of(TUNES[sound]))
        bell.ring(sound)
        assert loudspeaker.played(wav_of(TUNES[sound]))


def test_a_machine_without_sound_says_so_once(bell: AlsaBell, loudspeaker: Loudspeaker) -> None:
    loudspeaker.config.write_text("pcm.!default { type hw card 31 }")
    with capture_logs() as log:
        for _ in range(3):
            bell.ring(Sound.CARD)
    assert [line["event"] for line in log] == ["bell_silent"]


def test_a_machine_without_a_player_stays_silent(bell: AlsaBell, programs: Path) -> None:
    with capture_logs() as log:
        bell.ring(Sound.CARD)
        bell.ring(Sound.WARNING)
    assert [line["event"] for line in log] == ["bell_silent"]


def test_a_player_that_hangs_is_ended(programs: Path) -> None:
    put_player(programs, "exec /bin/sleep 600")
    with capture_logs() as log:
        AlsaBell(SOON_S).ring(Sound.CARD)
    assert "timed out" in log[0]["reason"]


def test_a_player_that_reads_nothing_is_survived(bell: AlsaBell, programs: Path) -> None:
    put_player(programs, "exit 0")
    with capture_logs() as log:
        bell.ring(Sound.CARD)
    assert log == []


def test_what_goes_wrong_after_it_was_heard_is_said_again(
    bell: AlsaBell, loudspeaker: Loudspeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = loudspeaker.config.read_text()
    with capture_logs() as log:
        for config in ("", heard, ""):
            loudspeaker.config.write_text(config)
            bell.ring(Sound.WARNING)
    assert len(log) == 2
